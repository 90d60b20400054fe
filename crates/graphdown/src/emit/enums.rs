//! Enums that implement the runtime's `OpenEnum`.

use super::docs::deprecated;
use super::format::Place;
use super::text::Writer;
use crate::ir::rust::{Enum, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The enum and its implementations.
pub(super) fn enum_type(it: &Enum, to: &mut Writer<'_>) {
    let name = &it.name;
    definition(it, to);
    to.blank();
    implementation(it, to);
    to.blank();
    to.piece(|| quote! { graphdown_client::common_of_enum!(#name); });
}

fn definition(it: &Enum, to: &mut Writer<'_>) {
    to.docs(&it.docs);
    to.open(Place::Variants, || opening(it));
    for it in &it.variants {
        to.docs(&it.docs);
        to.piece(|| variant(it));
    }
    to.piece(|| quote! { #[doc(hidden)] _Unknown(UnknownMember), });
    to.close();
}

fn opening(it: &Enum) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    quote! {
        #deprecated
        #[non_exhaustive]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name
    }
}

fn variant(it: &Variant) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    quote! { #deprecated #name, }
}

fn implementation(it: &Enum, to: &mut Writer<'_>) {
    let name = &it.name;
    to.open(Place::Members, || quote! { impl OpenEnum for #name });
    to.open(Place::Statements, || quote! { fn as_str(&self) -> &str });
    to.open(Place::Arms, || quote! { match self });
    for Variant { name, wire, .. } in &it.variants {
        to.piece(|| quote! { Self::#name => #wire, });
    }
    to.piece(|| quote! { Self::_Unknown(it) => it.as_str(), });
    to.close();
    to.close();
    to.open(Place::Statements, || quote! { fn from_text(text: &str) -> Self });
    from_text(&it.variants, to);
    to.close();
    to.close();
}

/// The `match` on the member's name; an enum without known members has nothing to match.
fn from_text(it: &[Variant], to: &mut Writer<'_>) {
    let unknown = || quote! { Self::_Unknown(UnknownMember::from_generated_code(text)) };
    if it.is_empty() {
        return to.piece(unknown);
    }
    to.open(Place::Arms, || quote! { match text });
    for Variant { name, wire, .. } in it {
        to.piece(|| quote! { #wire => Self::#name, });
    }
    to.piece(|| {
        let unknown = unknown();
        quote! { _ => #unknown, }
    });
    to.close();
}
