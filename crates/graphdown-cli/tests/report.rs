//! `graphdown report` as a person meets it: where it writes, and where it refuses to.
#![cfg(feature = "report")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn page(properties: &str) -> String {
    format!(
        "# device resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n{properties}"
    )
}

fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    for (docs, properties) in
        [("old", "|name|String|Its name.|\n"), ("docs", "||String|Nameless.|\n")]
    {
        fs::create_dir_all(root.path().join(docs).join("v1.0/resources")).unwrap();
        fs::write(root.path().join(docs).join("v1.0/resources/device.md"), page(properties))
            .unwrap();
    }
    root
}

fn run(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    let Output { status, stdout, stderr } =
        command.current_dir(root).arg("report").args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn read(root: &TempDir, path: &str) -> String {
    fs::read_to_string(root.path().join("site").join(path)).unwrap()
}

#[test]
fn a_report_is_written_once_and_then_brought_up_to_date() {
    let root = folder();
    let arguments = ["--docs", "docs", "--out", "site", "--against", "old"];
    let (code, stdout, stderr) = run(root.path(), &arguments);
    assert!(code == 0 && stdout.contains("open site") && stderr.is_empty(), "{stdout}{stderr}");
    let page = read(&root, "pages/v1.0/resources/device.html");
    assert!(page.contains("id=\"L10\"") && page.contains("GD0202"), "{page}");
    let changes = read(&root, "changes.html");
    assert!(
        changes.contains("microsoft.graph.device/name") && changes.contains("major"),
        "{changes}"
    );
    let (_, stdout, _) = run(root.path(), &arguments);
    assert!(stdout.contains("site: 0 files written"), "{stdout}");
    let (_, stdout, _) = run(root.path(), &arguments[..4]);
    assert!(stdout.contains("1 removed"), "{stdout}");
    assert!(!root.path().join("site/changes.html").exists());
}

#[test]
fn a_folder_of_someone_else_and_a_crate_stay_as_they_are() {
    let root = folder();
    fs::create_dir(root.path().join("site")).unwrap();
    fs::write(root.path().join("site/notes.txt"), "mine").unwrap();
    let (code, _, stderr) = run(root.path(), &["--docs", "docs", "--out", "site"]);
    assert!(code == 2 && stderr.contains("neither empty nor a report"), "{stderr}");
    assert_eq!(fs::read_dir(root.path().join("site")).unwrap().count(), 1);

    let mut generate = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    generate.current_dir(root.path()).args(["generate", "--docs", "docs", "--out", "crate"]);
    assert!(generate.output().unwrap().status.success());
    let (code, _, stderr) = run(root.path(), &["--docs", "docs", "--out", "crate"]);
    assert!(code == 2 && stderr.contains("something else"), "{stderr}");
    assert!(root.path().join("crate/Cargo.toml").is_file());
}
