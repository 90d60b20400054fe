//! `graphdown check --fix`: what it shows, writes and leaves alone; and levels that settings give.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PAGE: &str = "\u{feff}# device resource type\r\n\r\nNamespace: microsoft.graph\r\n\r\n## Properties\r\n\r\n\
|Property|Type|Description|\r\n|:---|:---|:---|\r\n|id|String|The key, see [user](User.md).|\r\n|name|String|Its name.\r\n\r\n\
## JSON representation\r\n\r\n```json\r\n{\r\n  \"id\": \"String\",\r\n  \"name\": \"String\",\r\n}\r\n```\r\n";

fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    let pages = root.path().join("docs/v1.0/resources");
    fs::create_dir_all(&pages).unwrap();
    fs::write(pages.join("device.md"), PAGE).unwrap();
    fs::write(
        pages.join("user.md"),
        "# user resource type\n\n## Properties\n\n|Property|Type|\n|:--|:--|\n|id|String|\n",
    )
    .unwrap();
    root
}

fn run(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(root).arg("check").args(arguments).stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn page(root: &TempDir) -> String {
    fs::read_to_string(root.path().join("docs/v1.0/resources/device.md")).unwrap()
}

#[test]
fn the_change_is_shown_first_and_then_made() {
    let root = folder();
    let (code, stdout, stderr) = run(root.path(), &["--docs", "docs", "--fix", "--dry-run"]);
    assert!(code == 0 && stderr.contains("3 findings in 1 pages can be mended"), "{stderr}");
    for line in [
        "+++ b/v1.0/resources/device.md",
        "-|name|String|Its name.",
        "+|name|String|Its name. |",
        "+  \"name\": \"String\"",
        "[user](user.md)",
    ] {
        assert!(stdout.contains(line), "{line}: {stdout}");
    }
    assert_eq!(page(&root), PAGE);

    let (_, stdout, stderr) = run(root.path(), &["--docs", "docs", "--fix"]);
    assert!(
        stderr.contains("were mended") && stdout.contains("0 errors, 0 warnings, 0 notes"),
        "{stdout}{stderr}"
    );
    let expected = PAGE
        .replace("User.md", "user.md")
        .replace("Its name.", "Its name. |")
        .replace("\"String\",\r\n}", "\"String\"\r\n}");
    assert_eq!(page(&root), expected);
    let (code, _, stderr) = run(root.path(), &["--docs", "docs", "--fix"]);
    assert!(code == 0 && stderr.contains("nothing can be mended"), "{stderr}");
}

#[test]
fn programs_get_the_mends_too() {
    let root = folder();
    let (_, stdout, _) =
        run(root.path(), &["--docs", "docs", "--show", "note", "--format", "json"]);
    let lines = stdout.lines().map(|it| serde_json::from_str::<serde_json::Value>(it).unwrap());
    let comma = lines.into_iter().find(|it| it["code"] == "GD0402").unwrap();
    let edit = &comma["fix"]["edits"][0];
    assert_eq!(
        (&edit["line"], &edit["column"], &edit["end_column"], &edit["text"]),
        (&17.into(), &19.into(), &20.into(), &"".into())
    );
    let (_, stdout, _) =
        run(root.path(), &["--docs", "docs", "--show", "note", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let fixes: Vec<_> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it.get("fixes"))
        .collect();
    assert_eq!(fixes.len(), 3);
    let change = &fixes[0][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "docs/v1.0/resources/device.md");
    let (_, stdout, _) = run(root.path(), &["--docs", "docs", "--show", "note"]);
    assert!(stdout.contains("`graphdown check --fix` does it: remove the comma"), "{stdout}");
}

#[test]
fn settings_say_how_bad_a_finding_is() {
    let root = folder();
    let settings = |text: &str| {
        fs::write(root.path().join("graphdown.toml"), format!("docs = 'docs'\n{text}")).unwrap()
    };
    settings(
        "[diagnostics]\nGD0402 = 'error'\nRowWithoutEnd = 'off'\n[diagnostics.pages.'resources/dev*']\nLinkCase = 'warning'\n",
    );
    let (code, stdout, _) = run(root.path(), &[]);
    assert!(
        code == 1 && stdout.contains("error[GD0402]") && stdout.contains("warning[GD0111]"),
        "{stdout}"
    );
    assert!(!stdout.contains("GD0204"), "{stdout}");
    settings("[diagnostics]\nGD04O2 = 'error'\n");
    let (code, _, stderr) = run(root.path(), &[]);
    assert!(code == 2 && stderr.contains("line 3") && stderr.contains("meant?"), "{stderr}");
}

#[test]
fn the_summary_says_where_to_begin() {
    let root = folder();
    let (_, stdout, _) = run(root.path(), &["--docs", "docs"]);
    for words in [
        "next: graphdown check --fix --dry-run",
        "graphdown explain GD0111",
        "--show note      shows 3 more",
    ] {
        assert!(stdout.contains(words), "{words}: {stdout}");
    }
}
