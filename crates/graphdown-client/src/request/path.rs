//! The path of a request, step by step.

use super::{Body, Literal, OperationInfo, Request, RequestContent};
use crate::client::GraphClient;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// What may stand in a path segment as it is: RFC 3986's `pchar` without `;`, `:` and `+`, on which servers disagree.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b'=')
    .remove(b'@');

/// What may stand in a query value as it is.
const QUERY: &AsciiSet = &SEGMENT.remove(b'/').remove(b':').remove(b'?').remove(b';').add(b'=');

/// The root of the global cloud.
const GLOBAL: &str = "https://graph.microsoft.com";

/// The path so far, percent-encoded. Generated path types wrap it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use = "a path does nothing by itself"]
pub struct Path {
    text: String,
    /// Who sends the requests that are made from the path.
    client: Option<GraphClient>,
    /// True behind OneDrive's addressing by path, which a colon must close before the next step.
    is_item_path: bool,
}

impl Path {
    /// The path of an API version: `/v1.0`. Without a client, requests can be looked at but not sent.
    pub fn root(version: &str, client: Option<&GraphClient>) -> Self {
        Path { text: version.to_owned(), client: client.cloned(), is_item_path: false }
    }

    /// The client that sends the requests that are made from the path.
    pub fn client(&self) -> Option<&GraphClient> {
        self.client.as_ref()
    }

    /// The URL of the resource; the global cloud's if there is no client.
    pub fn url(&self) -> String {
        let endpoint = self.client.as_ref().map_or(GLOBAL, |it| it.endpoint().as_str());
        let colon = if self.is_item_path { ":" } else { "" };
        format!("{}{}{colon}", endpoint.trim_end_matches('/'), self.text)
    }

    /// The path as it goes over the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn with(&self, capacity: usize, add: impl FnOnce(&mut String)) -> Self {
        let mut text = String::with_capacity(self.text.len() + capacity + 8);
        text.push_str(&self.text);
        text.push_str(if self.is_item_path { ":" } else { "" });
        add(&mut text);
        Path { text, client: self.client.clone(), is_item_path: false }
    }

    /// A step to a fixed segment.
    pub fn literal(&self, segment: &str) -> Self {
        self.with(segment.len(), |text| {
            text.push('/');
            text.push_str(segment);
        })
    }

    /// A step to what has this key.
    pub fn key(&self, key: &str) -> Self {
        self.with(key.len(), |text| {
            text.push('/');
            push_segment(text, key);
        })
    }

    /// OneDrive's addressing by path: `:/a/b`, and `:` before the next step.
    pub fn item_path(&self, item_path: &str) -> Self {
        let path = self.with(item_path.len(), |text| {
            text.push(':');
            for segment in item_path.trim_start_matches('/').split('/') {
                text.push('/');
                push_segment(text, segment);
            }
        });
        Path { is_item_path: true, ..path }
    }

    /// A step to a function, whose arguments follow.
    pub fn call(&self, function: &str) -> ArgumentList {
        ArgumentList {
            path: self.with(function.len(), |text| *text += &format!("/{function}(")),
            is_first: true,
        }
    }

    /// A request without a body.
    pub fn request<R>(&self, operation: &'static OperationInfo) -> Request<R> {
        Request::new(operation, self.clone(), None)
    }

    /// A request with JSON.
    pub fn request_json<R, B: Serialize + ?Sized>(
        &self,
        operation: &'static OperationInfo,
        body: &B,
    ) -> Request<R> {
        Request::new(operation, self.clone(), Some(Body::json(body)))
    }

    /// A request that refers to a resource: `{"@odata.id": "..."}`.
    pub fn request_reference<R>(
        &self,
        operation: &'static OperationInfo,
        target: &str,
    ) -> Request<R> {
        let body = serde_json::json!({ "@odata.id": target });
        Request::new(operation, self.clone(), Some(Body::json(&body)))
    }

    /// A request with content that is not JSON.
    pub fn request_content<R>(
        &self,
        operation: &'static OperationInfo,
        content: RequestContent,
        media_type: Option<&'static str>,
    ) -> Request<R> {
        Request::new(operation, self.clone(), Some(Body::Content { content, media_type }))
    }
}

/// A key as a segment. A segment of dots only would be taken for a way up, so its dots are encoded.
fn push_segment(text: &mut String, key: &str) {
    if matches!(key, "." | "..") {
        text.push_str(&key.replace('.', "%2E"));
    } else {
        text.extend(utf8_percent_encode(key, SEGMENT));
    }
}

/// The path of a function whose arguments are being written.
#[derive(Clone, Debug)]
#[must_use = "the path is behind `end`"]
pub struct ArgumentList {
    path: Path,
    is_first: bool,
}

impl ArgumentList {
    fn push(mut self, name: &str, value: &str) -> Self {
        let text = &mut self.path.text;
        text.push_str(if self.is_first { "" } else { "," });
        if !name.is_empty() {
            text.push_str(name);
            text.push('=');
        }
        text.extend(utf8_percent_encode(value, SEGMENT));
        self.is_first = false;
        self
    }

    /// An argument, written as an OData literal. An empty name is for a key.
    pub fn argument(self, name: &str, value: &dyn Literal) -> Self {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = value.write_literal(&mut text);
        self.push(name, &text)
    }

    /// An argument that the documentation puts in quotes whatever its type.
    pub fn quoted(self, name: &str, value: &dyn std::fmt::Display) -> Self {
        let text = value.to_string();
        self.argument(name, &text.as_str())
    }

    /// An argument whose text is taken as it is.
    pub fn raw(self, name: &str, text: &str) -> Self {
        self.push(name, text)
    }

    /// The path with the closing parenthesis.
    pub fn end(mut self) -> Path {
        self.path.text.push(')');
        self.path
    }
}

/// Path and query as they go over the wire.
pub(super) fn with_query(path: &str, query: &[(String, String)]) -> String {
    let mut url = path.to_owned();
    for (index, (name, value)) in query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.extend(utf8_percent_encode(name, QUERY));
        url.push('=');
        url.extend(utf8_percent_encode(value, QUERY));
    }
    url
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn keys_cannot_leave_their_segment() {
        let root = Path::root("/v1.0", None);
        let cases = [
            ("a b", "a%20b"),
            ("..", "%2E%2E"),
            ("x/../y", "x%2F..%2Fy"),
            ("?#", "%3F%23"),
            ("100%", "100%25"),
            ("a@b.c", "a@b.c"),
            ("b!x,y", "b!x,y"),
        ];
        for (key, encoded) in cases {
            assert_eq!(root.key(key).as_str(), format!("/v1.0/{encoded}"));
        }
    }

    #[test]
    fn item_paths_keep_their_slashes() {
        let root = Path::root("/v1.0", None).literal("root");
        assert_eq!(
            root.item_path("/a b/ü.txt").literal("content").as_str(),
            "/v1.0/root:/a%20b/%C3%BC.txt:/content"
        );
        assert_eq!(root.item_path("x").as_str(), "/v1.0/root:/x");
        assert_eq!(root.item_path("../x").as_str(), "/v1.0/root:/%2E%2E/x");
    }

    #[test]
    fn arguments_are_quoted() {
        let call = Path::root("", None)
            .call("f")
            .argument("a", &"O'Neil/x")
            .argument("b", &5)
            .raw("c", "d")
            .quoted("e", &true)
            .end();
        assert_eq!(call.as_str(), "/f(a='O''Neil%2Fx',b=5,c=d,e='true')");
    }
}
