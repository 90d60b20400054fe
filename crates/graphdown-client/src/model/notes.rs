//! What fields cannot tell of the values that they were read from.

use super::nulls::Nulls;

/// Notes on declared properties of one object: which were `null`, and which collections had `null` among their values.
#[derive(Clone, Default)]
pub(crate) struct Notes {
    pub(super) nulls: Nulls,
    pub(super) gaps: Vec<(Box<str>, Gaps)>,
}

/// Notes on an object that is being read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) notes: Notes,
    /// Those of the collection that is being read.
    pub(super) open: Gaps,
}

impl Reading {
    /// True if the property just read has `null` among its values, or may have had before, under the same name.
    #[inline]
    pub(super) fn concern_gaps(&self) -> bool {
        !(self.open.positions.is_empty() && self.notes.gaps.is_empty())
    }

    /// Takes note of where the collection of this name, just read, has `null`.
    #[cold]
    pub(super) fn close_gaps(&mut self, name: &str) {
        self.notes.remove_gaps(name);
        let gaps = std::mem::take(&mut self.open);
        if !gaps.positions.is_empty() {
            self.notes.gaps.push((name.into(), gaps));
        }
    }
}

/// Where a collection had `null`. Public only in name: it stands in hidden methods of `Wire`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gaps {
    /// In the collection as it came, in ascending order.
    pub(super) positions: Vec<usize>,
    /// How many other values it had.
    pub(super) values: usize,
}

impl Notes {
    pub(super) fn is_empty(&self) -> bool {
        self.nulls.is_empty() && self.gaps.is_empty()
    }

    /// Where the collection of this name had `null`.
    pub(super) fn gaps(&self, name: &str) -> Option<&Gaps> {
        self.gaps.iter().find(|it| &*it.0 == name).map(|it| &it.1)
    }

    pub(super) fn remove_gaps(&mut self, name: &str) {
        self.gaps.retain(|it| &*it.0 != name);
    }
}
