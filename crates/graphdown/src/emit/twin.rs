//! For benches only: models and enums with serde's derives.

use super::docs::docs;
use super::format::Place;
use super::models::{ADDITIONAL, constants};
use super::text::Writer;
use crate::ir::rust::{Enum, Field, Model, Variant};
use quote::quote;

/// The struct.
pub(super) fn model(it: &Model, to: &mut Writer<'_, '_>) {
    docs(&it.docs, to);
    to.open(Place::Fields, [&it.name], |[name]| {
        quote! {
            #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(default)]
            pub struct #name
        }
    });
    for Field { name, wire, ty, docs: lines, .. } in &it.fields {
        docs(lines, to);
        to.piece([name, &wire.as_str(), ty], |[name, wire, ty]| {
            quote! {
                #[serde(rename = #wire, skip_serializing_if = "Option::is_none")]
                pub #name: #ty,
            }
        });
    }
    to.line_of_docs(ADDITIONAL);
    to.piece([], |[]| {
        quote! {
            #[serde(flatten)]
            pub additional: graphdown_client::serde_json::Map<String, graphdown_client::serde_json::Value>,
        }
    });
    to.close();
    constants(it, to);
}

/// The enum.
pub(super) fn enum_type(it: &Enum, to: &mut Writer<'_, '_>) {
    docs(&it.docs, to);
    to.open(Place::Variants, [&it.name], |[name]| {
        quote! {
            #[non_exhaustive]
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
            pub enum #name
        }
    });
    for Variant { name, wire, docs: lines } in &it.variants {
        docs(lines, to);
        to.piece([name, &wire.as_str()], |[name, wire]| quote! { #[serde(rename = #wire)] #name, });
    }
    to.piece([], |[]| quote! { #[doc(hidden)] #[serde(untagged)] _Unknown(String), });
    to.close();
}
