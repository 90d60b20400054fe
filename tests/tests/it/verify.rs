//! `graphdown verify` as a library: what it finds in pages of our own, that `docs-input` is free of faults, and what must hold for a
//! whole documentation set.

use graphdown::Config;
use graphdown::diagnostics::{Code, Severity};
use graphdown::docset::ApiVersion;
use graphdown::verify::{Baseline, Called, Fault, Finding, Verification};
use graphdown_tests::{given, repository};
use std::collections::BTreeSet;
use std::path::Path;

/// Shares that must be reached in v1.0 of the corpus, a little below what is.
const REQUESTS_EXPLAINED: f64 = 0.995;
const REQUESTS_MATCHED: f64 = 0.955;
const REQUEST_BODIES_FIT: f64 = 0.93;
const RESPONSE_BODIES_FIT: f64 = 0.914;

fn run(folder: &Path) -> (graphdown::Ir, Verification) {
    let ir = Config::new().docs(folder).load().unwrap();
    let verification = ir.verify();
    (ir, verification)
}

fn line(ir: &graphdown::Ir, it: &Finding) -> String {
    let (part, fault) = (it.part.as_str(), it.fault.as_str());
    format!("{} ({part} {}, {fault})\n", it.diagnostic.one_line(&ir.docs), it.path)
}

#[test]
fn every_fault_of_the_fixtures_is_found() {
    let folder = repository().join("tests/examples");
    let (ir, verification) = run(&folder);
    let found: String = verification.findings.iter().map(|it| line(&ir, it)).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("verify", found));
}

#[test]
fn every_code_is_met_in_the_fixtures() {
    let (_, verification) = run(&repository().join("tests/examples"));
    let met: BTreeSet<Code> = verification.findings.iter().map(|it| it.diagnostic.code).collect();
    let codes = Code::ALL.iter().filter(|it| it.as_str().starts_with("GD09"));
    let unmet: Vec<&Code> = codes.filter(|it| !met.contains(it)).collect();
    assert!(unmet.is_empty(), "{unmet:?}");
    assert!(verification.findings.iter().any(|it| it.fault == Fault::Bindings));
}

/// What the comments on the pages allow, and is not there.
#[test]
fn comments_that_allow_nothing_are_told() {
    let (ir, verification) = run(&repository().join("tests/examples"));
    let told: Vec<String> = verification.comments.iter().map(|it| it.one_line(&ir.docs)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("shelf-paint.md:72:1: warning[GD0112]"), "{told:?}");
    assert!(told[0].contains("`GD0917`"), "{told:?}");
}

/// Names in other letter case are spelled as the tables do, and nothing else is changed.
#[test]
fn mending_examples_takes_the_findings_away() {
    let folder = repository().join("tests/examples");
    let (ir, verification) = run(&folder);
    let is_mended = |it: &&Finding| it.diagnostic.fix.is_some();
    let count = verification.findings.iter().filter(is_mended).count();
    let codes: BTreeSet<Code> =
        verification.findings.iter().filter(is_mended).map(|it| it.diagnostic.code).collect();
    assert_eq!(codes, [Code::PropertyCase, Code::MemberCase].into());
    let found = verification.findings.iter().map(|it| &it.diagnostic);
    let mends = graphdown::mends(&ir.docs, found);
    assert_eq!(mends.iter().map(|it| it.findings).sum::<usize>(), count);
    let text = |path: &str, old: &str| {
        mends.iter().find(|it| it.path == path).map_or(old.to_owned(), |it| it.after.clone())
    };
    let files = ir.docs.files().iter();
    let files = files.map(|it| (it.path.clone(), text(&it.path, &it.text).into_bytes())).collect();
    let mended = Config::new().load_files("examples", files).unwrap();
    let left = mended.verify().findings;
    assert_eq!(left.len(), verification.findings.len() - count);
    assert!(!left.iter().any(|it| is_mended(&it)));
}

#[test]
fn the_examples_of_docs_input_are_right() {
    let (ir, verification) = run(&repository().join("docs-input"));
    let is_bad = |it: &&Finding| it.diagnostic.severity < Severity::Note;
    let bad: String = verification.findings.iter().filter(is_bad).map(|it| line(&ir, it)).collect();
    assert!(bad.is_empty(), "{bad}");
    let matched =
        verification.examples.iter().filter(|it| matches!(it.called, Called::Operation(_)));
    assert!(matched.count() > 150);
}

#[test]
fn a_baseline_knows_what_was_found_and_nothing_else() {
    let (ir, mut verification) = run(&repository().join("tests/examples"));
    let all = Baseline::of(&ir.docs, &verification);
    let read = Baseline::parse(&all.text()).unwrap();
    assert_eq!((read.len(), &read), (verification.findings.len(), &all));
    let taken = verification.findings.remove(3);
    let compared = all.compare(&ir.docs, &verification);
    assert_eq!((compared.new.len(), compared.gone.len()), (0, 1));
    assert!(compared.gone[0].starts_with(taken.diagnostic.code.as_str()), "{:?}", compared.gone);
    let known = compared.kept;
    verification.findings.insert(3, taken);
    assert_eq!(known.compare(&ir.docs, &verification).new, [3]);
}

#[test]
fn the_corpus_is_explained() {
    let Some(folder) = given("GRAPHDOWN_CORPUS") else { return };
    let (_, verification) = run(&folder);
    let stats = verification.stats();
    let it = &stats.versions[&ApiVersion::V1];
    let share = |part: usize, all: usize| part as f64 / all as f64;
    let fit = it.response_bodies_fit + it.response_bodies_mended;
    assert_eq!(it.unexplained, 0);
    assert!(share(it.matched + it.elsewhere + it.diagnosed, it.requests) >= REQUESTS_EXPLAINED);
    assert!(share(it.matched, it.requests) >= REQUESTS_MATCHED, "{it:?}");
    assert!(share(it.request_bodies_fit, it.request_bodies) >= REQUEST_BODIES_FIT, "{it:?}");
    assert!(share(fit, it.response_bodies) >= RESPONSE_BODIES_FIT, "{it:?}");
}
