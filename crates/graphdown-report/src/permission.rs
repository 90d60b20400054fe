//! A page per permission: what it allows; and a list of all of them per version.

use crate::frame::Frame;
use crate::model::{ApiPages, COLUMNS, Model, PermissionPage, call};
use maud::html;

pub(crate) fn pages(model: &Model<'_>) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for api in &model.apis {
        files.push(list(model, api));
        files.extend(api.permissions.iter().map(|(name, it)| page(model, api, name, it)));
    }
    files
}

fn list(model: &Model<'_>, pages: &ApiPages<'_>) -> (String, String) {
    let version = pages.api.version.as_str();
    let address = format!("{version}/permissions.html");
    let frame = Frame::new(model, &address);
    let main = html! {
        p { "With each permission stands how many operations name it." }
        ul.columns {
            @for (name, it) in &pages.permissions {
                li { a href=(frame.to(&it.address)) { (name) } " " span.dim { (it.operations.len()) } }
            }
        }
    };
    frame.page(&format!("Permissions of {version}"), &main)
}

fn page(
    model: &Model<'_>,
    pages: &ApiPages<'_>,
    name: &str,
    it: &PermissionPage,
) -> (String, String) {
    let frame = Frame::new(model, &it.address);
    let main = html! {
        p { "Operations of " (pages.api.version) " whose pages name it, and for which accounts." }
        div.wide tabindex="0" role="region" aria-label="Operations" {
            table {
                thead { tr { th scope="col" { "Operation" } @for title in COLUMNS { th scope="col" { (title) } } } }
                tbody {
                    @for (index, columns) in &it.operations {
                        tr {
                            th scope="row" { a href=(frame.to(&pages.operations[*index])) { code { (call(&pages.api.operations[*index])) } } }
                            @for holds in columns { td { @if *holds { "yes" } @else { span.dim { "–" } } } }
                        }
                    }
                }
            }
        }
    };
    frame.page(name, &main)
}
