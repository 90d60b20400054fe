//! Other words: of the same lengths, or as short as can be.

use super::scan::is_open;
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};

/// Puts in place of each word that counts by its length another one, of which there is no second.
#[derive(Debug, Default)]
pub(super) struct Vary {
    /// The other words have one letter.
    pub(super) is_short: bool,
    /// The words, in their order.
    pub(super) changed: Vec<Changed>,
}

/// A word and what took its place.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) from: String,
    pub(super) to: String,
}

impl Vary {
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
                let to = self.word(&from, from.len(), |letters| letters.to_owned())?;
                Ident::new(&to, Span::call_site()).into()
            }
            TokenTree::Literal(it) => {
                let from = it.to_string();
                if !is_open(&from) {
                    return Some(it.into());
                }
                let inside = |word: &str| word[1..word.len() - 1].to_owned();
                let to = self.word(&from, from.len() - 2, |letters| format!("\"{letters}\""))?;
                Literal::string(&inside(&to)).into()
            }
            TokenTree::Group(it) => Group::new(it.delimiter(), self.tokens(it.stream())?).into(),
            TokenTree::Punct(it) => it.into(),
        })
    }

    fn word(&mut self, from: &str, length: usize, word: impl Fn(&str) -> String) -> Option<String> {
        let length = if self.is_short { 1 } else { length };
        let is_free = |it: &String| it != from && self.changed.iter().all(|other| other.to != *it);
        let letters = ('a'..='z').chain('A'..='Z').map(String::from);
        let to = letters.map(|it| word(&it.repeat(length))).find(is_free)?;
        self.changed.push(Changed { from: from.to_owned(), to: to.clone() });
        Some(to)
    }
}
