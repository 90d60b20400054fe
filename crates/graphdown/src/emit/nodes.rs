//! Paths and their methods that make longer paths.

use super::docs::docs;
use super::gates::gate;
use super::requests::{call, constant};
use super::types::{path, ty};
use crate::ir::rust::{Argument, ArgumentForm, ArgumentValue, Node, Step, Target};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct and its methods.
pub(super) fn node(it: &Node) -> Vec<TokenStream> {
    let docs = docs(&it.docs);
    let name = &it.name;
    let constants = it.calls.iter().map(constant);
    let new = it.root.as_ref().map(|it| new(it));
    let calls = it.calls.iter().map(call);
    let steps = it.steps.iter().map(step);
    let gate = gate(&it.gate);
    let definition = quote! {
        #docs
        #gate
        #[derive(Debug, Clone)]
        pub struct #name(pub(crate) Path);
    };
    let methods = quote! {
        #gate
        impl #name {
            #new
            #(#steps)*
            #(#calls)*
            #(#constants)*
        }
    };
    let resource = it.is_resource.then(|| quote! { #gate graphdown_client::resource!(#name); });
    [definition, methods].into_iter().chain(resource).collect()
}

fn new(root: &str) -> TokenStream {
    quote! {
        /// The root of all paths, whose requests this client sends.
        pub fn new(client: &GraphClient) -> Self {
            Self(Path::root(#root, Some(client)))
        }
        /// The root of all paths, without a client: requests can be looked at and put into a batch, but not sent.
        pub fn detached() -> Self {
            Self(Path::root(#root, None))
        }
    }
}

fn step(it: &Step) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    let parameters = parameters(&it.target);
    let longer = longer(&it.target);
    let to = path(&it.to);
    let gate = gate(&it.gate);
    quote! {
        #docs
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
