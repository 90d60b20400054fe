//! Requests and answers as plain data, without a connection.

use bytes::Bytes;
use serde_json::Value;

/// A request. Names of headers are in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path as it was sent, with its escapes and without the query.
    pub(crate) path: String,
    /// The query as it was sent, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    /// Scheme, host and port that the client sees: `http://127.0.0.1:8080`.
    pub(crate) base: String,
    /// The id of this request, made by the server.
    pub(crate) id: String,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str())
    }

    /// Names and values of the query, without escapes. A plus is a space.
    pub(crate) fn options(&self) -> Vec<(String, String)> {
        options(&self.query)
    }

    /// True if a `Prefer` header asks for `what`, for instance `return=representation`.
    pub(crate) fn prefers(&self, what: &str) -> bool {
        let all = self.headers.iter().filter(|(name, _)| name == "prefer");
        all.flat_map(|(_, it)| it.split(',')).any(|it| it.trim().eq_ignore_ascii_case(what))
    }

    /// The number of a `Prefer` header such as `odata.maxpagesize=5`.
    pub(crate) fn preferred_number(&self, name: &str) -> Option<usize> {
        let all = self.headers.iter().filter(|(header, _)| header == "prefer");
        all.flat_map(|(_, it)| it.split([',', ';'])).find_map(|it| {
            let (key, value) = it.trim().split_once('=')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().parse().ok())?
        })
    }
}

pub(crate) fn options(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter(|it| !it.is_empty());
    parts
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(name, value)| (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " "))))
        .collect()
}

/// Text without percent escapes.
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// What is escaped: everything but letters, digits and what RFC 3986 calls unreserved.
const ESCAPED: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Text with escapes for everything that has a meaning in a URL.
pub(crate) fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, ESCAPED).to_string()
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

pub(crate) const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

impl Answer {
    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Answer { status, ..Answer::default() }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Answer::empty(status)
            .with("content-type", JSON)
            .with("odata-version", "4.0")
            .bytes(body.to_string())
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| *it == name).map(|(_, it)| it.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_lose_their_escapes() {
        let expected = [("$filter", "a eq 'b&c d'"), ("x", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(options("%24filter=a+eq+%27b%26c%20d%27&x"), expected);
    }

    #[test]
    fn preferences_stand_in_lists() {
        let headers = vec![("prefer".to_owned(), "return=minimal, odata.maxpagesize=3".to_owned())];
        let request = Request { headers, ..Request::default() };
        assert!(request.prefers("return=minimal") && !request.prefers("return=representation"));
        assert_eq!(request.preferred_number("odata.maxpagesize"), Some(3));
    }
}
