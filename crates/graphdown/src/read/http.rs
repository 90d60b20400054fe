//! HTTP messages in code blocks: start line, header fields, body.

use super::json;
use super::request_line::verb_and_target;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Text;
use crate::ir::page::{Annotation, Direction, ExampleBlock};
use crate::span::Span;
use std::borrow::Cow;
use std::sync::Arc;

/// Which way the message at the start of `text` goes. `None` if it is no message.
pub(super) fn direction(text: &str) -> Option<Direction> {
    let line = text.trim_start().lines().next()?;
    if line.starts_with("HTTP/") {
        return Some(Direction::Response);
    }
    verb_and_target(line).map(|_| Direction::Request)
}

/// Reads the message at `span`.
pub(super) fn message(
    text: &Arc<String>,
    span: Span,
    direction: Direction,
    heading: Option<Text>,
    annotation: Option<Annotation>,
    diagnostics: &mut Diagnostics,
) -> ExampleBlock {
    let range = span.range();
    let source = &text[range.clone()];
    let mut at = range.start + (source.len() - source.trim_start().len());
    let mut start_line = Cow::Borrowed("");
    let mut start = at..at;
    let (mut headers, mut header_spans) = (Vec::new(), Vec::new());
    while at < range.end {
        let end = text[at..range.end].find('\n').map_or(range.end, |it| at + it + 1);
        let line = text[at..end].trim();
        if start_line.is_empty() {
            start_line = line.into();
            start = trimmed(text, at..end);
        } else if let Some(header) = header(line) {
            headers.push(header);
            header_spans.push(Span::new(span.file, trimmed(text, at..end)));
        } else if (line.starts_with(['?', '&'])) && headers.is_empty() {
            start_line.to_mut().push_str(line);
            start.end = trimmed(text, at..end).end;
        } else {
            break;
        }
        at = end;
    }
    let body_range = trimmed(text, at.min(range.end)..range.end);
    let body = &text[body_range.clone()];
    let is_json = body.starts_with(['{', '[']);
    let parsed = is_json.then(|| json::parse(span.file, text, at..range.end)).flatten();
    match &parsed {
        Some(it) => {
            if let Some(place) = it.mended {
                let says = "this JSON is not valid";
                diagnostics.push_fixed(Code::MalformedJson, place, says, it.fix.clone());
            }
        }
        None if is_json => diagnostics.push(
            Code::UnreadableJson,
            Span::new(span.file, at..range.end),
            "this JSON cannot be read",
        ),
        None => {}
    }
    ExampleBlock {
        heading,
        direction,
        annotation,
        start_line: start_line.into(),
        start: Span::new(span.file, start),
        headers,
        header_spans,
        body: Text::part_of(text, body),
        body_span: Span::new(span.file, body_range),
        json: parsed.map(|it| it.json),
        span,
    }
}

/// `range` without the white space at its ends.
fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// `Name: value`, as long as it cannot be the first line of a body.
fn header(line: &str) -> Option<(Text, Text)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let is_name = !name.is_empty()
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_');
    is_name.then(|| (name.into(), value.trim().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn read(text: &str) -> ExampleBlock {
        let span = Span::new(FileId(0), 0..text.len());
        let page = Arc::new(text.to_owned());
        message(&page, span, direction(text).unwrap(), None, None, &mut Diagnostics::default())
    }

    #[test]
    fn a_request_is_cut_into_its_parts() {
        let it = read(
            "POST https://graph.microsoft.com/v1.0/users\nContent-Type: application/json\n\n{\"a\": 1}\n",
        );
        assert_eq!(it.direction, Direction::Request);
        assert_eq!(it.headers, [("Content-Type".into(), "application/json".into())]);
        assert!(it.json.unwrap().get("a").is_some());
    }

    #[test]
    fn a_body_may_follow_the_headers_directly_and_a_url_may_be_wrapped() {
        let it = read("GET /users\n?$top=5\nPrefer: x\n{\"a\": 1}");
        assert_eq!(it.start_line, "GET /users?$top=5");
        assert_eq!(it.body, "{\"a\": 1}");
        assert!(read("HTTP/1.1 200 OK\nContent-type: text/plain\n\n42").json.is_none());
    }
}
