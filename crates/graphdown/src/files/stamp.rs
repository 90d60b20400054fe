//! What the file system says of a file, without a look at its contents.

use std::fs::{self, Metadata};
use std::path::Path;

/// What the file system knows of a file. Who edits it, replaces it, or sets its times gives it another one, unless that happens in the
/// same tick of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Stamp {
    pub(crate) device: u64,
    pub(crate) file: u64,
    pub(crate) size: u64,
    pub(crate) written: (i64, i64),
    pub(crate) changed: (i64, i64),
}

impl Stamp {
    /// Of the file at this path; `None` if it is no plain file, or if the system has no time that only it can set.
    pub(crate) fn of(path: &Path) -> Option<Stamp> {
        Stamp::from(&fs::symlink_metadata(path).ok()?)
    }

    /// The same of what was asked already.
    #[cfg(unix)]
    pub(super) fn from(it: &Metadata) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        it.is_file().then(|| Stamp {
            device: it.dev(),
            file: it.ino(),
            size: it.size(),
            written: (it.mtime(), it.mtime_nsec()),
            changed: (it.ctime(), it.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    pub(super) fn from(_: &Metadata) -> Option<Stamp> {
        None
    }
}
