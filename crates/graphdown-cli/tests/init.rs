//! `graphdown init`: what it writes is a program that compiles, and nobody's files are lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    let Output { status, stderr, .. } =
        command.current_dir(folder).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stderr).unwrap())
}

fn text(path: &str) -> String {
    repository().join(path).to_str().unwrap().to_owned()
}

#[test]
fn the_first_program_compiles_with_the_bindings() {
    let work = TempDir::new().unwrap();
    let (docs, client) = (text("docs-input"), text("crates/graphdown-client"));
    let (code, stderr) =
        run(work.path(), &["init", "my graph", "--docs", &docs, "--client-path", &client]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("1. cd my graph\n  2. graphdown generate\n"), "{stderr}");

    let project = work.path().join("my graph");
    let program = fs::read_to_string(project.join("src/main.rs")).unwrap();
    assert!(program.contains("graph.users().list().items()"), "{program}");
    assert!(program.contains("Permission: `User.ReadBasic.All`"), "{program}");
    let (code, stderr) = run(&project, &["generate"]);
    assert_eq!(code, 0, "{stderr}");

    // The crates of this workspace, which are there without a network.
    fs::copy(repository().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    let cargo = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
        .current_dir(&project)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success() && said.is_empty(), "{said}");
}

#[test]
fn without_documentation_it_begins_with_users_and_says_where_pages_are() {
    let work = TempDir::new().unwrap();
    let (code, stderr) = run(work.path(), &["init", "first", "--name", "people"]);
    assert!(code == 0 && stderr.contains("put the reference pages into `docs`"), "{stderr}");
    let read = |name: &str| fs::read_to_string(work.path().join("first").join(name)).unwrap();
    assert!(read("Cargo.toml").contains("name = \"people\""));
    assert!(read("graphdown.toml").contains("docs = \"docs\""));
    assert!(read("src/main.rs").contains("graph.users().list().items()"));
    // The settings are such that `generate` understands them, and says what is missing.
    let (code, stderr) = run(&work.path().join("first"), &["generate"]);
    assert!(code == 2 && stderr.contains("docs"), "{stderr}");
}

#[test]
fn nothing_is_overwritten() {
    let work = TempDir::new().unwrap();
    let manifest = work.path().join("Cargo.toml");
    fs::write(&manifest, "[package]\nname = \"mine\"\n").unwrap();
    let (code, stderr) = run(work.path(), &["init"]);
    assert!(code == 2 && stderr.contains("has `Cargo.toml` already"), "{stderr}");
    assert!(stderr.contains("--settings-only"), "{stderr}");
    assert_eq!(fs::read_dir(work.path()).unwrap().count(), 1);

    let (code, stderr) = run(work.path(), &["init", "--settings-only"]);
    assert!(code == 0 && stderr.contains("graph-bindings = { path = \"bindings\" }"), "{stderr}");
    assert_eq!(fs::read_dir(work.path()).unwrap().count(), 2);
    assert!(fs::read_to_string(&manifest).unwrap().contains("mine"));
    let (code, stderr) = run(work.path(), &["init", "--settings-only"]);
    assert!(code == 2 && stderr.contains("`graphdown.toml` already"), "{stderr}");
}

#[test]
fn bad_names_and_folders_are_refused_before_anything_is_written() {
    let work = TempDir::new().unwrap();
    for (arguments, word) in [
        (vec!["init", "x", "--name", "a b"], "`a b`"),
        (vec!["init", "x", "--name", "graph-bindings"], "taken by the bindings"),
        (vec!["init", "x", "--docs", "nowhere"], "nowhere"),
        (vec!["init", "x", "--client-path", "nowhere"], "nowhere"),
    ] {
        let (code, stderr) = run(work.path(), &arguments);
        assert!(code == 2 && stderr.contains(word), "{arguments:?} {stderr}");
    }
    assert_eq!(fs::read_dir(work.path()).unwrap().count(), 0);
}
