//! The accounts of a run, for people and for programs.

use crate::render;
use graphdown::docset::DocSet;
use graphdown::{Account, Accounts};
use serde_json::{Map, Value, json as object};
use std::fmt::Write;

/// A line per kind, the reasons why items were set aside below it, and the place of each item that is left over.
pub(crate) fn text(docs: &DocSet, accounts: &Accounts) -> String {
    let mut text = format!(
        "{:<14} {:>8} {:>8} {:>8} {:>8} {:>12}\n",
        "accounts", "all", "used", "reported", "aside", "unaccounted"
    );
    for (kind, it) in accounts {
        let Account { used, reported, aside, unaccounted } = it;
        let (kind, total, left) = (kind.as_str(), it.total(), unaccounted.len());
        let set_aside: usize = aside.values().sum();
        let _ = writeln!(
            text,
            "{kind:<14} {total:>8} {used:>8} {reported:>8} {set_aside:>8} {left:>12}"
        );
        for (why, number) in aside {
            let _ = writeln!(text, "{:<33}{number:>8}  {why}", "");
        }
        for span in unaccounted {
            let file = docs.file(span.file);
            let (line, column) = file.line_column(span.start as usize);
            let _ = writeln!(text, "  unaccounted: {}:{line}:{column}", file.path);
        }
    }
    text.push('\n');
    text
}

/// One object and a line break, with a key `accounts` that tells it from a finding.
pub(crate) fn json(docs: &DocSet, accounts: &Accounts) -> String {
    let kinds: Map<String, Value> = accounts
        .iter()
        .map(|(kind, it)| {
            let left: Vec<Value> =
                it.unaccounted.iter().map(|span| render::place(docs, *span)).collect();
            let account = object!({ "used": it.used, "reported": it.reported, "aside": it.aside, "unaccounted": left });
            (kind.as_str().to_owned(), account)
        })
        .collect();
    format!("{}\n", object!({ "accounts": kinds }))
}
