//! The numbers at the end of a run.

use crate::console::Console;
use graphdown::Summary;
use graphdown::diagnostics::{Code, Diagnostic, Severity};
use graphdown::docset::DocSet;
use graphdown::span::FileId;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Pages, types, enums, operations, and a line per diagnostic code that occurred.
pub(crate) fn text(summary: &Summary) -> String {
    let Summary { pages, types, enums, operations, diagnostics } = summary;
    let mut text =
        format!("{pages} pages: {types} types, {enums} enums, {operations} operations\n");
    let count = |severity| {
        diagnostics.iter().filter(|((_, it), _)| *it == severity).map(|(_, n)| n).sum::<usize>()
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|it| format!("{} {}s", count(it), it.as_str()));
    let _ = writeln!(text, "{}", counts.join(", "));
    let width = diagnostics.values().max().map_or(0, |it| it.to_string().len());
    for ((code, severity), number) in diagnostics {
        let _ = writeln!(
            text,
            "  {number:>width$}  {} {:<8} {}",
            code.as_str(),
            severity.as_str(),
            code.name()
        );
    }
    text
}

/// How many pages are named.
const WORST: usize = 5;

/// The pages with the most findings, and what to do next. Empty if nothing was found.
pub(crate) fn next(docs: &DocSet, found: &[Diagnostic], shown: Severity) -> String {
    let mut text = String::new();
    let mut by_page: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut by_code: BTreeMap<Code, usize> = BTreeMap::new();
    for it in found {
        *by_page.entry(it.span.file).or_default() += 1;
        *by_code.entry(it.code).or_default() += 1;
    }
    let mut worst: Vec<(FileId, usize)> = by_page.into_iter().collect();
    worst.sort_by_key(|(file, number)| (Reverse(*number), *file));
    if worst.len() > 1 {
        let _ = writeln!(text, "most in, of {} pages with findings:", worst.len());
        let width = worst[0].1.to_string().len();
        for (file, number) in worst.iter().take(WORST) {
            let _ = writeln!(text, "  {number:>width$}  {}", docs.file(*file).path);
        }
    }
    let mut steps = Vec::new();
    let fixable = found.iter().filter(|it| it.fix.is_some()).count();
    if fixable > 0 {
        steps.push((
            "check --fix --dry-run".to_owned(),
            format!("shows how {fixable} of them can be mended at once"),
        ));
    }
    // The worst first, and of these the most frequent.
    let order = |it: &&Diagnostic| (it.severity, Reverse(by_code[&it.code]), it.code);
    if let Some(it) = found.iter().min_by_key(order) {
        steps
            .push((format!("explain {}", it.code), format!("what to do about {}", it.code.name())));
    }
    let hidden = found.iter().filter(|it| it.severity > shown).count();
    if hidden > 0 {
        steps.push(("check --show note".to_owned(), format!("shows {hidden} more")));
    }
    for (index, (command, what)) in steps.iter().enumerate() {
        let head = if index == 0 { "next:" } else { "" };
        let _ = writeln!(text, "{head:<5} graphdown {command:<22} {what}");
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

    #[test]
    fn every_code_that_occurred_has_a_line() {
        let diagnostics = [
            ((Code::RowWithoutName, Severity::Error), 3),
            ((Code::MissingInclude, Severity::Note), 12),
        ]
        .into();
        let summary = Summary { pages: 7, types: 1, enums: 2, operations: 3, diagnostics };
        let expected = "7 pages: 1 types, 2 enums, 3 operations\n3 errors, 0 warnings, 12 notes\n  \
                        12  GD0106 note     MissingInclude\n   3  GD0202 error    RowWithoutName\n";
        assert_eq!(text(&summary), expected);
    }
}
