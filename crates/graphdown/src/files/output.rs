//! Brings an output folder to the state that a run wants, touching nothing that is not graphdown's.
//!
//! A run that is killed leaves each file whole, old or new, and the next run mends the set: the list of what is ours is widened *before*
//! the first file is written, and narrowed after the last. Each file is written under a temporary name in its own folder and then renamed.
//! Two runs at once wait for each other by a lock file; where the file system knows no locks, temporary names that hold the process id
//! still keep each file whole.

use super::lock::Lock;
use super::manifest;
use crate::error::Error;
use state::{State, existing, left_behind, refuse_links};
use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

mod state;

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
    let state = before.again(root, files)?;
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
