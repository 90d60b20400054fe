//! Nothing is dropped in silence: every item of every page is used, reported, or set aside with a reason.

use crate::fixtures::cases;
use graphdown::docset::DocSet;
use graphdown::{Config, accounts};
use graphdown_tests::{given, load, repository};
use std::path::Path;

/// The items that nothing is known of, one line each.
fn left_over(docs: &DocSet) -> Vec<String> {
    let mut lines = Vec::new();
    for (kind, account) in accounts(docs) {
        for span in account.unaccounted {
            let file = docs.file(span.file);
            let line = file.line_column(span.start as usize).0;
            lines.push(format!("{}: {}:{line}", kind.as_str(), file.path));
        }
    }
    lines
}

#[track_caller]
fn assert_closed(folder: &Path) {
    let left = left_over(&load(folder));
    assert!(
        left.is_empty(),
        "{} items of {} are unaccounted:\n{}",
        left.len(),
        folder.display(),
        left.join("\n")
    );
}

#[test]
fn the_accounts_of_the_documentation_are_closed() {
    assert_closed(&repository().join("docs-input"));
}

#[test]
fn the_accounts_of_every_fixture_are_closed() {
    cases().iter().for_each(|it| assert_closed(it));
}

#[test]
fn the_accounts_of_the_seeds_are_closed() {
    let Some(folder) = given("GRAPHDOWN_SEEDS") else { return };
    assert_closed(&folder);
}

#[test]
fn the_accounts_of_the_corpus_are_closed() {
    let Some(folder) = given("GRAPHDOWN_CORPUS") else { return };
    assert_closed(&folder);
}

#[test]
fn a_run_closes_the_accounts_without_reading_again() {
    let folder = repository().join("docs-input");
    let ir = Config::new().docs(&folder).load().unwrap();
    assert_eq!(ir.accounts(), accounts(&ir.docs));
    assert!(ir.accounts().values().all(|it| it.total() > 0), "each kind occurs");
}
