//! One writer at a time per output folder.

use crate::error::Error;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const NAME: &str = ".graphdown-lock";

/// Held while an output folder is written. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// False on file systems without locks; then only the names of temporary files keep two runs apart.
    pub(super) exclusive: bool,
    _file: File,
}

impl Lock {
    /// Waits until no other run writes into `root`.
    ///
    /// # Errors
    /// If the lock file cannot be made: the folder is read-only.
    pub(super) fn acquire(root: &Path) -> Result<Lock, Error> {
        let path = root.join(NAME);
        loop {
            let cannot = |source| Error::io("write into", root, source);
            if fs::symlink_metadata(&path).is_ok_and(|it| !it.is_file()) {
                let what = format!("`{}` is a link or a folder", path.display());
                return Err(Error::new(what).with_help("remove it, and run again"));
            }
            let file = File::options().create(true).append(true).open(&path).map_err(cannot)?;
            let exclusive = match file.lock() {
                Ok(()) => true,
                Err(error) if error.kind() == io::ErrorKind::Unsupported => false,
                Err(error) => return Err(cannot(error)),
            };
            // The holder before us removes the file at its end; then what we locked has no name any more.
            if is_still_named(&file, &path) {
                return Ok(Lock { path, exclusive, _file: file });
            }
        }
    }
}

impl Lock {
    /// Takes away the file of a run that was killed when all was written. One that a run holds stays, and nothing is made.
    pub(super) fn sweep(root: &Path) {
        let path = root.join(NAME);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|it| it.is_file());
        if let Some(file) = is_file.then(|| File::options().append(true).open(&path).ok()).flatten()
            && file.try_lock().is_ok()
            && is_still_named(&file, &path)
        {
            drop(Lock { path, exclusive: true, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_still_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(named)) => (ours.dev(), ours.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_named(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn only_one_holds_it_and_nothing_stays_behind() {
        let root = tempfile::tempdir().unwrap();
        let inside = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _lock = Lock::acquire(root.path()).unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_what_is_held_stays() {
        let root = tempfile::tempdir().unwrap();
        Lock::sweep(root.path());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0, "nothing is made");
        fs::write(root.path().join(NAME), "").unwrap();
        Lock::sweep(root.path());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        let held = Lock::acquire(root.path()).unwrap();
        Lock::sweep(root.path());
        assert!(root.path().join(NAME).exists());
        drop(held);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
