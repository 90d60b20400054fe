//! A type and what it inherits from. Asked for with each object of each example, so it stands on the stack.

use super::MOST_BASES;
use crate::ir::edm::TypeId;
use std::ops::Deref;

/// As long as a chain may be.
const ROOM: usize = MOST_BASES + 1;

/// The type itself and what it inherits from, nearest first.
pub(in crate::lower) struct Ancestry {
    types: [TypeId; ROOM],
    count: usize,
}

impl Ancestry {
    /// Of the type `id`, where `base` tells what a type inherits from. Ends at a cycle.
    pub(super) fn new(id: TypeId, base: impl Fn(TypeId) -> Option<TypeId>) -> Self {
        let mut chain = Ancestry { types: [id; ROOM], count: 1 };
        while let Some(above) = base(chain.types[chain.count - 1]) {
            if chain.contains(&above) || chain.count == ROOM {
                break;
            }
            chain.types[chain.count] = above;
            chain.count += 1;
        }
        chain
    }
}

impl Deref for Ancestry {
    type Target = [TypeId];

    fn deref(&self) -> &[TypeId] {
        &self.types[..self.count]
    }
}

impl IntoIterator for Ancestry {
    type Item = TypeId;
    type IntoIter = std::iter::Take<std::array::IntoIter<TypeId, ROOM>>;

    fn into_iter(self) -> Self::IntoIter {
        self.types.into_iter().take(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_ends_at_its_root_at_a_cycle_and_when_it_is_too_long() {
        let ids = |numbers: &[u32]| numbers.iter().map(|it| TypeId(*it)).collect::<Vec<_>>();
        let up_to = |end: u32| move |it: TypeId| (it.0 < end).then_some(TypeId(it.0 + 1));
        assert_eq!(Ancestry::new(TypeId(0), up_to(2)).to_vec(), ids(&[0, 1, 2]));
        let round = |it: TypeId| Some(TypeId(1 - it.0));
        assert_eq!(Ancestry::new(TypeId(0), round).into_iter().collect::<Vec<_>>(), ids(&[0, 1]));
        assert_eq!(Ancestry::new(TypeId(0), up_to(100)).len(), MOST_BASES + 1);
    }
}
