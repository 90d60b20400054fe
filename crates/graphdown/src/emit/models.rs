//! Structs that implement the runtime's `Model`.

use super::docs::deprecated;
use super::format::Place;
use super::text::Writer;
use super::types::ty;
use crate::ir::rust::{Field, Model, RequiredField};
use proc_macro2::TokenStream;
use quote::quote;

/// The line above the field for what no property is for.
pub(super) const ADDITIONAL: &str =
    "What the service sends beyond the documented properties, annotations included.";

/// The struct and its implementations.
pub(super) fn model(it: &Model, to: &mut Writer<'_>) {
    let name = &it.name;
    definition(it, to);
    constructor(it, to);
    to.blank();
    implementation(it, to);
    to.blank();
    to.piece(|| quote! { graphdown_client::common_of_model!(#name); });
    constants(it, to);
}

/// The names of the properties.
pub(super) fn constants(it: &Model, to: &mut Writer<'_>) {
    let name = &it.name;
    if it.fields.iter().all(|it| it.constant.is_none()) {
        return;
    }
    to.blank();
    to.open(Place::Entries, || quote! { graphdown_client::names! });
    to.piece(|| quote! { #name });
    for Field { constant, wire, .. } in &it.fields {
        if let Some(name) = constant {
            to.piece(|| quote! { #name = #wire });
        }
    }
    to.close();
}

fn definition(it: &Model, to: &mut Writer<'_>) {
    to.docs(&it.docs);
    to.open(Place::Fields, || opening(it));
    for it in &it.fields {
        to.docs(&it.docs);
        to.piece(|| field(it));
    }
    to.line_of_docs(ADDITIONAL);
    to.piece(|| quote! { pub additional: Additional, });
    to.close();
}

fn opening(it: &Model) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    quote! { #deprecated #[derive(Clone, Default, PartialEq)] pub struct #name }
}

fn field(it: &Field) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    let ty = ty(&it.ty);
    quote! { #deprecated pub #name: #ty, }
}

fn constructor(it: &Model, to: &mut Writer<'_>) {
    if it.required.is_empty() {
        return;
    }
    let name = &it.name;
    to.blank();
    to.open(Place::Members, || quote! { impl #name });
    to.line_of_docs("With what the documentation requires.");
    to.piece(|| new(&it.required));
    to.close();
}

fn new(it: &[RequiredField]) -> TokenStream {
    let parameters = it.iter().map(parameter);
    let fields = it.iter().map(|it| &it.field);
    quote! {
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#fields: Some(#fields),)* ..Self::default() }
        }
    }
}

fn parameter(it: &RequiredField) -> TokenStream {
    let name = &it.field;
    let ty = ty(&it.ty);
    quote! { #name: #ty }
}

fn implementation(it: &Model, to: &mut Writer<'_>) {
    let Model { name, odata_type, fields, .. } = it;
    to.open(Place::Members, || quote! { impl Model for #name });
    to.piece(|| quote! { const ODATA_TYPE: &'static str = #odata_type; });
    to.open(Place::Statements, || {
        quote! { fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) }
    });
    reads(fields, to);
    to.close();
    to.open(Place::Statements, || {
        quote! { fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) }
    });
    for Field { name, wire, .. } in fields {
        to.piece(|| quote! { to.property(#wire, &self.#name); });
    }
    to.piece(|| quote! { to.rest(&self.additional); });
    to.close();
    to.piece(|| quote! { fn additional(&self) -> &Additional { &self.additional } });
    to.close();
}

/// The `match` on the property's name; a model without properties has nothing to match.
fn reads(it: &[Field], to: &mut Writer<'_>) {
    if it.is_empty() {
        return to.piece(|| quote! { from.rest(&mut self.additional); });
    }
    to.open(Place::Arms, || quote! { match from.name });
    for Field { name, wire, .. } in it {
        to.piece(|| quote! { #wire => from.read(&mut self.#name), });
    }
    to.piece(|| quote! { _ => from.rest(&mut self.additional), });
    to.close();
}
