//! For benches only: models and enums with serde's derives.

use super::docs::deprecated;
use super::format::Place;
use super::models::{ADDITIONAL, constants};
use super::text::Writer;
use super::types::ty;
use crate::ir::rust::{Enum, Field, Model, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct.
pub(super) fn model(it: &Model, to: &mut Writer<'_>) {
    to.docs(&it.docs);
    to.open(Place::Fields, || model_opening(it));
    for it in &it.fields {
        to.docs(&it.docs);
        to.piece(|| field(it));
    }
    to.line_of_docs(ADDITIONAL);
    to.piece(|| {
        quote! {
            #[serde(flatten)]
            pub additional: graphdown_client::serde_json::Map<String, graphdown_client::serde_json::Value>,
        }
    });
    to.close();
    constants(it, to);
}

fn model_opening(it: &Model) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    quote! {
        #deprecated
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct #name
    }
}

fn field(it: &Field) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let Field { name, wire, .. } = it;
    let ty = ty(&it.ty);
    quote! {
        #deprecated
        #[serde(rename = #wire, skip_serializing_if = "Option::is_none")]
        pub #name: #ty,
    }
}

/// The enum.
pub(super) fn enum_type(it: &Enum, to: &mut Writer<'_>) {
    to.docs(&it.docs);
    to.open(Place::Variants, || enum_opening(it));
    for it in &it.variants {
        to.docs(&it.docs);
        to.piece(|| variant(it));
    }
    to.piece(|| quote! { #[doc(hidden)] #[serde(untagged)] _Unknown(String), });
    to.close();
}

fn enum_opening(it: &Enum) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    quote! {
        #deprecated
        #[non_exhaustive]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum #name
    }
}

fn variant(it: &Variant) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let Variant { name, wire, .. } = it;
    quote! { #deprecated #[serde(rename = #wire)] #name, }
}
