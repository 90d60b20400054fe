//! Requests and responses that belong together.

use crate::ir::edm::{Example, HttpMessage};
use crate::ir::page::{Direction, ExampleBlock};
use crate::span::Spanned;
use std::sync::Arc;

/// Pairs the messages of a section: a response answers the request before it.
pub(super) fn examples(blocks: &[ExampleBlock]) -> Arc<[Example]> {
    let mut found: Vec<Example> = Vec::new();
    for block in blocks {
        let message = Some(Spanned::new(message(block), block.span));
        match (block.direction, found.last_mut()) {
            (Direction::Response, Some(last)) if last.response.is_none() => last.response = message,
            (Direction::Response, _) => found.push(Example {
                title: block.heading.clone(),
                request: None,
                response: message,
            }),
            (Direction::Request, _) => found.push(Example {
                title: block.heading.clone(),
                request: message,
                response: None,
            }),
        }
    }
    found.into()
}

fn message(block: &ExampleBlock) -> HttpMessage {
    HttpMessage {
        start_line: block.start_line.clone(),
        headers: block.headers.clone(),
        body: block.body.clone(),
    }
}

/// The status code of a response's start line.
pub(super) fn status(block: &ExampleBlock) -> Option<u16> {
    block.start_line.split_whitespace().nth(1)?.parse().ok().filter(|it| (100..600).contains(it))
}
