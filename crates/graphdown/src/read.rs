//! Pages in, facts out: reads every file of the documentation set into an [`ir::page::Page`](crate::ir::page::Page).
//!
//! ```text
//! text → markdown | rendered → blocks → walk (headings, annotations, includes) → rows, request lines, examples, sentences
//! ```
//!
//! Both forms of pages become the same blocks; nothing behind `block` knows which form a page had.

mod annotation;
mod block;
mod columns;
mod front_matter;
#[cfg(fuzzing)]
pub mod fuzzing;
mod heading;
mod http;
mod inline;
mod json;
mod limits;
mod markdown;
mod permissions;
pub(crate) mod places;
mod prose;
mod rendered;
mod request_line;
mod rows;
mod table;
mod trim;
mod type_cell;
mod walk;

use crate::diagnostics::{Code, Diagnostics};
use crate::docset::DocSet;
use crate::ir::Trail;
use crate::ir::page::Page;
use crate::span::{FileId, Span};
use rayon::prelude::*;

/// Reads all files of `docs`. Never fails: what cannot be read is a diagnostic.
pub fn read(docs: &DocSet, trail: Trail, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let files: Vec<FileId> = docs.ids().collect();
    let read = files.into_par_iter().map(|file| read_page(docs, file, trail));
    let (mut pages, mut findings) = (Vec::new(), Vec::new());
    read.unzip_into_vecs(&mut pages, &mut findings);
    findings.into_iter().for_each(|it| diagnostics.append(it));
    places::check(docs, &pages, diagnostics);
    pages.par_iter_mut().for_each(places::forget);
    pages
}

/// Reads one file. Besides its own text this depends on the texts of [`Page::included`] and on which files there are, nothing else.
pub(crate) fn read_page(docs: &DocSet, file: FileId, trail: Trail) -> (Page, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    if docs.file(file).had_invalid_utf8 {
        diagnostics.push(
            Code::InvalidUtf8,
            Span::new(file, 0..0),
            "the file holds bytes that are not UTF-8",
        );
    }
    limits::report_hidden(file, &docs.file(file).text, &mut diagnostics);
    let mut page = walk::walk(docs, file, trail, &mut diagnostics);
    trim::trim(&mut page);
    (page, diagnostics)
}
