//! The text of a file as it grows.

use super::docs::comment;
use super::format::Place;
use super::scan::Word;
use super::shapes::{Filled, Part, Seen};
use proc_macro2::TokenStream;

/// Tokens that depend on their words alone.
pub(super) type Template<const N: usize> = for<'w> fn([&'w dyn Word; N]) -> TokenStream;

/// Takes the pieces of a file in their order.
pub(super) struct Writer<'t, 's> {
    text: String,
    place: Place,
    seen: &'t mut Seen<'s>,
}

impl<'t, 's> Writer<'t, 's> {
    /// Goes on behind `text`, among the items of a file.
    pub(super) fn new(text: String, seen: &'t mut Seen<'s>) -> Self {
        Writer { text, place: Place::Items, seen }
    }

    /// The text of the file.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Opens that whose parts are in `place` from now on; the template is what stands before its brace.
    pub(super) fn open<const N: usize>(
        &mut self,
        place: Place,
        words: [&dyn Word; N],
        template: Template<N>,
    ) {
        self.write(Part::Opening(place), words, template);
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
    pub(super) fn piece<const N: usize>(&mut self, words: [&dyn Word; N], template: Template<N>) {
        self.write(Part::Piece(self.place), words, template);
    }

    /// An attribute of what comes next.
    pub(super) fn attribute<const N: usize>(
        &mut self,
        words: [&dyn Word; N],
        template: Template<N>,
    ) {
        self.write(Part::Attribute(self.place), words, template);
    }

    fn write<const N: usize>(&mut self, part: Part, words: [&dyn Word; N], template: Template<N>) {
        let tokens = |words: &[&dyn Word]| template(std::array::from_fn(|it| words[it]));
        let filled = Filled { part, template: template as usize, words: &words, tokens: &tokens };
        self.seen.write(&filled, &mut self.text);
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
