//! Brings an output folder to the state that a run wants, touching nothing that is not graphdown's.
//!
//! A run that is killed leaves each file whole, old or new, and the next run mends the set: the list of what is ours is widened *before*
//! the first file is written, and narrowed after the last. Each file is written under a temporary name in its own folder and then renamed.
//! Two runs at once wait for each other by a lock file; where the file system knows no locks, temporary names that hold the process id
//! still keep each file whole.

use super::lock::Lock;
use super::manifest;
use crate::error::Error;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const TEMPORARY: &str = ".graphdown-tmp-";

/// What a run did to an output folder, or would do. Paths are relative to the folder, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or whose contents changed.
    pub written: Vec<String>,
    /// Number of files that were right already.
    pub unchanged: usize,
    /// Files of an earlier run that this one does not have.
    pub removed: Vec<String>,
}

impl Changes {
    /// True if the folder was right already.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// What differs between a folder and the wanted `files` (relative path and text). Writes nothing.
///
/// # Errors
/// If a wanted path leads out of the folder, through a symbolic link, or to a file that graphdown did not write.
pub(crate) fn compare(root: &Path, files: &[(String, String)]) -> Result<Changes, Error> {
    Ok(State::of(root, files)?.changes)
}

/// True if an earlier run wrote into the folder.
pub(super) fn has_list(root: &Path) -> bool {
    root.join(manifest::NAME).is_file()
}

/// Makes the folder hold `files`, and no other file that an earlier run wrote.
///
/// # Errors
/// As [`compare`], and if the file system refuses.
pub(crate) fn write(root: &Path, files: &[(String, String)]) -> Result<Changes, Error> {
    let before = State::of(root, files)?;
    if before.changes.is_empty() && before.temporary.is_empty() {
        Lock::sweep(root);
        return Ok(before.changes);
    }
    fs::create_dir_all(root).map_err(|error| Error::io("make the folder", root, error))?;
    let lock = Lock::acquire(root)?;
    let state = State::of(root, files)?;
    if lock.exclusive {
        // Nobody else is writing, so these are of runs that were killed.
        state.temporary.iter().try_for_each(|path| remove(path))?;
    }
    if !state.changes.is_empty() {
        state.apply(root, files)?;
    }
    Ok(state.changes)
}

/// Writes `changed`, which are some of the files that [`write`] wrote before, without a look at the others. Returns false, and writes
/// nothing, if one of them is not as `write` left it: then the whole folder has to be looked at.
///
/// # Errors
/// If the file system refuses.
pub(crate) fn rewrite(root: &Path, changed: &[&(String, String)]) -> Result<bool, Error> {
    if !root.is_dir() {
        return Ok(false);
    }
    let _lock = Lock::acquire(root)?;
    for (path, _) in changed {
        refuse_links(root, path)?;
        if !existing(&root.join(path))?.is_some_and(|it| manifest::is_marked(&it)) {
            return Ok(false);
        }
    }
    changed.iter().try_for_each(|(path, text)| write_atomically(&root.join(path), text))?;
    Ok(true)
}

/// True if the folder may be as a run left it that wrote just `paths`: their list is the list of what is ours, no link leads to them, and
/// nothing has to be cleared away. What the files hold is to be seen with [`append_contents`].
pub(crate) fn is_as_left(root: &Path, paths: &[&str]) -> bool {
    let set: BTreeSet<String> = paths.iter().map(|it| (*it).to_owned()).collect();
    let folders: BTreeSet<&str> =
        paths.iter().filter_map(|it| Some(it.rsplit_once('/')?.0)).collect();
    fs::read(root.join(manifest::NAME)).is_ok_and(|it| it == manifest::text(&set).as_bytes())
        && paths.iter().all(|it| manifest::is_inside(it))
        && folders.iter().all(|it| refuse_links(root, it).is_ok())
        && left_behind(root, set.iter()).is_empty()
}

/// Puts what a file of the folder holds behind `bytes`; `None` if it is not there, is a link, or cannot be read.
pub(crate) fn append_contents(root: &Path, path: &str, bytes: &mut Vec<u8>) -> Option<()> {
    let path = root.join(path);
    // To read a pipe or a device may take forever.
    let is_file = fs::symlink_metadata(&path).is_ok_and(|it| it.is_file());
    is_file.then(|| File::open(&path).and_then(|mut it| it.read_to_end(bytes)).ok())?.map(|_| ())
}

/// An output folder in comparison with what it should hold.
struct State {
    changes: Changes,
    /// What an earlier run wrote.
    old: BTreeSet<String>,
    /// What this run wants there.
    new: BTreeSet<String>,
    /// Temporary files that were left behind.
    temporary: Vec<PathBuf>,
}

impl State {
    fn of(root: &Path, files: &[(String, String)]) -> Result<State, Error> {
        let old = manifest::read(root)?;
        let new: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
        if kind(&old).zip(kind(&new)).is_some_and(|(old, new)| old != new) {
            return Err(other_output(root));
        }
        check_paths(root, files, &new)?;
        let mut changes = Changes::default();
        let mut foreign = Vec::new();
        for (path, text) in files {
            match existing(&root.join(path))? {
                Some(found) if found == text.as_bytes() => changes.unchanged += 1,
                Some(found) if !old.contains(path) && !manifest::is_marked(&found) => {
                    foreign.push(path.as_str())
                }
                _ => changes.written.push(path.clone()),
            }
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
        Ok(State { changes, old, new, temporary })
    }

    fn apply(&self, root: &Path, files: &[(String, String)]) -> Result<(), Error> {
        let both: BTreeSet<String> = self.old.union(&self.new).cloned().collect();
        if both != self.old {
            write_atomically(&root.join(manifest::NAME), &manifest::text(&both))?;
        }
        // First remove: a file may stand where a folder is needed, and on some systems `User.rs` is `user.rs`.
        for path in &self.changes.removed {
            remove(&root.join(path))?;
            remove_empty_folders(root, path);
        }
        for (path, text) in files {
            if self.changes.written.binary_search(path).is_ok() {
                write_atomically(&root.join(path), text)?;
            }
        }
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
    folders.into_iter().try_for_each(|it| refuse_links(root, it))?;
    new.iter().try_for_each(|it| refuse_link(&root.join(it)).map(|_| ()))
}

fn refuse_links(root: &Path, path: &str) -> Result<(), Error> {
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
fn existing(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    // To read a pipe or a device may take forever.
    if fs::symlink_metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        let what = format!("`{}` is neither a file nor a folder", path.display());
        return Err(Error::new(what).with_help("remove it, or give another output folder"));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        // A folder in place of a file may become empty when old files are removed; if not, the rename fails.
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => Ok(None),
        Err(error) => Err(Error::io("read", path, error)),
    }
}

/// True for a listed file that is still there and still carries the marker. One that a user has replaced stays.
fn is_ours(root: &Path, path: &str) -> Result<bool, Error> {
    refuse_links(root, path)?;
    Ok(existing(&root.join(path))?.is_some_and(|found| manifest::is_marked(&found)))
}

/// Temporary files in the folders of `paths`.
fn left_behind<'a>(root: &Path, paths: impl Iterator<Item = &'a String>) -> Vec<PathBuf> {
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

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path, error))
        }
        _ => Ok(()),
    }
}

/// Removes the folders above `path` that have become empty, up to the root and without it.
fn remove_empty_folders(root: &Path, path: &str) {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if fs::remove_dir(root.join(folder)).is_err() {
            break;
        }
    }
}

/// Writes a file that is there already, whole or not at all, with the permissions that it has.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let permissions = fs::metadata(path).map(|it| it.permissions());
    let permissions = permissions.map_err(|error| Error::io("read", path, error))?;
    write_with(path, text, Some(permissions))
}

fn write_atomically(path: &Path, text: &str) -> Result<(), Error> {
    write_with(path, text, None)
}

fn write_with(path: &Path, text: &str, permissions: Option<Permissions>) -> Result<(), Error> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let folder = path.parent().unwrap_or(Path::new("."));
    let name =
        format!("{TEMPORARY}{}-{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
    let temporary = folder.join(name);
    let written = fs::create_dir_all(folder)
        .and_then(|()| File::create_new(&temporary))
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            permissions.map_or(Ok(()), |it| file.set_permissions(it))
        })
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Error::io("write", path, error)
    })
}

#[cfg(test)]
mod tests;
