//! What is there with some features only.

use super::text::Writer;
use crate::ir::rust::{Gate, StandIn};
use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that makes an item depend on features.
pub(super) fn gate(it: &Gate) -> Option<TokenStream> {
    let condition = condition(it);
    (!it.0.is_empty()).then(|| quote! { #[cfg(#condition)] })
}

/// The name of a type while its features are off.
pub(super) fn stand_in(it: &StandIn, to: &mut Writer<'_>) {
    let name = &it.name;
    to.line_of_docs("A type whose features are off.");
    to.piece(|| {
        let condition = condition(&it.gate);
        quote! { #[cfg(not(#condition))] pub type #name = graphdown_client::Undeclared; }
    });
}

fn condition(Gate(features): &Gate) -> TokenStream {
    match features.as_slice() {
        [one] => quote! { feature = #one },
        several => quote! { any(#(feature = #several),*) },
    }
}
