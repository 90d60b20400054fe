//! Between which lengths of its words a template has which layout.
//!
//! prettyplease goes through a piece once and decides at each place whether what follows fits into the rest of the line. With longer words
//! more is to follow and less is left of the line, as long as the decisions before were the same. So where two pieces of one form have the
//! same layout, so has each piece whose words are all at least as long as those of the one and at most as long as those of the other.

use std::sync::Arc;

/// As many ranges are looked through for one template. More would be a sign that its words are of all lengths.
const MOST: usize = 24;

/// Lengths of words, in their order.
pub(super) type Lengths = Vec<usize>;

/// Layouts by the lengths of the words.
#[derive(Debug)]
pub(super) struct Ranges<L>(Vec<Range<L>>);

#[derive(Debug)]
struct Range<L> {
    layout: Arc<L>,
    least: Lengths,
    most: Lengths,
}

impl<L> Default for Ranges<L> {
    fn default() -> Self {
        Ranges(Vec::new())
    }
}

impl<L: PartialEq> Ranges<L> {
    /// The layout for words of these lengths, if that is known.
    pub(super) fn find(&self, lengths: &[usize]) -> Option<Arc<L>> {
        let holds = |it: &&Range<L>| {
            let bounds = it.least.iter().zip(&it.most);
            bounds.zip(lengths).all(|((least, most), it)| (least..=most).contains(&it))
        };
        self.0.iter().find(holds).map(|it| Arc::clone(&it.layout))
    }

    /// The bounds of the first range with this layout, made wider so that they hold these lengths, if the least of these may have it.
    pub(super) fn wider(
        &self,
        layout: &L,
        lengths: &[usize],
        may_have_it: impl Fn(&[usize]) -> bool,
    ) -> Option<[Lengths; 2]> {
        let each = |bounds: &[usize], choose: fn(usize, usize) -> usize| -> Lengths {
            bounds.iter().zip(lengths).map(|(bound, it)| choose(*bound, *it)).collect()
        };
        let ranges = self.0.iter().filter(|it| *it.layout == *layout);
        let mut wider = ranges.map(|it| [each(&it.least, usize::min), each(&it.most, usize::max)]);
        wider.find(|[least, _]| may_have_it(least))
    }

    /// Notes that words have this layout that are within these bounds. False if that is more than is kept.
    pub(super) fn add(&mut self, layout: Arc<L>, [least, most]: [Lengths; 2]) -> bool {
        let is_within = |it: &Range<L>| {
            it.layout == layout
                && it.least.iter().zip(&least).all(|(it, other)| it >= other)
                && it.most.iter().zip(&most).all(|(it, other)| it <= other)
        };
        self.0.retain(|it| !is_within(it));
        let has_room = self.0.len() < MOST;
        if has_room {
            self.0.push(Range { layout, least, most });
        }
        has_room
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;
    use std::sync::Arc;

    #[test]
    fn what_is_between_two_lengths_has_their_layout() {
        let mut ranges = Ranges::default();
        assert!(ranges.add(Arc::new('a'), [vec![3, 3], vec![3, 3]]));
        assert!(ranges.add(Arc::new('b'), [vec![7, 1], vec![9, 1]]));
        let find = |ranges: &Ranges<char>, lengths: [usize; 2]| ranges.find(&lengths).map(|it| *it);
        assert_eq!(find(&ranges, [3, 3]), Some('a'));
        assert_eq!(find(&ranges, [8, 1]), Some('b'));
        assert_eq!(find(&ranges, [4, 3]), None);
        assert_eq!(ranges.wider(&'a', &[2, 5], |it| it != [2, 3]), None);
        let wider = ranges.wider(&'a', &[2, 5], |_| true).unwrap();
        assert_eq!(wider, [vec![2, 3], vec![3, 5]]);
        assert!(ranges.add(Arc::new('a'), wider));
        assert_eq!((find(&ranges, [2, 4]), ranges.0.len()), (Some('a'), 2));
        for it in 100..200 {
            ranges.add(Arc::new('c'), [vec![it, it], vec![it, it]]);
        }
        assert!(ranges.0.len() < 50);
    }
}
