//! One diagnostic as one line of JSON.

use graphdown::diagnostics::{Diagnostic, Fix};
use graphdown::docset::DocSet;
use graphdown::span::Span;
use serde_json::{Value, json as object};

/// One object and a line break. Lines and columns are counted from 1, columns in characters; the end is behind the last character.
/// `file` is relative to the documentation folder.
pub(crate) fn json(docs: &DocSet, it: &Diagnostic) -> String {
    format!("{}\n", value(docs, it))
}

/// The object, for those who have more to say.
pub(crate) fn value(docs: &DocSet, it: &Diagnostic) -> Value {
    let mut line = place(docs, it.span);
    line["code"] = it.code.as_str().into();
    line["name"] = it.code.name().into();
    line["severity"] = it.severity.as_str().into();
    line["message"] = it.message.as_str().into();
    line["help"] = it.code.help().into();
    let related = it.related.iter().map(|(span, shows)| {
        let mut other = place(docs, *span);
        other["message"] = shows.as_str().into();
        other
    });
    line["related"] = related.collect();
    line["fix"] = it.fix.as_ref().map(|it| fix(docs, it)).into();
    line
}

/// A mend: in words, and as places with the text that is to stand there.
fn fix(docs: &DocSet, it: &Fix) -> Value {
    let edits = it.edits.iter().map(|it| {
        let mut edit = place(docs, it.span);
        edit["text"] = it.text.as_str().into();
        edit
    });
    object!({ "says": it.says, "edits": edits.collect::<Vec<_>>() })
}

/// A span as JSON.
pub(crate) fn place(docs: &DocSet, span: Span) -> Value {
    let file = docs.file(span.file);
    let (line, column) = file.line_column(span.start as usize);
    let (end_line, end_column) = file.line_column(span.end as usize);
    object!({ "file": file.path, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
}
