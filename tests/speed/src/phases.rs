//! Each phase of a run as one function, and its measure.

use graphdown::Settings;
use graphdown::diagnostics::Diagnostics;
use graphdown::docset::DocSet;
use graphdown::ir::Trail;
use graphdown::ir::edm::Edm;
use graphdown::ir::page::Page;
use graphdown::ir::rust::Crate;
use graphdown::plan::PlanSettings;
use graphdown::{emit, lower, plan, read};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files of a crate: path and text.
pub type Files = Vec<(String, String)>;

/// Measure: the bytes of all files, and nothing else, with as many threads as the generator takes.
///
/// # Errors
/// If a file cannot be read.
pub fn bytes(paths: &[PathBuf]) -> io::Result<usize> {
    paths.par_iter().map(|it| Ok(fs::read(it)?.len())).sum()
}

/// Measure: bare pulldown-cmark over all pages, with as many threads as the generator takes, and the extension that it takes.
pub fn markdown(docs: &DocSet) -> usize {
    let events = |text: &str| Parser::new_ext(text, Options::ENABLE_TABLES).count();
    docs.files().par_iter().map(|it| events(&it.text)).sum()
}

/// Pages → `ir::page`.
pub fn read(docs: &DocSet) -> Vec<Page> {
    read::read(docs, Trail::Left, &mut Diagnostics::default())
}

/// `ir::page` → `ir::edm`, as a run that writes a crate does it.
pub fn lower(docs: &DocSet, pages: &[Page]) -> Edm {
    lower_with(docs, pages, Trail::Left)
}

/// The same with a note of where each fact comes from, for the commands that are asked for that.
pub fn lower_with_trail(docs: &DocSet, pages: &[Page]) -> Edm {
    lower_with(docs, pages, Trail::Kept)
}

fn lower_with(docs: &DocSet, pages: &[Page], trail: Trail) -> Edm {
    let corrections = &Settings::default().corrections;
    lower::lower(docs, pages, corrections, trail, &mut Diagnostics::default())
}

/// Both.
pub fn understand(docs: &DocSet) -> Edm {
    let pages = read(docs);
    let edm = lower(docs, &pages);
    // As a run does, in several threads.
    pages.into_par_iter().for_each(drop);
    edm
}

/// `ir::edm` → `ir::rust`.
pub fn plan(docs: &DocSet, edm: &Edm) -> Crate {
    let pages = docs.files().iter().map(|it| it.path.clone()).collect();
    let settings = PlanSettings { pages, ..PlanSettings::default() };
    plan::plan(edm, &settings, &mut Diagnostics::default())
}

/// `ir::rust` → formatted text.
pub fn emit(it: &Crate) -> Files {
    emit::emit(it)
}

/// Pages → formatted text, as a whole.
pub fn generate(docs: &DocSet) -> Files {
    graphdown::generate(docs, &Settings::default()).files
}

/// Writes the files below `folder`, without a look at what is there.
///
/// # Errors
/// If the file system refuses.
pub fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    files.iter().try_for_each(|(path, text)| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)
    })
}

/// Measure: prettyplease over the same tokens, with as many threads as the generator takes: `syn` reads each file's tokens, and
/// prettyplease writes them. To make tokens of the text is a part of it too, since tokens belong to their thread; see [`tokens`].
pub fn pretty(files: &[(String, String)]) -> usize {
    let sources = files.par_iter().filter(|it| it.0.ends_with(".rs"));
    sources.map(|it| syn::parse_file(&it.1).map_or(0, |it| prettyplease::unparse(&it).len())).sum()
}

/// What of [`pretty`] is not prettyplease's.
pub fn tokens(files: &[(String, String)]) -> usize {
    let sources = files.par_iter().filter(|it| it.0.ends_with(".rs"));
    sources.map(|it| it.1.parse::<proc_macro2::TokenStream>().map_or(0, |_| 1)).sum()
}
