//! Layouts of pieces that were formatted already.
//!
//! A generated crate has a hundred thousand pieces, but only some thousand shapes: most fields, arms and methods differ from others in
//! nothing but words, and not in their length. Tokens and formatting are most of the work of emission, so each shape is formatted once.
//!
//! This is exact, since prettyplease breaks lines by width alone. A name or a string counts by its length in bytes, as it does for
//! prettyplease. What `syn` and prettyplease treat by what it says counts by its text: keywords, names of macros, what stands directly in
//! an attribute, literals other than strings.
//!
//! A template is a function without surroundings, so its tokens depend on its words alone. Where these come to stand is found out once
//! (`emit::form`); the layout is the formatted text with gaps there. If anything is not as expected, nothing is remembered.
//!
//! Where even the shortest words leave room on the line, nothing is broken but what always is. So it is for all words with which no line
//! becomes too long, for prettyplease breaks what does not fit and nothing else; these have one layout, whatever their lengths.
//! A test formats all pieces of a documentation set by themselves and compares.

use super::form::{Form, FormWord};
use super::format::{self, Place};
use super::scan::{Scan, Word, words};
use super::vary::Vary;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

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

/// The shapes that are known, by the hash of their key. Threads share them; they are in several maps so that one seldom waits for another.
#[derive(Debug)]
pub struct Shapes {
    maps: Vec<Mutex<BTreeMap<u64, Shape>>>,
    forms: Mutex<BTreeMap<Vec<u8>, Arc<Known>>>,
    formatted: AtomicUsize,
}

/// What is known of a template, whatever the lengths of its words.
#[derive(Debug)]
struct Known {
    form: Form,
    /// The layout where no line is too long.
    flat: Option<Arc<Layout>>,
}

#[derive(Debug)]
struct Shape {
    key: Vec<u8>,
    layout: Arc<Layout>,
}

impl Default for Shapes {
    fn default() -> Self {
        Shapes { maps: (0..64).map(|_| Mutex::default()).collect(), ..Shapes::forgetful() }
    }
}

impl Shapes {
    /// Remembers nothing, so that each piece is formatted by itself. For tests.
    pub fn forgetful() -> Self {
        Shapes { maps: Vec::new(), forms: Mutex::default(), formatted: AtomicUsize::new(0) }
    }

    /// How many pieces were formatted, for no shape was known.
    pub fn formatted(&self) -> usize {
        self.formatted.load(Ordering::Relaxed)
    }

    fn format(&self, it: &Filled<'_>) -> String {
        self.formatted.fetch_add(1, Ordering::Relaxed);
        it.part.format((it.tokens)(it.words))
    }

    fn known(&self, it: &Filled<'_>, scan: &Scan) -> Option<Arc<Known>> {
        let mut key = Scan::without_lengths();
        it.scan(&mut key);
        let forms = || self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        let known = forms().get(&key.key).map(Arc::clone);
        known.or_else(|| {
            let form = Form::of(it, scan)?;
            let flat = Layout::flat(it, &form).map(Arc::new);
            let known = Arc::new(Known { form, flat });
            forms().insert(key.key, Arc::clone(&known));
            Some(known)
        })
    }

    /// Writes the lines of a part behind `text`. `scan` is for use again and again.
    pub(super) fn write(&self, it: &Filled<'_>, scan: &mut Scan, text: &mut String) {
        it.scan(scan);
        let hash = scan.hash();
        let Some(map) = self.maps.get(hash as usize % self.maps.len().max(1)) else {
            return text.push_str(&self.format(it));
        };
        let shapes = || map.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |it: &&Shape| it.key == scan.key;
        let layout = shapes().get(&hash).filter(known).map(|it| Arc::clone(&it.layout));
        match layout {
            Some(layout) => layout.fill(scan, text),
            None => {
                let known = self.known(it, scan);
                let flat = known.as_ref().and_then(|it| it.flat.as_ref());
                let flat = flat.filter(|it| it.fits(scan, text)).map(Arc::clone);
                let layout = flat.or_else(|| {
                    let formatted = self.format(it);
                    text.push_str(&formatted);
                    Layout::of(&formatted, &known?.form, scan).map(Arc::new)
                });
                if let Some(layout) = layout {
                    let shape = Shape { key: scan.key.clone(), layout };
                    shapes().entry(hash).or_insert(shape);
                }
            }
        }
    }
}

/// A formatted piece with gaps.
#[derive(Debug, Default, PartialEq)]
struct Layout {
    text: String,
    gaps: Vec<Gap>,
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
        expected.next().is_none().then_some(layout)
    }

    /// The layout of a template in which nothing is broken for want of room, if the shortest words leave so much of it that this is sure:
    /// all of it would fit on one line.
    fn flat(it: &Filled<'_>, form: &Form) -> Option<Layout> {
        let mut vary = Vary { is_short: true, ..Vary::default() };
        let words = it.words.iter().map(|it| vary.tokens(it.to_token_stream()));
        let words: Vec<TokenStream> = words.collect::<Option<_>>()?;
        let words: Vec<&dyn Word> = words.iter().map(|it| it as &dyn Word).collect();
        let (short, mut scan) = (Filled { words: &words, ..*it }, Scan::default());
        short.scan(&mut scan);
        let text = short.part.format((short.tokens)(&words));
        let indent = |it: &str| it.len() - it.trim_start().len();
        let deepest = text.lines().map(indent).max()?;
        let width: usize = text.lines().map(|it| it.trim_start().len() + 1).sum();
        // For the value of a struct on one line there is less room than for anything else.
        if deepest + width > format::WIDTH || text.contains("{ ") {
            return None;
        }
        Layout::of(&text, form, &scan)
    }

    /// Fills the gaps if no line becomes too long; else leaves `text` as it is.
    fn fits(&self, scan: &Scan, text: &mut String) -> bool {
        let start = text.len();
        self.fill(scan, text);
        let fits = text[start..].lines().all(|it| it.len() <= format::WIDTH);
        if !fits {
            text.truncate(start);
        }
        fits
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
