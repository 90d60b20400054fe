//! Tells without a look at their contents that the files of the output are as they were.
//!
//! A stamp is what the file system knows of a file: its place, its size, when its contents were written (`mtime`), and when anything about
//! it changed (`ctime`), which nobody can set but the system's clock. Who edits a file, replaces it, or sets its times gives it another
//! stamp, unless that happens in the same tick of the clock. So a stamp is kept only where that cannot be:
//!
//! 1. A marker, a new file on the same device, tells what time it is for the file system.
//! 2. After that the stamp is taken, and after that the contents are read and found right.
//! 3. Both times of the stamp lie before the marker's.
//!
//! Whoever changes the file behind 2 does so when the clock stands at the marker's time or later; so its `ctime` is another one from then
//! on. Who changed it between 2 and the look at its contents changed the stamp as well, and the next run looks again. This is what git
//! does for its index, where an entry as young as the index is looked at again. As with git, what is beyond it is a clock that is set
//! back to the very tick, and a network file system that tells old times.

use super::digest::Digest;
use rayon::prelude::*;
use std::path::Path;

/// What the file system says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Stamp {
    device: u64,
    file: u64,
    size: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

/// Those of the files of an output.
pub(crate) struct Stamps(Vec<Stamp>);

impl Stamp {
    /// Of the file at this path; `None` if it is no plain file, or if the system has no time that only it can set.
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let it = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        Some(Stamp {
            device: it.dev(),
            file: it.ino(),
            size: it.size(),
            written: (it.mtime(), it.mtime_nsec()),
            changed: (it.ctime(), it.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: &Path) -> Option<Stamp> {
        None
    }

    /// True if the file was left alone for long enough before the marker was made.
    fn is_older(&self, marker: &Stamp) -> bool {
        let (written, changed) = (self.written < marker.changed, self.changed < marker.changed);
        self.device == marker.device && written && changed
    }
}

impl Stamps {
    /// Of the files of these paths below `root`; `None` if one of them has none.
    pub(crate) fn of(root: &Path, paths: &[&str]) -> Option<Stamps> {
        paths.par_iter().map(|it| Stamp::of(&root.join(it))).collect::<Option<_>>().map(Stamps)
    }

    /// Of all of them together.
    pub(crate) fn digest(&self) -> Digest {
        Digest::of_data(&self.0)
    }

    /// True if all files were left alone for long enough before the marker was made.
    pub(crate) fn are_older(&self, marker: &Stamp) -> bool {
        self.0.iter().all(|it| it.is_older(marker))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(written: i64, changed: i64) -> Stamp {
        Stamp { device: 1, file: 2, size: 3, written: (5, written), changed: (5, changed) }
    }

    #[test]
    fn what_is_as_young_as_the_marker_is_not_trusted() {
        let marker = stamp(7, 7);
        assert!(stamp(6, 6).is_older(&marker));
        assert!(!stamp(6, 7).is_older(&marker));
        assert!(!stamp(8, 6).is_older(&marker));
        assert!(!Stamp { device: 9, ..stamp(6, 6) }.is_older(&marker));
        assert!(!Stamps(vec![stamp(1, 1), stamp(6, 7)]).are_older(&marker));
    }

    #[test]
    fn each_part_of_a_stamp_counts() {
        let one = stamp(6, 6);
        let others = [
            Stamp { device: 9, ..one },
            Stamp { file: 9, ..one },
            Stamp { size: 9, ..one },
            stamp(9, 6),
            stamp(6, 9),
        ];
        for other in others {
            assert_ne!(Stamps(vec![one]).digest(), Stamps(vec![other]).digest(), "{other:?}");
        }
    }
}
