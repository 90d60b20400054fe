//! A finding as a workflow command of GitHub, which shows it at the line of a pull request.
//!
//! Source: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use graphdown::diagnostics::{Diagnostic, Severity};
use graphdown::docset::DocSet;
use std::path::Path;

/// One line: `::warning file=...,line=...::message`.
pub(crate) fn github(docs: &DocSet, folder: &Path, it: &Diagnostic) -> String {
    let file = docs.file(it.span.file);
    let (line, column) = file.line_column(it.span.start as usize);
    let (end_line, end_column) = file.line_column(it.span.end as usize);
    let path = folder.join(&file.path).to_string_lossy().replace('\\', "/");
    let command = match it.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = format!("{} {}", it.code.as_str(), it.code.name());
    let help = format!("{}\n{}", it.message, it.code.help());
    // Columns are shown for findings within one line only.
    let columns = if line == end_line {
        format!(",col={column},endColumn={end_column}")
    } else {
        String::new()
    };
    format!(
        "::{command} file={},line={line},endLine={end_line}{columns},title={}::{}\n",
        property(path.trim_start_matches("./")),
        property(&title),
        data(&help)
    )
}

/// What would end the message is escaped, so that no page can give commands.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In a property colons and commas count as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_of_a_page_becomes_a_command() {
        assert_eq!(data("a\n::error::b 100%"), "a%0A::error::b 100%25");
        assert_eq!(property("v1.0/a,b:c\r\n.md"), "v1.0/a%2Cb%3Ac%0D%0A.md");
    }
}
