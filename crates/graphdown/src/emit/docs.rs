//! Documentation and deprecation.

use super::text::Writer;
use crate::ir::rust::Docs;
use quote::quote;
use std::borrow::Cow;

/// What is said of that which comes next, and the attribute if it is deprecated.
pub(super) fn docs(it: &Docs, to: &mut Writer<'_, '_>) {
    it.lines().for_each(|it| to.line_of_docs(it));
    match &it.deprecated {
        None => {}
        Some(note) if note.is_empty() => to.attribute([], |[]| quote! { #[deprecated] }),
        Some(note) => {
            to.attribute([&note.as_str()], |[note]| quote! { #[deprecated(note = #note)] })
        }
    }
}

/// The line as it may stand in a comment: what would end it, or is refused there, is a blank.
pub(super) fn comment(line: &str) -> Cow<'_, str> {
    let ends = |it: char| it.is_control() && it != '\t';
    // The characters in question are ASCII or begin with this byte. Without an end in between, many bytes are looked at in one step.
    let may_end = |it: u8| it < b' ' || it == 0x7f || it == 0xc2;
    if line.bytes().fold(false, |found, it| found | may_end(it)) && line.contains(ends) {
        line.replace(ends, " ").into()
    } else {
        line.into()
    }
}
