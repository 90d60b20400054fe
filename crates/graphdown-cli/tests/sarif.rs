//! Microsoft's own validator reads the SARIF log, where `tests/foreign/install` has brought it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The validator. `None`, and a word about it, where it is not there.
fn validator() -> Option<PathBuf> {
    let tools =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/foreign/.tools/node_modules");
    let program = tools.join("@microsoft/sarif-multitool-linux/Sarif.Multitool");
    if !program.is_file() {
        skipped();
        return None;
    }
    Some(program)
}

#[allow(clippy::print_stderr)] // A test has no other way to say so.
fn skipped() {
    eprintln!("skipped: run tests/foreign/install");
}

/// What the validator has to say against a log: errors and warnings.
fn complaints(validator: &Path, log: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (file, report) = (folder.path().join("log.sarif"), folder.path().join("report.sarif"));
    fs::write(&file, log).unwrap();
    let mut command = Command::new(validator);
    // It carries no tables of languages.
    command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1").arg("validate").arg(&file);
    let output =
        command.arg("--output").arg(&report).arg("--log").arg("ForceOverwrite").output().unwrap();
    let report = fs::read_to_string(&report)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stdout)));
    let report: serde_json::Value =
        serde_json::from_str(report.trim_start_matches('\u{feff}')).unwrap();
    let results = report["runs"][0]["results"].as_array().unwrap();
    let is_bad = |it: &&serde_json::Value| it["level"] != "note" && it["level"] != "none";
    results.iter().filter(is_bad).map(|it| format!("{} {}", it["ruleId"], it["message"])).collect()
}

fn log(docs: &Path) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.args(["check", "--show", "note", "--format", "sarif", "--docs"]).arg(docs);
    command.output().unwrap().stdout
}

#[test]
fn a_foreign_validator_finds_no_fault_in_the_log() {
    let Some(validator) = validator() else { return };
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let whole = std::env::var_os("GRAPHDOWN_CORPUS").map(|it| Path::new(&it).join("api-reference"));
    for docs in ["json_with_trailing_comma", "err_row_without_name"]
        .map(|it| fixtures.join(it))
        .into_iter()
        .chain(whole)
    {
        let log = log(&docs);
        assert!(String::from_utf8_lossy(&log).contains("\"ruleId\""), "{}", docs.display());
        let found = complaints(&validator, &log);
        assert!(found.is_empty(), "{}: {found:#?}", docs.display());
    }
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let Some(validator) = validator() else { return };
    let log = br#"{ "version": "2.1.0", "runs": [{ "tool": { "driver": {} }, "results": [{ "message": {} }] }] }"#;
    assert!(!complaints(&validator, log).is_empty());
}
