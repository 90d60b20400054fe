//! Small documentation sets, each with a snapshot of every stage beside its pages.
//!
//! A folder `fixtures/<case>` holds pages cut to the point, and a `corrections.toml` if the case is about one. `err_<case>` must bring up a warning or an error, all others must not.

use graphdown::diagnostics::Severity;
use graphdown::docset::DocSet;
use graphdown::{Stage, dump, generate};
use graphdown_tests::{load, repository, settings};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

const STAGES: [(&str, Stage); 4] = [
    ("page", Stage::Page),
    ("edm", Stage::Edm),
    ("rust", Stage::Rust),
    ("diagnostics", Stage::Diagnostics),
];

pub(crate) fn cases() -> Vec<PathBuf> {
    let folders =
        fs::read_dir(repository().join("tests/fixtures")).unwrap().map(|it| it.unwrap().path());
    let mut cases: Vec<_> = folders.filter(|it| it.is_dir()).collect();
    cases.sort();
    cases
}

/// Runs `check` on every case and fails with the names of those that fail, so that one does not hide the others.
fn on_every_case(check: impl Fn(&Path, &DocSet)) {
    let failed = failing(cases(), |case| check(case, &load(case)));
    let failed: Vec<_> = failed.iter().map(|it| graphdown_tests::name(it)).collect();
    assert!(failed.is_empty(), "failed: {failed:#?}");
}

/// Those of `all` for which `check` panics.
fn failing<T>(all: impl IntoIterator<Item = T>, check: impl Fn(&T)) -> Vec<T> {
    all.into_iter().filter(|it| catch_unwind(AssertUnwindSafe(|| check(it))).is_err()).collect()
}

#[test]
fn every_stage_says_what_its_snapshot_says() {
    on_every_case(|case, docs| {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            let failed =
                failing(STAGES, |(name, stage)| insta::assert_snapshot!(*name, dump(docs, *stage)));
            assert!(failed.is_empty(), "{failed:?}");
        });
    });
}

#[test]
fn the_trail_changes_nothing() {
    on_every_case(|_, docs| crate::determinism::assert_trail_changes_nothing(docs));
}

#[test]
fn good_pages_bring_up_nothing_and_bad_ones_do() {
    on_every_case(|case, docs| {
        let is_bad = case.file_name().unwrap().to_string_lossy().starts_with("err_");
        let found = generate(docs, &settings(docs)).diagnostics;
        let mut bad = found.iter().filter(|it| it.severity <= Severity::Warning);
        match bad.next() {
            Some(it) => assert!(is_bad, "{}", it.one_line(docs)),
            None => assert!(!is_bad, "{} brings up neither a warning nor an error", case.display()),
        }
    });
}

#[test]
fn the_output_is_rust() {
    on_every_case(|case, docs| {
        for (path, text) in
            generate(docs, &settings(docs)).files.iter().filter(|(path, _)| path.ends_with(".rs"))
        {
            assert!(syn::parse_file(text).is_ok(), "{} {path}\n{text}", case.display());
        }
    });
}

#[test]
fn snapshots_belong_to_a_case() {
    for snapshot in graphdown_tests::files(&repository().join("tests/fixtures"), "snap") {
        let stem = snapshot.file_stem().unwrap().to_string_lossy().into_owned();
        let is_stage = STAGES.iter().any(|(name, _)| *name == stem);
        let is_beside_pages = cases().iter().any(|case| snapshot.parent() == Some(case));
        assert!(is_stage && is_beside_pages, "{}", snapshot.display());
    }
}
