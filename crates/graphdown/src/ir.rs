//! The three intermediate representations. Plain data: no tokens, no markdown events, no input or output.

pub mod edm;
pub mod page;
pub mod rust;

pub use text::Text;

mod text;

/// Whether it is noted what each fact of the API comes from, and what there is on the pages that has to be accounted for. Only those who
/// ask where something comes from, or what became of it, need that; the API and the findings are the same with it and without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trail {
    /// All is noted, in [`Page::items`](page::Page::items) and [`Api::evidence`](edm::Api::evidence).
    Kept,
    /// Nothing is noted.
    Left,
}
