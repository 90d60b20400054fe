//! Types and names, as tokens and as words.

use super::scan::{Scan, Word};
use crate::ir::rust::{Name, Root, Type, TypePath};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        ident(self.as_str()).to_tokens(tokens);
    }
}

impl Word for Name {
    fn scan(&self, to: &mut Scan) {
        to.name(self.as_str());
    }
}

fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// `crate`, `super`, `self` or the runtime crate.
impl ToTokens for Root {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        ident(name_of_root(*self)).to_tokens(tokens);
    }
}

impl Word for Root {
    fn scan(&self, to: &mut Scan) {
        to.name(name_of_root(*self));
    }
}

fn name_of_root(it: Root) -> &'static str {
    match it {
        Root::Crate => "crate",
        Root::Super => "super",
        Root::Here => "self",
        Root::Client => "graphdown_client",
    }
}

/// A path to a generated type.
impl ToTokens for TypePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let TypePath { root, modules, name } = self;
        let (root, modules) = (root.iter(), modules.iter());
        tokens.extend(quote! { #(#root::)* #(#modules::)* #name });
    }
}

impl Word for TypePath {
    fn scan(&self, to: &mut Scan) {
        self.root.iter().for_each(|it| it.scan(to));
        self.modules.iter().for_each(|it| it.scan(to));
        self.name.scan(to);
        to.tag(b'.');
    }
}

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match form(self) {
            Form::Str => quote! { &str },
            Form::Ref(inner) => quote! { &#inner },
            Form::Path(it) => it.to_token_stream(),
            Form::Named(name, inner) => {
                let name = ident(name);
                let inner = inner.map(|it| quote! { <#it> });
                quote! { #name #inner }
            }
        });
    }
}

impl Word for Type {
    fn scan(&self, to: &mut Scan) {
        match form(self) {
            Form::Str => {
                to.tag(b's');
                to.name("str");
            }
            Form::Ref(inner) => {
                to.tag(b'&');
                inner.scan(to);
            }
            Form::Path(it) => it.scan(to),
            Form::Named(name, inner) => {
                to.tag(if inner.is_some() { b'<' } else { b'n' });
                to.name(name);
                inner.iter().for_each(|it| it.scan(to));
            }
        }
    }
}

/// How a type is written.
enum Form<'t> {
    Str,
    Ref(&'t Type),
    Path(&'t TypePath),
    /// A name that each file has in scope, with the parameter.
    Named(&'static str, Option<&'t Type>),
}

fn form(it: &Type) -> Form<'_> {
    match it {
        Type::Bool => Form::Named("bool", None),
        Type::I8 => Form::Named("i8", None),
        Type::U8 => Form::Named("u8", None),
        Type::I16 => Form::Named("i16", None),
        Type::I32 => Form::Named("i32", None),
        Type::I64 => Form::Named("i64", None),
        Type::F32 => Form::Named("f32", None),
        Type::F64 => Form::Named("f64", None),
        Type::String => Form::Named("String", None),
        Type::Str => Form::Str,
        Type::Ref(inner) => Form::Ref(inner),
        Type::Path(it) => Form::Path(it),
        Type::Runtime(it) => Form::Named(it.as_str(), None),
        Type::RuntimeOf(it, inner) => Form::Named(it.as_str(), Some(inner)),
        Type::Option(inner) => Form::Named("Option", Some(inner)),
        Type::Vec(inner) => Form::Named("Vec", Some(inner)),
        Type::Box(inner) => Form::Named("Box", Some(inner)),
    }
}
