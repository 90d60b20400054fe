//! The codes as a whole: their document, that fixtures show each of them, and that pages are mended rightly.

use graphdown::diagnostics::{Code, Diagnostic};
use graphdown::docset::{DocSet, SourceFile};
use graphdown::{Config, Ir, generate, inventory, mends};
use graphdown_tests::{given, repository, settings};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// The subjects of the codes by their first two digits, and why they matter.
const SUBJECTS: [(&str, &str, &str); 10] = [
    ("00", "Files", "What cannot be decoded is lost, for readers as for programs."),
    (
        "01",
        "Page structure",
        "A page that is built otherwise than its kind is read in part, and a link that leads nowhere tells a reader nothing.",
    ),
    (
        "02",
        "Tables",
        "A table row is where most facts of the API stand: what cannot be told apart in it is missing in the bindings.",
    ),
    (
        "03",
        "Types",
        "A type that is not clear makes a property that holds any JSON, or one that holds the wrong thing.",
    ),
    (
        "04",
        "JSON and annotations",
        "Samples and annotations confirm what tables say, and tell names, types and bases that no table tells.",
    ),
    (
        "05",
        "Enumerations",
        "Members that nobody lists cannot be offered, and lists that differ leave users guessing.",
    ),
    ("06", "Operations", "Verb, path and answer are what a call is made of."),
    ("07", "Permissions", "Without them nobody knows what to ask an administrator for."),
    (
        "08",
        "Names and output",
        "The bindings are whole, but a name or a correction is not as it was meant.",
    ),
    (
        "09",
        "Examples",
        "Readers copy examples. One that contradicts the rest of the pages is copied too.",
    ),
];

fn document() -> String {
    let mut text = "# Diagnostics\n\nEvery finding of graphdown has a code, which keeps its number forever.\n`graphdown explain CODE` shows the same words; a test keeps this file current.\n\n\
        An error means that something of a page is not in the output, a warning that the output may differ from what the page means, a note that something is odd but was read without doubt.\n\
        `graphdown.toml` can make each of them an `error`, a `warning` or a `note`, or turn it `off`, for all pages or some; a comment can allow it in one place (`graphdown check --help`).\n\
        [API Doctor's codes and ours](api-doctor.md) stand side by side in a file of their own.\n".to_owned();
    for (digits, title, why) in SUBJECTS {
        let _ = write!(text, "\n## {title}\n\n{why}\n");
        for code in Code::ALL.iter().filter(|it| it.as_str()[2..].starts_with(digits)) {
            let (number, name, severity) = (code.as_str(), code.name(), code.severity().as_str());
            let _ = write!(
                text,
                "\n### {number} {name}\n\n*{severity}.* {}\n\nWhat to do: {}\n",
                code.summary(),
                code.help()
            );
        }
    }
    text
}

#[test]
fn the_document_has_every_code_and_is_current() {
    let (path, text) = (repository().join("docs/diagnostics.md"), document());
    if env::var_os("GRAPHDOWN_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "run `GRAPHDOWN_UPDATE=1 cargo test -p graphdown-tests diagnostics`");
    assert_eq!(text.matches("\n### GD").count(), Code::ALL.len());
}

fn found(docs: &DocSet) -> Vec<Diagnostic> {
    generate(docs, &settings(docs)).diagnostics
}

#[test]
fn every_code_that_fires_over_the_whole_documentation_is_met_in_a_fixture() {
    let Some(corpus) = given("GRAPHDOWN_CORPUS") else { return };
    let codes = |docs: &DocSet| found(docs).iter().map(|it| it.code).collect::<BTreeSet<Code>>();
    let shown: BTreeSet<Code> =
        super::fixtures::cases().iter().flat_map(|it| codes(&graphdown_tests::load(it))).collect();
    let fired = codes(&graphdown_tests::load(&corpus.join("api-reference")));
    let missing: Vec<_> = fired.difference(&shown).map(|it| it.as_str()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The set with all that can be mended mended, and how many findings that was.
fn mended(ir: &Ir, found: &[Diagnostic], root: &str) -> (Ir, usize) {
    let mends = mends(&ir.docs, found);
    let text = |it: &SourceFile| {
        let mend = mends.iter().find(|mend| mend.path == it.path);
        mend.map_or(it.text.as_str(), |it| it.after.as_str()).as_bytes().to_vec()
    };
    let mut files: Vec<_> = ir.docs.files().iter().map(|it| (it.path.clone(), text(it))).collect();
    let corrections = ir.docs.corrections().map(|it| ir.docs.file(it).text.as_bytes().to_vec());
    files.extend(corrections.map(|it| ("corrections.toml".to_owned(), it)));
    (Config::new().load_files(root, files).unwrap(), mends.iter().map(|it| it.findings).sum())
}

/// Mends a set and checks that the findings are gone, no other has come, and the API is what it was. Paths of links in descriptions are
/// what a mend may change, and only their case.
#[track_caller]
fn check_mends(folder: &Path) -> usize {
    let ir = Config::new().docs(folder).load().unwrap();
    let told = |ir: &Ir| Config::new().compile(ir).unwrap().diagnostics;
    let before = told(&ir);
    let (after_ir, count) = mended(&ir, &before, &graphdown_tests::name(folder));
    let after = told(&after_ir);
    let name = folder.display();
    if ir.docs.files().iter().any(|it| it.had_invalid_utf8) {
        assert_eq!(count, 0, "{name}: what cannot be decoded is not to be written");
        return 0;
    }
    assert!(
        after.iter().all(|it| it.fix.is_none()),
        "{name}: something is left that could be mended"
    );
    assert_eq!(after.len() + count, before.len(), "{name}");
    let fold = |ir: &Ir| inventory(&ir.docs, &ir.edm).to_string().to_lowercase();
    assert!(fold(&ir) == fold(&after_ir), "{name}: the API is another one");
    count
}

#[test]
fn mending_takes_the_findings_away_and_changes_nothing_else() {
    let count: usize = super::fixtures::cases().iter().map(|it| check_mends(it)).sum();
    assert!(count >= 4, "{count}");
    if let Some(corpus) = given("GRAPHDOWN_CORPUS") {
        assert!(check_mends(&corpus.join("api-reference")) > 300);
    }
}
