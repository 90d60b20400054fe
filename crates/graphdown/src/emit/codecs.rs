//! A table of the JSON bodies of all operations, for tests of the generated crate: which type reads what an operation sends and gets.

use crate::ir::rust::{Body, Call, Crate, Item, Node, Root, Runtime, Type};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::BTreeMap;

/// One module per version, each with a `ROWS`. The file is to be included in a module that has the generated versions, `Row` and
/// `codec` in scope.
pub(super) fn codecs(it: &Crate) -> Vec<TokenStream> {
    let mut versions: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
    for file in &it.files {
        let version = file.path.split('/').nth(1).unwrap_or_default();
        let nodes = file.items.iter().filter_map(|it| match it {
            Item::Node(node) => Some(node),
            _ => None,
        });
        let calls = nodes.flat_map(|it: &Node| &it.calls);
        versions.entry(version).or_default().extend(calls);
    }
    versions.retain(|_, calls| !calls.is_empty());
    versions.iter().map(|(version, calls)| module(version, calls)).collect()
}

fn module(version: &str, calls: &[&Call]) -> TokenStream {
    let version = Ident::new(version, Span::call_site());
    let root = Root::Crate;
    let rows = calls.iter().map(|it| row(it));
    quote! {
        pub(crate) mod #version {
            use super::{Row, codec};
            use #root::#version::models;
            use graphdown_client::*;

            pub(crate) const ROWS: &[Row] = &[#(#rows),*];
        }
    }
}

fn row(it: &Call) -> TokenStream {
    let (method, path) = (it.facts.method.as_str().to_uppercase(), it.facts.path.as_str());
    let request = match &it.body {
        Body::Json(ty) => codec(ty),
        Body::None | Body::Reference | Body::Bytes(_) => quote! { None },
    };
    let response = codec(&it.response);
    quote! {
        Row { method: #method, path: #path, request: #request, response: #response }
    }
}

/// What reads a body of the type; `None` for bodies that are no JSON.
fn codec(it: &Type) -> TokenStream {
    match it {
        // A long-running operation is answered with what it will come to, or with nothing yet.
        Type::Ref(inner) | Type::RuntimeOf(Runtime::LongRunning, inner) => codec(inner),
        Type::Runtime(Runtime::NoContent | Runtime::Stream | Runtime::Bytes) => quote! { None },
        it => {
            quote! { Some(codec::<#it>) }
        }
    }
}
