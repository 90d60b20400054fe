//! A page per file: its text with line numbers, the findings below the lines that they are about.

use crate::frame::{Frame, code, counts, share};
use crate::model::{FilePage, Model, Thing, by_severity, call};
use crate::overview::understood;
use crate::prose::{paragraph, visible};
use graphdown::diagnostics::Diagnostic;
use graphdown::docset::SourceFile;
use graphdown::ir::page::PageClass;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) fn page(model: &Model<'_>, it: &FilePage<'_>) -> (String, String) {
    let frame = Frame::new(model, &it.address);
    let file = model.report.ir.docs.file(it.file);
    let main = html! {
        (head(&frame, it))
        (states(&frame, it))
        @if !it.findings.is_empty() { (list(&frame, file, &it.findings)) }
        h2 #text { "The page" }
        (text(&frame, file, &it.findings))
    };
    frame.page(&file.path, &main)
}

fn head(frame: &Frame<'_>, it: &FilePage<'_>) -> Markup {
    let (used, all) = understood(std::iter::once(&it.account));
    let class = it.head.map(|it| match it.class {
        PageClass::Resource => "resource",
        PageClass::Enumeration => "enumerations",
        PageClass::Api => "operations",
        PageClass::Conceptual => "overview or part of other pages",
    });
    let area = frame.model.areas.get_key_value(crate::model::area_of(it));
    html! {
        dl.facts {
            @if let Some(title) = it.head.and_then(|it| it.title.as_deref()) { div { dt { "Title" } dd { (visible(title)) } } }
            @if let Some(class) = class { div { dt { "Kind" } dd { (class) } } }
            @if let Some((name, area)) = area { div { dt { "Area" } dd { a href=(frame.to(&area.address)) { (visible(name)) } } } }
            div { dt { "State" } dd { (counts(by_severity(&it.findings))) } }
            div { dt { "Facts understood" } dd { (share(used, all, "facts understood")) } }
            @if !it.account.aside.is_empty() {
                div { dt { "Set aside" } dd { ul { @for (why, number) in &it.account.aside { li { (number) " × " (why) } } } } }
            }
        }
    }
}

fn states(frame: &Frame<'_>, it: &FilePage<'_>) -> Markup {
    html! {
        @if !it.states.is_empty() {
            h2 { "What it states" }
            ul.columns {
                @for (version, thing) in &it.states {
                    @let pages = &frame.model.apis[*version];
                    li {
                        @match *thing {
                            Thing::Type(at) => a href=(frame.to(&pages.types[at])) { (pages.api.types[at].name.name) },
                            Thing::Enum(at) => a href=(frame.to(&pages.enums[at])) { (pages.api.enums[at].name.name) },
                            Thing::Operation(at) => a href=(frame.to(&pages.operations[at])) { code { (call(&pages.api.operations[at])) } },
                        }
                    }
                }
            }
        }
    }
}

fn list(frame: &Frame<'_>, file: &SourceFile, found: &[&Diagnostic]) -> Markup {
    html! {
        h2 #findings { "Findings" }
        ul.places {
            @for it in found {
                @let (line, _) = file.line_column(it.span.start as usize);
                li { (code(frame, it.code, it.severity)) " " a href={ "#L" (line) } { "line " (line) } " " (paragraph(&it.message)) }
            }
        }
    }
}

fn text(frame: &Frame<'_>, file: &SourceFile, found: &[&Diagnostic]) -> Markup {
    let mut by_line: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
    for it in found {
        by_line.entry(file.line_column(it.span.start as usize).0).or_default().push(it);
    }
    let mut start = 0;
    let lines = file.text.split_inclusive('\n').enumerate().map(|(index, line)| {
        let range = start..start + line.len();
        start = range.end;
        (index + 1, range)
    });
    let lines: Vec<(usize, Range<usize>)> = lines.collect();
    html! {
        ol.source aria-labelledby="text" {
            @for (number, range) in lines {
                @let found = by_line.get(&number);
                li id={ "L" (number) } {
                    (line(&file.text, range, found.map_or(&[], Vec::as_slice)))
                    @for it in found.into_iter().flatten() { (finding(frame, file, it)) }
                }
            }
        }
    }
}

/// A line, the words that findings are about marked.
fn line(text: &str, range: Range<usize>, found: &[&Diagnostic]) -> Markup {
    let end = range.start + text[range.clone()].trim_end_matches(['\n', '\r']).len();
    let mut marked: Vec<Range<usize>> = Vec::new();
    for it in found {
        let place = it.span.range();
        let place = place.start.min(end)..place.end.min(end);
        match marked.last_mut() {
            _ if place.is_empty() => {}
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => marked.push(place),
        }
    }
    let starts = std::iter::once(range.start).chain(marked.iter().map(|it| it.end));
    let ends = marked.iter().map(|it| it.start).chain(std::iter::once(end));
    let mut marks = marked.iter();
    html! {
        @for (start, end) in starts.zip(ends) {
            (visible(&text[start..end]))
            @if let Some(it) = marks.next() { mark { (visible(&text[it.clone()])) } }
        }
    }
}

fn finding(frame: &Frame<'_>, file: &SourceFile, it: &Diagnostic) -> Markup {
    let (_, column) = file.line_column(it.span.start as usize);
    html! {
        div class={ "finding " (it.severity.as_str()) } {
            p { (code(frame, it.code, it.severity)) " " strong { (paragraph(&it.message)) } " " span.dim { "column " (column) } }
            @for (span, shows) in &it.related { p { (paragraph(shows)) ": " (frame.place(*span)) } }
            p.help { (paragraph(it.code.help())) }
        }
    }
}
