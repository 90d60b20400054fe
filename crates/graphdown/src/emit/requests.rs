//! Methods that make requests, and what is known of them.

use super::docs::deprecated;
use super::format::Place;
use super::gates::gate;
use super::nodes::{longer, parameters};
use super::text::Writer;
use super::types::{ident, ty};
use crate::ir::Text;
use crate::ir::rust::{Body, Call, Facts, Monitor};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::borrow::Borrow;

/// The method.
pub(super) fn call(it: &Call) -> TokenStream {
    let deprecated = deprecated(&it.docs);
    let name = &it.name;
    let mut parameters = it.target.as_ref().map(parameters).unwrap_or_default();
    parameters.extend(body_parameter(&it.body));
    let longer = it.target.as_ref().map(longer);
    let response = ty(&it.response);
    let request = request(it);
    let gate = gate(&it.gate);
    quote! {
        #deprecated
        #gate
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> Request<#response> {
            self.0 #longer #request
        }
    }
}

fn body_parameter(it: &Body) -> Option<TokenStream> {
    match it {
        Body::None => None,
        Body::Json(body) => {
            let body = ty(body);
            Some(quote! { body: &#body })
        }
        Body::Reference => Some(quote! { target: &(impl Resource + ?Sized) }),
        Body::Bytes(_) => Some(quote! { content: impl Into<RequestContent> }),
    }
}

/// The call of the runtime that makes the request.
fn request(it: &Call) -> TokenStream {
    let constant = &it.constant;
    match &it.body {
        Body::None => quote! { .request(&Self::#constant) },
        Body::Json(_) => quote! { .request_json(&Self::#constant, body) },
        Body::Reference => quote! { .request_reference(&Self::#constant, &target.url()) },
        Body::Bytes(media_type) => {
            let media_type = option(media_type.as_ref());
            quote! { .request_content(&Self::#constant, content.into(), #media_type) }
        }
    }
}

/// What is known of the operation, as a constant.
pub(super) fn constant(it: &Call, to: &mut Writer<'_>) {
    let name = &it.constant;
    to.line_of_docs(&format!("What the documentation says of `{}`.", it.name.bare()));
    to.open(Place::Values, || {
        let gate = gate(&it.gate);
        quote! { #gate pub const #name: OperationInfo = OperationInfo }
    });
    facts(&it.facts, to);
    to.piece(|| quote! { ..OperationInfo::NOTHING });
    to.close();
}

fn facts(it: &Facts, to: &mut Writer<'_>) {
    let Facts { method, path, documentation, status, monitor, .. } = it;
    to.piece(|| quote! { method: Method::#method });
    to.piece(|| quote! { path: #path });
    to.piece(|| quote! { documentation: #documentation });
    if let [main, others @ ..] = status.as_slice() {
        let number = |it: &u16| Literal::u16_unsuffixed(*it);
        let main = number(main);
        to.piece(|| quote! { status: #main });
        if !others.is_empty() {
            let others = others.iter().map(number);
            to.piece(|| {
                let others = others.clone();
                quote! { other_status: &[#(#others),*] }
            });
        }
    }
    if it.long_running {
        to.piece(|| quote! { long_running: true });
    }
    match monitor {
        Some(Monitor::Path(path)) => to.piece(|| quote! { monitor: Some(Monitor::Path(#path)) }),
        Some(Monitor::Location) => to.piece(|| quote! { monitor: Some(Monitor::Location) }),
        None => {}
    }
    list("query_options", &it.query_options, to);
    list("headers", &it.headers, to);
    if let Some(it) = &it.permissions {
        any_of("delegated_work", it.delegated_work.as_deref(), to);
        any_of("delegated_personal", it.delegated_personal.as_deref(), to);
        any_of("application", it.application.as_deref(), to);
    }
}

/// A list is one text, which costs the compiler far less than a slice of texts.
fn list(field: &str, entries: &[impl Borrow<str>], to: &mut Writer<'_>) {
    if entries.is_empty() {
        return;
    }
    let entries: Vec<&str> = entries.iter().map(Borrow::borrow).collect();
    let (field, text) = (ident(field), entries.join(", "));
    to.piece(|| quote! { #field: #text });
}

fn any_of(field: &str, permissions: Option<&[Text]>, to: &mut Writer<'_>) {
    match permissions {
        None => {}
        Some([]) => {
            let field = ident(field);
            to.piece(|| quote! { #field: OperationInfo::NOT_SUPPORTED });
        }
        Some(some) => list(field, some, to),
    }
}

fn option(it: Option<impl quote::ToTokens>) -> TokenStream {
    match it {
        Some(it) => quote! { Some(#it) },
        None => quote! { None },
    }
}
