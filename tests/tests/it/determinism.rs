//! The same pages give the same bytes, whatever the order of the files and the number of threads, and whether the trail is kept.

use graphdown::diagnostics::Diagnostics;
use graphdown::docset::DocSet;
use graphdown::ir::Trail;
use graphdown::ir::edm::Edm;
use graphdown::{generate, lower, read};
use graphdown_tests::{load, repository, reversed, settings};
use rayon::ThreadPoolBuilder;

/// All that a run gives, as text.
fn output(docs: &DocSet, threads: usize) -> String {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let generated = pool.install(|| generate(docs, &settings(docs)));
    let findings: Vec<String> = generated.diagnostics.iter().map(|it| it.one_line(docs)).collect();
    format!("{:#?}\n{}\n{:?}", generated.files, findings.join("\n"), generated.summary)
}

pub(crate) fn assert_deterministic(docs: &DocSet) {
    let expected = output(docs, 2);
    // Too long for a message that shows both.
    assert!(output(docs, 1) == expected, "one thread gives another result than two");
    assert!(output(&reversed(docs), 2) == expected, "files in another order give another result");
}

/// The API and the findings, with or without a note of where each fact comes from.
fn lowered(docs: &DocSet, trail: Trail) -> (Edm, String) {
    let mut diagnostics = Diagnostics::default();
    let pages = read::read(docs, trail, &mut diagnostics);
    let corrections = settings(docs).corrections;
    let edm = lower::lower(docs, &pages, &corrections, trail, &mut diagnostics);
    (edm, format!("{:#?}", diagnostics.into_sorted()))
}

pub(crate) fn assert_trail_changes_nothing(docs: &DocSet) {
    let (mut with, findings_with) = lowered(docs, Trail::Kept);
    let (without, findings_without) = lowered(docs, Trail::Left);
    assert!(with.apis.iter().all(|it| !it.evidence.is_empty()));
    with.apis.iter_mut().for_each(|it| it.evidence.clear());
    with.without_api.clear();
    assert!(format!("{with:?}") == format!("{without:?}"), "another API without the trail");
    assert!(findings_with == findings_without, "other findings without the trail");
}

#[test]
fn the_trail_changes_nothing() {
    assert_trail_changes_nothing(&load(&repository().join("docs-input")));
}

#[test]
fn order_and_threads_do_not_matter() {
    assert_deterministic(&load(&repository().join("docs-input")));
}
