//! Structs that implement the runtime's `Model`.

use super::docs::docs;
use super::types::ty;
use crate::ir::rust::{Field, Model, RequiredField};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct and its implementations.
pub(super) fn model(it: &Model) -> Vec<TokenStream> {
    let mut items = vec![definition(it)];
    items.extend((!it.required.is_empty()).then(|| constructor(it)));
    items.push(implementation(it));
    let name = &it.name;
    items.push(quote! { graphdown_client::common_of_model!(#name); });
    items.extend(constants(it));
    items
}

/// The names of the properties.
pub(super) fn constants(it: &Model) -> Option<TokenStream> {
    let name = &it.name;
    let constants: Vec<_> = it.fields.iter().filter_map(constant).collect();
    (!constants.is_empty()).then(|| quote! { graphdown_client::names! { #name; #(#constants;)* } })
}

fn constant(it: &Field) -> Option<TokenStream> {
    let wire = &it.wire;
    it.constant.as_ref().map(|name| quote! { #name = #wire })
}

fn definition(it: &Model) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    let fields = it.fields.iter().map(field);
    quote! {
        #docs
        #[derive(Clone, Default, PartialEq)]
        pub struct #name {
            #(#fields)*
            /// What the service sends beyond the documented properties, annotations included.
            pub additional: Additional,
        }
    }
}

fn field(it: &Field) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    let ty = ty(&it.ty);
    quote! { #docs pub #name: #ty, }
}

fn constructor(it: &Model) -> TokenStream {
    let name = &it.name;
    let parameters = it.required.iter().map(parameter);
    let fields = it.required.iter().map(|it| &it.field);
    quote! {
        impl #name {
            /// With what the documentation requires.
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#fields: Some(#fields),)* ..Self::default() }
            }
        }
    }
}

fn parameter(it: &RequiredField) -> TokenStream {
    let name = &it.field;
    let ty = ty(&it.ty);
    quote! { #name: #ty }
}

fn implementation(it: &Model) -> TokenStream {
    let name = &it.name;
    let odata_type = &it.odata_type;
    let read = reads(&it.fields);
    let writes = it.fields.iter().map(write);
    quote! {
        impl Model for #name {
            const ODATA_TYPE: &'static str = #odata_type;
            fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
                #read
            }
            fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
                #(#writes)*
                to.rest(&self.additional);
            }
            fn additional(&self) -> &Additional {
                &self.additional
            }
        }
    }
}

/// The `match` on the property's name; a model without properties has nothing to match.
fn reads(it: &[Field]) -> TokenStream {
    if it.is_empty() {
        return quote! { from.rest(&mut self.additional); };
    }
    let reads = it.iter().map(read);
    quote! {
        match from.name {
            #(#reads)*
            _ => from.rest(&mut self.additional),
        }
    }
}

fn read(it: &Field) -> TokenStream {
    let Field { name, wire, .. } = it;
    quote! { #wire => from.read(&mut self.#name), }
}

fn write(it: &Field) -> TokenStream {
    let Field { name, wire, .. } = it;
    quote! { to.property(#wire, &self.#name); }
}
