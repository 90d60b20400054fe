//! `graphdown diff` and `graphdown export` as commands: sides, formats, exit codes, and what is said when something is not there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::{TempDir, tempdir};

const HEAD: &str = "# thing resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n";

/// A folder `docs` with one page, whose table has these rows.
fn docs(rows: &str) -> TempDir {
    let root = tempdir().unwrap();
    fs::create_dir_all(root.path().join("docs/v1.0/resources")).unwrap();
    write(root.path(), rows);
    root
}

fn write(root: &Path, rows: &str) {
    fs::write(root.join("docs/v1.0/resources/thing.md"), format!("{HEAD}{rows}")).unwrap();
}

fn graphdown(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(folder).args(arguments).env("NO_COLOR", "1").output().unwrap()
}

fn out(it: &Output) -> String {
    String::from_utf8_lossy(&it.stdout).into_owned()
}

fn err(it: &Output) -> String {
    String::from_utf8_lossy(&it.stderr).into_owned()
}

const SIZE: &str = "|size|Int32|In bytes.|\n";
const COLOR: &str = "|color|String|Red or blue.|\n";

#[test]
fn two_folders_give_changes_with_places_and_exit_codes() {
    let old = docs(&format!("{SIZE}{COLOR}"));
    let new = docs("|size|Int64|In bytes.|\n|shape|String|Round.|\n");
    fs::rename(new.path().join("docs"), old.path().join("new")).unwrap();
    let done = graphdown(old.path(), &["diff", "docs", "new"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let expected = "major: 2 breaking, 1 additive, 0 documentation-only\n\n\
        breaking\n  \
          - v1.0 property microsoft.graph.thing/color  docs/v1.0/resources/thing.md:10\n  \
          ~ v1.0 property microsoft.graph.thing/size: type Edm.Int32 → Edm.Int64  new/v1.0/resources/thing.md:9\n\n\
        additive\n  \
          + v1.0 property microsoft.graph.thing/shape  new/v1.0/resources/thing.md:10\n";
    assert_eq!(out(&done), expected);
    let code = |deny| graphdown(old.path(), &["diff", "docs", "new", "--deny", deny]).status.code();
    assert_eq!((code("breaking"), code("additive")), (Some(1), Some(1)));
    let beta = ["diff", "docs", "new", "--deny", "breaking", "--api-version", "beta"];
    assert_eq!(graphdown(old.path(), &beta).status.code(), Some(0));
    let none = graphdown(old.path(), &["diff", "docs", "docs", "--deny", "documentation"]);
    assert_eq!(none.status.code(), Some(0));
    assert!(out(&none).starts_with("no change"), "{}", out(&none));
}

#[test]
fn inventories_are_sides_too_and_json_and_markdown_say_the_same() {
    let root = docs(SIZE);
    let made = graphdown(root.path(), &["inspect", "--docs", "docs", "--format", "json"]);
    fs::write(root.path().join("old.json"), made.stdout).unwrap();
    write(root.path(), "|size|Int32|In kilobytes.|\n");
    let done = graphdown(root.path(), &["diff", "old.json", "docs", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(json["step"], "patch");
    let change = &json["changes"][0];
    assert_eq!(change["class"], "documentation-only");
    assert_eq!(
        (&change["owner"], &change["name"]),
        (&"microsoft.graph.thing".into(), &"size".into())
    );
    assert_eq!((&change["old"], &change["new"]), (&"In bytes.".into(), &"In kilobytes.".into()));
    assert_eq!(change["new_place"]["line"], 9);
    let done = graphdown(root.path(), &["diff", "old.json", "docs", "--format", "markdown"]);
    let text = out(&done);
    assert!(text.starts_with("## Change of the API: patch\n"), "{text}");
    assert!(text.contains("<details>\n<summary>Documentation only (1)</summary>"), "{text}");
    assert!(text.contains("|v1.0|property `microsoft.graph.thing/size`|words changed|"), "{text}");
}

#[test]
fn what_moves_between_features_is_said_in_words() {
    let root = docs(SIZE);
    let settings = "docs = \"docs\"\n[crate]\nfeatures = \"always\"\n";
    fs::write(root.path().join("graphdown.toml"), settings).unwrap();
    fs::create_dir(root.path().join("docs/v1.0/api")).unwrap();
    let inventory = |area: &str, file: &str| {
        let page = format!(
            "---\nms.prod: \"{area}\"\n---\n\n# Get thing\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\n\
             GET /things/{{id}}\nGET /me/thing\n```\n\n## Response\n\n\
             `200 OK` and a [thing](../resources/thing.md) object.\n"
        );
        fs::write(root.path().join("docs/v1.0/api/thing-get.md"), page).unwrap();
        let made = graphdown(root.path(), &["inspect", "--format", "json"]);
        fs::write(root.path().join(file), made.stdout).unwrap();
    };
    inventory("users", "old.json");
    inventory("People and Teams", "new.json");
    let done = graphdown(root.path(), &["diff", "old.json", "new.json"]);
    let expected = "major: 4 breaking, 1 additive, 0 documentation-only\n\n\
        breaking\n  \
          - v1.0 feature users\n  \
          ~ v1.0 type microsoft.graph.thing: moves from feature users to feature people-and-teams  v1.0/resources/thing.md:1\n  \
          ~ v1.0 operation GET /me/thing and 1 more like it: moves from feature users to feature people-and-teams  v1.0/api/thing-get.md:13\n\n\
        additive\n  \
          + v1.0 feature people-and-teams\n";
    assert_eq!(out(&done), expected, "{}", err(&done));
}

#[test]
fn revisions_are_read_with_git() {
    if Command::new("git").arg("--version").output().is_err() {
        return;
    }
    let root = docs(&format!("{SIZE}{COLOR}"));
    let git = |arguments: &[&str]| {
        let identity =
            ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"];
        let done =
            Command::new("git").current_dir(root.path()).args(identity).args(arguments).output();
        assert!(done.unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "docs"]);
    git(&["commit", "--quiet", "--no-verify", "-m", "first"]);
    write(root.path(), SIZE);
    let done = graphdown(root.path(), &["diff", "HEAD:docs", "docs"]);
    assert!(
        out(&done).contains(
            "- v1.0 property microsoft.graph.thing/color  HEAD:docs/v1.0/resources/thing.md:10"
        ),
        "{}{}",
        out(&done),
        err(&done)
    );
    git(&["commit", "--quiet", "--no-verify", "-am", "second"]);
    let done = graphdown(root.path(), &["diff", "HEAD~1:", "HEAD:"]);
    assert!(
        out(&done).contains("HEAD~1:docs/v1.0/resources/thing.md:10"),
        "{}{}",
        out(&done),
        err(&done)
    );
    let version = graphdown(&root.path().join("docs"), &["diff", "HEAD~1:./v1.0", "v1.0"]);
    assert!(out(&version).contains("- v1.0 property"), "{}{}", out(&version), err(&version));
    for (side, word) in
        [("nowhere:docs", "nowhere"), ("HEAD:none", "HEAD:none"), ("-x:docs", "not a revision")]
    {
        let done = graphdown(root.path(), &["diff", "--", side, "docs"]);
        assert_eq!(done.status.code(), Some(2), "{side}");
        assert!(err(&done).contains(word) && err(&done).contains("help:"), "{}", err(&done));
    }
    let mut alone = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    let done = alone
        .current_dir(root.path())
        .args(["diff", "HEAD:docs", "docs"])
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(err(&done).contains("`git` is not there"), "{}", err(&done));
}

#[test]
fn sides_that_are_not_there_or_no_inventory_are_said_so() {
    let root = docs(SIZE);
    fs::write(root.path().join("a.json"), "{").unwrap();
    fs::write(root.path().join("b.json"), "{}").unwrap();
    for (side, words) in [
        ("nothing", "no folder and no file `nothing`"),
        ("a.json", "is not JSON"),
        ("b.json", "not an inventory"),
    ] {
        let done = graphdown(root.path(), &["diff", side, "docs"]);
        assert_eq!(done.status.code(), Some(2), "{side}");
        assert!(err(&done).contains(words) && err(&done).contains("help:"), "{}", err(&done));
    }
}

#[test]
fn an_export_goes_to_a_file_or_to_standard_output() {
    let root = docs(SIZE);
    let done = graphdown(root.path(), &["export", "csdl", "--docs", "docs"]);
    assert!(out(&done).contains("<Property Name=\"size\" Type=\"Edm.Int32\""), "{}", out(&done));
    let done = graphdown(root.path(), &["export", "openapi", "--docs", "docs", "--out", "x.json"]);
    assert_eq!((done.status.code(), out(&done).as_str()), (Some(0), ""));
    let text = fs::read_to_string(root.path().join("x.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(json["components"]["schemas"]["microsoft.graph.thing"].is_object());
    let done =
        graphdown(root.path(), &["export", "inventory", "--docs", "docs", "--api-version", "beta"]);
    assert_eq!(done.status.code(), Some(1), "{}", out(&done));
    let done = graphdown(root.path(), &["export", "csdl", "--docs", "docs", "--out", "no/x.xml"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err(&done).contains("cannot write `no/x.xml`"), "{}", err(&done));
}
