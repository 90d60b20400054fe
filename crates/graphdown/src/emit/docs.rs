//! Documentation and deprecation.

use crate::ir::rust::Docs;
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;

/// The line as it may stand in a comment: what would end it, or is refused there, is a blank.
pub(super) fn comment(line: &str) -> Cow<'_, str> {
    let ends = |it: char| it.is_control() && it != '\t';
    if line.contains(ends) { line.replace(ends, " ").into() } else { line.into() }
}

/// The attribute of what is deprecated.
pub(super) fn deprecated(it: &Docs) -> Option<TokenStream> {
    let note = it.deprecated.as_ref()?;
    Some(if note.is_empty() {
        quote! { #[deprecated] }
    } else {
        quote! { #[deprecated(note = #note)] }
    })
}
