//! Layouts of pieces that were formatted already.
//!
//! A generated crate has a hundred thousand pieces, but only some hundred forms: most fields, arms and methods differ from others in
//! nothing but words. Tokens and formatting are most of the work of emission, so a form is formatted a few times only.
//!
//! This is exact, since prettyplease breaks lines by width alone. A name or a string counts by its length in bytes, as it does for
//! prettyplease. What `syn` and prettyplease treat by what it says counts by its text: keywords, names of macros, what stands directly in
//! an attribute, literals other than strings.
//!
//! A template is a function without surroundings, so its tokens depend on its words alone. Where these come to stand is found out once
//! (`emit::form`); the layout is the formatted text with gaps there. If anything is not as expected, nothing is remembered.
//!
//! Where even the shortest words leave room on the line, nothing is broken but what always is. So it is for all words with which no line
//! becomes too long, for prettyplease breaks what does not fit and nothing else; these have one layout, whatever their lengths. If words
//! that fill a line each break nothing, nothing can be broken, and all words have that layout. For the others it depends on the lengths,
//! and what is between two that have one layout has it too (`emit::ranges`).
//! A test formats all pieces of a documentation set by themselves and compares.

use super::form::{Form, FormWord};
use super::format::{self, Place};
use super::ranges::{Lengths, Ranges};
use super::scan::{Scan, Word, words};
use super::vary::{To, Vary};
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Where ranges turn out not to be wider so often, each of the words has its own say in the layout, as in a list that fills lines.
const MOST_IN_VAIN: usize = 4;

/// What is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// An attribute of what comes next at this place.
    Attribute(Place),
    /// What stands before the parts of something and its brace, by the place of these.
    Opening(Place),
    /// A piece at its place.
    Piece(Place),
}

impl Part {
    fn format(self, tokens: TokenStream) -> String {
        match self {
            Part::Attribute(place) => format::attribute(place, tokens),
            Part::Opening(place) => format::opening(place, tokens),
            Part::Piece(place) => format::piece(place, tokens),
        }
    }

    fn key(self) -> [u8; 2] {
        match self {
            Part::Attribute(place) => [0, place as u8],
            Part::Opening(place) => [1, place as u8],
            Part::Piece(place) => [2, place as u8],
        }
    }
}

/// A template with what fills it.
pub(super) struct Filled<'w> {
    pub(super) part: Part,
    /// The address of the template. Two addresses of one template are two templates; one of two that do the same is one.
    pub(super) template: usize,
    pub(super) words: &'w [&'w dyn Word],
    /// The template, which takes as many words as there are.
    pub(super) tokens: &'w dyn Fn(&[&dyn Word]) -> TokenStream,
}

impl Filled<'_> {
    fn scan(&self, to: &mut Scan) {
        to.clear();
        to.key.extend(self.part.key());
        to.key.extend(self.template.to_le_bytes());
        self.words.iter().for_each(|it| it.scan(to));
    }
}

/// The layouts that are known; threads share them.
#[derive(Debug, Default)]
pub struct Shapes {
    known: Mutex<BTreeMap<Vec<u8>, Arc<Known>>>,
    formatted: AtomicUsize,
    is_forgetful: bool,
}

/// What is known of a template, by the form of its words.
#[derive(Debug)]
struct Known {
    form: Form,
    /// The layout where no line is too long.
    flat: Option<Layout>,
    /// True if it is the layout for all words, once that was asked.
    is_rigid: OnceLock<bool>,
    /// Where some line is too long.
    broken: Mutex<Broken>,
}

#[derive(Debug, Default)]
struct Broken {
    ranges: Ranges<Layout>,
    /// What the ranges have no room for.
    others: BTreeMap<Lengths, Arc<Layout>>,
    /// How often a range turned out not to be wider, since one last did.
    in_vain: usize,
}

impl Shapes {
    /// Remembers nothing, so that each piece is formatted by itself. For tests.
    pub fn forgetful() -> Self {
        Shapes { is_forgetful: true, ..Shapes::default() }
    }

    /// How many pieces were formatted, for no layout was known.
    pub fn formatted(&self) -> usize {
        self.formatted.load(Ordering::Relaxed)
    }

    fn format(&self, it: &Filled<'_>) -> String {
        self.formatted.fetch_add(1, Ordering::Relaxed);
        it.part.format((it.tokens)(it.words))
    }

    fn known(&self, it: &Filled<'_>, scan: &Scan) -> Option<Arc<Known>> {
        let found = locked(&self.known).get(&scan.key).map(Arc::clone);
        found.or_else(|| {
            let form = Form::of(it, scan)?;
            let flat = Layout::flat(it, &form);
            let (is_rigid, broken) = (OnceLock::new(), Mutex::default());
            let known = Arc::new(Known { form, flat, is_rigid, broken });
            // Another thread may have been faster, and have noted layouts there already.
            Some(Arc::clone(locked(&self.known).entry(scan.key.clone()).or_insert(known)))
        })
    }

    /// Writes a piece some line of which would be too long, if nothing were broken.
    fn write_broken(&self, it: &Filled<'_>, known: &Known, scan: &Scan, text: &mut String) {
        if let Some(flat) = known.flat.as_ref().filter(|flat| known.is_rigid(it, flat)) {
            return flat.fill(scan, text);
        }
        let lengths = scan.lengths();
        let layout = locked(&known.broken).find(&lengths);
        if let Some(layout) = layout {
            return layout.fill(scan, text);
        }
        let formatted = self.format(it);
        text.push_str(&formatted);
        if let Some(layout) = Layout::of(&formatted, &known.form, scan) {
            known.add(it, layout, lengths);
        }
    }
}

fn locked<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Known {
    /// True if words as long as a line break nothing.
    fn is_rigid(&self, it: &Filled<'_>, flat: &Layout) -> bool {
        let long = || Layout::varied(it, &self.form, To::Letters(format::WIDTH));
        *self.is_rigid.get_or_init(|| long().is_some_and(|it| it.0 == *flat))
    }

    /// Takes note of a layout, and of what follows from it for words of other lengths.
    fn add(&self, it: &Filled<'_>, layout: Layout, lengths: Lengths) {
        let is_broken =
            |it: &[usize]| self.flat.as_ref().is_none_or(|flat| !flat.fits(|word| it[word]));
        let wider = locked(&self.broken).wider(&layout, &lengths, is_broken);
        let has_it = |lengths: &Lengths| {
            let other = Layout::varied(it, &self.form, To::Each(lengths));
            other.is_some_and(|it| it.0 == layout)
        };
        let is_wider = wider.as_ref().map(|it| it.iter().all(|it| *it == lengths || has_it(it)));
        let bounds = wider.filter(|_| is_wider == Some(true));
        let bounds = bounds.unwrap_or_else(|| [lengths.clone(), lengths.clone()]);
        let layout = Arc::new(layout);
        let mut broken = locked(&self.broken);
        match is_wider {
            Some(true) => broken.in_vain = 0,
            Some(false) => broken.in_vain += 1,
            None => {}
        }
        if !broken.ranges.add(Arc::clone(&layout), bounds) {
            broken.others.insert(lengths, layout);
        }
    }
}

impl Broken {
    fn wider(
        &self,
        layout: &Layout,
        lengths: &[usize],
        is_broken: impl Fn(&[usize]) -> bool,
    ) -> Option<[Lengths; 2]> {
        let ask = || self.ranges.wider(layout, lengths, is_broken);
        (self.in_vain < MOST_IN_VAIN).then(ask).flatten()
    }

    fn find(&self, lengths: &Lengths) -> Option<Arc<Layout>> {
        self.ranges.find(lengths).or_else(|| self.others.get(lengths).map(Arc::clone))
    }
}

/// What one thread has seen of the layouts, so that it seldom waits for another one.
#[derive(Debug)]
pub(super) struct Seen<'s> {
    shapes: &'s Shapes,
    /// By the hash of their key.
    known: BTreeMap<u64, (Vec<u8>, Arc<Known>)>,
    /// For use again and again.
    scan: Scan,
}

impl<'s> Seen<'s> {
    pub(super) fn new(shapes: &'s Shapes) -> Self {
        Seen { shapes, known: BTreeMap::new(), scan: Scan::default() }
    }

    /// Writes the lines of a part behind `text`.
    pub(super) fn write(&mut self, it: &Filled<'_>, text: &mut String) {
        let Seen { shapes, known: seen, scan } = self;
        if shapes.is_forgetful {
            return text.push_str(&shapes.format(it));
        }
        it.scan(scan);
        let hash = scan.hash();
        if let Some((_, known)) = seen.get(&hash).filter(|(key, _)| *key == scan.key) {
            return known.write(shapes, it, scan, text);
        }
        match shapes.known(it, scan) {
            Some(known) => {
                known.write(shapes, it, scan, text);
                seen.entry(hash).or_insert((scan.key.clone(), known));
            }
            None => text.push_str(&shapes.format(it)),
        }
    }
}

impl Known {
    fn write(&self, shapes: &Shapes, it: &Filled<'_>, scan: &Scan, text: &mut String) {
        match self.flat.as_ref().filter(|it| it.fits(|word| scan.open()[word].len())) {
            Some(flat) => flat.fill(scan, text),
            None => shapes.write_broken(it, self, scan, text),
        }
    }
}

/// A formatted piece with gaps.
#[derive(Debug, Default, PartialEq)]
struct Layout {
    text: String,
    gaps: Vec<Gap>,
    lines: Vec<Line>,
}

#[derive(Debug, PartialEq)]
struct Line {
    /// Without the words in its gaps.
    width: usize,
    gaps: usize,
}

#[derive(Debug, PartialEq)]
struct Gap {
    /// Where in the text.
    at: usize,
    /// Which of the words that count by their length belongs there.
    word: usize,
}

impl Layout {
    /// The words of the text must be those of the form, and what is given those of the scan.
    fn of(text: &str, form: &Form, scan: &Scan) -> Option<Layout> {
        let mut layout = Layout::default();
        let mut expected = form.words.iter();
        let mut done = 0;
        for word in words(text) {
            let is_expected = match expected.next()? {
                FormWord::Own(it) => text[word.clone()] == **it,
                FormWord::Given(number) => {
                    layout.text.push_str(&text[done..word.start]);
                    layout.gaps.push(Gap { at: layout.text.len(), word: *number });
                    done = word.end;
                    text[word] == scan.words()[scan.open()[*number].clone()]
                }
            };
            if !is_expected {
                return None;
            }
        }
        layout.text.push_str(&text[done..]);
        layout.find_lines();
        expected.next().is_none().then_some(layout)
    }

    fn find_lines(&mut self) {
        let (mut gaps, mut end) = (self.gaps.iter().peekable(), 0);
        for line in self.text.split_inclusive('\n') {
            end += line.len();
            let gaps = std::iter::from_fn(|| gaps.next_if(|it| it.at < end)).count();
            self.lines.push(Line { width: line.trim_end_matches('\n').len(), gaps });
        }
    }

    /// The layout that the template has with other words, and its text.
    fn varied(it: &Filled<'_>, form: &Form, to: To<'_>) -> Option<(Layout, String)> {
        let mut vary = Vary { to, ..Vary::default() };
        let words = it.words.iter().map(|it| vary.tokens(it.to_token_stream()));
        let words: Vec<TokenStream> = words.collect::<Option<_>>()?;
        let words: Vec<&dyn Word> = words.iter().map(|it| it as &dyn Word).collect();
        let (other, mut scan) = (Filled { words: &words, ..*it }, Scan::default());
        other.scan(&mut scan);
        let text = other.part.format((other.tokens)(&words));
        Some((Layout::of(&text, form, &scan)?, text))
    }

    /// The layout of a template in which nothing is broken for want of room, if the shortest words leave so much of it that this is sure:
    /// all of it would fit on one line.
    fn flat(it: &Filled<'_>, form: &Form) -> Option<Layout> {
        let (layout, text) = Layout::varied(it, form, To::Letters(1))?;
        let indent = |it: &str| it.len() - it.trim_start().len();
        let deepest = text.lines().map(indent).max()?;
        let width: usize = text.lines().map(|it| it.trim_start().len() + 1).sum();
        // For the value of a struct on one line there is less room than for anything else.
        (deepest + width <= format::WIDTH && !text.contains("{ ")).then_some(layout)
    }

    /// True if no line becomes too long with words of these lengths.
    fn fits(&self, length: impl Fn(usize) -> usize) -> bool {
        let mut gaps = self.gaps.iter();
        self.lines.iter().all(|line| {
            let words = gaps.by_ref().take(line.gaps).map(|it| length(it.word));
            line.width + words.sum::<usize>() <= format::WIDTH
        })
    }

    fn fill(&self, scan: &Scan, text: &mut String) {
        let mut done = 0;
        for Gap { at, word } in &self.gaps {
            text.push_str(&self.text[done..*at]);
            text.push_str(&scan.words()[scan.open()[*word].clone()]);
            done = *at;
        }
        text.push_str(&self.text[done..]);
    }
}

#[cfg(test)]
mod tests;
