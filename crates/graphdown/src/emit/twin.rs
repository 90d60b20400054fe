//! For benches only: models and enums with serde's derives.

use super::docs::docs;
use super::models::constants;
use super::types::ty;
use crate::ir::rust::{Enum, Field, Model, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct.
pub(super) fn model(it: &Model) -> Vec<TokenStream> {
    let docs = docs(&it.docs);
    let name = &it.name;
    let fields = it.fields.iter().map(field);
    let definition = quote! {
        #docs
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct #name {
            #(#fields)*
            /// What the service sends beyond the documented properties, annotations included.
            #[serde(flatten)]
            pub additional: graphdown_client::serde_json::Map<String, graphdown_client::serde_json::Value>,
        }
    };
    std::iter::once(definition).chain(constants(it)).collect()
}

fn field(it: &Field) -> TokenStream {
    let docs = docs(&it.docs);
    let Field { name, wire, .. } = it;
    let ty = ty(&it.ty);
    quote! {
        #docs
        #[serde(rename = #wire, skip_serializing_if = "Option::is_none")]
        pub #name: #ty,
    }
}

/// The enum.
pub(super) fn enum_type(it: &Enum) -> Vec<TokenStream> {
    let docs = docs(&it.docs);
    let name = &it.name;
    let variants = it.variants.iter().map(variant);
    vec![quote! {
        #docs
        #[non_exhaustive]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum #name {
            #(#variants)*
            #[doc(hidden)]
            #[serde(untagged)]
            _Unknown(String),
        }
    }]
}

fn variant(it: &Variant) -> TokenStream {
    let docs = docs(&it.docs);
    let Variant { name, wire, .. } = it;
    quote! { #docs #[serde(rename = #wire)] #name, }
}
