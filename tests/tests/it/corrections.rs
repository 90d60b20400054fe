//! Corrections leave a trail, are found where they should be, and are inputs.

use graphdown::Config;
use graphdown::ir::edm::{Evidence, Standing, Subject};
use graphdown_tests::repository;
use std::fs;

const PAGE: &str = "# thing resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|size|String|In bytes.|\n";

const RETYPE: &str = "[[retype]]\ntarget = 'microsoft.graph.thing/size'\ntype = 'Edm.Int64'\nreason = 'Samples show it.'\n";

#[test]
fn a_corrected_fact_leads_to_its_entry_and_to_what_it_replaces() {
    let work = tempfile::tempdir().unwrap();
    let (page, corrections) = ("resources/thing.md", "corrections.toml");
    fs::create_dir(work.path().join("resources")).unwrap();
    fs::write(work.path().join(page), PAGE).unwrap();
    fs::write(work.path().join(corrections), RETYPE).unwrap();
    let ir = Config::new().docs(work.path()).load().unwrap();
    let is_about =
        |it: &&Evidence| matches!(&*it.subject, Subject::Property(_, name) if name == "size");
    let trail = ir.edm.apis[0].evidence.iter().filter(is_about);
    let trail: Vec<_> = trail
        .filter(|it| it.aspect.as_str() == "type")
        .map(|it| {
            (
                ir.docs.file(it.span.file).path.as_str(),
                ir.docs.text(it.span),
                it.says.as_str(),
                it.standing,
            )
        })
        .collect();
    let entry = RETYPE.trim_end();
    assert!(
        trail.iter().any(|(path, text, says, standing)| *path == corrections
            && text.starts_with("[[retype]]")
            && entry.starts_with(text.trim_end())
            && *says == "Edm.Int64 (Samples show it.)"
            && *standing == Standing::Holds),
        "{trail:#?}"
    );
    let lost = Standing::Lost("corrected by corrections.toml");
    assert!(trail.contains(&(page, "String", "Edm.String", lost)), "{trail:#?}");
    assert_eq!(trail.len(), 2, "{trail:#?}");
}

#[test]
fn the_file_among_the_pages_is_read_unless_another_one_is_named() {
    let work = tempfile::tempdir().unwrap();
    let docs = work.path().join("docs");
    fs::create_dir(&docs).unwrap();
    fs::write(docs.join("thing.md"), PAGE).unwrap();
    let mut config = Config::new();
    config.docs(&docs);
    // Where there is none, the folder is an input, so that one which appears is seen.
    let ir = config.load().unwrap();
    assert!(ir.docs.corrections().is_none() && ir.inputs.contains(&docs));

    fs::write(docs.join("corrections.toml"), RETYPE).unwrap();
    let ir = config.load().unwrap();
    assert!(ir.docs.corrections().is_some() && ir.inputs.contains(&docs.join("corrections.toml")));
    assert_eq!(ir.docs.files().len(), 1, "it is no page");

    let other = work.path().join("other.toml");
    fs::write(&other, "").unwrap();
    let ir = config.corrections(&other).load().unwrap();
    let id = ir.docs.corrections().unwrap();
    assert_eq!(ir.docs.file(id).path, "../other.toml");
    assert!(ir.inputs.contains(&other) && !ir.inputs.contains(&docs.join("corrections.toml")));
}

#[test]
fn a_file_that_cannot_be_read_stops_the_run_and_says_where() {
    let work = tempfile::tempdir().unwrap();
    fs::write(work.path().join("thing.md"), PAGE).unwrap();
    let mut config = Config::new();
    config.docs(work.path());
    fs::write(work.path().join("corrections.toml"), "\n[[drop]]\ntarget = 'a.b/c'\n").unwrap();
    let error = config.load().unwrap_err();
    assert!(error.to_string().contains("line 2"), "{error}");
    assert!(error.to_string().contains("missing field `reason`"), "{error}");
    fs::write(work.path().join("corrections.toml"), b"# \xff\n").unwrap();
    assert!(config.load().unwrap_err().to_string().contains("UTF-8"));
    let error = config.corrections(work.path().join("nowhere.toml")).load().unwrap_err();
    assert!(error.to_string().contains("nowhere.toml"), "{error}");
}

#[test]
fn the_ids_of_corrected_sets_stay_right() {
    for case in ["corrections_of_types", "corrections_of_enums"] {
        let ir = Config::new().docs(repository().join("tests/fixtures").join(case)).load().unwrap();
        for api in &ir.edm.apis {
            assert!(api.types.is_sorted_by(|a, b| a.name < b.name), "{case}");
            assert!(api.enums.is_sorted_by(|a, b| a.name < b.name), "{case}");
        }
        crate::determinism::assert_deterministic(&ir.docs);
    }
}
