//! One diagnostic in one line, for build logs and snapshots. The command draws excerpts.

use super::Diagnostic;
use crate::docset::DocSet;

impl Diagnostic {
    /// `resources/user.md:12:3: warning[GD0202]: ...`, with the line and column counted from 1.
    pub fn one_line(&self, docs: &DocSet) -> String {
        let file = docs.file(self.span.file);
        let (line, column) = file.line_column(self.span.start as usize);
        let severity = self.code.severity().as_str();
        format!("{}:{line}:{column}: {severity}[{}]: {}", file.path, self.code, self.message)
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
}
