//! What changed against another set.

use crate::address::part;
use crate::frame::Frame;
use crate::model::Model;
use crate::prose::visible;
use graphdown::diff::{Change, Class, Difference, Place, excerpts};
use maud::{Markup, html};

/// How many characters of a value are shown.
const LONGEST: usize = 120;

pub(crate) fn page(model: &Model<'_>) -> Option<(String, String)> {
    let (difference, old) = model.report.against?;
    let frame = Frame::new(model, "changes.html");
    let step = difference.step().map(Class::step);
    let main = html! {
        p {
            "Compared with " code { (visible(old)) } ". "
            @match step {
                None => "Nothing changed.",
                Some(step) => { "The next release of the bindings is a " strong { (step) } " one." }
            }
        }
        @for class in Class::ALL { (section(&frame, difference, class)) }
    };
    Some(frame.page("Changes", &main))
}

fn section(frame: &Frame<'_>, difference: &Difference, class: Class) -> Markup {
    let changes: Vec<&Change> = difference.changes.iter().filter(|it| it.class == class).collect();
    let id = part(class.as_str());
    html! {
        @if !changes.is_empty() {
            h2 id=(id) { (class.as_str()) ": " (changes.len()) }
            div.wide tabindex="0" role="region" aria-labelledby=(id) {
                table {
                    thead { tr { @for title in ["Version", "Item", "Change", "Before", "Now", "Place"] { th scope="col" { (title) } } } }
                    tbody { @for it in changes { (row(frame, it)) } }
                }
            }
        }
    }
}

fn row(frame: &Frame<'_>, it: &Change) -> Markup {
    let (old, new) = match (&it.old, &it.new) {
        (Some(old), Some(new)) => excerpts(old, new, LONGEST),
        (old, new) => (short(old.as_deref()), short(new.as_deref())),
    };
    html! {
        tr {
            td { (it.version) }
            th scope="row" { span.dim { (it.item.as_str()) } " " code { (visible(&it.full_name())) } }
            td { (it.what()) }
            td.old { (visible(&old)) }
            td.new { (visible(&new)) }
            td {
                @match (&it.new_place, &it.old_place) {
                    (Some(place), _) => (link(frame, place)),
                    (None, Some(place)) => span.place { (place) " (before)" },
                    (None, None) => {}
                }
            }
        }
    }
}

fn short(text: Option<&str>) -> String {
    excerpts(text.unwrap_or_default(), "", LONGEST).0
}

/// A place of the new side, which is the one that the site shows.
fn link(frame: &Frame<'_>, place: &Place) -> Markup {
    let file = frame.model.report.ir.docs.find(&place.file);
    let page = file.and_then(|it| frame.model.page(it));
    html! {
        @match (page, place.line) {
            (Some(page), Some(line)) => a.place href={ (frame.to(&page.address)) "#L" (line) } { (place) },
            _ => span.place { (place) },
        }
    }
}
