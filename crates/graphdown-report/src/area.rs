//! A page per area: its pages with their state, its types and its operations.

use crate::frame::{Frame, counts, share};
use crate::model::{Area, Model, by_severity, call};
use crate::overview::understood;
use maud::{Markup, html};

pub(crate) fn pages(model: &Model<'_>) -> Vec<(String, String)> {
    model.areas.iter().map(|(name, area)| page(model, name, area)).collect()
}

fn page(model: &Model<'_>, name: &str, area: &Area) -> (String, String) {
    let frame = Frame::new(model, &area.address);
    let main = html! {
        @if !area.operations.is_empty() { (operations(&frame, area)) }
        @if !area.types.is_empty() {
            h2 { "Types" }
            ul.columns {
                @for (api, at) in &area.types {
                    @let pages = &model.apis[*api];
                    li {
                        a href=(frame.to(&pages.types[*at])) { (pages.api.types[*at].name.name) }
                        " " span.dim { (pages.api.version) }
                    }
                }
            }
        }
        (files(&frame, area))
    };
    frame.page(&format!("Area: {name}"), &main)
}

fn operations(frame: &Frame<'_>, area: &Area) -> Markup {
    html! {
        h2 { "Operations" }
        ul.calls {
            @for (api, at) in &area.operations {
                @let pages = &frame.model.apis[*api];
                li { a href=(frame.to(&pages.operations[*at])) { code { (call(&pages.api.operations[*at])) } } " " span.dim { (pages.api.version) } }
            }
        }
    }
}

fn files(frame: &Frame<'_>, area: &Area) -> Markup {
    html! {
        h2 #pages { "Pages" }
        div.wide tabindex="0" role="region" aria-labelledby="pages" {
            table {
                thead { tr { th scope="col" { "Page" } th scope="col" { "Title" } th scope="col" { "Facts understood" } th scope="col" { "Findings" } } }
                tbody {
                    @for page in area.pages.iter().map(|it| &frame.model.pages[*it]) {
                        @let (used, all) = understood(std::iter::once(&page.account));
                        tr {
                            th scope="row" { a href=(frame.to(&page.address)) { (frame.model.report.ir.docs.file(page.file).path) } }
                            td { (page.head.and_then(|it| it.title.as_deref()).unwrap_or_default()) }
                            td { (share(used, all, "facts understood")) }
                            td { (counts(by_severity(&page.findings))) }
                        }
                    }
                }
            }
        }
    }
}
