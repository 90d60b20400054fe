//! Where the marks of a line are closed, found in one pass, so that no mark is looked for again and again.

/// The places of a line where something ends.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Opening bracket and closing bracket, sorted.
    pairs: Vec<(usize, usize)>,
    /// Length of a run of backticks and its place, sorted.
    ticks: Vec<(usize, usize)>,
    angles: Vec<usize>,
    comment_ends: Vec<usize>,
}

impl Marks {
    /// Those at or behind `from`, where no mark was opened before.
    pub(super) fn of(text: &str, from: usize) -> Self {
        let mut marks = Marks::default();
        let (mut square, mut round) = (Vec::new(), Vec::new());
        let mut is_escaped = false;
        let mut run = 0;
        for (at, byte) in text.bytes().enumerate().skip(from) {
            if byte == b'`' {
                run += 1;
            } else if run > 0 {
                marks.ticks.push((run, at - run));
                run = 0;
            }
            if !matches!(byte, b'>' | b'\\' | b'[' | b'(' | b']' | b')') {
                is_escaped = false;
                continue;
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
                b']' => marks.pairs.extend(square.pop().map(|open| (open, at))),
                b')' => marks.pairs.extend(round.pop().map(|open| (open, at))),
                _ => {}
            }
        }
        if run > 0 {
            marks.ticks.push((run, text.len() - run));
        }
        marks.pairs.sort_unstable();
        marks.ticks.sort_unstable();
        marks
    }

    /// Where the bracket at `at` is closed.
    pub(super) fn closing(&self, at: usize) -> Option<usize> {
        let place = self.pairs.binary_search_by_key(&at, |it| it.0).ok()?;
        Some(self.pairs.get(place)?.1)
    }

    /// The first run of just `count` backticks at or behind `from`.
    pub(super) fn ticks(&self, count: usize, from: usize) -> Option<usize> {
        let place = self.ticks.partition_point(|it| *it < (count, from));
        self.ticks.get(place).filter(|it| it.0 == count).map(|it| it.1)
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
