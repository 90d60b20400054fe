//! Items of a file, in blocks.

use super::format::Block;
use super::gates::{self, gate};
use super::types::root;
use super::{enums, models, nodes, twin};
use crate::ir::rust::{Item, Module, Use};
use proc_macro2::TokenStream;
use quote::quote;

/// The items in order. Neighboring declarations form one block.
pub(super) fn items(items: &[Item]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_declarations = false;
    for item in items {
        match item {
            Item::Use(it) => declaration(use_item(it), &mut in_declarations, &mut blocks),
            Item::Module(it) => declaration(module(it), &mut in_declarations, &mut blocks),
            Item::StandIn(it) => {
                declaration(gates::stand_in(it), &mut in_declarations, &mut blocks);
            }
            Item::Model(it) => definition(models::model(it), &mut in_declarations, &mut blocks),
            Item::Enum(it) => definition(enums::enum_type(it), &mut in_declarations, &mut blocks),
            Item::DerivedModel(it) => {
                definition(twin::model(it), &mut in_declarations, &mut blocks);
            }
            Item::DerivedEnum(it) => {
                definition(twin::enum_type(it), &mut in_declarations, &mut blocks);
            }
            Item::Node(it) => definition(nodes::node(it), &mut in_declarations, &mut blocks),
        }
    }
    blocks
}

fn declaration(tokens: TokenStream, in_declarations: &mut bool, blocks: &mut Vec<Block>) {
    match blocks.last_mut().filter(|_| *in_declarations) {
        Some(block) => block.push(tokens),
        None => blocks.push(vec![tokens]),
    }
    *in_declarations = true;
}

fn definition(tokens: Vec<TokenStream>, in_declarations: &mut bool, blocks: &mut Vec<Block>) {
    blocks.extend(tokens.into_iter().map(|it| vec![it]));
    *in_declarations = false;
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
