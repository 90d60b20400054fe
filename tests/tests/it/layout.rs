//! Layouts that are remembered change nothing: each file is what prettyplease makes of it.

use graphdown::diagnostics::Diagnostics;
use graphdown::docset::DocSet;
use graphdown::emit::{Shapes, emit_file};
use graphdown::ir::Trail;
use graphdown::ir::rust::{Crate, File};
use graphdown::plan::PlanSettings;
use graphdown::{lower, plan, read};
use graphdown_tests::{load, repository, settings};
use rayon::prelude::*;

/// The crate with its models, or with those that the benches have.
fn planned(docs: &DocSet, serde_derive_twin: bool) -> Crate {
    let mut diagnostics = Diagnostics::default();
    let pages = read::read(docs, Trail::Left, &mut diagnostics);
    let corrections = settings(docs).corrections;
    let edm = lower::lower(docs, &pages, &corrections, Trail::Left, &mut diagnostics);
    let pages = docs.files().iter().map(|it| it.path.clone()).collect();
    let settings = PlanSettings { pages, serde_derive_twin, ..PlanSettings::default() };
    plan::plan(&edm, &settings, &mut diagnostics)
}

/// The file as a whole through prettyplease, item by item. Lists in macros are no Rust yet.
fn assert_formatted(file: &File, text: &str) {
    let items = text.split("\n\n").filter(|it| !it.starts_with("//! ") && !it.starts_with("// @"));
    for item in items.filter(|it| !it.starts_with("graphdown_client::names! {")) {
        let formatted = prettyplease::unparse(&syn::parse_file(item).unwrap());
        assert_eq!(formatted.trim_end(), item.trim_end(), "{}", file.path);
    }
}

pub(crate) fn assert_shapes_change_nothing(docs: &DocSet) {
    for twin in [false, true] {
        let (it, shapes) = (planned(docs, twin), Shapes::default());
        it.files.par_iter().for_each(|file| {
            let text = emit_file(file, &shapes);
            assert_eq!(text, emit_file(file, &Shapes::forgetful()), "{}", file.path);
            assert_formatted(file, &text);
        });
        let formatted = shapes.formatted();
        it.files.iter().for_each(|file| drop(emit_file(file, &shapes)));
        assert_eq!(shapes.formatted(), formatted, "some pieces are not remembered");
    }
}

#[test]
fn shapes_change_nothing() {
    assert_shapes_change_nothing(&load(&repository().join("docs-input")));
}
