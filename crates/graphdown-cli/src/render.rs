//! Diagnostics for people and for programs.

pub(crate) use github::github;
pub(crate) use json::{json, place, value};
pub(crate) use sarif::sarif;

mod github;
mod json;
mod sarif;

use crate::console::Console;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use graphdown::diagnostics::{Diagnostic, Severity};
use graphdown::docset::DocSet;
use graphdown::span::Span;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How many bytes around a place are shown at most. Cells of tables can be very long.
const MAX_EXCERPT: usize = 400;

/// Draws diagnostics with an excerpt of the page and a mark under the words.
pub(crate) struct Painter {
    root: PathBuf,
    renderer: Renderer,
}

impl Painter {
    /// For pages below `root`, with colors where the console wants them.
    pub(crate) fn new(root: &Path, console: &Console) -> Self {
        let renderer = if console.colors() { Renderer::styled() } else { Renderer::plain() };
        Painter { root: root.to_owned(), renderer }
    }

    /// The whole report on one finding, with an empty line behind it.
    pub(crate) fn text(&self, docs: &DocSet, it: &Diagnostic) -> String {
        let level = match it.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let main = Excerpt::of(docs, it.span, &self.root);
        let others: Vec<_> = it
            .related
            .iter()
            .map(|(span, shows)| (Excerpt::of(docs, *span, &self.root), shows))
            .collect();
        let mut group = level
            .primary_title(it.message.as_str())
            .id(it.code.as_str())
            .element(main.snippet(None));
        for (excerpt, shows) in &others {
            group = group.element(excerpt.snippet(Some(shows)));
        }
        let mut group: Group<'_> = group.element(Level::HELP.message(it.code.help()));
        let mend =
            it.fix.as_ref().map(|it| format!("`graphdown check --fix` does it: {}", it.says));
        if let Some(mend) = &mend {
            group = group.element(Level::HELP.message(mend));
        }
        format!("{}\n\n", self.renderer.render(&[group]))
    }
}

/// The line a finding begins in, cut to a length that fits on a screen.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    path: String,
    marked: Range<usize>,
}

impl<'a> Excerpt<'a> {
    fn of(docs: &'a DocSet, span: Span, root: &Path) -> Self {
        let file = docs.file(span.file);
        let text = file.text.as_str();
        let place = span.range();
        let start = text[..place.start].rfind('\n').map_or(0, |it| it + 1);
        let end = text[place.start..].find('\n').map_or(text.len(), |it| place.start + it);
        let start = boundary(text, start.max(place.start.saturating_sub(MAX_EXCERPT / 4)));
        let end = boundary(text, end.min(start + MAX_EXCERPT));
        let (line, _) = file.line_column(place.start);
        let marked =
            place.start - start..place.end.clamp(place.start, end.max(place.start)) - start;
        let path = root.join(&file.path).display().to_string();
        Excerpt { text: &text[start..end.max(place.start)], line, path, marked }
    }

    fn snippet(&'a self, label: Option<&'a str>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let kind = if label.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let snippet = Snippet::source(self.text).line_start(self.line).path(self.path.as_str());
        snippet.annotation(kind.span(self.marked.clone()).label(label))
    }
}

/// The character boundary at `offset` or the nearest before it.
fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests;
