//! The report in a real browser: Chromium, where it is installed and `tests/foreign/install` has brought the tools that drive it.

use graphdown::{Config, write_site};
use graphdown_report::{Report, site};
use graphdown_tests::{given, repository};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The browser. `None`, and a word about it, where something is missing.
fn browser() -> Option<PathBuf> {
    let tools = repository().join("tests/foreign/.tools/node_modules/playwright-core");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|it| it.is_file());
    if found.is_none() || !tools.is_dir() {
        skipped();
        return None;
    }
    found
}

#[allow(clippy::print_stderr)] // A test has no other way to say so.
fn skipped() {
    eprintln!("skipped: install Chromium, and run tests/foreign/install");
}

#[track_caller]
fn check(docs: &Path, browser: &Path) {
    let config = {
        let mut config = Config::new();
        config.docs(docs);
        config
    };
    let ir = config.load().unwrap();
    let mut found = config.compile(&ir).unwrap().diagnostics;
    found.extend(ir.verify().findings.into_iter().map(|it| it.diagnostic));
    found.sort();
    let files =
        site(&Report { title: "Microsoft Graph", ir: &ir, diagnostics: &found, against: None });
    let folder = tempfile::tempdir().unwrap();
    write_site(folder.path(), &files).unwrap();
    let script = repository().join("tests/foreign/report.mjs");
    let output = Command::new("node").args([&script, browser, folder.path()]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complained}");
}

#[test]
fn a_browser_opens_the_report_of_our_pages() {
    let Some(browser) = browser() else { return };
    check(&repository().join("docs-input"), &browser);
}

#[test]
fn a_browser_opens_the_report_of_the_whole_documentation() {
    let Some(corpus) = given("GRAPHDOWN_CORPUS") else { return };
    let Some(browser) = browser() else { return };
    check(&corpus.join("api-reference"), &browser);
}
