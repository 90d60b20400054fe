//! Mends pages: applies the mends that findings carry.

use super::output;
use crate::diagnostics::{Diagnostic, Edit};
use crate::docset::DocSet;
use crate::error::Error;
use crate::span::FileId;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A page as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// Path below the documentation's root, with `/` between its parts.
    pub path: String,
    /// The text that was read.
    pub before: String,
    /// The text with the mends.
    pub after: String,
    /// How many findings that mends.
    pub findings: usize,
}

/// The mends of `found`, by page. Of two findings whose mends are in each other's way only the first is mended; another run mends the
/// second. Pages that are not UTF-8 are left alone.
pub fn mends<'f>(docs: &DocSet, found: impl IntoIterator<Item = &'f Diagnostic>) -> Vec<Mend> {
    let mut by_file: BTreeMap<FileId, (Vec<Edit>, usize)> = BTreeMap::new();
    for fix in found.into_iter().filter_map(|it| it.fix.as_ref()) {
        let Some(file) = fix.edits.first().map(|it| it.span.file) else { continue };
        let (edits, count) = by_file.entry(file).or_default();
        let is_free =
            |it: &Edit| it.span.file == file && edits.iter().all(|other| !touch(it, other));
        if fix.edits.iter().all(|it| edits.contains(it)) {
            *count += 1;
        } else if fix.edits.iter().all(is_free) {
            edits.extend(fix.edits.iter().cloned());
            *count += 1;
        }
    }
    let pages = by_file.into_iter().filter(|(file, _)| !docs.file(*file).had_invalid_utf8);
    pages.map(|(file, (edits, findings))| mend(docs, file, edits, findings)).collect()
}

/// True if two edits are in each other's way. Those that only border on each other are too: their order would not be known.
fn touch(a: &Edit, b: &Edit) -> bool {
    a.span.start <= b.span.end && b.span.start <= a.span.end
}

fn mend(docs: &DocSet, file: FileId, mut edits: Vec<Edit>, findings: usize) -> Mend {
    let it = docs.file(file);
    edits.sort();
    let mut after = it.text.to_string();
    for edit in edits.iter().rev() {
        after.replace_range(edit.span.range(), &edit.text);
    }
    Mend { path: it.path.clone(), before: it.text.to_string(), after, findings }
}

impl Mend {
    /// Writes the page below `root`, whole or not at all. Its byte order mark, line ends and permissions stay as they are.
    ///
    /// # Errors
    /// If the page is not what it was when it was read; it is left alone then. If the file system refuses.
    pub fn write(&self, root: &Path) -> Result<(), Error> {
        const MARK: &str = "\u{feff}";
        let path = root.join(&self.path);
        let bytes = fs::read(&path).map_err(|error| Error::io("read", &path, error))?;
        let mark = if bytes.starts_with(MARK.as_bytes()) { MARK } else { "" };
        let is_link = fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink());
        if is_link || bytes[mark.len()..] != *self.before.as_bytes() {
            let what =
                format!("`{}` has changed since it was read; it was left alone", path.display());
            return Err(Error::new(what).with_help("run the command again"));
        }
        output::replace(&path, &format!("{mark}{}", self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Fix};
    use crate::docset::SourceFile;
    use crate::span::Span;

    fn finding(edits: &[(usize, usize, &str)]) -> Diagnostic {
        let edit = |it: &(usize, usize, &str)| Edit {
            span: Span::new(FileId(0), it.0..it.1),
            text: it.2.to_owned(),
        };
        let fix = Some(Fix { says: String::new(), edits: edits.iter().map(edit).collect() });
        Diagnostic { fix, ..Diagnostic::new(Code::MalformedJson, Span::new(FileId(0), 0..0), "") }
    }

    fn set(bytes: &[u8]) -> DocSet {
        DocSet::new(vec![SourceFile::new("a.md", bytes)])
    }

    #[test]
    fn mends_that_are_in_each_others_way_wait_for_another_run() {
        let found = [
            finding(&[(1, 2, ""), (5, 5, "!")]),
            finding(&[(2, 3, "x")]),
            finding(&[(1, 2, ""), (5, 5, "!")]),
        ];
        let mends = mends(&set(b"abcdef"), &found);
        assert_eq!((mends[0].after.as_str(), mends[0].findings), ("acde!f", 2));
    }

    #[test]
    fn mark_line_ends_and_permissions_stay() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        let bytes = b"\xef\xbb\xbfone,\r\ntwo\r\n";
        fs::write(&path, bytes).unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o640);
        fs::set_permissions(&path, permissions).unwrap();
        let permissions = fs::metadata(&path).unwrap().permissions();
        mends(&set(bytes), &[finding(&[(3, 4, "")])])[0].write(root.path()).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"\xef\xbb\xbfone\r\ntwo\r\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions(), permissions);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_page_that_changed_meanwhile_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let mend = mends(&set(b"one,"), &[finding(&[(3, 4, "")])]).remove(0);
        fs::write(root.path().join("a.md"), "other").unwrap();
        let error = mend.write(root.path()).unwrap_err();
        assert!(error.to_string().contains("has changed"), "{error}");
        assert_eq!(fs::read_to_string(root.path().join("a.md")).unwrap(), "other");
    }

    #[test]
    fn a_page_of_another_encoding_is_left_alone() {
        assert!(mends(&set(b"one,\xff"), &[finding(&[(3, 4, "")])]).is_empty());
    }
}
