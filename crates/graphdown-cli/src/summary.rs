//! The numbers at the end of a run.

use crate::console::Console;
use graphdown::Summary;
use graphdown::diagnostics::Severity;
use std::fmt::Write;
use std::path::PathBuf;

/// Pages, types, enums, operations, and a line per diagnostic code that occurred.
pub(crate) fn text(summary: &Summary) -> String {
    let Summary { pages, types, enums, operations, diagnostics } = summary;
    let mut text =
        format!("{pages} pages: {types} types, {enums} enums, {operations} operations\n");
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|(code, _)| code.severity() == severity)
            .map(|(_, n)| n)
            .sum::<usize>()
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|it| format!("{} {}s", count(it), it.as_str()));
    let _ = writeln!(text, "{}", counts.join(", "));
    let width = diagnostics.values().max().map_or(0, |it| it.to_string().len());
    for (code, number) in diagnostics {
        let _ = writeln!(
            text,
            "  {number:>width$}  {} {:<8} {}",
            code.as_str(),
            code.severity().as_str(),
            code.name()
        );
    }
    text
}

/// Down to which severity findings are shown, if `by_default` is what the command shows without `-v`.
pub(crate) fn shown_severity(by_default: Severity, console: &Console) -> Severity {
    let order = [Severity::Error, Severity::Warning, Severity::Note];
    let place =
        order.iter().position(|it| *it == by_default).unwrap_or(0) + usize::from(console.verbose);
    order[place.min(order.len() - 1)]
}

/// Says which links were not followed, for they may have been meant to be read.
pub(crate) fn tell_links(links: &[PathBuf], console: &Console) {
    for link in links {
        console
            .tell(format!("note: `{}` is a symbolic link and was not followed\n", link.display()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graphdown::diagnostics::Code;

    #[test]
    fn every_code_that_occurred_has_a_line() {
        let diagnostics = [(Code::RowWithoutName, 3), (Code::MissingInclude, 12)].into();
        let summary = Summary { pages: 7, types: 1, enums: 2, operations: 3, diagnostics };
        let expected = "7 pages: 1 types, 2 enums, 3 operations\n0 errors, 3 warnings, 12 notes\n  \
                        12  GD0106 note     MissingInclude\n   3  GD0202 warning  RowWithoutName\n";
        assert_eq!(text(&summary), expected);
    }
}
