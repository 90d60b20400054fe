//! The documentation set to measure with.

use graphdown::docset::{DocSet, SourceFile};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How often the pages of `docs-input` are taken, under other names, to make a set that is worth a clock.
const COPIES: usize = 20;

/// The files of the set: `GRAPHDOWN_CORPUS`, or else many copies of `docs-input`.
///
/// # Errors
/// If a folder or file cannot be read.
pub fn files() -> io::Result<Vec<(String, Vec<u8>)>> {
    match std::env::var_os("GRAPHDOWN_CORPUS") {
        Some(folder) => contents(&PathBuf::from(folder)),
        None => Ok(copies(&contents(&repository().join("docs-input"))?)),
    }
}

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Every page below `folder`: path with `/` between its parts, and bytes.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub fn contents(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let paths = pages(folder)?;
    let read = |it: PathBuf| {
        let path = it.strip_prefix(folder).unwrap_or(&it).to_string_lossy().replace('\\', "/");
        Ok((path, fs::read(&it)?))
    };
    paths.into_iter().map(read).collect()
}

/// The paths of the pages below `folder`, sorted.
///
/// # Errors
/// If a folder cannot be listed.
pub fn pages(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_page = |it: &PathBuf| {
        it.extension().is_some_and(|it| it == "md" || it == "txt") && !it.ends_with("README.md")
    };
    Ok(paths(folder)?.into_iter().filter(is_page).collect())
}

/// The paths of all files below `folder`, sorted.
///
/// # Errors
/// If a folder cannot be listed.
pub fn paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let list = if entry.file_type()?.is_dir() { &mut folders } else { &mut found };
            list.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// The set as the generator takes it.
pub fn docs(files: Vec<(String, Vec<u8>)>) -> DocSet {
    DocSet::new(files.into_iter().map(|(path, bytes)| SourceFile::new(path, &bytes)).collect())
}

/// The same pages again and again, about types of other namespaces: those of a page are put into one that has the number of the copy.
fn copies(files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let copy = |number: usize| {
        files.iter().map(move |(path, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            let text = text
                .replace("microsoft.graph.", &format!("microsoft.graph.copy{number}."))
                .replace(
                    "Namespace: microsoft.graph\n",
                    &format!("Namespace: microsoft.graph.copy{number}\n"),
                )
                .replace(" /", &format!(" /copy{number}/"));
            (renamed(path, number), text.into_bytes())
        })
    };
    (0..COPIES).flat_map(copy).collect()
}

/// `v1.0/api/user-get.md` → `v1.0/7/api/user-get.md`: links between the pages of a copy stay as they are.
fn renamed(path: &str, number: usize) -> String {
    match path.split_once('/') {
        Some((version @ ("v1.0" | "beta"), rest)) => format!("{version}/{number}/{rest}"),
        _ => format!("{number}/{path}"),
    }
}
