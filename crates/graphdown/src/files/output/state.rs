//! An output folder in comparison with what it should hold.

use super::{Changes, TEMPORARY, remove, remove_empty_folders, write_atomically};
use crate::error::Error;
use crate::files::manifest;
use crate::files::stamp::Stamp;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// An output folder in comparison with what it should hold.
pub(super) struct State {
    pub(super) changes: Changes,
    /// What an earlier run wrote.
    old: BTreeSet<String>,
    /// What this run wants there.
    new: BTreeSet<String>,
    /// Temporary files that were left behind.
    pub(super) temporary: Vec<PathBuf>,
    /// What tells that a place still has what was found there, place by place.
    seen: Vec<Seen>,
}

/// What stands in the place of a wanted file.
enum Found {
    /// No file.
    Nothing,
    /// The file as it is wanted.
    Right,
    /// Another one that graphdown wrote.
    Marked,
    /// Another one.
    Unmarked,
}

/// What the file system says of a place.
enum Seen {
    Nothing,
    As(Stamp),
    /// Too little to tell whether it is still the same.
    Unsure,
}

impl State {
    pub(super) fn of(root: &Path, files: &[(String, String)]) -> Result<State, Error> {
        let old = manifest::read(root)?;
        let new: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
        if kind(&old).zip(kind(&new)).is_some_and(|(old, new)| old != new) {
            return Err(other_output(root));
        }
        check_paths(root, files, &new)?;
        let mut changes = Changes::default();
        let (mut foreign, mut seen) = (Vec::new(), Vec::with_capacity(files.len()));
        let found: Vec<Result<(Found, Seen), Error>> =
            files.par_iter().map(|(path, text)| look(&root.join(path), text)).collect();
        for ((path, _), found) in files.iter().zip(found) {
            let (found, as_seen) = found?;
            match found {
                Found::Right => changes.unchanged += 1,
                Found::Unmarked if !old.contains(path) => foreign.push(path.as_str()),
                _ => changes.written.push(path.clone()),
            }
            seen.push(as_seen);
        }
        if !foreign.is_empty() {
            return Err(refusal(root, &foreign));
        }
        for path in old.difference(&new) {
            if is_ours(root, path)? {
                changes.removed.push(path.clone());
            }
        }
        if old != new {
            changes.written.push(manifest::NAME.to_owned());
        }
        changes.written.sort();
        let temporary = left_behind(root, old.union(&new));
        Ok(State { changes, old, new, temporary, seen })
    }

    /// The same once more, now that no other run writes. Files that are as they were seen are not read again: others write a file under
    /// another name and rename it, so that it is another one for the file system.
    pub(super) fn again(self, root: &Path, files: &[(String, String)]) -> Result<State, Error> {
        let is_still = |((path, _), seen): (&(String, String), &Seen)| match seen {
            Seen::Nothing => {
                fs::symlink_metadata(root.join(path)).is_err_and(|it| is_not_there(&it))
            }
            Seen::As(stamp) => Stamp::of(&root.join(path)).as_ref() == Some(stamp),
            Seen::Unsure => false,
        };
        let is_as_seen = self.changes.removed.is_empty()
            && manifest::read(root)? == self.old
            && files.par_iter().zip(&self.seen).all(is_still);
        if !is_as_seen {
            return State::of(root, files);
        }
        check_paths(root, files, &self.new)?;
        let temporary = left_behind(root, self.old.union(&self.new));
        Ok(State { temporary, ..self })
    }

    pub(super) fn apply(&self, root: &Path, files: &[(String, String)]) -> Result<(), Error> {
        let both: BTreeSet<String> = self.old.union(&self.new).cloned().collect();
        if both != self.old {
            write_atomically(&root.join(manifest::NAME), &manifest::text(&both))?;
        }
        // First remove: a file may stand where a folder is needed, and on some systems `User.rs` is `user.rs`.
        for path in &self.changes.removed {
            remove(&root.join(path))?;
            remove_empty_folders(root, path);
        }
        let is_written = |it: &&(String, String)| self.changes.written.binary_search(&it.0).is_ok();
        let written = files.par_iter().filter(is_written);
        written.try_for_each(|(path, text)| write_atomically(&root.join(path), text))?;
        if both != self.new {
            write_atomically(&root.join(manifest::NAME), &manifest::text(&self.new))?;
        }
        Ok(())
    }
}

/// Wanted paths lie below the folder, differ by more than case, and lead through no symbolic link.
fn check_paths(
    root: &Path,
    files: &[(String, String)],
    new: &BTreeSet<String>,
) -> Result<(), Error> {
    if let Some((path, _)) =
        files.iter().find(|(path, _)| !manifest::is_inside(path) || path == manifest::NAME)
    {
        return Err(Error::new(format!(
            "`{path}` is not a path below the output folder; nothing was written"
        )));
    }
    let folded: BTreeSet<String> = new.iter().map(|it| it.to_lowercase()).collect();
    if folded.len() != files.len() {
        return Err(Error::new(
            "two output files have the same path, or paths that differ in case only; nothing was written",
        ));
    }
    // Each folder once: many files are in one.
    let folders: BTreeSet<&str> =
        new.iter().filter_map(|it| Some(it.rsplit_once('/')?.0)).collect();
    folders.into_iter().try_for_each(|it| refuse_links(root, it))
}

/// What stands at `path`, where a file with this text is wanted.
fn look(path: &Path, text: &str) -> Result<(Found, Seen), Error> {
    refuse_link(path)?;
    // First the stamp, then the contents: who changes them in between changes the stamp that is held against this one.
    let seen = match fs::symlink_metadata(path) {
        Ok(it) => Stamp::from(&it).map_or(Seen::Unsure, Seen::As),
        Err(error) if is_not_there(&error) => Seen::Nothing,
        Err(_) => Seen::Unsure,
    };
    let found = match existing(path)? {
        None => Found::Nothing,
        Some(it) if it == text.as_bytes() => Found::Right,
        Some(it) if manifest::is_marked(&it) => Found::Marked,
        Some(_) => Found::Unmarked,
    };
    Ok((found, seen))
}

fn is_not_there(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

pub(super) fn refuse_links(root: &Path, path: &str) -> Result<(), Error> {
    let mut place = root.to_owned();
    for name in path.split('/') {
        place.push(name);
        if !refuse_link(&place)? {
            break;
        }
    }
    Ok(())
}

/// Whether there is something at this place, as long as it is no link.
fn refuse_link(place: &Path) -> Result<bool, Error> {
    match fs::symlink_metadata(place) {
        Ok(found) if found.is_symlink() => {
            let place = place.display();
            let what =
                format!("`{place}` is a symbolic link; graphdown does not write through links");
            Err(Error::new(what).with_help("remove the link, or give another output folder"))
        }
        found => Ok(found.is_ok()),
    }
}

/// The file that every output of its kind has: a crate, or a report.
fn kind(files: &BTreeSet<String>) -> Option<&'static str> {
    ["Cargo.toml", "index.html"].into_iter().find(|it| files.contains(*it))
}

/// A crate is not to be replaced by a report, nor a report by a crate.
fn other_output(root: &Path) -> Error {
    let what = format!(
        "`{}` holds something else that graphdown wrote; nothing was written",
        root.display()
    );
    Error::new(what).with_help("give another output folder, or remove this one if it may go")
}

fn refusal(root: &Path, foreign: &[&str]) -> Error {
    let listed = foreign.iter().take(5).map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    let rest = foreign.len().saturating_sub(5);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    Error::new(format!(
        "`{}` holds files that graphdown did not write: {listed}{more}; nothing was written",
        root.display()
    ))
    .with_help("give an empty folder for the output, or remove these files if they may go")
}

/// The bytes of a regular file, or `None` if there is nothing in the way.
pub(super) fn existing(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    // To read a pipe or a device may take forever.
    if fs::symlink_metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        let what = format!("`{}` is neither a file nor a folder", path.display());
        return Err(Error::new(what).with_help("remove it, or give another output folder"));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        // A folder in place of a file may become empty when old files are removed; if not, the rename fails.
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => Ok(None),
        Err(error) if is_not_there(&error) => Ok(None),
        Err(error) => Err(Error::io("read", path, error)),
    }
}

/// True for a listed file that is still there and still carries the marker. One that a user has replaced stays.
fn is_ours(root: &Path, path: &str) -> Result<bool, Error> {
    refuse_links(root, path)?;
    Ok(existing(&root.join(path))?.is_some_and(|found| manifest::is_marked(&found)))
}

/// Temporary files in the folders of `paths`.
pub(super) fn left_behind<'a>(
    root: &Path,
    paths: impl Iterator<Item = &'a String>,
) -> Vec<PathBuf> {
    let folders = paths.map(|it| it.rsplit_once('/').map_or("", |(folder, _)| folder));
    let folders: BTreeSet<&str> = folders.chain([""]).collect();
    let entries =
        folders.iter().filter_map(|it| fs::read_dir(root.join(it)).ok()).flatten().flatten();
    let temporary = entries
        .filter(|it| it.file_type().is_ok_and(|it| it.is_file()) && is_temporary(&it.file_name()));
    temporary.map(|it| it.path()).collect()
}

/// True for a name that [`write_atomically`] makes: the process and a number. Anything else is not ours.
fn is_temporary(name: &OsStr) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let numbers = name.to_str().and_then(|it| it.strip_prefix(TEMPORARY)?.split_once('-'));
    numbers.is_some_and(|(process, number)| is_number(process) && is_number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Vec<(String, String)> {
        let file = |name: &str| (name.to_owned(), format!("// {}\n{text}", manifest::MARKER));
        vec![file("a.rs"), file("b.rs")]
    }

    #[test]
    fn what_others_did_since_is_seen() {
        let root = tempfile::tempdir().unwrap();
        let (one, two) = (set("1"), set("2"));
        super::super::write(root.path(), &one).unwrap();
        let before = || State::of(root.path(), &one).unwrap();
        assert!(before().again(root.path(), &one).unwrap().changes.is_empty());

        let state = before();
        write_atomically(&root.path().join("b.rs"), &two[1].1).unwrap();
        assert_eq!(state.again(root.path(), &one).unwrap().changes.written, ["b.rs"]);

        let state = before();
        fs::remove_file(root.path().join("a.rs")).unwrap();
        assert_eq!(state.again(root.path(), &one).unwrap().changes.written, ["a.rs", "b.rs"]);

        let state = before();
        write_atomically(&root.path().join("a.rs"), "mine").unwrap();
        fs::write(root.path().join(manifest::NAME), "").unwrap();
        assert!(state.again(root.path(), &one).is_err(), "a file of somebody else is in the way");
    }
}
