//! The body of a message as JSON.

use super::checking::Check;
use crate::diagnostics::Code;
use crate::ir::page::{ExampleBlock, Json};
use crate::span::Span;

/// The body, if it is JSON. What should be JSON and is not is reported.
pub(super) fn json<'e>(check: &mut Check<'_>, block: &'e ExampleBlock) -> Option<&'e Json> {
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
