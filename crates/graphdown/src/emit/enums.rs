//! Enums that implement the runtime's `OpenEnum`.

use super::docs::docs;
use super::format::Place;
use super::text::Writer;
use crate::ir::rust::{Enum, Variant};
use quote::quote;

/// The enum and its implementations.
pub(super) fn enum_type(it: &Enum, to: &mut Writer<'_, '_>) {
    let name = &it.name;
    definition(it, to);
    to.blank();
    implementation(it, to);
    to.blank();
    to.piece([name], |[name]| quote! { graphdown_client::common_of_enum!(#name); });
}

fn definition(it: &Enum, to: &mut Writer<'_, '_>) {
    docs(&it.docs, to);
    to.open(Place::Variants, [&it.name], |[name]| {
        quote! {
            #[non_exhaustive]
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum #name
        }
    });
    for it in &it.variants {
        docs(&it.docs, to);
        to.piece([&it.name], |[name]| quote! { #name, });
    }
    to.piece([], |[]| quote! { #[doc(hidden)] _Unknown(UnknownMember), });
    to.close();
}

fn implementation(it: &Enum, to: &mut Writer<'_, '_>) {
    to.open(Place::Members, [&it.name], |[name]| quote! { impl OpenEnum for #name });
    to.open(Place::Statements, [], |[]| quote! { fn as_str(&self) -> &str });
    to.open(Place::Arms, [], |[]| quote! { match self });
    for Variant { name, wire, .. } in &it.variants {
        to.piece([name, &wire.as_str()], |[name, wire]| quote! { Self::#name => #wire, });
    }
    to.piece([], |[]| quote! { Self::_Unknown(it) => it.as_str(), });
    to.close();
    to.close();
    to.open(Place::Statements, [], |[]| quote! { fn from_text(text: &str) -> Self });
    from_text(&it.variants, to);
    to.close();
    to.close();
}

/// The `match` on the member's name; an enum without known members has nothing to match.
fn from_text(it: &[Variant], to: &mut Writer<'_, '_>) {
    if it.is_empty() {
        to.piece([], |[]| quote! { Self::_Unknown(UnknownMember::from_generated_code(text)) });
        return;
    }
    to.open(Place::Arms, [], |[]| quote! { match text });
    for Variant { name, wire, .. } in it {
        to.piece([name, &wire.as_str()], |[name, wire]| quote! { #wire => Self::#name, });
    }
    to.piece([], |[]| quote! { _ => Self::_Unknown(UnknownMember::from_generated_code(text)), });
    to.close();
}
