//! Methods that make requests, and what is known of them.

use super::docs::docs;
use super::nodes::{longer, parameters};
use super::types::ty;
use crate::ir::rust::{Body, Call, Facts, Monitor, Permissions};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The method.
pub(super) fn call(it: &Call) -> TokenStream {
    let docs = docs(&it.docs);
    let name = &it.name;
    let mut parameters = it.target.as_ref().map(parameters).unwrap_or_default();
    parameters.extend(body_parameter(&it.body));
    let longer = it.target.as_ref().map(longer);
    let response = ty(&it.response);
    let request = request(it);
    quote! {
        #docs
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
    let status = status.iter().map(|it| Literal::u16_unsuffixed(*it));
    let permissions = option(permissions.as_ref().map(permission_lists));
    let monitor = option(monitor.as_ref().map(|it| match it {
        Monitor::Path(path) => quote! { Monitor::Path(#path) },
        Monitor::Location => quote! { Monitor::Location },
    }));
    quote! {
        #[doc = #docs]
        pub const #name: OperationInfo = OperationInfo {
            method: Method::#method,
            path: #path,
            documentation: #documentation,
            status: &[#(#status),*],
            long_running: #long_running,
            query_options: &[#(#query_options),*],
            headers: &[#(#headers),*],
            permissions: #permissions,
            monitor: #monitor,
        };
    }
}

fn permission_lists(it: &Permissions) -> TokenStream {
    let list = |it: &Option<Vec<String>>| option(it.as_ref().map(|it| quote! { &[#(#it),*] }));
    let [work, personal, application] =
        [&it.delegated_work, &it.delegated_personal, &it.application].map(list);
    quote! {
        Permissions {
            delegated_work: #work,
            delegated_personal: #personal,
            application: #application,
        }
    }
}

fn option(it: Option<impl quote::ToTokens>) -> TokenStream {
    match it {
        Some(it) => quote! { Some(#it) },
        None => quote! { None },
    }
}
