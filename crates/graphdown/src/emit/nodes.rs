//! Paths and their methods that make longer paths.

use super::docs::docs;
use super::format::Place;
use super::gates::gate;
use super::requests::{call, constant};
use super::scan::{Scan, Word};
use super::text::Writer;
use crate::ir::rust::{Argument, ArgumentForm, ArgumentValue, Node, Step, Target};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The struct and its methods.
pub(super) fn node(it: &Node, to: &mut Writer<'_, '_>) {
    docs(&it.docs, to);
    gate(&it.gate, to);
    to.piece([&it.name], |[name]| {
        quote! { #[derive(Debug, Clone)] pub struct #name(pub(crate) Path); }
    });
    to.blank();
    gate(&it.gate, to);
    to.open(Place::Members, [&it.name], |[name]| quote! { impl #name });
    it.root.iter().for_each(|it| new(it, to));
    it.steps.iter().for_each(|it| step(it, to));
    it.calls.iter().for_each(|it| call(it, to));
    it.calls.iter().for_each(|it| constant(it, to));
    to.close();
    if it.is_resource {
        to.blank();
        gate(&it.gate, to);
        to.piece([&it.name], |[name]| quote! { graphdown_client::resource!(#name); });
    }
}

fn new(root: &String, to: &mut Writer<'_, '_>) {
    to.line_of_docs("The root of all paths, whose requests this client sends.");
    to.piece([root], |[root]| {
        quote! { pub fn new(client: &GraphClient) -> Self { Self(Path::root(#root, Some(client))) } }
    });
    to.line_of_docs(
        "The root of all paths, without a client: requests can be looked at and put into a batch, but not sent.",
    );
    to.piece([root], |[root]| {
        quote! { pub fn detached() -> Self { Self(Path::root(#root, None)) } }
    });
}

fn step(it: &Step, to: &mut Writer<'_, '_>) {
    let (parameters, longer) = (Parameters(&it.target), Longer(&it.target));
    docs(&it.docs, to);
    gate(&it.gate, to);
    to.open(Place::Statements, [&it.name, &parameters, &it.to], |[name, parameters, to]| {
        quote! { #[inline] pub fn #name(&self, #parameters) -> #to }
    });
    to.piece([&it.to, &longer], |[to, longer]| quote! { #to(self.0 #longer) });
    to.close();
}

/// The parameters that a segment needs, with a comma behind each.
pub(super) struct Parameters<'t>(pub(super) &'t Target);

impl ToTokens for Parameters<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0 {
            Target::Literal(_) => {}
            Target::Key(name) | Target::ItemPath(name) => tokens.extend(quote! { #name: &str, }),
            Target::Function { arguments, .. } => {
                tokens.extend(arguments.iter().filter_map(parameter));
            }
        }
    }
}

impl Word for Parameters<'_> {
    fn scan(&self, to: &mut Scan) {
        match self.0 {
            Target::Literal(_) => to.tag(b'-'),
            Target::Key(name) | Target::ItemPath(name) => {
                to.tag(b':');
                name.scan(to);
                to.name("str");
            }
            Target::Function { .. } => self.to_token_stream().scan(to),
        }
    }
}

fn parameter(it: &Argument) -> Option<TokenStream> {
    match &it.value {
        ArgumentValue::Fixed(_) => None,
        ArgumentValue::Parameter { parameter, .. } => {
            let (name, ty) = (&parameter.name, &parameter.ty);
            Some(quote! { #name: #ty, })
        }
    }
}

/// The calls of the runtime that add a segment.
pub(super) struct Longer<'t>(pub(super) &'t Target);

impl ToTokens for Longer<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self.0 {
            Target::Literal(word) => {
                let word = word.as_str();
                quote! { .literal(#word) }
            }
            Target::Key(name) => quote! { .key(#name) },
            Target::ItemPath(name) => quote! { .item_path(#name) },
            Target::Function { function, arguments } => {
                let (function, arguments) = (function.as_str(), arguments.iter().map(argument));
                quote! { .call(#function) #(#arguments)* .end() }
            }
        });
    }
}

impl Word for Longer<'_> {
    fn scan(&self, to: &mut Scan) {
        match self.0 {
            Target::Literal(word) => {
                to.tag(b'l');
                to.name("literal");
                to.string(word);
            }
            Target::Key(name) => {
                to.tag(b'k');
                to.name("key");
                name.scan(to);
            }
            Target::ItemPath(_) | Target::Function { .. } => self.to_token_stream().scan(to),
        }
    }
}

fn argument(it: &Argument) -> TokenStream {
    let wire = it.wire.as_str();
    match &it.value {
        ArgumentValue::Fixed(text) => {
            let text = text.as_str();
            quote! { .raw(#wire, #text) }
        }
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
