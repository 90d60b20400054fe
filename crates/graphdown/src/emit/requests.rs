//! Methods that make requests, and what is known of them.

use super::docs::docs;
use super::gates::gate;
use super::nodes::{longer, parameters};
use super::types::ty;
use crate::ir::Text;
use crate::ir::rust::{Body, Call, Facts, Monitor};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::borrow::Borrow;

/// The method.
pub(super) fn call(it: &Call) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    let mut parameters = it.target.as_ref().map(parameters).unwrap_or_default();
    parameters.extend(body_parameter(&it.body));
    let longer = it.target.as_ref().map(longer);
    let response = ty(&it.response);
    let request = request(it);
    let gate = gate(&it.gate);
    quote! {
        #docs
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
pub(super) fn constant(it: &Call) -> TokenStream {
    let name = &it.constant;
    let docs = format!(" What the documentation says of `{}`.", it.name.bare());
    let Facts {
        method,
        path,
        documentation,
        status,
        long_running,
        query_options,
        headers,
        permissions,
        monitor,
    } = &it.facts;
    let gate = gate(&it.gate);
    let mut known = vec![
        quote! { method: Method::#method },
        quote! { path: #path },
        quote! { documentation: #documentation },
    ];
    if let [main, others @ ..] = status.as_slice() {
        let main = Literal::u16_unsuffixed(*main);
        known.push(quote! { status: #main });
        if !others.is_empty() {
            let others = others.iter().map(|it| Literal::u16_unsuffixed(*it));
            known.push(quote! { other_status: &[#(#others),*] });
        }
    }
    if *long_running {
        known.push(quote! { long_running: true });
    }
    if let Some(monitor) = monitor {
        let monitor = match monitor {
            Monitor::Path(path) => quote! { Monitor::Path(#path) },
            Monitor::Location => quote! { Monitor::Location },
        };
        known.push(quote! { monitor: Some(#monitor) });
    }
    known.extend(list(&quote! { query_options }, query_options));
    known.extend(list(&quote! { headers }, headers));
    if let Some(it) = permissions {
        known.extend(any_of(&quote! { delegated_work }, it.delegated_work.as_deref()));
        known.extend(any_of(&quote! { delegated_personal }, it.delegated_personal.as_deref()));
        known.extend(any_of(&quote! { application }, it.application.as_deref()));
    }
    quote! {
        #[doc = #docs]
        #gate
        pub const #name: OperationInfo = OperationInfo {
            #(#known,)*
            ..OperationInfo::NOTHING
        };
    }
}

/// A list is one text, which costs the compiler far less than a slice of texts.
fn list(field: &TokenStream, entries: &[impl Borrow<str>]) -> Option<TokenStream> {
    let entries: Vec<&str> = entries.iter().map(Borrow::borrow).collect();
    let text = entries.join(", ");
    (!entries.is_empty()).then(|| quote! { #field: #text })
}

fn any_of(field: &TokenStream, permissions: Option<&[Text]>) -> Option<TokenStream> {
    match permissions? {
        [] => Some(quote! { #field: OperationInfo::NOT_SUPPORTED }),
        some => list(field, some),
    }
}

fn option(it: Option<impl quote::ToTokens>) -> TokenStream {
    match it {
        Some(it) => quote! { Some(#it) },
        None => quote! { None },
    }
}
