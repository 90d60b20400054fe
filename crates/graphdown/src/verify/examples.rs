//! The table of examples: requests and responses of all pages, in pairs.

use crate::docset::ApiVersion;
use crate::ir::edm::TypeId;
use crate::ir::page::{Direction, ExampleBlock, Page};
use crate::span::{FileId, Span};

/// A request and the response to it, as a page shows them.
#[derive(Debug, Clone)]
pub struct Example {
    /// The version of the API that the page is about.
    pub version: ApiVersion,
    /// The page.
    pub page: FileId,
    /// Which example of the page, counted from 1.
    pub number: usize,
    /// The heading above it, if it has one of its own.
    pub title: Option<String>,
    /// The request.
    pub request: Option<ExampleBlock>,
    /// The response.
    pub response: Option<ExampleBlock>,
    /// False for another response to the request of the example before it.
    pub is_first: bool,
    /// What the request calls.
    pub called: Called,
}

/// What the request of an example calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// A documented operation.
    Operation(Match),
    /// Something that is not this API; why, for instance another host.
    Elsewhere(&'static str),
    /// No documented operation, or not just one; a finding says more.
    Unknown,
}

/// The one operation that an example calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Index into [`Api::operations`](crate::ir::edm::Api::operations).
    pub operation: usize,
    /// A type cast that the URL adds at its end: `/members/microsoft.graph.user`.
    pub cast: Option<TypeId>,
    /// True if the URL adds `/$count`, so that a number comes back.
    pub count: bool,
    /// True if the page of the example documents the operation.
    pub is_own: bool,
}

impl Example {
    /// Where the example stands: the block of the request, or else that of the response.
    pub fn span(&self) -> Span {
        let block = self.request.as_ref().or(self.response.as_ref());
        block.map_or(Span::new(self.page, 0..0), |it| it.span)
    }
}

/// The messages of a page in pairs: a response answers the request before it. Another response to the same request is an example of its
/// own.
pub(crate) fn pairs(page: &mut Page) -> Vec<Example> {
    let blocks: Vec<ExampleBlock> =
        page.operations.iter_mut().flat_map(|it| std::mem::take(&mut it.examples)).collect();
    let mut found: Vec<Example> = Vec::new();
    for block in blocks {
        let number = found.len() + 1;
        let new = |request, response, title| Example {
            version: page.version,
            page: page.file,
            number,
            title,
            request,
            response,
            is_first: true,
            called: Called::Unknown,
        };
        let title = block.heading.clone();
        match (block.direction, found.last_mut()) {
            (Direction::Response, Some(last)) if last.response.is_none() => {
                last.response = Some(block);
            }
            (Direction::Response, Some(last)) => {
                let request = last.request.clone();
                let is_first = request.is_none();
                found.push(Example {
                    is_first,
                    ..new(request, Some(block), title.map(|it| it.to_string()))
                });
            }
            (Direction::Response, None) => {
                found.push(new(None, Some(block), title.map(|it| it.to_string())))
            }
            (Direction::Request, _) => {
                found.push(new(Some(block), None, title.map(|it| it.to_string())))
            }
        }
    }
    found
}
