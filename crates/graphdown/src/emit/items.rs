//! Items of a file.

use super::gates::{self, gate};
use super::scan::{Scan, Word};
use super::text::Writer;
use super::{enums, models, nodes, twin};
use crate::ir::rust::{Item, Module, Use};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The items in order, with an empty line before each. Neighboring declarations, such as several `mod` or `use`, have none between them.
pub(super) fn items(items: &[Item], to: &mut Writer<'_, '_>) {
    let mut in_declarations = false;
    for item in items {
        let is_declaration = matches!(item, Item::Use(_) | Item::Module(_) | Item::StandIn(_));
        if !(is_declaration && in_declarations) {
            to.blank();
        }
        in_declarations = is_declaration;
        match item {
            Item::Use(it) => use_item(it, to),
            Item::Module(it) => module(it, to),
            Item::StandIn(it) => gates::stand_in(it, to),
            Item::Model(it) => models::model(it, to),
            Item::Enum(it) => enums::enum_type(it, to),
            Item::DerivedModel(it) => twin::model(it, to),
            Item::DerivedEnum(it) => twin::enum_type(it, to),
            Item::Node(it) => nodes::node(it, to),
        }
    }
}

fn module(it: &Module, to: &mut Writer<'_, '_>) {
    gate(&it.gate, to);
    if it.is_public {
        to.piece([&it.name], |[name]| quote! { pub mod #name; });
    } else {
        to.piece([&it.name], |[name]| quote! { mod #name; });
    }
}

fn use_item(it: &Use, to: &mut Writer<'_, '_>) {
    gate(&it.gate, to);
    if it.is_public {
        to.piece([it], |[names]| quote! { pub use #names; });
    } else {
        to.piece([it], |[names]| quote! { use #names; });
    }
}

/// What is named.
impl ToTokens for Use {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Use { root, modules, names, .. } = self;
        tokens.extend(match names.as_slice() {
            [name] => quote! { #root::#(#modules::)*#name },
            names => quote! { #root::#(#modules::)*{#(#names),*} },
        });
    }
}

impl Word for Use {
    fn scan(&self, to: &mut Scan) {
        self.root.scan(to);
        self.modules.iter().for_each(|it| it.scan(to));
        to.tag(b':');
        self.names.iter().for_each(|it| it.scan(to));
        to.tag(b'.');
    }
}
