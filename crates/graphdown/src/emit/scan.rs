//! What tells pieces apart: their shape, and their words.

use super::ranges::Lengths;
use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

/// What a template is filled with.
pub(super) trait Word: ToTokens {
    /// Notes what [`ToTokens`] gives: all names and strings in their order, keywords left out or not, and a tag for each thing else in
    /// which the tokens may differ. Where names and strings are not those of the tokens, nothing is remembered; a tag that is missing
    /// gives a piece the layout of another one, which the test `layout` finds.
    fn scan(&self, to: &mut Scan) {
        to.tokens(self.to_token_stream(), Counts::ByLength);
        to.tag(b'.');
    }
}

impl Word for TokenStream {}

impl Word for String {
    fn scan(&self, to: &mut Scan) {
        to.string(self);
    }
}

impl Word for &str {
    fn scan(&self, to: &mut Scan) {
        to.string(self);
    }
}

/// The shape and the words of a piece.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The form, as bytes: the shape, whatever the lengths of the words.
    pub(super) key: Vec<u8>,
    /// The words, with blanks between.
    words: String,
    /// Where in `words` those are that count by their length.
    open: Vec<Range<usize>>,
}

/// How a word counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counts {
    ByText,
    ByLength,
}

impl Scan {
    /// All tokens, one by one.
    pub(super) fn of(tokens: TokenStream) -> Scan {
        let mut scan = Scan::default();
        scan.tokens(tokens, Counts::ByLength);
        scan
    }

    pub(super) fn clear(&mut self) {
        self.key.clear();
        self.words.clear();
        self.open.clear();
    }

    pub(super) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        hasher.write(&self.key);
        hasher.finish()
    }

    /// All words, with blanks between.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Where in [`Scan::words`] those are that count by their length.
    pub(super) fn open(&self) -> &[Range<usize>] {
        &self.open
    }

    /// Their lengths.
    pub(super) fn lengths(&self) -> Lengths {
        self.open.iter().map(Range::len).collect()
    }

    /// The words that count by their length.
    pub(super) fn open_words(&self) -> impl Iterator<Item = &str> {
        self.open.iter().map(|it| &self.words[it.clone()])
    }

    /// Tells apart what differs in more than words.
    pub(super) fn tag(&mut self, tag: u8) {
        self.key.extend([b'#', tag]);
    }

    /// A name.
    pub(super) fn name(&mut self, name: &str) {
        let start = self.words.len();
        self.words.push_str(name);
        // It is an identifier.
        let is_open = !name.starts_with("r#") && !is_special(name);
        self.word(start, b'i', is_open);
    }

    /// A string, as a literal.
    pub(super) fn string(&mut self, text: &str) {
        let start = self.words.len();
        let is_plain = |it: u8| (b' '..=b'~').contains(&it) && it != b'"' && it != b'\\';
        if text.bytes().all(is_plain) {
            self.words.push('"');
            self.words.push_str(text);
            self.words.push('"');
        } else {
            self.write(&Literal::string(text));
        }
        self.word(start, b'l', !text.is_empty());
    }

    /// Tokens, where `names` is how names and strings count that are nothing special.
    fn tokens(&mut self, tokens: TokenStream, names: Counts) {
        let mut tokens = tokens.into_iter().peekable();
        let mut is_attribute = false;
        while let Some(token) = tokens.next() {
            let start = self.words.len();
            match token {
                TokenTree::Ident(it) => {
                    self.write(&it);
                    let is_macro =
                        matches!(tokens.peek(), Some(TokenTree::Punct(it)) if it.as_char() == '!');
                    let counts = if is_macro { Counts::ByText } else { names };
                    self.word(start, b'i', self.is_open(start, counts));
                }
                TokenTree::Literal(it) => {
                    self.write(&it);
                    self.word(start, b'l', self.is_open(start, names));
                }
                TokenTree::Punct(it) => {
                    is_attribute = it.as_char() == '#';
                    // All of them are ASCII, so the highest bit is free.
                    let joint = if it.spacing() == Spacing::Joint { 0x80 } else { 0 };
                    self.key.extend([b'p', it.as_char() as u8 | joint]);
                    continue;
                }
                TokenTree::Group(it) => {
                    let counts = if is_attribute { Counts::ByText } else { Counts::ByLength };
                    self.key.push(match it.delimiter() {
                        Delimiter::Parenthesis => b'(',
                        Delimiter::Brace => b'{',
                        Delimiter::Bracket => b'[',
                        Delimiter::None => b'<',
                    });
                    self.tokens(it.stream(), counts);
                    self.key.push(b')');
                }
            }
            is_attribute = false;
        }
    }

    fn write(&mut self, word: &impl fmt::Display) {
        // Writing to a string does not fail.
        let _ = write!(self.words, "{word}");
    }

    fn is_open(&self, start: usize, counts: Counts) -> bool {
        counts == Counts::ByLength && is_open(&self.words[start..])
    }

    /// The word that begins at `start`; `is_open`: it counts by its length.
    fn word(&mut self, start: usize, kind: u8, is_open: bool) {
        if is_open {
            self.key.extend([kind, b'*']);
            self.open.push(start..self.words.len());
        } else {
            self.key.extend([kind, b'=']);
            self.key.extend(&self.words.as_bytes()[start..]);
            // No text has this byte.
            self.key.push(0xff);
        }
        self.words.push(' ');
    }
}

/// True for a string without prefix or suffix that is not empty, and for a name that is not special.
pub(super) fn is_open(word: &str) -> bool {
    match word.as_bytes() {
        [b'"', _, .., b'"'] => true,
        [first, ..] => {
            (first.is_ascii_alphabetic() || *first == b'_')
                && word.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
                && !is_special(word)
        }
        [] => false,
    }
}

/// Words that `syn` or prettyplease know: all keywords, those of some places included.
fn is_special(word: &str) -> bool {
    if word.len() > "macro_rules".len() {
        return false;
    }
    matches!(
        word,
        "_" | "abstract" | "as" | "async" | "auto" | "await" | "become" | "box" | "break"
    ) || matches!(word, "builtin" | "const" | "continue" | "crate" | "default" | "do" | "dyn")
        || matches!(word, "else" | "enum" | "extern" | "false" | "final" | "fn" | "for" | "gen")
        || matches!(word, "if" | "impl" | "in" | "let" | "loop" | "macro" | "macro_rules" | "match")
        || matches!(word, "mod" | "move" | "mut" | "override" | "priv" | "pub" | "raw" | "ref")
        || matches!(word, "return" | "safe" | "self" | "Self" | "static" | "struct" | "super")
        || matches!(word, "trait" | "true" | "try" | "type" | "typeof" | "union" | "unsafe")
        || matches!(word, "unsized" | "use" | "virtual" | "where" | "while" | "yield")
}

/// The names, numbers and strings of a piece of Rust.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
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
