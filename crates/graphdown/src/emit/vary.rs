//! Other words: of the same lengths, as short as can be, or of lengths that are asked for.

use super::scan::is_open;
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};

/// Puts in place of each word that counts by its length another one, of which there is no second.
#[derive(Debug, Default)]
pub(super) struct Vary<'l> {
    /// How long the other words are.
    pub(super) to: To<'l>,
    /// The words, in their order.
    pub(super) changed: Vec<Changed>,
}

/// How long words become.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum To<'l> {
    /// As long as they are.
    #[default]
    Same,
    /// As long as this number of letters.
    Letters(usize),
    /// As long as these, one after the other, quotes included.
    Each(&'l [usize]),
}

/// A word and what took its place.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) from: String,
    pub(super) to: String,
}

impl Vary<'_> {
    /// `None` if there are not enough words of a length.
    pub(super) fn tokens(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        tokens.into_iter().map(|it| self.token(it)).collect()
    }

    fn token(&mut self, token: TokenTree) -> Option<TokenTree> {
        Some(match token {
            TokenTree::Ident(it) => {
                let from = it.to_string();
                if !is_open(&from) {
                    return Some(it.into());
                }
                let to = self.word(&from, 0, |letters| letters.to_owned())?;
                Ident::new(&to, Span::call_site()).into()
            }
            TokenTree::Literal(it) => {
                let from = it.to_string();
                if !is_open(&from) {
                    return Some(it.into());
                }
                let inside = |word: &str| word[1..word.len() - 1].to_owned();
                let to = self.word(&from, 2, |letters| format!("\"{letters}\""))?;
                Literal::string(&inside(&to)).into()
            }
            TokenTree::Group(it) => Group::new(it.delimiter(), self.tokens(it.stream())?).into(),
            TokenTree::Punct(it) => it.into(),
        })
    }

    fn word(&mut self, from: &str, quotes: usize, word: impl Fn(&str) -> String) -> Option<String> {
        let length = match self.to {
            To::Same => from.len().checked_sub(quotes)?,
            To::Letters(length) => length,
            To::Each(lengths) => lengths.get(self.changed.len())?.checked_sub(quotes)?,
        };
        let is_free = |it: &String| it != from && self.changed.iter().all(|other| other.to != *it);
        let letters = ('a'..='z').chain('A'..='Z').map(String::from);
        let to = letters.map(|it| word(&it.repeat(length))).find(is_free)?;
        self.changed.push(Changed { from: from.to_owned(), to: to.clone() });
        Some(to)
    }
}
