//! Tells without a look at their contents that files are as they were.
//!
//! A stamp is what the file system knows of a file: its place, its size, when its contents were written (`mtime`), and when anything about
//! it changed (`ctime`), which nobody can set but the system's clock. Who edits a file, replaces it, or sets its times gives it another
//! stamp, unless that happens in the same tick of the clock. So a stamp is kept only where that cannot be:
//!
//! 1. The clock: a new file on the same device tells what time it is for the file system.
//! 2. After that the stamp is taken, and after that the contents are read.
//! 3. Both times of the stamp lie before the clock's.
//!
//! Whoever changes the file behind 2 does so when it is that time or later; so its `ctime` is another one from then
//! on. Who changed it between 2 and the look at its contents changed the stamp as well, and the next run looks again. This is what git
//! does for its index, where an entry as young as the index is looked at again. As with git, what is beyond it is a clock that is set
//! back to the very tick, and a network file system that tells old times.

use super::digest::Digest;
use crate::files::Stamp;
use rayon::prelude::*;
use std::hash::Hash;
use std::path::Path;

/// What the file system says of some files, and what time it was before it was asked.
pub(crate) struct Sight {
    stamps: Vec<Stamp>,
    /// Of all of them; `None` if one has no stamp.
    digest: Option<Digest>,
    clock: Option<Stamp>,
}

/// True if the file of the stamp was left alone for long enough before the clock was read.
fn is_older(stamp: &Stamp, clock: &Stamp) -> bool {
    let (written, changed) = (stamp.written < clock.changed, stamp.changed < clock.changed);
    stamp.device == clock.device && written && changed
}

impl Sight {
    /// Of `files`, and of what else makes a difference: `about`. Without a clock it can be held against what was kept, and not be kept.
    pub(crate) fn of(
        files: &[impl AsRef<Path> + Sync],
        about: &impl Hash,
        clock: Option<Stamp>,
    ) -> Sight {
        let stamps: Option<Vec<Stamp>> =
            files.par_iter().map(|it| Stamp::of(it.as_ref())).collect();
        let digest = stamps.as_ref().map(|it| Digest::of_data(&(about, it)));
        Sight { stamps: stamps.unwrap_or_default(), digest, clock }
    }

    /// True if this is what was kept.
    pub(crate) fn is(&self, kept: Option<Digest>) -> bool {
        kept.is_some() && kept == self.digest
    }

    /// What may be kept, after a look at the contents: `None` if a file was touched just now.
    pub(crate) fn sure(&self) -> Option<Digest> {
        let clock = self.clock?;
        self.digest.filter(|_| self.stamps.iter().all(|it| is_older(it, &clock)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(written: i64, changed: i64) -> Stamp {
        Stamp { device: 1, file: 2, size: 3, written: (5, written), changed: (5, changed) }
    }

    fn sight(stamps: Vec<Stamp>, clock: Option<Stamp>) -> Sight {
        Sight { digest: Some(Digest::of_data(&stamps)), stamps, clock }
    }

    #[test]
    fn what_is_as_young_as_the_clock_is_not_sure() {
        let clock = stamp(7, 7);
        assert!(is_older(&stamp(6, 6), &clock));
        assert!(!is_older(&stamp(6, 7), &clock));
        assert!(!is_older(&stamp(8, 6), &clock));
        assert!(!is_older(&Stamp { device: 9, ..stamp(6, 6) }, &clock));
        let old = vec![stamp(1, 1), stamp(6, 6)];
        assert_eq!(sight(old.clone(), None).sure(), None);
        assert_eq!(sight(old.clone(), Some(clock)).sure(), Some(Digest::of_data(&old)));
        assert_eq!(sight(vec![stamp(1, 1), stamp(6, 7)], Some(clock)).sure(), None);
    }

    #[test]
    fn each_part_of_a_stamp_counts() {
        let one = stamp(6, 6);
        let kept = sight(vec![one], None).digest;
        assert!(sight(vec![one], None).is(kept));
        let others = [
            Stamp { device: 9, ..one },
            Stamp { file: 9, ..one },
            Stamp { size: 9, ..one },
            stamp(9, 6),
            stamp(6, 9),
        ];
        for other in others {
            assert!(!sight(vec![other], None).is(kept), "{other:?}");
        }
        assert!(!Sight { digest: None, ..sight(vec![one], None) }.is(None));
    }

    #[test]
    fn a_file_that_is_not_there_has_no_sight() {
        let sight = Sight::of(&["nowhere/at/all"], &(), None);
        assert!(sight.digest.is_none());
    }
}
