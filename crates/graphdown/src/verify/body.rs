//! The body of a message as JSON.

use super::checking::Check;
use crate::diagnostics::Code;
use crate::ir::page::{ExampleBlock, Json};
use crate::span::Span;

/// The body, if it is JSON. What should be JSON and is not is reported.
pub(super) fn json<'e>(check: &mut Check<'_>, block: &'e ExampleBlock) -> Option<&'e Json> {
    content_type(check, block);
    if block.body.is_empty() {
        return None;
    }
    let Some(json) = &block.json else {
        let looks_like_json = looks_like_json(&block.body);
        if says_json(block).unwrap_or(looks_like_json) {
            let message = "this body is not JSON".to_owned();
            check.find(Code::UnreadableBody, block.body_span, message);
        }
        return None;
    };
    if json.span.end < block.body_span.end {
        let rest = Span { start: json.span.end, ..block.body_span };
        let message = "something follows the end of the JSON".to_owned();
        check.find(Code::UnreadableBody, rest, message);
    }
    Some(json)
}

/// The header that says what the body is: a media type, and that of the body.
fn content_type(check: &mut Check<'_>, block: &ExampleBlock) {
    let header = block.headers.iter().zip(&block.header_spans);
    let mut all = header.filter(|((name, _), _)| name.eq_ignore_ascii_case("content-type"));
    let Some(((_, value), span)) = all.next() else { return };
    let value = value.split(';').next().unwrap_or_default().trim();
    if value.starts_with(['{', '<']) {
        // A stand-in for any: `{media type}`.
    } else if !is_media_type(value) {
        let message = format!("`{value}` is no media type");
        check.find(Code::ContentTypeContradiction, *span, message);
    } else if !value.to_ascii_lowercase().contains("json")
        && block.json.is_some()
        && is_surely_json(&block.body)
    {
        let message = format!("the body is JSON, and not `{value}`");
        check.find(Code::ContentTypeContradiction, *span, message);
    }
}

/// True for an object with a member in front, and for a list of objects: words in brackets stand for bytes.
fn is_surely_json(body: &str) -> bool {
    let inner = body.strip_prefix('[').map_or(body, str::trim_start);
    inner.strip_prefix('{').is_some_and(|it| it.trim_start().starts_with('"'))
}

/// A type and a subtype (RFC 9110, section 8.3.1).
fn is_media_type(value: &str) -> bool {
    let is_token = |it: &str| {
        let is_part = |it: u8| it.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&it);
        !it.is_empty() && it.bytes().all(is_part)
    };
    value.split_once('/').is_some_and(|(a, b)| is_token(a) && is_token(b))
}

/// What the header says of the body, if there is one.
fn says_json(block: &ExampleBlock) -> Option<bool> {
    let mut headers = block.headers.iter();
    let (_, value) = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    Some(value.to_lowercase().contains("json"))
}

/// True for what begins like JSON and is not just words in braces that stand for bytes: `{Raw bytes of the file}`.
pub(super) fn looks_like_json(body: &str) -> bool {
    let inner = body.strip_prefix('{').and_then(|it| it.trim_end().strip_suffix('}'));
    let is_words = |it: &str| {
        it.starts_with(char::is_alphabetic)
            && it.chars().all(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_'))
    };
    body.starts_with(['{', '[']) && !inner.is_some_and(is_words)
}
