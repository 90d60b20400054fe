//! What is kept of a run.

use super::digest::Digest;
use crate::diagnostics::{Code, Diagnostic, Edit, Fix, Severity};
use crate::generate::{Generated, Summary};
use crate::span::{FileId, Span};
use serde::{Deserialize, Serialize};

/// A run: of what it was made, and what came out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Record {
    /// See [`Cache::key`](super::Cache::key).
    pub(crate) key: Digest,
    pub(crate) tool: Digest,
    /// What the file system said of the inputs, if that was sure.
    pub(crate) inputs: Option<Digest>,
    /// The paths of the files of the output, sorted.
    pub(crate) outputs: Vec<String>,
    /// Of their contents.
    pub(crate) whole: Digest,
    /// What the file system said of them, once a later run has found them right.
    pub(crate) output: Option<Digest>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) summary: Summary,
}

/// The same as it is written: without references into tables of this program.
#[derive(Serialize, Deserialize)]
struct Written {
    key: Digest,
    tool: Digest,
    outputs: Vec<String>,
    whole: Digest,
    inputs: Option<Digest>,
    output: Option<Digest>,
    findings: Vec<Finding>,
    counts: [usize; 4],
}

type Place = (u32, u32, u32);

#[derive(Serialize, Deserialize)]
struct Finding {
    place: Place,
    code: String,
    severity: String,
    message: String,
    related: Vec<(Place, String)>,
    fix: Option<(String, Vec<(Place, String)>)>,
}

const HEAD: &[u8] = b"graphdown run 6\n";

impl Record {
    /// What came out of a run, its findings and its numbers; of what it was made is for others to say.
    pub(crate) fn new(made: &Generated) -> Record {
        let paths: Vec<&str> = made.files.iter().map(|it| it.0.as_str()).collect();
        let text = |at: usize, bytes: &mut Vec<u8>| {
            bytes.extend_from_slice(made.files.get(at)?.1.as_bytes());
            Some(())
        };
        Record {
            outputs: made.files.iter().map(|it| it.0.clone()).collect(),
            whole: Digest::of_files(&paths, text).unwrap_or_default(),
            diagnostics: made.diagnostics.clone(),
            summary: made.summary.clone(),
            ..Record::default()
        }
    }

    /// As it is kept: a line that says what it is, a hash of the rest, and the rest.
    pub(super) fn text(&self) -> Vec<u8> {
        let Summary { pages, types, enums, operations, .. } = self.summary;
        let written = Written {
            key: self.key,
            tool: self.tool,
            outputs: self.outputs.clone(),
            whole: self.whole,
            inputs: self.inputs,
            output: self.output,
            findings: self.diagnostics.iter().map(finding).collect(),
            counts: [pages, types, enums, operations],
        };
        let body = serde_json::to_vec(&written).unwrap_or_default();
        [HEAD, &Digest::of(&body).0, &body].concat()
    }

    /// What [`Record::text`] wrote. `None` for anything else.
    pub(super) fn read(bytes: &[u8]) -> Option<Record> {
        let (hash, body) = bytes.strip_prefix(HEAD)?.split_at_checked(32)?;
        if hash != Digest::of(body).0 {
            return None;
        }
        let Written { key, tool, outputs, whole, inputs, output, findings, counts } =
            serde_json::from_slice(body).ok()?;
        let diagnostics = findings.into_iter().map(diagnostic).collect::<Option<Vec<_>>>()?;
        let [pages, types, enums, operations] = counts;
        let mut summary = Summary { pages, types, enums, operations, ..Summary::default() };
        summary.count(&diagnostics);
        Some(Record { key, tool, inputs, outputs, whole, output, diagnostics, summary })
    }
}

fn finding(it: &Diagnostic) -> Finding {
    let fix = |it: &Fix| {
        (it.says.clone(), it.edits.iter().map(|it| (place(it.span), it.text.clone())).collect())
    };
    Finding {
        place: place(it.span),
        code: it.code.as_str().to_owned(),
        severity: it.severity.as_str().to_owned(),
        message: it.message.clone(),
        related: it.related.iter().map(|(span, text)| (place(*span), text.clone())).collect(),
        fix: it.fix.as_ref().map(fix),
    }
}

fn diagnostic(it: Finding) -> Option<Diagnostic> {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let edit = |(place, text)| Edit { span: span(place), text };
    Some(Diagnostic {
        span: span(it.place),
        code: Code::ALL.iter().copied().find(|code| code.as_str() == it.code)?,
        severity: severities.into_iter().find(|severity| severity.as_str() == it.severity)?,
        message: it.message,
        related: it.related.into_iter().map(|(place, text)| (span(place), text)).collect(),
        fix: it.fix.map(|(says, edits)| Fix { says, edits: edits.into_iter().map(edit).collect() }),
    })
}

fn place(it: Span) -> Place {
    (it.file.0, it.start, it.end)
}

fn span((file, start, end): Place) -> Span {
    Span { file: FileId(file), start, end }
}
