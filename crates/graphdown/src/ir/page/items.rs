//! The items of a page that have to be accounted for: each is used, or reported, or recognised as none of ours.

use crate::span::Span;

/// A thing on a page that may hold a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands.
    pub span: Span,
    /// What is known of it from where it stands.
    pub place: Place,
}

/// What the place of an item tells about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// It may hold facts: evidence or a diagnostic must tell what became of it.
    Open,
    /// It was followed: an include that was read, a link to a page of the set.
    Followed,
    /// It holds no fact of ours; why.
    Aside(&'static str),
}

/// The kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// A row of a table, header and delimiter left aside.
    TableRow,
    /// A line that begins with a verb, in a block of request lines.
    RequestLine,
    /// A code block.
    CodeBlock,
    /// A code block annotation.
    Annotation,
    /// An `[!INCLUDE]`.
    Include,
    /// A link to another page of the documentation.
    Link,
}

impl ItemKind {
    /// All kinds, in the order of output.
    pub const ALL: [ItemKind; 6] = [
        ItemKind::TableRow,
        ItemKind::RequestLine,
        ItemKind::CodeBlock,
        ItemKind::Annotation,
        ItemKind::Include,
        ItemKind::Link,
    ];

    /// The kind in words, in the plural.
    pub fn as_str(self) -> &'static str {
        match self {
            ItemKind::TableRow => "table rows",
            ItemKind::RequestLine => "request lines",
            ItemKind::CodeBlock => "code blocks",
            ItemKind::Annotation => "annotations",
            ItemKind::Include => "includes",
            ItemKind::Link => "links",
        }
    }
}
