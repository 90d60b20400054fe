//! Which properties were `null`.

/// Names, in the order in which they came.
///
/// One text with a line feed behind each name: the service sends `null` for much that a resource does not have, and a list of many names
/// shall cost no more than one allocation. To ask whether a name is in it mostly costs one look at `marks`.
#[derive(Clone, Default)]
pub(super) struct Nulls {
    text: String,
    /// One bit for each name; several names may share one.
    marks: u64,
}

impl Nulls {
    /// Enough for half a dozen names.
    const CAPACITY: usize = 96;

    /// Adds `name`. False if it cannot be in the list, as no name of a property contains a line feed.
    pub(super) fn insert(&mut self, name: &str) -> bool {
        if name.contains('\n') {
            return false;
        }
        if !self.contains(name) {
            if self.text.is_empty() {
                self.text.reserve(Self::CAPACITY);
            }
            self.text.push_str(name);
            self.text.push('\n');
            self.marks |= mark(name);
        }
        true
    }

    #[inline]
    pub(super) fn contains(&self, name: &str) -> bool {
        self.marks & mark(name) != 0 && self.iter().any(|it| it == name)
    }

    /// Takes `name` out; false if it was not there.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        let was_there = self.contains(name);
        if was_there {
            let others: Vec<String> =
                self.iter().filter(|it| *it != name).map(str::to_owned).collect();
            *self = Nulls::default();
            for it in others {
                self.insert(&it);
            }
        }
        was_there
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.text.split_terminator('\n')
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
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
            assert!(nulls.insert(name));
        }
        assert_eq!(nulls.iter().collect::<Vec<_>>(), ["b", "a", "", "abc", "acc"]);
        assert!(nulls.contains("") && nulls.contains("abc") && !nulls.contains("ab"));
        assert!(nulls.remove("a") && !nulls.remove("a") && !nulls.contains("a"));
        assert_eq!(nulls.iter().count(), 4);
        assert!(!nulls.insert("a\nb") && !nulls.contains("a\nb"));
    }
}
