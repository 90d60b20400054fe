//! All findings as one SARIF log, which code scanning reads.
//!
//! Source: SARIF 2.1.0, OASIS Standard.

use graphdown::diagnostics::{Code, Diagnostic, Edit, Fix};
use graphdown::docset::DocSet;
use graphdown::span::Span;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What may stand in a path of a URI as it is: RFC 3986's unreserved characters and the slash.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Where the tool is described.
const HOME: &str = "https://docs.rs/graphdown-cli";

/// The log, with a line break. Rules are the codes that were met.
pub(crate) fn sarif(docs: &DocSet, folder: &Path, found: &[&Diagnostic]) -> String {
    let codes: BTreeSet<Code> = found.iter().map(|it| it.code).collect();
    let rules: Vec<Value> = codes.iter().map(|it| rule(*it)).collect();
    let results: Vec<Value> = found
        .iter()
        .map(|it| {
            let related = it.related.iter().map(|(span, shows)| {
                let mut other = location(docs, folder, *span);
                other["message"] = json!({ "text": shows });
                other
            });
            let mut result = json!({
                "ruleId": it.code.as_str(),
                "ruleIndex": codes.iter().position(|code| *code == it.code),
                "level": it.severity.as_str(),
                "message": { "text": it.message },
                "locations": [location(docs, folder, it.span)],
                "relatedLocations": related.collect::<Vec<_>>(),
            });
            if let Some(it) = it.fix.as_ref().and_then(|it| fix(docs, folder, it)) {
                result["fixes"] = json!([it]);
            }
            result
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "graphdown",
                "informationUri": HOME,
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "name": code.name(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": code.help() },
        "defaultConfiguration": { "level": code.severity().as_str() },
    })
}

/// A mend. All its edits are in one file.
fn fix(docs: &DocSet, folder: &Path, it: &Fix) -> Option<Value> {
    let place = |it: &Edit| location(docs, folder, it.span)["physicalLocation"].take();
    let file = place(it.edits.first()?)["artifactLocation"].take();
    let replacements: Vec<Value> = it
        .edits
        .iter()
        .map(|it| json!({ "deletedRegion": place(it)["region"].take(), "insertedContent": { "text": it.text } }))
        .collect();
    Some(json!({
        "description": { "text": it.says },
        "artifactChanges": [{ "artifactLocation": file, "replacements": replacements }],
    }))
}

/// Lines and columns are counted from 1; the end is behind the last character.
fn location(docs: &DocSet, folder: &Path, span: Span) -> Value {
    let file = docs.file(span.file);
    let (line, column) = file.line_column(span.start as usize);
    let (end_line, end_column) = file.line_column(span.end as usize);
    let path = folder.join(&file.path).to_string_lossy().replace('\\', "/");
    let uri = utf8_percent_encode(path.trim_start_matches("./"), PATH).to_string();
    // A path from the root is no reference that could be taken from somewhere else.
    let uri = if uri.starts_with('/') { format!("file://{uri}") } else { uri };
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri },
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    } })
}
