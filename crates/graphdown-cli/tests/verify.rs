//! `graphdown verify` as a person or a script meets it.

use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

const RESOURCE: &str = "# device resource type\n\nNamespace: microsoft.graph\n\nA thing.\n\n## Properties\n\n\
|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Key. Read-only.|\n|size|Int32|Its size.|\n";

const API: &str = "# Get device\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /devices/{id}\n```\n\n## Response\n\n\
If successful, this method returns a `200 OK` response code and a [device](../resources/device.md) object in the response body.\n\n\
## Examples\n\n``` http\nGET https://graph.microsoft.com/v1.0/devices/1\n```\n\n\
``` http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{\"id\": \"1\", \"size\": \"big\"}\n```\n";

fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    for (path, text) in [("resources/device.md", RESOURCE), ("api/device-get.md", API)] {
        let path = root.path().join("docs/v1.0").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn run(root: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(root.path()).args(["verify", "--docs", "docs"]).args(arguments);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_finding_names_the_place_the_example_and_the_fault() {
    let (code, stdout, _) = run(&folder(), &[]);
    assert_eq!(code, 1, "{stdout}");
    assert!(
        stdout.contains("example 1, response body at /size; at fault: documentation"),
        "{stdout}"
    );
    assert!(
        stdout.contains("warning[GD0920]") && stdout.contains("device-get.md:25:21"),
        "{stdout}"
    );
}

/// A slice is about the crate; the examples of pages that it leaves out are no worse for it.
#[test]
fn examples_are_held_against_the_whole_api() {
    let root = folder();
    fs::write(
        root.path().join("graphdown.toml"),
        "docs = \"docs\"\nout = \"out\"\n[api]\ninclude = [\"/none\"]\n",
    )
    .unwrap();
    let (_, whole, _) = run(&root, &["--format", "json"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.current_dir(root.path()).args(["verify", "--format", "json"]);
    let sliced = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(whole.contains("GD0920"), "{whole}");
    assert_eq!(sliced, whole);
}

#[test]
fn fix_spells_names_as_the_tables_do() {
    let root = folder();
    let page = root.path().join("docs/v1.0/api/device-get.md");
    let text = fs::read_to_string(&page).unwrap().replace("\"size\": \"big\"", "\"Size\": 1");
    fs::write(&page, &text).unwrap();
    let (code, stdout, stderr) = run(&root, &["--fix", "--dry-run", "--color", "never"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert!(stdout.contains("+{\"id\": \"1\", \"size\": 1}"), "{stdout}");
    assert!(
        stderr.contains("1 findings in 1 pages can be mended; nothing was written"),
        "{stderr}"
    );
    assert_eq!(fs::read_to_string(&page).unwrap(), text);
    let (code, stdout, stderr) = run(&root, &["--fix", "--yes"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert_eq!(fs::read_to_string(&page).unwrap(), text.replace("\"Size\"", "\"size\""));
}

#[test]
fn show_takes_one_code_and_json_is_for_programs() {
    let root = folder();
    let (_, stdout, _) = run(&root, &["--show", "ValueOfOtherType", "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        stdout.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{stdout}");
    let finding = &lines[0];
    assert_eq!((&finding["code"], &finding["path"]), (&"GD0920".into(), &"/size".into()));
    assert_eq!(lines[1]["examples"]["v1.0"]["requests"]["matched"], 1);
    let (_, stdout, _) = run(&root, &["--show", "GD0901", "--format", "json"]);
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
    assert_eq!(run(&root, &["--show", "GD9999"]).0, 2);
}

#[test]
fn a_baseline_lets_known_findings_pass_and_only_shrinks() {
    let root = folder();
    let known = root.path().join("known.txt");
    assert_eq!(run(&root, &["--baseline", "known.txt"]).0, 2);
    let arguments = ["--baseline", "known.txt", "--update-baseline"];
    assert_eq!(run(&root, &arguments).0, 0);
    assert!(fs::read_to_string(&known).unwrap().contains("GD0920 v1.0/api/device-get.md 1 "));
    assert_eq!(run(&root, &arguments[..2]).0, 0);
    // Another fault is new, and is not taken into the file.
    let page = root.path().join("docs/v1.0/api/device-get.md");
    fs::write(&page, API.replace("\"id\": \"1\"", "\"id\": 1")).unwrap();
    let before = fs::read_to_string(&known).unwrap();
    let (code, stdout, stderr) = run(&root, &arguments);
    assert!(code == 1 && stderr.contains("1 known, 1 new, 0 no longer found"), "{stdout}{stderr}");
    assert_eq!(fs::read_to_string(&known).unwrap(), before);
    // What is mended is reported, and taken out.
    fs::write(&page, API.replace("\"big\"", "5")).unwrap();
    let (code, _, stderr) = run(&root, &arguments[..2]);
    assert!(code == 0 && stderr.contains("no longer found: GD0920"), "{stderr}");
    assert_eq!(run(&root, &arguments).0, 0);
    assert!(!fs::read_to_string(&known).unwrap().contains("GD0920"));
}
