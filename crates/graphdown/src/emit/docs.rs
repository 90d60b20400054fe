//! Documentation and deprecation.

use crate::ir::rust::Docs;
use proc_macro2::TokenStream;
use quote::quote;

/// The attributes of an item: one `#[doc]` for each line, and `#[deprecated]`.
pub(super) fn docs(it: &Docs) -> TokenStream {
    let lines = it.lines.iter().map(|it| line(it));
    let deprecated = it.deprecated.as_ref().map(|it| deprecated(it));
    quote! { #(#[doc = #lines])* #deprecated }
}

fn line(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" {text}") }
}

fn deprecated(note: &str) -> TokenStream {
    if note.is_empty() {
        quote! { #[deprecated] }
    } else {
        quote! { #[deprecated(note = #note)] }
    }
}
