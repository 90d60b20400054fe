//! Items of a file.

use super::gates::{self, gate};
use super::text::Writer;
use super::types::root;
use super::{enums, models, nodes, twin};
use crate::ir::rust::{Item, Module, Use};
use proc_macro2::TokenStream;
use quote::quote;

/// The items in order, with an empty line before each. Neighboring declarations, such as several `mod` or `use`, have none between them.
pub(super) fn items(items: &[Item], to: &mut Writer<'_>) {
    let mut in_declarations = false;
    for item in items {
        let is_declaration = matches!(item, Item::Use(_) | Item::Module(_) | Item::StandIn(_));
        if !(is_declaration && in_declarations) {
            to.blank();
        }
        in_declarations = is_declaration;
        match item {
            Item::Use(it) => to.piece(|| use_item(it)),
            Item::Module(it) => to.piece(|| module(it)),
            Item::StandIn(it) => gates::stand_in(it, to),
            Item::Model(it) => models::model(it, to),
            Item::Enum(it) => enums::enum_type(it, to),
            Item::DerivedModel(it) => twin::model(it, to),
            Item::DerivedEnum(it) => twin::enum_type(it, to),
            Item::Node(it) => nodes::node(it, to),
        }
    }
}

fn module(it: &Module) -> TokenStream {
    let visibility = visibility(it.is_public);
    let name = &it.name;
    let gate = gate(&it.gate);
    quote! { #gate #visibility mod #name; }
}

fn use_item(it: &Use) -> TokenStream {
    let visibility = visibility(it.is_public);
    let gate = gate(&it.gate);
    let root = root(it.root);
    let modules = &it.modules;
    match it.names.as_slice() {
        [name] => quote! { #gate #visibility use #root::#(#modules::)*#name; },
        names => quote! { #gate #visibility use #root::#(#modules::)*{#(#names),*}; },
    }
}

fn visibility(is_public: bool) -> Option<TokenStream> {
    is_public.then(|| quote! { pub })
}
