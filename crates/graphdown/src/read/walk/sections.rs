//! The headings above a block, and the section that they put it into.

use crate::ir::Text;
use crate::read::heading::{Section, is_message_heading, section};
use crate::span::{FileId, Span};

#[derive(Debug)]
struct Open {
    level: u8,
    section: Section,
    words: Text,
    span: Span,
    says_flags: bool,
}

/// The stack of open headings. The title of the page is not among them.
#[derive(Debug, Default)]
pub(super) struct Sections {
    stack: Vec<Open>,
}

impl Sections {
    /// True in front of the first heading below the title.
    pub(super) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    pub(super) fn open(&mut self, level: u8, words: Text, span: Span) {
        while self.stack.last().is_some_and(|it| it.level >= level) {
            self.stack.pop();
        }
        let inside_examples = self.in_examples();
        let mut section = section(&words);
        if inside_examples && is_message_heading(&words) {
            section = Section::Examples;
        }
        self.stack.push(Open { level, section, words, span, says_flags: false });
    }

    pub(super) fn in_examples(&self) -> bool {
        self.stack.iter().any(|it| it.section == Section::Examples)
    }

    /// The nearest heading that opens a known section; a heading of another kind inside of it does not end it.
    pub(super) fn current(&self) -> Section {
        let known = self.stack.iter().rev().find(|it| it.section != Section::Other);
        known.map_or(Section::Other, |it| it.section.clone())
    }

    /// The words of the nearest heading.
    pub(super) fn heading(&self) -> Option<Text> {
        self.stack.last().map(|it| it.words.clone())
    }

    /// The words of the nearest heading that is not a section's own: "Instance attributes", "Get the root folder".
    pub(super) fn own_heading(&self) -> Option<Text> {
        self.stack.iter().rev().find(|it| it.section == Section::Other).map(|it| it.words.clone())
    }

    /// The heading of the example, without the "Request" and "Response" below it.
    pub(super) fn example_heading(&self) -> Option<Text> {
        let named = self.stack.iter().rev().find(|it| !is_message_heading(&it.words))?;
        let is_bare =
            ["example", "examples"].iter().any(|it| it.eq_ignore_ascii_case(&named.words));
        (self.in_examples() && !is_bare).then(|| named.words.clone())
    }

    /// The place of the nearest heading.
    pub(super) fn span(&self) -> Span {
        self.stack.last().map_or(Span::new(FileId(0), 0..0), |it| it.span)
    }

    /// Remembers that the text of the current section speaks of flags.
    pub(super) fn note_flags(&mut self) {
        if let Some(it) = self.stack.last_mut() {
            it.says_flags = true;
        }
    }

    pub(super) fn says_flags(&self) -> bool {
        self.stack.last().is_some_and(|it| it.says_flags)
    }
}
