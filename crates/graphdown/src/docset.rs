//! The documentation set: the files that a run reads, in a fixed order.

use crate::characters::in_lower_case;
use crate::span::{FileId, Span};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A version of the API, which is also a folder of the documentation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ApiVersion {
    /// `v1.0`: generally available.
    V1,
    /// `beta`: preview, without a promise to stay.
    Beta,
}

impl ApiVersion {
    /// All versions, in the order of output.
    pub const ALL: [ApiVersion; 2] = [ApiVersion::V1, ApiVersion::Beta];

    /// The version as it stands in URLs and folder names.
    pub fn as_str(self) -> &'static str {
        match self {
            ApiVersion::V1 => "v1.0",
            ApiVersion::Beta => "beta",
        }
    }

    /// Reads a folder name or the first segment of a URL path, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        ApiVersion::ALL.into_iter().find(|it| it.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One file of the documentation.
#[derive(Debug)]
pub struct SourceFile {
    /// Path below the documentation's root, with `/` between its parts.
    pub path: String,
    /// The whole text, as UTF-8 and without a byte order mark. What is read from it shares it.
    pub text: Arc<String>,
    /// True if bytes that are not UTF-8 had to be replaced.
    pub had_invalid_utf8: bool,
    line_starts: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// A file from its bytes. What is not UTF-8 is replaced by U+FFFD and noted.
    pub fn new(path: impl Into<String>, bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        let had_invalid_utf8 = matches!(text, std::borrow::Cow::Owned(_));
        SourceFile {
            path: path.into(),
            text: Arc::new(text.into_owned()),
            had_invalid_utf8,
            line_starts: OnceLock::new(),
        }
    }

    /// As [`SourceFile::new`], without a copy of the bytes where they are UTF-8.
    pub(crate) fn of(path: String, bytes: Vec<u8>) -> Self {
        if bytes.starts_with(b"\xef\xbb\xbf") {
            return SourceFile::new(path, &bytes);
        }
        match String::from_utf8(bytes) {
            Ok(text) => SourceFile {
                path,
                text: Arc::new(text),
                had_invalid_utf8: false,
                line_starts: OnceLock::new(),
            },
            Err(error) => SourceFile::new(path, error.as_bytes()),
        }
    }

    /// Line and column of a byte offset, both counted from 1; the column counts characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let starts = self.line_starts.get_or_init(|| {
            std::iter::once(0)
                .chain(
                    self.text
                        .bytes()
                        .enumerate()
                        .filter(|(_, b)| *b == b'\n')
                        .map(|(i, _)| i as u32 + 1),
                )
                .collect()
        });
        let line = starts.partition_point(|start| *start as usize <= offset) - 1;
        let start = starts[line] as usize;
        let column = self.text.get(start..offset).map_or(0, |it| it.chars().count());
        (line + 1, column + 1)
    }

    /// The version folder the file lies in, if its path names one.
    pub fn version(&self) -> Option<ApiVersion> {
        self.path.rsplit('/').skip(1).find_map(ApiVersion::parse)
    }

    /// Path below the version folder (`resources/user.md`), or the whole path where there is none.
    pub fn path_in_version(&self) -> &str {
        let mut rest = self.path.as_str();
        let mut found = rest;
        while let Some((folder, tail)) = rest.split_once('/') {
            if ApiVersion::parse(folder).is_some() {
                found = tail;
            }
            rest = tail;
        }
        found
    }

    /// File name without folder and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// The files of each folder in the order of their names, all in lower case. Most names are short enough to stand in the list itself, and
/// links are many.
type Folders = BTreeMap<SmolStr, Vec<(SmolStr, FileId)>>;

/// Folder and name; there is no folder above the root.
fn folder_and_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// All pages of a run, sorted by path, so that the order in which they were found does not matter, the corrections to them, and the
/// settings.
#[derive(Debug)]
pub struct DocSet {
    files: Vec<SourceFile>,
    by_folder: Folders,
    root_version: Option<ApiVersion>,
    corrections: Option<SourceFile>,
    settings: SourceFile,
}

impl Default for DocSet {
    fn default() -> Self {
        DocSet::new(Vec::new())
    }
}

impl DocSet {
    /// A set of `files`. Of two files with one path the first is kept.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|b, a| a.path == b.path);
        let mut by_folder: BTreeMap<SmolStr, BTreeMap<SmolStr, FileId>> = BTreeMap::new();
        for (index, it) in files.iter().enumerate() {
            let path = in_lower_case(it.path.clone());
            let (folder, name) = folder_and_name(&path);
            by_folder.entry(folder.into()).or_default().insert(name.into(), FileId(index as u32));
        }
        let by_folder = by_folder.into_iter().map(|(it, files)| (it, files.into_iter().collect()));
        let by_folder = by_folder.collect();
        let settings = SourceFile::new("graphdown.toml", b"");
        DocSet { files, by_folder, root_version: None, corrections: None, settings }
    }

    /// The same set, of which the root folder itself is the folder of one API version.
    pub fn with_root_version(self, root_version: Option<ApiVersion>) -> Self {
        DocSet { root_version, ..self }
    }

    /// The version that the root folder is about, if it is about one.
    pub(crate) fn root_version(&self) -> Option<ApiVersion> {
        self.root_version
    }

    /// The same set with a corrections file. It is no page: only its id leads to it.
    pub fn with_corrections(self, file: SourceFile) -> Self {
        DocSet { corrections: Some(file), ..self }
    }

    /// The same set with the settings file of the run, for places in it. It is no page either.
    pub fn with_settings(self, file: SourceFile) -> Self {
        DocSet { settings: file, ..self }
    }

    /// The id of the settings file, which is empty where there is none.
    pub fn settings(&self) -> FileId {
        FileId(self.files.len() as u32 + 1)
    }

    /// The id of the corrections file, which comes behind those of all pages.
    pub fn corrections(&self) -> Option<FileId> {
        self.corrections.as_ref().map(|_| FileId(self.files.len() as u32))
    }

    /// The version whose folder `id` lies in, as far as folders tell.
    pub fn version_by_folder(&self, id: FileId) -> Option<ApiVersion> {
        self.file(id).version().or(self.root_version)
    }

    /// The pages in order of their paths.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        match &self.corrections {
            Some(it) if id.0 as usize == self.files.len() => it,
            _ => self.files.get(id.0 as usize).unwrap_or(&self.settings),
        }
    }

    /// The ids of all pages, in order.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    /// The words at `span`.
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.range()]
    }

    /// The file that a link in `from` leads to: relative to its folder, or below the root if it begins with a slash. Letter case does
    /// not count. `None` if the set has no such file; nothing outside of the set can be reached.
    pub fn resolve(&self, from: FileId, link: &str) -> Option<FileId> {
        let end = link.bytes().position(|it| matches!(it, b'#' | b'?')).unwrap_or(link.len());
        let mut link = link[..end].trim();
        if link.is_empty() || link.contains("://") {
            return None;
        }
        let from = self.file(from).path.as_str();
        let mut folder = if link.starts_with('/') { "" } else { folder_and_name(from).0 };
        // Nearly all links lead to the page's own folder or to one beside it.
        while let Some(below) = link.strip_prefix("../").filter(|_| !folder.is_empty()) {
            (folder, link) = (folder_and_name(folder).0, below);
        }
        let mut path = String::with_capacity(folder.len() + 1 + link.len());
        path.push_str(folder);
        for part in link.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." if path.is_empty() => return None,
                ".." => path.truncate(path.rfind('/').unwrap_or(0)),
                part => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(part);
                }
            }
        }
        self.find_folded(in_lower_case(path))
    }

    /// True if a relative link leads to a folder of which the set has no file at all, so that nothing can be said about it.
    pub fn leads_out(&self, from: FileId, link: &str) -> bool {
        let mut parts: Vec<&str> = self.file(from).path.split('/').collect();
        parts.pop();
        let steps: Vec<&str> = link.split(['/', '\\']).collect();
        for step in &steps[..steps.len() - 1] {
            match *step {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return true;
                    }
                }
                step => parts.push(step),
            }
        }
        let folder = in_lower_case(parts.join("/"));
        let below = SmolStr::from(format!("{folder}/"));
        let has_files = self.by_folder.contains_key(folder.as_str())
            || self
                .by_folder
                .range(below.clone()..)
                .next()
                .is_some_and(|it| it.0.starts_with(&*below));
        !parts.is_empty() && !has_files
    }

    /// Puts other contents in place of those of a page. Returns whether there was a page of this path; a new one changes the ids of
    /// others, so it needs a new set.
    pub(crate) fn replace(&mut self, file: SourceFile) -> Option<FileId> {
        let index = self.files.binary_search_by(|it| it.path.cmp(&file.path)).ok()?;
        self.files[index] = file;
        Some(FileId(index as u32))
    }

    /// True if both sets have the same paths, so that ids mean the same in both.
    pub(crate) fn has_paths_of(&self, other: &DocSet) -> bool {
        self.root_version == other.root_version
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(|(a, b)| a.path == b.path)
    }

    /// The file of this path, whatever the case of its letters.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.find_folded(in_lower_case(path.to_owned()))
    }

    fn find_folded(&self, path: String) -> Option<FileId> {
        let (folder, name) = folder_and_name(&path);
        let files = self.by_folder.get(folder)?;
        let at = files.binary_search_by(|it| it.0.as_str().cmp(name)).ok()?;
        files.get(at).map(|it| it.1)
    }
}
