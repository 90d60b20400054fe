//! The command as a person or a script meets it: what it prints, where, and how it exits.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PAGE: &str = "---\ntitle: \"device resource type\"\ndoc_type: resourcePageType\n---\n\n# device resource type\n\nNamespace: microsoft.graph\n\n\
A thing that is enrolled.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Read-only.|\n|name|String|What it is called.|\n";

/// A folder with a documentation set of one page in `docs`.
fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    fs::create_dir_all(root.path().join("docs/v1.0/resources")).unwrap();
    fs::write(root.path().join("docs/v1.0/resources/device.md"), PAGE).unwrap();
    root
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(root).args(arguments).env_remove("NO_COLOR");
    command
}

fn run(root: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(root.path(), arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn generate_writes_a_crate_and_then_nothing() {
    let root = folder();
    let arguments = ["generate", "--docs", "docs", "--out", "out"];
    let (code, stdout, stderr) = run(&root, &arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(
        stdout.contains("1 pages: 1 types") && stdout.contains(" 0 unchanged, 0 removed"),
        "{stdout}"
    );
    assert!(root.path().join("out/Cargo.toml").is_file());
    let (_, stdout, _) = run(&root, &arguments);
    assert!(stdout.contains("out: 0 files written"), "{stdout}");
}

#[test]
fn generate_check_fails_until_the_crate_is_current_and_writes_nothing() {
    let root = folder();
    let arguments = ["generate", "--docs", "docs", "--out", "out", "--check"];
    let (code, _, stderr) = run(&root, &arguments);
    assert!(
        code == 1
            && stderr.contains("would write Cargo.toml")
            && stderr.contains("run `graphdown generate`"),
        "{stderr}"
    );
    assert!(!root.path().join("out").exists());
    assert_eq!(run(&root, &arguments[..5]).0, 0);
    assert_eq!(run(&root, &arguments).0, 0);
}

#[test]
fn generate_refuses_a_folder_with_files_of_someone_else() {
    let root = folder();
    fs::create_dir(root.path().join("out")).unwrap();
    fs::write(root.path().join("out/Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    let (code, _, stderr) = run(&root, &["generate", "--docs", "docs", "--out", "out"]);
    assert!(code == 2 && stderr.contains("`Cargo.toml`") && stderr.contains("help:"), "{stderr}");
    assert_eq!(fs::read_dir(root.path().join("out")).unwrap().count(), 1);
}

#[test]
fn settings_are_found_in_the_folder_and_mistakes_in_them_are_shown() {
    let root = folder();
    let settings = root.path().join("graphdown.toml");
    fs::write(&settings, "docs = 'docs'\nout = 'there'\n[crate]\nname = 'my-graph'\n").unwrap();
    let (code, _, stderr) = run(&root, &["generate"]);
    assert_eq!(code, 0, "{stderr}");
    let manifest = fs::read_to_string(root.path().join("there/Cargo.toml")).unwrap();
    assert!(manifest.contains("\"my-graph\""), "{manifest}");

    fs::write(&settings, "dcos = 'docs'\n").unwrap();
    let (code, _, stderr) = run(&root, &["generate"]);
    assert!(code == 2 && stderr.contains("line 1") && stderr.contains("dcos"), "{stderr}");
}

#[test]
fn without_settings_the_command_says_what_to_give() {
    let root = folder();
    for (arguments, word) in [
        (vec!["generate"], "--docs"),
        (vec!["check"], "--docs"),
        (vec!["generate", "--docs", "docs"], "--out"),
        (vec!["check", "--docs", "nowhere"], "nowhere"),
        (vec!["check", "--config", "nowhere.toml"], "nowhere.toml"),
        (vec!["inspect", "--docs", "docs", "--api-version", "v2"], "v1.0 and beta"),
        (vec!["generate", "--docs", "docs", "--out", "o", "--crate-name", "a b"], "a b"),
    ] {
        let (code, stdout, stderr) = run(&root, &arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?} {stderr}");
        assert!(stderr.contains(word), "{arguments:?} {stderr}");
    }
}

#[test]
fn check_is_quiet_about_good_pages_and_fails_as_told() {
    let root = folder();
    let (code, stdout, _) = run(&root, &["check", "--docs", "docs"]);
    assert!(code == 0 && stdout.contains("0 errors, 0 warnings"), "{stdout}");
    assert_eq!(
        run(&root, &["check", "--docs", "docs", "--quiet"]),
        (0, String::new(), String::new())
    );

    let page = root.path().join("docs/v1.0/resources/device.md");
    fs::write(&page, PAGE.replace("|id|String|", "|id| |")).unwrap();
    let (code, stdout, _) = run(&root, &["check", "--docs", "docs"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("warning[GD0301]") && stdout.contains("docs/v1.0/resources/device.md:16:"),
        "{stdout}"
    );
    assert!(!stdout.contains('\x1b'), "{stdout}");
    assert_eq!(run(&root, &["check", "--docs", "docs", "--deny", "warning"]).0, 1);
    assert!(run(&root, &["check", "--docs", "docs", "--color", "always"]).1.contains('\x1b'));
}

#[test]
fn check_as_json_is_one_object_per_line_and_nothing_else() {
    let root = folder();
    fs::write(
        root.path().join("docs/v1.0/resources/device.md"),
        PAGE.replace("|id|String|", "|id| |"),
    )
    .unwrap();
    let (_, stdout, stderr) =
        run(&root, &["check", "--docs", "docs", "--format", "json", "--show", "note"]);
    assert!(stderr.contains("1 pages"), "{stderr}");
    let lines: Vec<serde_json::Value> =
        stdout.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let found = lines.iter().find(|it| it["code"] == "GD0301").unwrap();
    assert_eq!((&found["file"], &found["line"]), (&"v1.0/resources/device.md".into(), &16.into()));
}

#[test]
fn inspect_shows_a_type_with_the_place_of_each_fact() {
    let root = folder();
    let (code, stdout, _) = run(&root, &["inspect", "--docs", "docs", "Device"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("microsoft.graph.device (v1.0)"), "{stdout}");
    assert!(
        stdout.lines().any(|it| it.contains("name")
            && it.contains("Edm.String")
            && it.ends_with("v1.0/resources/device.md:17")),
        "{stdout}"
    );
}

#[test]
fn inspect_gives_the_inventory_as_json() {
    let root = folder();
    let (code, stdout, _) = run(&root, &["inspect", "--docs", "docs", "--format", "json"]);
    assert_eq!(code, 0);
    let inventory: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(inventory["types"][0]["name"], "device");
    assert_eq!(inventory["types"][0]["properties"][1]["type"], "Edm.String");
}

#[test]
fn inspect_of_a_name_that_is_not_there_proposes_others() {
    let root = folder();
    let (code, stdout, stderr) = run(&root, &["inspect", "--docs", "docs", "devcie"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("is it `device`?"), "{stderr}");
    assert_eq!(run(&root, &["inspect", "--docs", "docs", "--api-version", "beta"]).0, 1);
}

#[test]
fn explain_knows_codes_by_number_and_by_name() {
    let root = TempDir::new().unwrap();
    let (code, by_number, _) = run(&root, &["explain", "gd0202"]);
    assert!(
        code == 0 && by_number.contains("RowWithoutName") && by_number.contains("What to do"),
        "{by_number}"
    );
    assert_eq!(run(&root, &["explain", "RowWithoutName"]).1, by_number);
    assert_eq!(run(&root, &["explain", "GD9999"]).0, 1);
    assert!(run(&root, &["explain"]).1.contains("GD0801"));
}

#[test]
fn a_reader_that_stops_early_is_no_accident() {
    let root = folder();
    let mut child = command(root.path(), &["inspect", "--docs", "docs"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

/// The same set with a type that nobody knows, described in words that a workflow command must not take for its own.
fn odd_folder() -> TempDir {
    let root = folder();
    let page =
        PAGE.replace("|name|String|What it is called.|", "|name|Strnig|What: it is, called.|");
    fs::write(root.path().join("docs/v1.0/resources/device.md"), page).unwrap();
    root
}

#[test]
fn check_writes_a_sarif_log() {
    let root = odd_folder();
    let (_, stdout, _) =
        run(&root, &["check", "--docs", "docs", "--show", "note", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty(), "{stdout}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/v1.0/resources/device.md");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
    }
}

#[test]
fn check_writes_workflow_commands() {
    let root = odd_folder();
    let (_, stdout, _) =
        run(&root, &["check", "--docs", "docs", "--show", "note", "--format", "github"]);
    assert!(!stdout.is_empty());
    for line in stdout.lines() {
        assert!(line.starts_with("::"), "{line}");
        assert!(line.contains("file=docs/v1.0/resources/device.md,line="), "{line}");
    }
}
