//! What several tests need: the repository's folders, and the files in them.

use graphdown::docset::{DocSet, SourceFile};
use graphdown::{Corrections, Settings};
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// Every file below `folder` with the extension `extension`, sorted. Folders that hold build results are left out.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(folder, extension, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if path.is_dir() && !is_hidden && !path.ends_with("target") {
            collect(&path, extension, found);
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
}

/// `path` as seen from the root of the repository, with `/` between its parts.
pub fn name(path: &Path) -> String {
    let name = path.strip_prefix(repository()).unwrap_or(path);
    name.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The pages below `folder`, as the command would load them.
///
/// # Panics
/// If the folder cannot be loaded.
pub fn load(folder: &Path) -> DocSet {
    match graphdown::Config::new().docs(folder).load() {
        Ok(ir) => ir.docs,
        Err(error) => panic!("{error}"),
    }
}

/// Default settings with the corrections of the set.
///
/// # Panics
/// If the corrections cannot be read.
pub fn settings(docs: &DocSet) -> Settings {
    match Corrections::read(docs) {
        Ok(corrections) => Settings { corrections, ..Settings::default() },
        Err(error) => panic!("{error}"),
    }
}

/// The same set, its pages given in the opposite order.
pub fn reversed(docs: &DocSet) -> DocSet {
    let copy = |it: &SourceFile| SourceFile::new(it.path.clone(), it.text.as_bytes());
    let pages = DocSet::new(docs.files().iter().rev().map(copy).collect());
    match docs.corrections() {
        Some(id) => pages.with_corrections(copy(docs.file(id))),
        None => pages,
    }
}

/// The folder that an environment variable names; says that a test is skipped if it is not set.
pub fn given(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        skipped(variable);
    }
    folder
}

#[allow(clippy::print_stderr)] // A test has no other way to say so.
fn skipped(variable: &str) {
    eprintln!("skipped: set {variable}");
}
