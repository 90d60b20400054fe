//! The readers of the parts of a page, for the fuzz targets; compiled for them only.

use super::{annotation, front_matter, inline, json, markdown, rendered, request_line, type_cell};
use crate::diagnostics::Diagnostics;
use crate::span::{FileId, Span};
use std::sync::Arc;

const FILE: FileId = FileId(0);

/// Cuts markdown into blocks.
pub fn markdown(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let blocks = markdown::blocks(FILE, text, 0, &mut diagnostics);
    blocks.list.iter().for_each(|it| check(text, it.span));
    check_all(text, diagnostics);
}

/// Cuts rendered text into blocks.
pub fn rendered(text: &str) {
    rendered::is_rendered(text);
    rendered::blocks(FILE, text).list.iter().for_each(|it| check(text, it.span));
}

/// Reads an annotation, and lenient JSON.
pub fn annotation(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let (all, page) = (Span::new(FILE, 0..text.len()), Arc::new(text.to_owned()));
    let read = annotation::annotation(&page, all, &mut diagnostics);
    let inner = read.iter().flat_map(|it| [it.odata_type.as_ref(), it.base_type.as_ref()]);
    inner.flatten().for_each(|it| check(text, it.span));
    if let Some(parsed) = json::parse(FILE, &page, 0..text.len()) {
        check(text, parsed.json.span);
        parsed.mended.into_iter().for_each(|it| check(text, it));
        let _ = parsed.json.to_value().to_string();
    }
    check_all(text, diagnostics);
}

/// Reads a cell that names types.
pub fn type_cell(text: &str) {
    let all = Span::new(FILE, 0..text.len());
    let definitions = inline::Definitions::default();
    for read in [type_cell::type_cell, type_cell::type_in_prose] {
        if let Some(it) = read(text, all, &definitions) {
            check(text, it.span);
            it.alternatives.iter().for_each(|it| check(text, it.span));
        }
    }
}

/// Reads request lines.
pub fn request_lines(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let all = Span::new(FILE, 0..text.len());
    let found = request_line::request_lines(text, all, &mut diagnostics);
    found.iter().for_each(|it| check(text, it.span));
    check_all(text, diagnostics);
}

/// Reads front matter.
pub fn front_matter(text: &str) {
    let mut diagnostics = Diagnostics::default();
    let it = front_matter::front_matter(FILE, text, &mut diagnostics);
    assert!(text.is_char_boundary(it.end), "the end is inside of a character");
    let values = [it.title, it.description, it.doc_type, it.area];
    values.into_iter().flatten().for_each(|it| check(text, it.span));
    check_all(text, diagnostics);
}

fn check(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} is not a place in {} bytes", text.len());
}

fn check_all(text: &str, diagnostics: Diagnostics) {
    diagnostics.into_sorted().iter().for_each(|it| check(text, it.span));
}
