//! A page per operation.

use crate::frame::Frame;
use crate::model::{ApiPages, COLUMNS, Model, area_of, call, columns};
use crate::types::{documentation, facts, overruled, type_use};
use graphdown::ir::edm::{Operation, Parameter, RequestBody, ResponseBody, Subject};
use maud::{Markup, html};

/// The page of the operation with this index.
pub(crate) fn page(model: &Model<'_>, pages: &ApiPages<'_>, index: usize) -> (String, String) {
    let it = &pages.api.operations[index];
    let frame = Frame::new(model, &pages.operations[index]);
    let members: &[Parameter] = match &it.request {
        RequestBody::Resource { members, .. } | RequestBody::Parameters(members) => members,
        _ => &[],
    };
    let main = html! {
        (head(&frame, pages, it))
        (documentation(&it.documentation))
        (permissions(&frame, pages, it))
        (parameters(&frame, pages, "Parameters", &it.parameters))
        (parameters(&frame, pages, "Headers", &it.headers))
        (parameters(&frame, pages, "Body", members))
        (overruled(&frame, pages, &Subject::Operation(it.method, it.path.to_string())))
    };
    frame.page(&call(it), &main)
}

fn head(frame: &Frame<'_>, pages: &ApiPages<'_>, it: &Operation) -> Markup {
    let page = frame.model.page(it.sources[0].file);
    let area = page.map(area_of).and_then(|name| frame.model.areas.get_key_value(name));
    html! {
        dl.facts {
            div { dt { "Page" } dd { (it.title) } }
            div { dt { "Kind" } dd { (it.kind.as_str()) ", " (pages.api.version) } }
            @if let Some((name, area)) = area { div { dt { "Area" } dd { a href=(frame.to(&area.address)) { (name) } } } }
            div { dt { "Request" } dd { (request(frame, pages, &it.request)) } }
            div { dt { "Response" } dd {
                @for (index, status) in it.response.status.iter().enumerate() { @if index > 0 { ", " } (status) }
                ": " (response(frame, pages, it.response.body))
                @if it.response.long_running { ", long-running" }
            } }
            @if !it.query_options.is_empty() {
                div { dt { "Query options" } dd { @for it in &it.query_options { code { (it) } " " } } }
            }
            @if let Some(clouds) = &it.clouds {
                div { dt { "Clouds" } dd { (clouds.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ")) } }
            }
            div { dt { "Examples" } dd { (it.examples.len()) } }
            div { dt { "Stated at" } dd { @for it in &it.sources { (frame.place(*it)) " " } } }
        }
    }
}

fn request(frame: &Frame<'_>, pages: &ApiPages<'_>, it: &RequestBody) -> Markup {
    html! {
        @match it {
            RequestBody::None => "no body",
            RequestBody::Resource { ty, .. } => (type_use(frame, pages, *ty)),
            RequestBody::Parameters(_) => "an object with the parameters below",
            RequestBody::Reference => "a reference to an object",
            RequestBody::Stream { media_type } => {
                "bytes" @if let Some(it) = media_type { " (" (it) ")" }
            }
            RequestBody::Untyped => "a body of which no page says the type",
        }
    }
}

fn response(frame: &Frame<'_>, pages: &ApiPages<'_>, it: ResponseBody) -> Markup {
    html! {
        @match it {
            ResponseBody::None => "no body",
            ResponseBody::Single(ty) => (type_use(frame, pages, ty)),
            ResponseBody::Collection(ty) => { "a list of " (type_use(frame, pages, ty)) }
            ResponseBody::Stream => "bytes",
            ResponseBody::Untyped => "a body of which no page says the type",
        }
    }
}

fn permissions(frame: &Frame<'_>, pages: &ApiPages<'_>, it: &Operation) -> Markup {
    html! {
        h2 #permissions { "Permissions" }
        @if it.permissions.is_none() { p { "The documentation does not say." } } @else {
            div.wide tabindex="0" role="region" aria-labelledby="permissions" {
                table {
                    thead { tr { th scope="col" { "Account" } th scope="col" { "One of these, from the least privileged" } } }
                    tbody {
                        @for (title, list) in COLUMNS.iter().zip(columns(it)) {
                            tr {
                                th scope="row" { (title) }
                                td {
                                    @match list {
                                        None => span.dim { "not stated" },
                                        Some([]) => "not supported",
                                        Some(list) => @for name in list { (permission(frame, pages, name)) " " },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn permission(frame: &Frame<'_>, pages: &ApiPages<'_>, name: &str) -> Markup {
    html! {
        @match pages.permissions.get(name) {
            Some(page) => a.tag href=(frame.to(&page.address)) { (name) },
            None => (name),
        }
    }
}

fn parameters(frame: &Frame<'_>, pages: &ApiPages<'_>, title: &str, rows: &[Parameter]) -> Markup {
    let id = title.to_lowercase();
    html! {
        @if !rows.is_empty() {
            h2 id=(id) { (title) }
            div.wide tabindex="0" role="region" aria-labelledby=(id) {
                table {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Type" } th scope="col" { "Description" } th scope="col" { "Stated at" } } }
                    tbody {
                        @for it in rows {
                            @let facts = facts(&it.facts);
                            tr {
                                th scope="row" { code { (it.name) } }
                                td { (type_use(frame, pages, it.ty)) }
                                td.prose { @if !facts.is_empty() { p.dim { (facts) } } (documentation(&it.documentation)) }
                                td { (frame.place(it.source)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
