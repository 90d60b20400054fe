//! The findings by code: an overview, and a page per code with all places.

use crate::frame::{Frame, code};
use crate::model::Model;
use crate::prose::paragraph;
use graphdown::diagnostics::{Code, Diagnostic};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Where the page of a code is.
pub(crate) fn address(code: Code) -> String {
    format!("findings/{}.html", code.as_str().to_lowercase())
}

pub(crate) fn pages(model: &Model<'_>) -> Vec<(String, String)> {
    let mut by_code: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for it in model.report.diagnostics {
        by_code.entry(it.code).or_default().push(it);
    }
    let mut files = vec![list(model, &by_code)];
    files.extend(by_code.iter().map(|(code, found)| page(model, *code, found)));
    files
}

fn list(model: &Model<'_>, by_code: &BTreeMap<Code, Vec<&Diagnostic>>) -> (String, String) {
    let frame = Frame::new(model, "findings.html");
    let main = html! {
        @if by_code.is_empty() { p { "Nothing was found." } } @else {
            div.wide tabindex="0" role="region" aria-label="Findings" {
                table {
                    thead { tr { th scope="col" { "Code" } th scope="col" { "Places" } th scope="col" { "Pages" } th scope="col" { "What it means" } } }
                    tbody { @for (it, found) in by_code { (row(&frame, *it, found)) } }
                }
            }
        }
    };
    frame.page("Findings", &main)
}

fn row(frame: &Frame<'_>, it: Code, found: &[&Diagnostic]) -> Markup {
    let mut files: Vec<_> = found.iter().map(|it| it.span.file).collect();
    files.dedup();
    html! {
        tr {
            th scope="row" { (code(frame, it, it.severity())) }
            td.number { (found.len()) }
            td.number { (files.len()) }
            td { (paragraph(it.summary())) }
        }
    }
}

fn page(model: &Model<'_>, it: Code, found: &[&Diagnostic]) -> (String, String) {
    let address = address(it);
    let frame = Frame::new(model, &address);
    let main = html! {
        p { (paragraph(it.summary())) }
        p { strong { "What to do: " } (paragraph(it.help())) }
        h2 { "Places" }
        ul.places { @for it in found { li { (frame.place(it.span)) " " (paragraph(&it.message)) } } }
    };
    frame.page(&format!("{} {}", it.as_str(), it.name()), &main)
}
