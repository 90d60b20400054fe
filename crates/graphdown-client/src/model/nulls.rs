//! Which properties were `null`.

/// Names, in the order in which they came.
///
/// One list of bytes with the length before each name, in two bytes: the service sends `null` for much that a resource does not have, and many names
/// shall cost little more than one allocation. To ask whether a name is in it mostly costs one look at `marks`.
#[derive(Clone, Default)]
pub(crate) struct Nulls {
    bytes: Vec<u8>,
    /// One bit for each name; several names may share one.
    marks: u64,
}

impl Nulls {
    /// Enough for about ten names.
    const CAPACITY: usize = 160;

    /// Adds `name`, unless it is longer than 65,535 bytes, as no name of a declared property is.
    pub(super) fn insert(&mut self, name: &str) {
        let Ok(length) = u16::try_from(name.len()) else { return };
        if !self.contains(name) {
            if self.bytes.is_empty() {
                self.bytes.reserve(Self::CAPACITY);
            }
            self.bytes.extend_from_slice(&length.to_ne_bytes());
            self.bytes.extend_from_slice(name.as_bytes());
            self.marks |= mark(name);
        }
    }

    #[inline]
    pub(super) fn contains(&self, name: &str) -> bool {
        self.marks & mark(name) != 0 && self.names().any(|it| it == name.as_bytes())
    }

    /// Takes `name` out; false if it was not there.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let was_there = self.contains(name);
        if was_there {
            let all = std::mem::take(self);
            for it in all.iter().filter(|it| *it != name) {
                self.insert(it);
            }
        }
        was_there
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        // They came as text, so none is left out.
        self.names().filter_map(|it| std::str::from_utf8(it).ok())
    }

    fn names(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.bytes.as_slice();
        std::iter::from_fn(move || {
            let (length, behind) = rest.split_first_chunk()?;
            let (name, behind) = behind.split_at_checked(u16::from_ne_bytes(*length).into())?;
            rest = behind;
            Some(name)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The bit of a name, by its length and its ends.
#[inline]
fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let ends = match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => u32::from(*first) * 5 + u32::from(*last) * 3,
        _ => 0,
    };
    1 << ((ends + bytes.len() as u32 * 7) % 64)
}

#[cfg(test)]
mod tests {
    use super::Nulls;

    #[test]
    fn names_are_kept_once_and_in_order() {
        let mut nulls = Nulls::default();
        for name in ["b", "a", "b", "", "abc", "acc"] {
            nulls.insert(name);
        }
        assert_eq!(nulls.iter().collect::<Vec<_>>(), ["b", "a", "", "abc", "acc"]);
        assert!(nulls.contains("") && nulls.contains("abc") && !nulls.contains("ab"));
        assert!(nulls.remove("a") && !nulls.remove("a") && !nulls.contains("a"));
        assert_eq!(nulls.iter().count(), 4);
        let long = "x".repeat(65_536);
        nulls.insert(&long);
        assert!(!nulls.contains(&long));
        nulls.insert(&long[..65_535]);
        assert!(nulls.contains(&long[..65_535]));
    }
}
