//! Types and names.

use crate::ir::rust::{Name, Root, Runtime, Type, TypePath};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        ident(self.as_str()).to_tokens(tokens);
    }
}

/// An identifier, which may be raw.
pub(super) fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// `crate`, `super`, `self` or the runtime crate.
pub(super) fn root(it: Root) -> TokenStream {
    match it {
        Root::Crate => quote! { crate },
        Root::Super => quote! { super },
        Root::Here => quote! { self },
        Root::Client => quote! { graphdown_client },
    }
}

/// A path to a generated type.
pub(super) fn path(it: &TypePath) -> TokenStream {
    let root = it.root.map(root).into_iter();
    let modules = &it.modules;
    let name = &it.name;
    quote! { #(#root::)* #(#modules::)* #name }
}

fn runtime(it: Runtime) -> Ident {
    ident(it.as_str())
}

/// A type.
pub(super) fn ty(it: &Type) -> TokenStream {
    match it {
        Type::Bool => quote! { bool },
        Type::I8 => quote! { i8 },
        Type::U8 => quote! { u8 },
        Type::I16 => quote! { i16 },
        Type::I32 => quote! { i32 },
        Type::I64 => quote! { i64 },
        Type::F32 => quote! { f32 },
        Type::F64 => quote! { f64 },
        Type::String => quote! { String },
        Type::Str => quote! { &str },
        Type::Runtime(it) => runtime(*it).into_token_stream(),
        Type::Path(it) => path(it),
        Type::Ref(inner) => wrapped(&quote! { & }, inner, &quote! {}),
        Type::RuntimeOf(it, inner) => generic(&runtime(*it), inner),
        Type::Option(inner) => generic(&ident("Option"), inner),
        Type::Vec(inner) => generic(&ident("Vec"), inner),
        Type::Box(inner) => generic(&ident("Box"), inner),
    }
}

fn generic(name: &Ident, inner: &Type) -> TokenStream {
    wrapped(&quote! { #name < }, inner, &quote! { > })
}

fn wrapped(before: &TokenStream, inner: &Type, after: &TokenStream) -> TokenStream {
    let inner = ty(inner);
    quote! { #before #inner #after }
}
