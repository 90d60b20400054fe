//! Loads a folder of documentation into a [`DocSet`].

use crate::characters::is_deceptive;
use crate::docset::{ApiVersion, DocSet, SourceFile};
use crate::error::Error;
use rayon::prelude::*;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Largest page that is read, in bytes. The largest of Microsoft's own has less than 200 KB.
const MAX_FILE_SIZE: u64 = 8 << 20;

/// The corrections file at the top of a documentation folder.
pub(crate) const CORRECTIONS: &str = "corrections.toml";

/// The most pages of a set, and the most bytes of all of them. Microsoft's own has 3,400 with 40 MB for a version.
const MOST_FILES: usize = 100_000;
const MOST_BYTES: u64 = 1 << 30;

/// Deepest nesting of folders that is read.
const MAX_DEPTH: usize = 32;

/// Files that stand among pages without being one. Papers of a repository shout, pages do not: `security.md` is a page about a type.
const NOT_PAGES: [&str; 8] = [
    "README.md",
    "CHANGELOG.md",
    "TOC.md",
    "toc.md",
    "LICENSE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
];

/// What there is to read in a documentation folder.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    /// The pages, sorted.
    pub(crate) files: Vec<PathBuf>,
    /// The folders that were listed, sorted; the root is the first.
    pub(crate) folders: Vec<PathBuf>,
    /// Symbolic links that are not followed, sorted.
    pub(crate) links: Vec<PathBuf>,
    /// The version whose folder the root is, if it is one.
    pub(crate) version: Option<ApiVersion>,
}

/// Lists every page (`.md`, `.txt`) below `root`, in an order that does not depend on the file system.
///
/// Hidden files and folders and the usual repository papers (`README.md` and the like) are left out. Symbolic links below the root are
/// not followed: a link to a place inside would give a page twice, and one to a place outside would leave the root.
///
/// # Errors
/// If the folder or one in it cannot be read, or there is no page at all.
pub(crate) fn list(root: &Path) -> Result<Listed, Error> {
    let mut listed = Listed { version: root_version(root), ..Listed::default() };
    list_folder(root, 0, &mut listed)?;
    // As texts, which is quicker than part by part.
    listed.files.sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
    listed.folders.sort();
    listed.links.sort();
    if listed.files.is_empty() {
        return Err(no_page(root.display()));
    }
    Ok(listed)
}

/// Reads the pages that [`list`] found below `root`.
///
/// # Errors
/// If a file cannot be read or is too large, or all of them are too much.
pub(crate) fn read(root: &Path, listed: &Listed) -> Result<DocSet, Error> {
    let total = AtomicU64::new(0);
    let within = |it: &SourceFile| {
        let length = it.text.len() as u64;
        total.fetch_add(length, Ordering::Relaxed) + length <= MOST_BYTES
    };
    let files = listed.files.par_iter().map(|path| {
        let file = read_page(root, path)?;
        // What is behind the limit is not read to the end.
        if within(&file) { Ok(file) } else { Err(too_much(root.display())) }
    });
    // In order, so that of several errors it is always the same that is told.
    let files: Vec<Result<SourceFile, Error>> = files.collect();
    let files = files.into_iter().collect::<Result<_, Error>>()?;
    Ok(DocSet::new(files).with_root_version(listed.version))
}

/// True if the file of this path below a documentation folder, with `/` between its parts, is read.
pub(crate) fn is_read(path: &str) -> bool {
    path == CORRECTIONS
        || (is_page(Path::new(path)) && !path.split('/').any(|it| it.starts_with('.')))
}

/// The set that would be read from a folder `root` with these files, and what is in its corrections file.
///
/// # Errors
/// As [`read`], and if the corrections file is not UTF-8.
pub(crate) fn from_memory(root: &str, files: Vec<(String, Vec<u8>)>) -> Result<DocSet, Error> {
    let mut pages = Vec::new();
    let mut total = 0;
    let mut corrections = None;
    for (path, bytes) in files.into_iter().filter(|it| is_read(&it.0)) {
        if bytes.len() as u64 > MAX_FILE_SIZE {
            return Err(too_large(&path));
        }
        check_name(Path::new(&path))?;
        total += bytes.len() as u64;
        if total > MOST_BYTES || pages.len() >= MOST_FILES {
            return Err(too_much(root));
        }
        let file = SourceFile::new(path, &bytes);
        match file.path.as_str() {
            CORRECTIONS if file.had_invalid_utf8 => {
                return Err(Error::new(format!("`{root}/{CORRECTIONS}` is not UTF-8")));
            }
            CORRECTIONS => corrections = Some(file),
            _ => pages.push(file),
        }
    }
    if pages.is_empty() {
        return Err(no_page(root));
    }
    let docs = DocSet::new(pages).with_root_version(version_of(Path::new(root)));
    Ok(match corrections {
        Some(file) => docs.with_corrections(file),
        None => docs,
    })
}

fn no_page(root: impl std::fmt::Display) -> Error {
    Error::new(format!("there is no page in `{root}`"))
        .with_help("give the folder that holds `resources` and `api`, or one above it; pages end in .md or .txt")
}

fn too_large(path: impl std::fmt::Display) -> Error {
    Error::new(format!("`{path}` is larger than {} MB", MAX_FILE_SIZE >> 20))
        .with_help("split the page, or move the file out of the documentation folder")
}

fn too_much(root: impl std::fmt::Display) -> Error {
    Error::new(format!(
        "`{root}` has more than {MOST_FILES} pages or {} MB of them",
        MOST_BYTES >> 20
    ))
    .with_help("give the folder of one documentation set, or of one version of it")
}

/// Names of pages stand in messages and in what a build script tells cargo, line by line.
fn check_name(path: &Path) -> Result<(), Error> {
    if path.to_string_lossy().contains(|it: char| it.is_control() || is_deceptive(it)) {
        let what = format!("the name {path:?} holds a character that cannot be seen");
        return Err(Error::new(what).with_help("give the file or folder another name"));
    }
    Ok(())
}

fn list_folder(folder: &Path, depth: usize, listed: &mut Listed) -> Result<(), Error> {
    let cannot = |source| Error::io("read the folder", folder, source);
    if depth > MAX_DEPTH {
        return Err(Error::new(format!(
            "`{}` is nested more than {MAX_DEPTH} folders deep",
            folder.display()
        )));
    }
    listed.folders.push(folder.to_owned());
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let kind = entry.file_type().map_err(cannot)?;
        let path = entry.path();
        if is_hidden(&entry.file_name()) {
            continue;
        } else if kind.is_symlink() {
            listed.links.push(path);
        } else if kind.is_dir() {
            check_name(Path::new(&entry.file_name()))?;
            list_folder(&path, depth + 1, listed)?;
        } else if kind.is_file() && is_page(&path) {
            check_name(Path::new(&entry.file_name()))?;
            if listed.files.len() >= MOST_FILES {
                return Err(too_much(folder.display()));
            }
            listed.files.push(path);
        }
    }
    Ok(())
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_page(path: &Path) -> bool {
    let is_text = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("md") || it.eq_ignore_ascii_case("txt"));
    let is_paper = path.file_name().is_some_and(|name| NOT_PAGES.iter().any(|it| name == *it));
    is_text && !is_paper
}

/// The page at `path`, as [`read`] would read it from `root`; `None` if [`list`] would not find it.
pub(crate) fn page(root: &Path, path: &Path) -> Option<SourceFile> {
    let below = path.strip_prefix(root).ok()?;
    let is_plain = fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    let is_hidden = below.components().any(|it| is_hidden(it.as_os_str()));
    (is_plain && !is_hidden && is_page(path)).then(|| read_page(root, path).ok())?
}

/// Reads a corrections file, which is called `name` in messages.
///
/// # Errors
/// If it cannot be read, is too large, or is not UTF-8.
pub(crate) fn corrections(path: &Path, name: String) -> Result<SourceFile, Error> {
    let file = SourceFile::new(name, &bytes(path)?);
    if file.had_invalid_utf8 {
        return Err(Error::new(format!("`{}` is not UTF-8", path.display())));
    }
    Ok(file)
}

fn read_page(root: &Path, path: &Path) -> Result<SourceFile, Error> {
    Ok(SourceFile::of(slashed(path.strip_prefix(root).unwrap_or(path)), bytes(path)?))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let cannot = |source| Error::io("read", path, source);
    let file = fs::File::open(path).map_err(cannot)?;
    let size = file.metadata().map_or(0, |it| it.len().min(MAX_FILE_SIZE));
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // The size that the file system tells is a hint: the file may grow while it is read.
    file.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MAX_FILE_SIZE {
        return Err(too_large(path.display()));
    }
    Ok(bytes)
}

/// The path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
}

/// The version whose folder the root itself is, or lies in: `docs/v1.0`, `docs/beta/resources`.
fn root_version(root: &Path) -> Option<ApiVersion> {
    let absolute = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    version_of(&absolute)
}

fn version_of(root: &Path) -> Option<ApiVersion> {
    let mut names = root.iter().rev().filter_map(OsStr::to_str);
    let last = names.next()?;
    let above = if ["resources", "api"].contains(&last) { names.next() } else { None };
    ApiVersion::parse(last).or_else(|| ApiVersion::parse(above?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::{TempDir, tempdir};

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let root = tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn files_in_memory_are_read_as_those_of_a_folder() {
        let files = ["api/a.md", ".git/x.md", "README.md", "a.png", "corrections.toml"];
        let files = files.map(|it| (it.to_owned(), b"x".to_vec())).to_vec();
        let docs = from_memory("docs/beta", files).unwrap();
        assert_eq!(docs.files().len(), 1);
        assert!(docs.corrections().is_some());
        let id = docs.ids().next().unwrap();
        assert_eq!(docs.version_by_folder(id), Some(ApiVersion::Beta));
        let error = from_memory("docs", Vec::new()).unwrap_err();
        assert!(error.to_string().contains("no page in `docs`"), "{error}");
    }

    fn load(root: &Path) -> Result<DocSet, Error> {
        read(root, &list(root)?)
    }

    fn paths(docs: &DocSet) -> Vec<&str> {
        docs.files().iter().map(|it| it.path.as_str()).collect()
    }

    #[test]
    fn pages_are_found_at_any_depth_and_sorted() {
        let root = folder(&[
            ("v1.0/resources/user.md", "u"),
            ("v1.0/api/b.md", "b"),
            ("beta/api/a.TXT", "a"),
        ]);
        let listed = list(root.path()).unwrap();
        let docs = read(root.path(), &listed).unwrap();
        assert_eq!(paths(&docs), ["beta/api/a.TXT", "v1.0/api/b.md", "v1.0/resources/user.md"]);
        assert_eq!(listed.folders.len(), 6);
        assert_eq!(listed.files.len(), 3);
    }

    #[test]
    fn papers_hidden_folders_and_other_files_are_left_out() {
        let root = folder(&[
            ("README.md", ""),
            ("api/toc.md", ""),
            ("CHANGELOG.md", ""),
            ("SECURITY.md", ""),
            (".git/x.md", ""),
            ("api/.draft.md", ""),
            ("api/toc.yml", ""),
            ("api/a.md", "x"),
            ("resources/security.md", "a page about a type"),
        ]);
        assert_eq!(paths(&load(root.path()).unwrap()), ["api/a.md", "resources/security.md"]);
    }

    #[test]
    fn a_root_that_is_a_version_folder_gives_the_version() {
        let root = folder(&[("beta/resources/user.md", "u")]);
        for inner in ["beta", "beta/resources"] {
            let docs = load(&root.path().join(inner)).unwrap();
            let id = docs.ids().next().unwrap();
            assert_eq!(docs.version_by_folder(id), Some(ApiVersion::Beta), "{inner}");
        }
    }

    #[test]
    fn a_missing_folder_is_named() {
        let root = tempdir().unwrap();
        let error = load(&root.path().join("nowhere")).unwrap_err();
        assert!(error.to_string().contains("nowhere"), "{error}");
        assert!(error.help().is_some());
    }

    #[test]
    fn a_folder_without_pages_is_an_error() {
        let root = folder(&[("README.md", "only papers")]);
        assert!(load(root.path()).unwrap_err().to_string().contains("no page"));
    }

    #[test]
    fn a_page_beyond_the_limit_is_refused() {
        let root = folder(&[("api/a.md", "x")]);
        let huge = fs::File::create(root.path().join("api/huge.md")).unwrap();
        huge.set_len(MAX_FILE_SIZE + 1).unwrap();
        let error = load(root.path()).unwrap_err().to_string();
        assert!(error.contains("huge.md") && error.contains("larger than 8 MB"), "{error}");
    }

    #[test]
    fn a_name_that_would_be_two_lines_is_refused() {
        let files = vec![("api/a\ncargo:rustc-cfg=x.md".to_owned(), b"x".to_vec())];
        let error = from_memory("docs", files).unwrap_err().to_string();
        assert!(error.contains("cannot be seen") && !error.contains('\n'), "{error}");
        #[cfg(unix)]
        {
            let root = folder(&[("api/a\u{202e}.md", "x")]);
            assert!(load(root.path()).unwrap_err().to_string().contains("cannot be seen"));
        }
    }

    #[test]
    fn a_set_of_too_many_pages_is_refused() {
        let files = (0..=MOST_FILES).map(|it| (format!("api/{it}.md"), Vec::new())).collect();
        let error = from_memory("docs", files).unwrap_err();
        assert!(error.to_string().contains("more than 100000 pages"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_are_noted_and_not_followed() {
        use std::os::unix::fs::symlink;
        let outside = folder(&[("secret.md", "s")]);
        let root = folder(&[("api/a.md", "x")]);
        symlink(outside.path(), root.path().join("out")).unwrap();
        symlink(root.path(), root.path().join("api/cycle")).unwrap();
        symlink(outside.path().join("secret.md"), root.path().join("api/s.md")).unwrap();
        let listed = list(root.path()).unwrap();
        assert_eq!(paths(&read(root.path(), &listed).unwrap()), ["api/a.md"]);
        assert_eq!(listed.links.len(), 3);
    }
}
