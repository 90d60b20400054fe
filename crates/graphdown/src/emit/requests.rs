//! Methods that make requests, and what is known of them.

use super::docs::docs;
use super::format::Place;
use super::gates::gate;
use super::nodes::{Longer, Parameters};
use super::scan::{Scan, Word};
use super::text::{Template, Writer};
use crate::ir::Text;
use crate::ir::rust::{Body, Call, Facts, Monitor};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use std::borrow::Borrow;
use std::sync::Arc;

/// The method.
pub(super) fn call(it: &Call, to: &mut Writer<'_, '_>) {
    docs(&it.docs, to);
    gate(&it.gate, to);
    let (body, request) = (BodyParameter(&it.body), Request(it));
    match &it.target {
        None => {
            to.open(
                Place::Statements,
                [&it.name, &body, &it.response],
                |[name, body, response]| {
                    quote! { #[inline] pub fn #name(&self, #body) -> Request<#response> }
                },
            );
            to.piece([&request], |[request]| quote! { self.0 #request });
        }
        Some(target) => {
            to.open(
                Place::Statements,
                [&it.name, &Parameters(target), &body, &it.response],
                |[name, parameters, body, response]| {
                    quote! {
                        #[inline]
                        pub fn #name(&self, #parameters #body) -> Request<#response>
                    }
                },
            );
            to.piece([&Longer(target), &request], |[longer, request]| {
                quote! { self.0 #longer #request }
            });
        }
    }
    to.close();
}

/// The parameter for the body, if there is one.
struct BodyParameter<'b>(&'b Body);

impl ToTokens for BodyParameter<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0 {
            Body::None => {}
            Body::Json(body) => tokens.extend(quote! { body: &#body }),
            Body::Reference => tokens.extend(quote! { target: &(impl Resource + ?Sized) }),
            Body::Bytes(_) => tokens.extend(quote! { content: impl Into<RequestContent> }),
        }
    }
}

impl Word for BodyParameter<'_> {
    fn scan(&self, to: &mut Scan) {
        match self.0 {
            Body::None => to.tag(b'-'),
            Body::Json(body) => {
                to.tag(b':');
                to.name("body");
                body.scan(to);
            }
            Body::Reference | Body::Bytes(_) => self.to_token_stream().scan(to),
        }
    }
}

/// The call of the runtime that makes the request.
struct Request<'c>(&'c Call);

impl ToTokens for Request<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let constant = &self.0.constant;
        tokens.extend(match &self.0.body {
            Body::None => quote! { .request(&Self::#constant) },
            Body::Json(_) => quote! { .request_json(&Self::#constant, body) },
            Body::Reference => quote! { .request_reference(&Self::#constant, &target.url()) },
            Body::Bytes(media_type) => {
                let media_type = option(media_type.as_deref());
                quote! { .request_content(&Self::#constant, content.into(), #media_type) }
            }
        });
    }
}

impl Word for Request<'_> {
    fn scan(&self, to: &mut Scan) {
        match &self.0.body {
            Body::None => {
                to.tag(b'-');
                to.name("request");
                self.0.constant.scan(to);
            }
            Body::Json(_) => {
                to.tag(b':');
                to.name("request_json");
                self.0.constant.scan(to);
                to.name("body");
            }
            Body::Reference | Body::Bytes(_) => self.to_token_stream().scan(to),
        }
    }
}

/// What is known of the operation, as a constant.
pub(super) fn constant(it: &Call, to: &mut Writer<'_, '_>) {
    to.line_of_docs(&format!("What the documentation says of `{}`.", it.name.bare()));
    gate(&it.gate, to);
    to.open(Place::Values, [&it.constant], |[name]| {
        quote! { pub const #name: OperationInfo = OperationInfo }
    });
    facts(&it.facts, to);
    to.piece([], |[]| quote! { ..OperationInfo::NOTHING });
    to.close();
}

fn facts(it: &Facts, to: &mut Writer<'_, '_>) {
    to.piece([&it.method], |[method]| quote! { method: Method::#method, });
    to.piece([&it.path.as_str()], |[path]| quote! { path: #path, });
    to.piece([&it.documentation.as_str()], |[link]| quote! { documentation: #link, });
    if let [main, others @ ..] = it.status.as_slice() {
        let number = |it: &u16| Literal::u16_unsuffixed(*it);
        to.piece([&number(main).to_token_stream()], |[main]| quote! { status: #main, });
        if !others.is_empty() {
            let others = others.iter().map(number);
            to.piece([&quote! { #(#others),* }], |[others]| quote! { other_status: &[#others], });
        }
    }
    if it.long_running {
        to.piece([], |[]| quote! { long_running: true, });
    }
    match &it.monitor {
        Some(Monitor::Path(path)) => {
            to.piece([&path.as_str()], |[path]| quote! { monitor: Some(Monitor::Path(#path)), });
        }
        Some(Monitor::Location) => to.piece([], |[]| quote! { monitor: Some(Monitor::Location), }),
        None => {}
    }
    list(&it.query_options, to, |[text]| quote! { query_options: #text, });
    list(&it.headers, to, |[text]| quote! { headers: #text, });
    if let Some(it) = &it.permissions {
        any_of(&it.delegated_work, to, |[it]| quote! { delegated_work: #it, });
        any_of(&it.delegated_personal, to, |[it]| quote! { delegated_personal: #it, });
        any_of(&it.application, to, |[it]| quote! { application: #it, });
    }
}

/// A list is one text, which costs the compiler far less than a slice of texts.
fn list(entries: &[impl Borrow<str>], to: &mut Writer<'_, '_>, field: Template<1>) {
    if !entries.is_empty() {
        let entries: Vec<&str> = entries.iter().map(Borrow::borrow).collect();
        to.piece([&entries.join(", ")], field);
    }
}

fn any_of(permissions: &Option<Arc<[Text]>>, to: &mut Writer<'_, '_>, field: Template<1>) {
    match permissions.as_deref() {
        None => {}
        Some([]) => to.piece([&NotSupported], field),
        Some(some) => list(some, to, field),
    }
}

/// In place of permissions.
struct NotSupported;

impl ToTokens for NotSupported {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote! { OperationInfo::NOT_SUPPORTED });
    }
}

impl Word for NotSupported {
    fn scan(&self, to: &mut Scan) {
        to.tag(b':');
        to.name("OperationInfo");
        to.name("NOT_SUPPORTED");
    }
}

fn option(it: Option<impl quote::ToTokens>) -> TokenStream {
    match it {
        Some(it) => quote! { Some(#it) },
        None => quote! { None },
    }
}
