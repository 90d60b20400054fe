//! Where the marks of a line are closed, found in one pass, so that no mark is looked for again and again.

use std::collections::BTreeMap;

/// The places of a line where something ends.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Opening bracket to closing bracket.
    pairs: BTreeMap<usize, usize>,
    /// Length of a run of backticks to the places of such runs, in order.
    ticks: BTreeMap<usize, Vec<usize>>,
    angles: Vec<usize>,
    comment_ends: Vec<usize>,
}

impl Marks {
    pub(super) fn of(text: &str) -> Self {
        let mut marks = Marks::default();
        let (mut square, mut round) = (Vec::new(), Vec::new());
        let mut is_escaped = false;
        let mut run = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'`' {
                run += 1;
            } else if run > 0 {
                marks.ticks.entry(run).or_default().push(at - run);
                run = 0;
            }
            if byte == b'>' {
                marks.angles.push(at);
                if text.as_bytes()[..at].ends_with(b"--") {
                    marks.comment_ends.push(at + 1);
                }
            }
            match byte {
                _ if is_escaped => {
                    is_escaped = false;
                    continue;
                }
                b'\\' => is_escaped = true,
                b'[' => square.push(at),
                b'(' => round.push(at),
                b']' => marks.pair(square.pop(), at),
                b')' => marks.pair(round.pop(), at),
                _ => {}
            }
        }
        if run > 0 {
            marks.ticks.entry(run).or_default().push(text.len() - run);
        }
        marks
    }

    fn pair(&mut self, open: Option<usize>, close: usize) {
        if let Some(open) = open {
            self.pairs.insert(open, close);
        }
    }

    /// Where the bracket at `at` is closed.
    pub(super) fn closing(&self, at: usize) -> Option<usize> {
        self.pairs.get(&at).copied()
    }

    /// The first run of just `count` backticks at or behind `from`.
    pub(super) fn ticks(&self, count: usize, from: usize) -> Option<usize> {
        first_from(self.ticks.get(&count)?, from)
    }

    /// The first `>` at or behind `from`.
    pub(super) fn angle(&self, from: usize) -> Option<usize> {
        first_from(&self.angles, from)
    }

    /// The end of the first `-->` that begins at or behind `from`.
    pub(super) fn comment_end(&self, from: usize) -> Option<usize> {
        first_from(&self.comment_ends, from + "-->".len())
    }
}

fn first_from(places: &[usize], from: usize) -> Option<usize> {
    places.get(places.partition_point(|it| *it < from)).copied()
}
