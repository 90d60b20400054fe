//! The same pages give the same bytes, whatever the order of the files and the number of threads.

use graphdown::docset::DocSet;
use graphdown::generate;
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

#[test]
fn order_and_threads_do_not_matter() {
    assert_deterministic(&load(&repository().join("docs-input")));
}
