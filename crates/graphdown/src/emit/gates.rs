//! What is there with some features only.

use super::scan::{Scan, Word};
use super::text::Writer;
use crate::ir::rust::{Gate, StandIn};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The attribute that makes what comes next depend on features.
pub(super) fn gate(it: &Gate, to: &mut Writer<'_, '_>) {
    if !it.0.is_empty() {
        to.attribute([it], |[condition]| quote! { #[cfg(#condition)] });
    }
}

/// The name of a type while its features are off.
pub(super) fn stand_in(it: &StandIn, to: &mut Writer<'_, '_>) {
    to.line_of_docs("A type whose features are off.");
    to.attribute([&it.gate], |[condition]| quote! { #[cfg(not(#condition))] });
    to.piece([&it.name], |[name]| quote! { pub type #name = graphdown_client::Undeclared; });
}

/// The condition that one of the features is on.
impl ToTokens for Gate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let features: Vec<&str> = self.0.iter().map(|it| it.as_str()).collect();
        tokens.extend(match features.as_slice() {
            [one] => quote! { feature = #one },
            several => quote! { any(#(feature = #several),*) },
        });
    }
}

impl Word for Gate {
    fn scan(&self, to: &mut Scan) {
        if self.0.len() != 1 {
            to.name("any");
        }
        for it in self.0.iter() {
            to.name("feature");
            to.string(it);
        }
        to.tag(b'.');
    }
}
