//! What a server received, for tests that look at it.

use crate::message::Request;
use bytes::Bytes;
use serde_json::Value;
use std::collections::VecDeque;

/// The most bytes of bodies that are remembered.
const MOST_BYTES: usize = 64 << 20;

/// A request as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// The method, for instance `GET`.
    pub method: String,
    /// The path with the version, as it was sent: `/v1.0/users/a%40b.example`.
    pub path: String,
    /// Names and values of the query options, without escapes.
    pub query: Vec<(String, String)>,
    /// Names in lower case, and values. Of `authorization` only the scheme is remembered, not the token.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl Received {
    pub(crate) fn of(request: &Request) -> Self {
        let shown = |name: &str, value: &str| match name {
            "authorization" => value.split(' ').next().unwrap_or_default().to_owned(),
            _ => value.to_owned(),
        };
        Received {
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.options(),
            headers: request
                .headers
                .iter()
                .map(|(name, it)| (name.clone(), shown(name, it)))
                .collect(),
            body: request.body.clone(),
        }
    }

    /// The value of a header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str())
    }

    /// The value of a query option, for instance `$top`.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str())
    }

    /// The body as JSON, if it is.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// The last requests.
#[derive(Debug, Default)]
pub(crate) struct Log {
    all: VecDeque<Received>,
    bytes: usize,
}

impl Log {
    pub(crate) fn push(&mut self, request: &Request, most: usize) {
        if most == 0 {
            return;
        }
        self.bytes += request.body.len();
        self.all.push_back(Received::of(request));
        while self.all.len() > most || self.bytes > MOST_BYTES {
            let Some(oldest) = self.all.pop_front() else { break };
            self.bytes -= oldest.body.len();
        }
    }

    pub(crate) fn all(&self) -> Vec<Received> {
        self.all.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Log::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_not_remembered_and_old_requests_are_forgotten() {
        let mut log = Log::default();
        for path in ["/1", "/2", "/3"] {
            let headers = vec![("authorization".to_owned(), "Bearer secret".to_owned())];
            log.push(&Request { path: path.to_owned(), headers, ..Request::default() }, 2);
        }
        let all = log.all();
        assert_eq!(all.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["/2", "/3"]);
        assert_eq!(all[0].header("authorization"), Some("Bearer"));
    }
}
