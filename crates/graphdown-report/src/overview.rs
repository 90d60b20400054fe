//! The first page: the figures, and a table of the areas.

use crate::frame::{Frame, counts, share};
use crate::model::{Area, Model, by_severity};
use graphdown::Account;
use maud::{Markup, html};

pub(crate) fn page(model: &Model<'_>) -> (String, String) {
    let frame = Frame::new(model, "index.html");
    let main = html! {
        (figures(model))
        h2 #areas { "Coverage by area" }
        p {
            "An area is what the front matter of a page names as its part of the product. "
            "Facts are table rows, request lines, code blocks, annotations, includes and links: "
            "of those that may hold something about the API, the bar shows how many were understood. "
            "The others have a finding that says why not."
        }
        div.wide tabindex="0" role="region" aria-labelledby="areas" {
            table {
                thead { tr {
                    @for title in ["Area", "Pages", "Types", "Operations", "Facts understood", "Permissions stated", "With an example", "Findings"] {
                        th scope="col" { (title) }
                    }
                } }
                tbody { @for (name, area) in &model.areas { (row(&frame, name, area)) } }
            }
        }
    };
    frame.page(model.report.title, &main)
}

fn figures(model: &Model<'_>) -> Markup {
    let types: usize = model.apis.iter().map(|it| it.types.len()).sum();
    let enums: usize = model.apis.iter().map(|it| it.enums.len()).sum();
    let operations: usize = model.apis.iter().map(|it| it.operations.len()).sum();
    let permissions: usize = model.apis.iter().map(|it| it.permissions.len()).sum();
    let found = by_severity(model.pages.iter().flat_map(|it| &it.findings));
    let clean = model.pages.iter().filter(|it| it.findings.is_empty()).count();
    html! {
        dl.figures {
            @for (words, number) in [("pages", model.pages.len()), ("types", types), ("enumerations", enums), ("operations", operations),
                ("permissions", permissions), ("pages without a finding", clean)] {
                div { dt { (words) } dd { (number) } }
            }
        }
        p { "Found in the pages: " (counts(found)) }
    }
}

/// What of the items that may hold a fact was understood, and how many there are.
pub(crate) fn understood<'a>(accounts: impl Iterator<Item = &'a Account>) -> (usize, usize) {
    accounts.fold((0, 0), |(used, all), it| {
        (used + it.used, all + it.used + it.reported + it.unaccounted.len())
    })
}

fn row(frame: &Frame<'_>, name: &str, area: &Area) -> Markup {
    let model = frame.model;
    let pages = || area.pages.iter().map(|it| &model.pages[*it]);
    let (used, all) = understood(pages().map(|it| &it.account));
    let operations =
        || area.operations.iter().map(|(api, at)| &model.apis[*api].api.operations[*at]);
    let permitted = operations().filter(|it| it.permissions.is_some()).count();
    let shown = operations().filter(|it| !it.examples.is_empty()).count();
    html! {
        tr {
            th scope="row" { a href=(frame.to(&area.address)) { (crate::prose::visible(name)) } }
            td.number { (area.pages.len()) }
            td.number { (area.types.len()) }
            td.number { (area.operations.len()) }
            td { (share(used, all, "facts understood")) }
            td { (share(permitted, area.operations.len(), "operations with permissions")) }
            td { (share(shown, area.operations.len(), "operations with an example")) }
            td { (counts(by_severity(pages().flat_map(|it| &it.findings)))) }
        }
    }
}
