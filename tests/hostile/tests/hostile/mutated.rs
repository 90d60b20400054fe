//! Real pages, broken at random with a seed: nothing panics, what is generated parses, and findings point into the pages. With
//! `GRAPHDOWN_LONG` set, samples are compiled too; `GRAPHDOWN_CORPUS` gives more pages to break.

use graphdown::diagnostics::Diagnostic;
use graphdown::docset::DocSet;
use graphdown::{Config, Generated, Ir, export};
use graphdown_hostile::mutate::{Choices, mutate};
use graphdown_hostile::{pages, repository};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::Command;

/// How many pages of `docs-input` are broken, and how many crates of broken pages are compiled.
const MUTATED: u64 = 500;
const COMPILED: u64 = 10;

type Files = Vec<(String, Vec<u8>)>;

/// One of `pages` or two that stand beside each other, with up to eight faults each.
fn few(pages: &[(String, String)], seed: u64) -> Files {
    let mut choices = Choices::seeded(seed);
    let count = 1 + choices.below(2);
    let at = choices.below(pages.len().saturating_sub(count));
    broken(&pages[at..at + count], &mut choices)
}

fn broken(pages: &[(String, String)], choices: &mut Choices<'_>) -> Files {
    let one = |(path, text): &(String, String)| {
        let times = 1 + choices.below(8);
        (path.clone(), mutate(text, times, choices))
    };
    pages.iter().map(one).collect()
}

/// Puts `files` through everything, and says what is wrong with the result.
fn check(files: Files) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| all(files))).unwrap_or_else(|_| Err("it panics".to_owned()))
}

fn all(files: Files) -> Result<(), String> {
    let (ir, generated) = generated(files)?;
    for (path, text) in generated.files.iter().filter(|it| it.0.ends_with(".rs")) {
        syn::parse_file(text).map_err(|error| format!("{path} does not parse: {error}"))?;
    }
    let verified = ir.verify();
    let mut found =
        generated.diagnostics.iter().chain(verified.findings.iter().map(|it| &it.diagnostic));
    found.try_for_each(|it| points_into(&ir.docs, it))?;
    accounts_close(&ir)?;
    graphdown::inventory(&ir.docs, &ir.edm);
    for api in &ir.edm.apis {
        let _ = (export::openapi(api), export::csdl_xml(api), export::json_schema(api));
        let _ = (export::permissions_csv(api), export::permissions_markdown(api));
    }
    Ok(())
}

fn generated(files: Files) -> Result<(Ir, Generated), String> {
    let config = Config::new();
    let ir = config.load_files("docs", files).map_err(|it| it.to_string())?;
    let generated = config.compile(&ir).map_err(|it| it.to_string())?;
    Ok((ir, generated))
}

/// Each item of each page is used, reported or set aside.
fn accounts_close(ir: &Ir) -> Result<(), String> {
    let accounts = ir.accounts();
    let left =
        accounts.iter().flat_map(|(kind, it)| it.unaccounted.iter().map(move |at| (kind, at)));
    let shown: Vec<String> = left
        .map(|(kind, span)| {
            let file = ir.docs.file(span.file);
            let words: String = file.text[span.range()].chars().take(120).collect();
            format!("{kind:?} of {} left over: {words:?}", file.path)
        })
        .collect();
    if shown.is_empty() { Ok(()) } else { Err(shown.join("; ")) }
}

fn points_into(docs: &DocSet, it: &Diagnostic) -> Result<(), String> {
    let places = std::iter::once(it.span).chain(it.related.iter().map(|it| it.0));
    for span in places {
        let is_file = (span.file.0 as usize) < docs.files().len();
        if !is_file || docs.file(span.file).text.get(span.range()).is_none() {
            return Err(format!("{} points to {span:?}, where nothing is", it.code));
        }
    }
    if it.one_line(docs).contains('\n') {
        return Err(format!("{} is more than one line", it.code));
    }
    Ok(())
}

fn check_seeds(pages: &[(String, String)], seeds: std::ops::Range<u64>) {
    let failed: BTreeMap<u64, String> =
        seeds.into_par_iter().filter_map(|it| Some((it, check(few(pages, it)).err()?))).collect();
    assert!(failed.is_empty(), "{} seeds: {failed:#?}", failed.len());
}

#[test]
fn broken_pages_do_no_harm() {
    let pages = pages(&repository().join("docs-input"));
    assert!(pages.len() > 50, "the pages are not there");
    check_seeds(&pages, 0..MUTATED);
}

#[test]
fn broken_pages_among_whole_ones_do_no_harm() {
    let pages = pages(&repository().join("docs-input"));
    for seed in 0..4 {
        if let Err(what) = check(set(&pages, seed)) {
            panic!("seed {seed}: {what}");
        }
    }
}

/// All pages, one in ten of them broken.
fn set(pages: &[(String, String)], seed: u64) -> Files {
    let mut choices = Choices::seeded(seed ^ 0x5e7);
    let mut files = Vec::new();
    for page in pages {
        match choices.below(10) {
            0 => files.extend(broken(std::slice::from_ref(page), &mut choices)),
            _ => files.push((page.0.clone(), page.1.clone().into_bytes())),
        }
    }
    files
}

#[test]
fn broken_pages_of_a_whole_documentation_set_do_no_harm() {
    let Some(folder) = given("GRAPHDOWN_CORPUS").map(PathBuf::from) else { return };
    let pages = pages(&folder);
    check_seeds(&pages, 0..pages.len() as u64);
}

#[test]
fn what_is_made_of_broken_pages_compiles() {
    if given("GRAPHDOWN_LONG").is_none() {
        return;
    }
    let pages = pages(&repository().join("docs-input"));
    let work = tempfile::tempdir().unwrap();
    let members: Vec<String> = (0..COMPILED).map(|it| format!("crate{it}")).collect();
    for (seed, name) in (100..).zip(&members) {
        let mut config = Config::new();
        config.crate_name(name).client_path(repository().join("crates/graphdown-client"));
        config.out_dir(work.path().join(name)).without_build_script();
        let ir = config.load_files("docs", set(&pages, seed)).unwrap();
        for (path, text) in config.compile(&ir).unwrap().files {
            let path = work.path().join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(work.path().join("Cargo.toml"), manifest).unwrap();
    fs::copy(repository().join("Cargo.lock"), work.path().join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--offline", "--quiet", "--workspace"]).current_dir(work.path());
    let out = cargo.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[allow(clippy::print_stderr)] // A test has no other way to say so.
fn given(variable: &str) -> Option<std::ffi::OsString> {
    let value = std::env::var_os(variable);
    if value.is_none() {
        eprintln!("skipped: set {variable}");
    }
    value
}
