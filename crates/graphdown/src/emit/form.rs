//! Where the words of a template come to stand.

use super::scan::{Scan, Word, words};
use super::shapes::Filled;
use super::vary::Vary;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::ops::Range;

/// The names, numbers and strings of a filled template in their order. They are the same for words of other lengths.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) words: Vec<FormWord>,
}

#[derive(Debug)]
pub(super) enum FormWord {
    /// The same whatever fills the template.
    Own(String),
    /// The one of this number of those that fill it and count by their length.
    Given(usize),
}

impl Form {
    /// Fills the template a second time, with other words of the same lengths: what differs in the tokens is a word. `scan` is that of
    /// `filled`.
    pub(super) fn of(filled: &Filled<'_>, scan: &Scan) -> Option<Form> {
        let mut vary = Vary::default();
        let others = filled.words.iter().map(|it| vary.tokens(it.to_token_stream()));
        let others: Vec<TokenStream> = others.collect::<Option<_>>()?;
        let others: Vec<&dyn Word> = others.iter().map(|it| it as &dyn Word).collect();
        let tokens = Scan::of((filled.tokens)(filled.words));
        let other = Scan::of((filled.tokens)(&others));
        let is_as_long = || other.lengths() == tokens.lengths();
        let is_told = vary.changed.iter().map(|it| &*it.from).eq(scan.open_words());
        if other.key != tokens.key || !is_as_long() || !is_told {
            return None;
        }
        let mut open = tokens.open().iter().zip(other.open_words()).peekable();
        let word = |it: Range<usize>| {
            let text = &tokens.words()[it.clone()];
            match open.next_if(|(open, _)| **open == it) {
                Some((_, other)) if other != text => {
                    let number = vary.changed.iter().position(|it| it.to == other)?;
                    (vary.changed[number].from == text).then_some(FormWord::Given(number))
                }
                _ => Some(FormWord::Own(text.to_owned())),
            }
        };
        let words = words(tokens.words()).map(word).collect::<Option<_>>()?;
        Some(Form { words })
    }
}
