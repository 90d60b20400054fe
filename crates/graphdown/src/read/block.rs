//! The blocks of a page, whatever form it is written in: what stands between the reader of the form and the reader of the contents.

use super::inline::Definitions;
use crate::span::Span;

/// A page cut into blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    /// Link reference definitions, which may stand anywhere on the page.
    pub(super) definitions: Definitions,
}

/// A block: its kind and the place of its contents.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// The contents: a heading's words, a code block's lines without the fences, a comment without its marks.
    pub(super) span: Span,
}

/// The kinds of blocks that matter here.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text, a list item or a quotation. May hold a table that the form's reader did not recognise.
    Paragraph,
    /// Lines of a table, its header first.
    Table,
    /// A code block with its info string.
    Code(String),
    /// A comment.
    Comment,
    /// Raw HTML that is no comment.
    Html,
    /// A thematic break, which ends a group of tabs.
    Rule,
}
