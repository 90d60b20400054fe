//! Structs that implement the runtime's `Model`.

use super::docs::docs;
use super::format::Place;
use super::text::Writer;
use crate::ir::rust::{Field, Model, RequiredField};
use proc_macro2::TokenStream;
use quote::quote;

/// The line above the field for what no property is for.
pub(super) const ADDITIONAL: &str =
    "What the service sends beyond the documented properties, annotations included.";

/// The struct and its implementations.
pub(super) fn model(it: &Model, to: &mut Writer<'_, '_>) {
    definition(it, to);
    constructor(it, to);
    to.blank();
    implementation(it, to);
    to.blank();
    to.piece([&it.name], |[name]| quote! { graphdown_client::common_of_model!(#name); });
    constants(it, to);
}

/// The names of the properties.
pub(super) fn constants(it: &Model, to: &mut Writer<'_, '_>) {
    if it.fields.iter().all(|it| it.constant.is_none()) {
        return;
    }
    to.blank();
    to.open(Place::Entries, [], |[]| quote! { graphdown_client::names! });
    to.piece([&it.name], |[name]| quote! { #name });
    for Field { constant, wire, .. } in &it.fields {
        if let Some(name) = constant {
            to.piece([name, &wire.as_str()], |[name, wire]| quote! { #name = #wire });
        }
    }
    to.close();
}

fn definition(it: &Model, to: &mut Writer<'_, '_>) {
    docs(&it.docs, to);
    to.open(Place::Fields, [&it.name], |[name]| {
        quote! { #[derive(Clone, Default, PartialEq)] pub struct #name }
    });
    for Field { name, ty, docs: lines, .. } in &it.fields {
        docs(lines, to);
        to.piece([name, ty], |[name, ty]| quote! { pub #name: #ty, });
    }
    to.line_of_docs(ADDITIONAL);
    to.piece([], |[]| quote! { pub additional: Additional, });
    to.close();
}

fn constructor(it: &Model, to: &mut Writer<'_, '_>) {
    if it.required.is_empty() {
        return;
    }
    to.blank();
    to.open(Place::Members, [&it.name], |[name]| quote! { impl #name });
    to.line_of_docs("With what the documentation requires.");
    to.piece([&new(&it.required)], |[new]| quote! { #new });
    to.close();
}

fn new(it: &[RequiredField]) -> TokenStream {
    let parameters = it.iter().map(|RequiredField { field, ty }| quote! { #field: #ty });
    let fields = it.iter().map(|it| &it.field);
    quote! {
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#fields: Some(#fields),)* ..Self::default() }
        }
    }
}

fn implementation(it: &Model, to: &mut Writer<'_, '_>) {
    to.open(Place::Members, [&it.name], |[name]| quote! { impl Model for #name });
    to.piece(
        [&it.odata_type.as_str()],
        |[name]| quote! { const ODATA_TYPE: &'static str = #name; },
    );
    to.open(Place::Statements, [], |[]| {
        quote! { fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) }
    });
    reads(&it.fields, to);
    to.close();
    to.open(Place::Statements, [], |[]| {
        quote! { fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) }
    });
    for Field { name, wire, .. } in &it.fields {
        to.piece(
            [name, &wire.as_str()],
            |[name, wire]| quote! { to.property(#wire, &self.#name); },
        );
    }
    to.piece([], |[]| quote! { to.rest(&self.additional); });
    to.close();
    to.piece([], |[]| quote! { fn additional(&self) -> &Additional { &self.additional } });
    to.close();
}

/// The `match` on the property's name; a model without properties has nothing to match.
fn reads(it: &[Field], to: &mut Writer<'_, '_>) {
    if it.is_empty() {
        to.piece([], |[]| quote! { from.rest(&mut self.additional); });
        return;
    }
    to.open(Place::Arms, [], |[]| quote! { match from.name });
    for Field { name, wire, .. } in it {
        to.piece(
            [name, &wire.as_str()],
            |[name, wire]| quote! { #wire => from.read(&mut self.#name), },
        );
    }
    to.piece([], |[]| quote! { _ => from.rest(&mut self.additional), });
    to.close();
}
