//! What is wrong or odd in a page, as data. Rendering is for the edge.

pub use codes::Code;

mod codes;
mod near;
mod text;

use crate::span::Span;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Something of the page is not in the output.
    Error,
    /// The output may differ from what the page means.
    Warning,
    /// Odd, but read without doubt.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One finding. The order is that of the output: by place, then by code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The words it is about; an empty range at the start of the file if it is about the whole page.
    pub span: Span,
    /// What sort of finding it is.
    pub code: Code,
    /// How bad it is: as its code says, unless settings say otherwise.
    pub severity: Severity,
    /// One sentence that names what was found.
    pub message: String,
    /// Other places that matter, each with what it shows.
    pub related: Vec<(Span, String)>,
    /// How the page can be mended, where that is sure.
    pub fix: Option<Fix>,
}

/// A sure mend of a page: with all its edits the finding is gone, and the page says nothing else than before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// What it does, as an order: `remove the comma`.
    pub says: String,
    /// The edits, in the order of their places, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Words of a page and what is to stand in their place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The words; an empty range where something is to be put in.
    pub span: Span,
    /// What is to stand there.
    pub text: String,
}

impl Diagnostic {
    /// A finding as bad as its code says, without other places and without a mend.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let message = shortened(message.into());
        Diagnostic {
            span,
            code,
            severity: code.severity(),
            message,
            related: Vec::new(),
            fix: None,
        }
    }
}

/// The findings of a run or of one page.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.list.push(Diagnostic::new(code, span, message));
    }

    /// Adds a finding with the mend that belongs to it, if there is one.
    pub fn push_fixed(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        fix: Option<Fix>,
    ) {
        self.list.push(Diagnostic { fix, ..Diagnostic::new(code, span, message) });
    }

    /// Adds a finding about two places that contradict each other.
    pub fn push_related(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        other: Span,
        shows: impl Into<String>,
    ) {
        let related = vec![(other, shows.into())];
        self.list.push(Diagnostic { related, ..Diagnostic::new(code, span, message) });
    }

    /// Takes back what was found at `place`.
    pub(crate) fn forget(&mut self, place: Span) {
        let lies_in =
            |it: Span| it.file == place.file && it.start >= place.start && it.end <= place.end;
        self.list.retain(|it| !lies_in(it.span));
    }

    /// Takes over all findings of `other`.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
    }

    /// All findings by file, place and code, each once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}

/// A message that repeats the words of a page is as long as they are; nobody reads more than this of it.
fn shortened(mut message: String) -> String {
    const MOST: usize = 600;
    if message.len() > MOST {
        let end = (0..MOST).rev().find(|it| message.is_char_boundary(*it)).unwrap_or(0);
        message.truncate(end);
        message.push('…');
    }
    message
}
