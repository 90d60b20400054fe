//! Documentation and deprecation.
//!
//! Much of the text of a crate is documentation, and to format it is to write `///` before each line. So the tokens carry one mark in
//! place of all lines of an item, and the lines take its place when the text is there: [`fill_in`] meets the marks in the order of
//! [`of_items`].

use crate::ir::rust::{Docs, Enum, Item, Model, Node};
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;

/// Stands for the lines of one [`Docs`]. No other line of documentation begins so, for in all of them a blank comes first.
const MARK: &str = "@";
const MARK_LINE: &str = "///@\n";

/// The attributes of an item: a `#[doc]` that stands for all lines, and `#[deprecated]`.
pub(super) fn docs(it: &Docs) -> TokenStream {
    let lines = (!it.lines.is_empty()).then(|| quote! { #[doc = #MARK] });
    let deprecated = it.deprecated.as_ref().map(|it| deprecated(it));
    quote! { #lines #deprecated }
}

/// What each mark of the items stands for, in the order of the text.
pub(super) fn of_items(items: &[Item]) -> impl Iterator<Item = &Docs> {
    items.iter().flat_map(of_item).filter(|it| !it.lines.is_empty())
}

fn of_item(item: &Item) -> Vec<&Docs> {
    match item {
        Item::Use(_) | Item::Module(_) | Item::StandIn(_) => Vec::new(),
        Item::Model(it) | Item::DerivedModel(it) => of_model(it),
        Item::Enum(it) | Item::DerivedEnum(it) => of_enum(it),
        Item::Node(it) => of_node(it),
    }
}

fn of_model(it: &Model) -> Vec<&Docs> {
    [&it.docs].into_iter().chain(it.fields.iter().map(|it| &it.docs)).collect()
}

fn of_enum(it: &Enum) -> Vec<&Docs> {
    [&it.docs].into_iter().chain(it.variants.iter().map(|it| &it.docs)).collect()
}

fn of_node(it: &Node) -> Vec<&Docs> {
    let (steps, calls) = (it.steps.iter().map(|it| &it.docs), it.calls.iter().map(|it| &it.docs));
    [&it.docs].into_iter().chain(steps).chain(calls).collect()
}

/// Puts the lines in place of the marks of formatted items. A text in the code has no line that is a mark: its line ends are escaped.
pub(super) fn fill_in<'d>(text: &str, mut docs: impl Iterator<Item = &'d Docs>) -> String {
    let mut filled = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(at) = rest.find(MARK_LINE) {
        let before = &rest[..at];
        let indent = &before[before.rfind('\n').map_or(0, |it| it + 1)..];
        filled.push_str(before);
        for (number, line) in docs.next().iter().flat_map(|it| &it.lines).enumerate() {
            let line = comment(line);
            let line = line.trim_end_matches(' ');
            let pieces = [
                if number == 0 { "" } else { indent },
                "///",
                if line.is_empty() { "" } else { " " },
                line,
                "\n",
            ];
            filled.extend(pieces);
        }
        rest = &rest[at + MARK_LINE.len()..];
    }
    filled + rest
}

/// The line as it may stand in a comment: what would end it, or is refused there, is a blank.
pub(super) fn comment(line: &str) -> Cow<'_, str> {
    let ends = |it: char| it.is_control() && it != '\t';
    if line.contains(ends) { line.replace(ends, " ").into() } else { line.into() }
}

fn deprecated(note: &str) -> TokenStream {
    if note.is_empty() {
        quote! { #[deprecated] }
    } else {
        quote! { #[deprecated(note = #note)] }
    }
}
