//! What a documented request asks for: the values of the path, query options, headers, body.

use crate::ir::edm::{HttpMessage, Operation, Segment};
use serde_json::Value;

/// Headers that the runtime sends by itself, or that are about the connection.
pub(super) const OF_THE_RUNTIME: &[&str] = &[
    "authorization",
    "content-type",
    "content-length",
    "accept",
    "host",
    "connection",
    "user-agent",
    "content-range",
    "transfer-encoding",
];

/// A documented request.
pub(super) struct Asked<'a> {
    pub(super) message: &'a HttpMessage,
    /// The values that its URL gives the path, from left to right.
    pub(super) values: Vec<Given>,
    /// Query options, decoded.
    pub(super) query: Vec<(String, String)>,
    /// Headers that the caller has to set.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Value>,
}

/// What stands for a part of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    /// A key, or a path to an item.
    Key(String),
    /// The arguments of a call, as they are written.
    Call(Vec<(Option<String>, String)>),
}

/// Reads `message`, if its URL has the form of the operation's path.
pub(super) fn asked<'a>(operation: &Operation, message: &'a HttpMessage) -> Option<Asked<'a>> {
    let line = message.start_line.trim();
    let (verb, url) = line.split_once(char::is_whitespace)?;
    let url = url.trim().trim_end_matches("HTTP/1.1").trim();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    if !verb.eq_ignore_ascii_case(operation.method.as_str()) {
        return None;
    }
    let query = query.split('&').filter(|it| !it.is_empty()).map(pair).collect();
    let is_own = |name: &str| OF_THE_RUNTIME.iter().any(|it| it.eq_ignore_ascii_case(name.trim()));
    let headers = message.headers.iter().filter(|(name, _)| !is_own(name));
    Some(Asked {
        message,
        values: values(operation, path)?,
        query,
        headers: headers.map(|(name, it)| (name.trim().to_owned(), it.trim().to_owned())).collect(),
        body: serde_json::from_str(&message.body).ok(),
    })
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(name), decoded(value))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text.trim()).decode_utf8_lossy().into_owned()
}

/// The values of the path, if the URL has its form.
fn values(operation: &Operation, path: &str) -> Option<Vec<Given>> {
    let path =
        ["/v1.0/", "/beta/"].iter().find_map(|it| path.split_once(it)).map_or(path, |it| it.1);
    let path =
        path.strip_prefix("https://").map_or(path, |it| it.split_once('/').map_or("", |it| it.1));
    let words: Vec<&str> = path.trim_matches('/').split('/').collect();
    let segments = &operation.path.segments;
    let (mut found, mut at) = (Vec::new(), 0);
    for (index, segment) in segments.iter().enumerate() {
        if let Segment::ItemPath { closed, .. } = segment {
            let rest = words.get(at..)?;
            let end = rest.iter().position(|it| it.ends_with(':')).filter(|_| *closed);
            let taken = end.map_or(rest.len(), |it| it + 1);
            let joined = rest[..taken].join("/");
            found.push(Given::Key(decoded(joined.strip_suffix(':').unwrap_or(&joined))));
            at += taken;
            continue;
        }
        let mut word = *words.get(at)?;
        if matches!(segments.get(index + 1), Some(Segment::ItemPath { .. })) {
            word = word.strip_suffix(':')?;
        }
        match segment {
            Segment::Literal(own) if own.eq_ignore_ascii_case(word) => {}
            Segment::Parameter(_) => found.push(Given::Key(key(word)?)),
            Segment::Call { name, .. } => found.push(Given::Call(call(name, word)?)),
            _ => return None,
        }
        at += 1;
    }
    (at == words.len()).then_some(found)
}

/// A key; of a placeholder the word in its braces.
fn key(word: &str) -> Option<String> {
    let text = decoded(word);
    let inner = text.trim_matches(['{', '}', '<', '>', ' ']);
    let is_plain = !inner.is_empty() && inner.chars().all(|it| it == ' ' || it.is_ascii_graphic());
    (is_plain && !inner.contains(['(', '{'])).then(|| inner.to_owned())
}

/// The arguments of a call of `name`.
fn call(name: &str, word: &str) -> Option<Vec<(Option<String>, String)>> {
    let word = decoded(word);
    let (called, rest) = word.split_once('(').unwrap_or((&word, ")"));
    let last = |it: &str| it.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let inner = rest.strip_suffix(')').filter(|_| last(called) == last(name))?;
    let parts = inner.split(',').map(str::trim).filter(|it| !it.is_empty());
    parts
        .map(|part| match part.split_once('=') {
            // What stands behind a `@` is given in the query.
            Some((_, value)) if value.starts_with('@') => None,
            Some((name, value)) => Some((Some(name.trim().to_owned()), unquoted(value))),
            None => Some((None, unquoted(part))),
        })
        .collect()
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('\'').and_then(|it| it.strip_suffix('\''));
    inner.unwrap_or(text).trim_matches(['{', '}']).to_owned()
}
