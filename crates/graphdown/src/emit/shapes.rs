//! Layouts of pieces that were formatted already.
//!
//! A generated crate has a hundred thousand pieces, but only some thousand shapes: most fields, arms and methods differ from others in
//! nothing but words, and not in their length. Formatting is most of the work of emission, so each shape is formatted once.
//!
//! This is exact, since prettyplease breaks lines by width alone. The shape of a piece is its tokens, where a name or a string counts by
//! its length in bytes, as it does for prettyplease; and what `syn` and prettyplease treat by what it says counts by its text: keywords,
//! names of macros, what stands directly in an attribute, literals other than strings. The layout is the formatted text of the first piece
//! of that shape, with its words taken out. Where the words of a text are not those of the tokens, one by one, nothing is remembered.
//! A test formats all pieces of a documentation set by themselves and compares.

use super::format::{self, Place};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// What is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// What stands before the parts of something and its brace, by the place of these.
    Opening(Place),
    /// A piece at its place.
    Piece(Place),
}

impl Part {
    fn format(self, tokens: TokenStream) -> String {
        match self {
            Part::Opening(place) => format::opening(place, tokens),
            Part::Piece(place) => format::piece(place, tokens),
        }
    }

    fn key(self) -> [u8; 2] {
        match self {
            Part::Opening(place) => [0, place as u8],
            Part::Piece(place) => [1, place as u8],
        }
    }
}

/// The shapes that are known, by the hash of their key. Threads share them; they are in several maps so that one seldom waits for another.
#[derive(Debug)]
pub struct Shapes {
    maps: Vec<Mutex<BTreeMap<u64, Shape>>>,
}

#[derive(Debug)]
struct Shape {
    key: Vec<u8>,
    layout: Arc<Layout>,
}

/// A formatted piece without its words.
#[derive(Debug, Default, PartialEq)]
struct Layout {
    text: String,
    /// Where in the text its words are missing.
    gaps: Vec<usize>,
}

impl Default for Shapes {
    fn default() -> Self {
        Shapes { maps: (0..64).map(|_| Mutex::default()).collect() }
    }
}

impl Shapes {
    /// Remembers nothing, so that each piece is formatted by itself. For tests.
    pub fn forgetful() -> Self {
        Shapes { maps: Vec::new() }
    }

    /// Writes the lines of a part behind `text`.
    pub(super) fn write(
        &self,
        part: Part,
        tokens: &dyn Fn() -> TokenStream,
        scan: &mut Scan,
        text: &mut String,
    ) {
        scan.take(part, tokens());
        let hash = scan.hash();
        let Some(map) = self.maps.get(hash as usize % self.maps.len().max(1)) else {
            return text.push_str(&part.format(tokens()));
        };
        let known = || map.lock().unwrap_or_else(PoisonError::into_inner);
        let layout =
            known().get(&hash).filter(|it| it.key == scan.key).map(|it| Arc::clone(&it.layout));
        match layout {
            Some(layout) => layout.fill(scan, text),
            None => {
                let formatted = part.format(tokens());
                text.push_str(&formatted);
                if let Some(layout) = Layout::of(&formatted, scan) {
                    let shape = Shape { key: scan.key.clone(), layout: Arc::new(layout) };
                    known().entry(hash).or_insert(shape);
                }
            }
        }
    }
}

impl Layout {
    /// The text without those words of the tokens that count by their length only.
    fn of(text: &str, scan: &Scan) -> Option<Layout> {
        let mut layout = Layout::default();
        let mut expected = words(&scan.words);
        let mut open = scan.open.iter().peekable();
        let mut done = 0;
        for word in words(text) {
            let source = expected.next()?;
            if text[word.clone()] != scan.words[source.clone()] {
                return None;
            }
            if open.next_if(|it| **it == source).is_some() {
                layout.text.push_str(&text[done..word.start]);
                layout.gaps.push(layout.text.len());
                done = word.end;
            }
        }
        layout.text.push_str(&text[done..]);
        (expected.next().is_none() && open.next().is_none()).then_some(layout)
    }

    fn fill(&self, scan: &Scan, text: &mut String) {
        let mut done = 0;
        for (gap, word) in self.gaps.iter().zip(&scan.open) {
            text.push_str(&self.text[done..*gap]);
            text.push_str(&scan.words[word.clone()]);
            done = *gap;
        }
        text.push_str(&self.text[done..]);
    }
}

/// The names, numbers and strings of a piece of Rust.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_word = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_' || !it.is_ascii();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(|it| is_word(it) || *it == b'"')?;
        let start = at;
        if bytes[at] == b'"' {
            at += 1;
            while at < bytes.len() && bytes[at] != b'"' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            at = (at + 1).min(bytes.len());
        } else {
            at += bytes[at..].iter().take_while(|it| is_word(it)).count();
        }
        Some(start..at)
    })
}

/// What was found in the tokens of a piece.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The shape, as bytes.
    key: Vec<u8>,
    /// All words, with blanks between.
    words: String,
    /// Where in `words` those are that count by their length.
    open: Vec<Range<usize>>,
}

/// How a word counts.
#[derive(Clone, Copy, PartialEq)]
enum Counts {
    ByText,
    ByLength,
}

impl Scan {
    fn take(&mut self, part: Part, tokens: TokenStream) {
        self.words.clear();
        self.open.clear();
        self.key.clear();
        self.key.extend(part.key());
        self.tokens(tokens, Counts::ByLength);
    }

    fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        hasher.write(&self.key);
        hasher.finish()
    }

    /// `names` is how names and strings count here that are nothing special.
    fn tokens(&mut self, tokens: TokenStream, names: Counts) {
        let mut tokens = tokens.into_iter().peekable();
        let mut is_attribute = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(it) => {
                    let is_macro =
                        matches!(tokens.peek(), Some(TokenTree::Punct(it)) if it.as_char() == '!');
                    self.word(&it, b'i', if is_macro { Counts::ByText } else { names });
                }
                TokenTree::Literal(it) => self.word(&it, b'l', names),
                TokenTree::Punct(it) => {
                    is_attribute = it.as_char() == '#';
                    // All of them are ASCII, so the highest bit is free.
                    let joint = if it.spacing() == Spacing::Joint { 0x80 } else { 0 };
                    self.key.push(b'p');
                    self.key.push(it.as_char() as u8 | joint);
                    continue;
                }
                TokenTree::Group(it) => {
                    let delimiter = it.delimiter();
                    let stream = it.stream();
                    // With the group gone, the stream is the only one, and its tokens need not be copied.
                    drop(it);
                    self.key.push(match delimiter {
                        Delimiter::Parenthesis => b'(',
                        Delimiter::Brace => b'{',
                        Delimiter::Bracket => b'[',
                        Delimiter::None => b'<',
                    });
                    self.tokens(
                        stream,
                        if is_attribute { Counts::ByText } else { Counts::ByLength },
                    );
                    self.key.push(b')');
                }
            }
            is_attribute = false;
        }
    }

    fn word(&mut self, word: &impl fmt::Display, kind: u8, counts: Counts) {
        let start = self.words.len();
        // Writing to a string does not fail.
        let _ = write!(self.words, "{word}");
        let text = &self.words[start..];
        self.key.push(kind);
        if counts == Counts::ByLength && is_open(text) {
            self.key.push(b'*');
            self.key.extend((text.len() as u64).to_le_bytes());
            self.open.push(start..self.words.len());
        } else {
            self.key.push(b'=');
            self.key.extend(text.as_bytes());
            // No text has this byte.
            self.key.push(0xff);
        }
        self.words.push(' ');
    }
}

/// True for a string without prefix or suffix, and for a name that is not special.
fn is_open(word: &str) -> bool {
    match word.as_bytes() {
        [b'"', .., b'"'] => true,
        [first, ..] => {
            (first.is_ascii_alphabetic() || *first == b'_')
                && !word.contains(['#', '"'])
                && !is_special(word)
        }
        [] => false,
    }
}

/// Words that `syn` or prettyplease know: all keywords, those of some places included.
fn is_special(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract"
            | "as"
            | "async"
            | "auto"
            | "await"
            | "become"
            | "box"
            | "break"
            | "builtin"
            | "const"
            | "continue"
            | "crate"
            | "default"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "macro_rules"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "raw"
            | "ref"
            | "return"
            | "safe"
            | "self"
            | "Self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "union"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source of a piece after that of another one, and how many shapes are known then.
    fn second(place: Place, first: &str, second: &str) -> (String, usize) {
        let shapes = Shapes::default();
        let mut text = String::new();
        for source in [first, second] {
            let tokens = || source.parse().expect("it is Rust");
            text.clear();
            shapes.write(Part::Piece(place), &tokens, &mut Scan::default(), &mut text);
            assert_eq!(text, format::piece(place, tokens()));
        }
        (text, shapes.maps.iter().map(|it| it.lock().expect("no thread failed").len()).sum())
    }

    #[test]
    fn words_of_the_same_length_have_the_same_shape() {
        let (text, shapes) = second(Place::Fields, "pub id: Option<Abc>,", "pub at: Option<Def>,");
        assert_eq!((text.as_str(), shapes), ("    pub at: Option<Def>,\n", 1));
        let (text, shapes) = second(Place::Arms, "\"a\\\"b\" => f.g(1),", "\"c  d\" => h.i(1),");
        assert_eq!((text.as_str(), shapes), ("            \"c  d\" => h.i(1),\n", 1));
        // Bytes count, as they do for prettyplease.
        assert_eq!(second(Place::Arms, "\"aä\" => b,", "\"abc\" => d,").1, 1);
    }

    #[test]
    fn what_is_told_apart_by_its_text_or_its_length_has_a_shape_of_its_own() {
        for (place, one, other) in [
            (Place::Fields, "pub id: A,", "pub key: A,"),
            (Place::Fields, "pub id: A,", "pub(crate) id: A,"),
            (Place::Arms, "\"aä\" => b,", "\"ab\" => d,"),
            (Place::Statements, "a = true;", "a = name;"),
            (Place::Statements, "a = self;", "a = name;"),
            (Place::Statements, "a.b(1);", "a.b(2);"),
            (Place::Statements, "a(\"1\");", "a('1');"),
            (Place::Statements, "a += b;", "a + = b;"),
            (Place::Items, "concat!(a, b);", "matchs!(a, b);"),
            (Place::Items, "#[doc = \" a\"] struct A;", "#[doc = \" b\"] struct A;"),
            (Place::Items, "#[doc = \" a\"] struct A;", "#[cfg = \" a\"] struct A;"),
            (Place::Items, "use r#type;", "use the_type;"),
            (Place::Items, "union Ab { a: B }", "struct A { a: B }"),
        ] {
            let scan = |source: &str| {
                let mut scan = Scan::default();
                scan.take(Part::Piece(place), source.parse().expect("it is Rust"));
                scan.key
            };
            assert_ne!(scan(one), scan(other), "{one} {other}");
        }
        let scan = |part: Part| {
            let mut scan = Scan::default();
            scan.take(part, TokenStream::new());
            scan.key
        };
        assert_ne!(scan(Part::Piece(Place::Items)), scan(Part::Piece(Place::Fields)));
        assert_ne!(scan(Part::Piece(Place::Items)), scan(Part::Opening(Place::Items)));
    }

    #[test]
    fn a_line_breaks_where_it_would_without_shapes() {
        for length in 1..100 {
            let method = |name: &str, word: char| {
                let word = word.to_string().repeat(length);
                format!("pub fn {name}(&self) -> {word} {{ {word}(self.0.literal(\"{word}\")) }}")
            };
            assert_eq!(second(Place::Members, &method("a", 'x'), &method("b", 'y')).1, 1);
            let attribute = |word: &str| {
                format!(
                    "#[cfg(any(feature = \"{}\", feature = \"a\"))]\nstruct {word};",
                    word.repeat(length)
                )
            };
            assert_eq!(second(Place::Items, &attribute("x"), &attribute("y")).1, 1);
        }
    }

    #[test]
    fn a_text_with_other_words_is_not_remembered() {
        let source = "#[doc = \" Words.\"] pub id: A,";
        assert_eq!(
            second(Place::Fields, source, source),
            ("    /// Words.\n    pub id: A,\n".to_owned(), 0)
        );
    }
}
