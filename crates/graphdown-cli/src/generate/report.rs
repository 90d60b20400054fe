//! What `graphdown generate --report` says.

use graphdown::slice::{Entry, Held, Report, VersionReport};
use serde_json::{Value, json};
use std::fmt::Write;

/// The most lines of a list, if not all are asked for.
const LINES: usize = 10;

/// For people: the largest of each list, or all of it.
pub(super) fn text(report: &Report, all: bool) -> String {
    report.versions.iter().map(|it| version(it, if all { usize::MAX } else { LINES })).collect()
}

fn version(it: &VersionReport, lines: usize) -> String {
    let mut text = String::new();
    let part = |(taken, all): (usize, usize)| format!("{taken} of {all}");
    let _ = writeln!(
        text,
        "{}: {} operations, {} types, {} enums",
        it.version,
        part(it.operations),
        part(it.types),
        part(it.enums)
    );
    let through: Vec<String> =
        it.through.iter().map(|(word, number)| format!("{number} {word}")).collect();
    let _ = writeln!(text, "  types and enums first reached through: {}", through.join(", "));
    let _ = writeln!(text, "  operations  types  only so");
    for Entry { entry, operations, types, only } in it.entries.iter().take(lines) {
        let _ = writeln!(text, "  {operations:>10}  {types:>5}  {only:>7}  {entry}");
    }
    rest(&mut text, it.entries.len(), lines);
    for (word, list) in [("types", &it.held_by_types), ("properties", &it.held_by_properties)] {
        if !list.is_empty() {
            let _ = writeln!(text, "  {word} that hold most others");
        }
        for Held { name, types } in list.iter().take(lines) {
            let _ = writeln!(text, "  {types:>10}  {name}");
        }
        rest(&mut text, list.len(), lines);
    }
    text + "\n"
}

fn rest(text: &mut String, all: usize, shown: usize) {
    if all > shown {
        let _ = writeln!(text, "  ... and {} more, which -v shows", all - shown);
    }
}

/// For programs: everything, as one object.
pub(super) fn json(report: &Report) -> String {
    let held = |list: &[Held]| -> Vec<Value> {
        list.iter().map(|it| json!({ "name": it.name, "types": it.types })).collect()
    };
    let part = |(taken, all): (usize, usize)| json!({ "taken": taken, "all": all });
    let entry = |it: &Entry| json!({ "entry": it.entry, "operations": it.operations, "types": it.types, "only": it.only });
    let version = |it: &VersionReport| {
        json!({
            "version": it.version.as_str(),
            "operations": part(it.operations),
            "types": part(it.types),
            "enums": part(it.enums),
            "through": it.through,
            "entries": it.entries.iter().map(entry).collect::<Vec<_>>(),
            "held_by_types": held(&it.held_by_types),
            "held_by_properties": held(&it.held_by_properties),
        })
    };
    let versions: Vec<Value> = report.versions.iter().map(version).collect();
    format!("{:#}\n", json!({ "versions": versions }))
}
