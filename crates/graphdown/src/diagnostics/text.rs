//! One diagnostic in one line, for build logs and snapshots. The command draws excerpts.

use super::Diagnostic;
use crate::characters::visible;
use crate::docset::DocSet;

impl Diagnostic {
    /// `resources/user.md:12:3: warning[GD0202]: ...`, with the line and column counted from 1. It is one line whatever the page says, and
    /// characters that deceive or that a terminal would obey are written by their numbers.
    pub fn one_line(&self, docs: &DocSet) -> String {
        let file = docs.file(self.span.file);
        let (line, column) = file.line_column(self.span.start as usize);
        let severity = self.severity.as_str();
        let (path, message) = (visible(&file.path), visible(&self.message));
        format!("{path}:{line}:{column}: {severity}[{}]: {message}", self.code)
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::{Code, Diagnostics};
    use crate::docset::{DocSet, SourceFile};
    use crate::span::Span;

    #[test]
    fn the_place_is_that_of_the_first_character() {
        let docs = DocSet::new(vec![SourceFile::new("api/a.md", "one\ntwö x\n".as_bytes())]);
        let mut found = Diagnostics::default();
        found.push(Code::RowWithoutName, Span::new(docs.ids().next().unwrap(), 9..10), "no name");
        assert_eq!(
            found.into_sorted()[0].one_line(&docs),
            "api/a.md:2:5: warning[GD0202]: no name"
        );
    }

    #[test]
    fn no_message_becomes_a_second_line() {
        let docs = DocSet::new(vec![SourceFile::new("a\ncargo:x.md", b"x")]);
        let mut found = Diagnostics::default();
        let span = Span::new(docs.ids().next().unwrap(), 0..1);
        found.push(Code::RowWithoutName, span, "`a\r\ncargo:rustc-link-arg=x\u{1b}[2J`");
        let line = found.into_sorted()[0].one_line(&docs);
        assert_eq!(
            line,
            "a\\ncargo:x.md:1:1: warning[GD0202]: `a\\r\\ncargo:rustc-link-arg=x\\u{1b}[2J`"
        );
    }
}
