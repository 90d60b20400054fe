//! The text of a file as it grows.

use super::docs::comment;
use super::format::Place;
use super::shapes::{Part, Scan, Shapes};
use crate::ir::rust::Docs;
use proc_macro2::TokenStream;

/// Takes the pieces of a file in their order. Tokens are given as a function, for they are made a second time where the layout of a piece
/// is not known yet.
pub(super) struct Writer<'s> {
    text: String,
    place: Place,
    shapes: &'s Shapes,
    scan: Scan,
}

impl<'s> Writer<'s> {
    /// Goes on behind `text`, among the items of a file.
    pub(super) fn new(text: String, shapes: &'s Shapes) -> Self {
        Writer { text, place: Place::Items, shapes, scan: Scan::default() }
    }

    /// The text of the file.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Opens that whose parts are in `place` from now on; `tokens` are what stands before its brace.
    pub(super) fn open(&mut self, place: Place, tokens: impl Fn() -> TokenStream) {
        self.shapes.write(Part::Opening(place), &tokens, &mut self.scan, &mut self.text);
        self.place = place;
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        let (end, outer) = (self.place.end(), self.place.outer());
        if self.text.ends_with("{\n") {
            self.text.pop();
        } else {
            self.indent(outer);
        }
        self.text.push_str(end);
        self.place = outer;
    }

    /// One piece, such as a field, a statement or a whole method.
    pub(super) fn piece(&mut self, tokens: impl Fn() -> TokenStream) {
        self.shapes.write(Part::Piece(self.place), &tokens, &mut self.scan, &mut self.text);
    }

    /// The documentation of what comes next.
    pub(super) fn docs(&mut self, it: &Docs) {
        it.lines.iter().for_each(|it| self.line_of_docs(it));
    }

    /// One line of documentation of what comes next. It does not go through the formatter, which would only write `///` before it.
    pub(super) fn line_of_docs(&mut self, line: &str) {
        let line = comment(line);
        let line = line.trim_end_matches(' ');
        self.indent(self.place);
        self.text.push_str(if line.is_empty() { "///" } else { "/// " });
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn indent(&mut self, place: Place) {
        (0..place.depth()).for_each(|_| self.text.push_str("    "));
    }
}
