//! A page per enumeration.

use crate::frame::Frame;
use crate::model::{ApiPages, Model};
use crate::types::{documentation, overruled, stated};
use graphdown::ir::edm::Subject;
use maud::html;

/// The page of the enumeration with this index.
pub(crate) fn page(model: &Model<'_>, pages: &ApiPages<'_>, index: usize) -> (String, String) {
    let it = &pages.api.enums[index];
    let frame = Frame::new(model, &pages.enums[index]);
    let main = html! {
        dl.facts {
            div { dt { "Name" } dd { code { (it.name) } } }
            div { dt { "Kind" } dd { "enumeration, " (pages.api.version) @if it.is_flags { ", values may be combined" } } }
            (stated(&frame, it.origin, &it.sources))
        }
        (documentation(&it.documentation))
        @if it.members.is_empty() { p { "No page lists its members." } } @else {
            h2 #members { "Members" }
            div.wide tabindex="0" role="region" aria-labelledby="members" {
                table {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Value" } th scope="col" { "Description" } th scope="col" { "Stated at" } } }
                    tbody {
                        @for member in &it.members {
                            tr id={ "p-" (member.name) } {
                                th scope="row" { code { (member.name) } }
                                td.number { @if let Some(value) = member.value { (value) } }
                                td.prose { (documentation(&member.documentation)) }
                                td { (frame.place(member.source)) }
                            }
                        }
                    }
                }
            }
        }
        (overruled(&frame, pages, &Subject::Enum(it.name.clone())))
    };
    frame.page(&it.name.name, &main)
}
