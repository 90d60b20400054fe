//! Paths and their methods that make longer paths.

use super::docs::deprecated;
use super::format::Place;
use super::gates::gate;
use super::requests::{call, constant};
use super::text::Writer;
use super::types::{path, ty};
use crate::ir::rust::{Argument, ArgumentForm, ArgumentValue, Node, Step, Target};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct and its methods.
pub(super) fn node(it: &Node, to: &mut Writer<'_>) {
    let name = &it.name;
    to.docs(&it.docs);
    to.piece(|| definition(it));
    to.blank();
    to.open(Place::Members, || {
        let gate = gate(&it.gate);
        quote! { #gate impl #name }
    });
    it.root.iter().for_each(|it| new(it, to));
    for it in &it.steps {
        to.docs(&it.docs);
        to.piece(|| step(it));
    }
    for it in &it.calls {
        to.docs(&it.docs);
        to.piece(|| call(it));
    }
    it.calls.iter().for_each(|it| constant(it, to));
    to.close();
    if it.is_resource {
        to.blank();
        to.piece(|| {
            let gate = gate(&it.gate);
            quote! { #gate graphdown_client::resource!(#name); }
        });
    }
}

fn definition(it: &Node) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let gate = gate(&it.gate);
    let name = &it.name;
    quote! { #deprecated #gate #[derive(Debug, Clone)] pub struct #name(pub(crate) Path); }
}

fn new(root: &str, to: &mut Writer<'_>) {
    to.line_of_docs("The root of all paths, whose requests this client sends.");
    to.piece(|| {
        quote! { pub fn new(client: &GraphClient) -> Self { Self(Path::root(#root, Some(client))) } }
    });
    to.line_of_docs("The root of all paths, without a client: requests can be looked at and put into a batch, but not sent.");
    to.piece(|| quote! { pub fn detached() -> Self { Self(Path::root(#root, None)) } });
}

fn step(it: &Step) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    let parameters = parameters(&it.target);
    let longer = longer(&it.target);
    let to = path(&it.to);
    let gate = gate(&it.gate);
    quote! {
        #deprecated
        #gate
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> #to {
            #to(self.0 #longer)
        }
    }
}

/// The parameters that a segment needs.
pub(super) fn parameters(it: &Target) -> Vec<TokenStream> {
    match it {
        Target::Literal(_) => Vec::new(),
        Target::Key(name) | Target::ItemPath(name) => vec![quote! { #name: &str }],
        Target::Function { arguments, .. } => arguments.iter().filter_map(parameter).collect(),
    }
}

fn parameter(it: &Argument) -> Option<TokenStream> {
    match &it.value {
        ArgumentValue::Fixed(_) => None,
        ArgumentValue::Parameter { parameter, .. } => {
            let name = &parameter.name;
            let ty = ty(&parameter.ty);
            Some(quote! { #name: #ty })
        }
    }
}

/// The calls of the runtime that add a segment.
pub(super) fn longer(it: &Target) -> TokenStream {
    match it {
        Target::Literal(word) => quote! { .literal(#word) },
        Target::Key(name) => quote! { .key(#name) },
        Target::ItemPath(name) => quote! { .item_path(#name) },
        Target::Function { function, arguments } => {
            let arguments = arguments.iter().map(argument);
            quote! { .call(#function) #(#arguments)* .end() }
        }
    }
}

fn argument(it: &Argument) -> TokenStream {
    let wire = &it.wire;
    match &it.value {
        ArgumentValue::Fixed(text) => quote! { .raw(#wire, #text) },
        ArgumentValue::Parameter { parameter, form } => {
            let name = &parameter.name;
            match form {
                ArgumentForm::Literal => quote! { .argument(#wire, &#name) },
                ArgumentForm::Quoted => quote! { .quoted(#wire, &#name) },
                ArgumentForm::Raw => quote! { .raw(#wire, #name) },
            }
        }
    }
}
