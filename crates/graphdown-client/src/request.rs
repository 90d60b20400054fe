//! Requests as values: what will be sent, before anything is sent.

pub use literal::Literal;
pub use operation::{Method, OperationInfo, Permissions};
pub use path::{Call, Path};

mod literal;
mod operation;
mod path;

use crate::response::{Bytes, Collection};
use serde::Serialize;
use std::fmt;
use std::marker::PhantomData;

/// A request whose answer is an `R`. It does nothing by itself.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<R> {
    parts: Box<Parts>,
    response: PhantomData<fn() -> R>,
}

#[derive(Clone, Debug)]
struct Parts {
    operation: &'static OperationInfo,
    path: Path,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Option<Body>,
}

/// What a request carries.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Body {
    /// JSON, written out.
    Json(Vec<u8>),
    /// Bytes, and their media type if the documentation names one.
    Bytes {
        /// The bytes.
        content: Bytes,
        /// For instance `image/jpeg`.
        media_type: Option<&'static str>,
    },
    /// The body could not be written; sending the request gives this error.
    Invalid(String),
}

impl Body {
    pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        serde_json::to_vec(value).map_or_else(|error| Body::Invalid(error.to_string()), Body::Json)
    }

    /// The media type.
    pub fn media_type(&self) -> Option<&str> {
        match self {
            Body::Json(_) => Some("application/json"),
            Body::Bytes { media_type, .. } => {
                Some(media_type.unwrap_or("application/octet-stream"))
            }
            Body::Invalid(_) => None,
        }
    }
}

impl fmt::Debug for Body {
    /// Sizes only: bodies hold secrets now and then.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Json(text) => write!(f, "Json({} bytes)", text.len()),
            Body::Bytes { content, media_type } => {
                write!(f, "Bytes({} bytes, {media_type:?})", content.len())
            }
            Body::Invalid(error) => write!(f, "Invalid({error:?})"),
        }
    }
}

impl<R> Request<R> {
    pub(crate) fn new(operation: &'static OperationInfo, path: Path, body: Option<Body>) -> Self {
        let parts = Parts { operation, path, query: Vec::new(), headers: Vec::new(), body };
        Request { parts: Box::new(parts), response: PhantomData }
    }

    /// What is known of the operation.
    pub fn operation(&self) -> &'static OperationInfo {
        self.parts.operation
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        self.parts.operation.method
    }

    /// The path below the service's root, percent-encoded: `/v1.0/users/x`.
    pub fn path(&self) -> &str {
        self.parts.path.as_str()
    }

    /// Query options in the order in which they were set, not yet encoded.
    pub fn query_pairs(&self) -> &[(String, String)] {
        &self.parts.query
    }

    /// Headers in the order in which they were set.
    pub fn headers(&self) -> &[(String, String)] {
        &self.parts.headers
    }

    /// The body, if there is one.
    pub fn body(&self) -> Option<&Body> {
        self.parts.body.as_ref()
    }

    /// Path and query as they go over the wire.
    pub fn url(&self) -> String {
        path::with_query(self.path(), self.query_pairs())
    }

    /// Adds a query option.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.headers.push((name.into(), value.into()));
        self
    }

    /// Asks for these properties only.
    pub fn select<'a>(self, properties: impl IntoIterator<Item = &'a str>) -> Self {
        self.query("$select", join(properties))
    }

    /// Asks for related resources as well.
    pub fn expand<'a>(self, properties: impl IntoIterator<Item = &'a str>) -> Self {
        self.query("$expand", join(properties))
    }

    /// The same request, whose answer is read as something else.
    pub fn with_response<S>(self) -> Request<S> {
        Request { parts: self.parts, response: PhantomData }
    }
}

impl<T> Request<Collection<T>> {
    /// Asks for the elements that meet a condition.
    pub fn filter(self, condition: impl Into<String>) -> Self {
        self.query("$filter", condition)
    }

    /// Asks for the elements that a search finds.
    pub fn search(self, words: impl Into<String>) -> Self {
        self.query("$search", words)
    }

    /// Asks for an order: `displayName desc`.
    pub fn order_by<'a>(self, properties: impl IntoIterator<Item = &'a str>) -> Self {
        self.query("$orderby", join(properties))
    }

    /// Asks for pages of at most this many elements.
    pub fn top(self, count: u32) -> Self {
        self.query("$top", count.to_string())
    }

    /// Leaves out the first elements.
    pub fn skip(self, count: u32) -> Self {
        self.query("$skip", count.to_string())
    }

    /// Asks how many elements there are in all.
    pub fn count(self) -> Self {
        self.query("$count", "true")
    }
}

fn join<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(",")
}

impl<R> Clone for Request<R> {
    fn clone(&self) -> Self {
        Request { parts: self.parts.clone(), response: PhantomData }
    }
}

impl<R> fmt::Debug for Request<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Header values may be secrets.
        let headers: Vec<_> = self.headers().iter().map(|it| &it.0).collect();
        let mut it = f.debug_struct("Request");
        it.field("method", &self.method())
            .field("url", &self.url())
            .field("headers", &headers)
            .field("body", &self.body())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Method, OperationInfo, Path, Request};
    use crate::response::Collection;

    static LIST: OperationInfo = OperationInfo {
        method: Method::Get,
        path: "/users/{user-id}/messages",
        ..OperationInfo::NOTHING
    };

    #[test]
    fn a_request_can_be_inspected() {
        let path = Path::root("/v1.0").literal("users").key("ä/b?c").literal("messages");
        let request: Request<Collection<String>> = path.request(&LIST);
        let request = request
            .select(["id", "subject"])
            .top(5)
            .filter("a eq 'b&c'")
            .header("Prefer", "secret");
        assert_eq!(request.path(), "/v1.0/users/%C3%A4%2Fb%3Fc/messages");
        assert_eq!(
            request.url(),
            "/v1.0/users/%C3%A4%2Fb%3Fc/messages?$select=id,subject&$top=5&$filter=a%20eq%20'b%26c'"
        );
        assert!(request.body().is_none());
        assert!(!format!("{request:?}").contains("secret"));
    }

    #[test]
    fn bodies_are_written_at_once() {
        let request: Request<()> = Path::root("/v1.0").request_json(&LIST, &[1, 2]);
        assert_eq!(request.body(), Some(&Body::Json(b"[1,2]".to_vec())));
        let request: Request<()> =
            Path::root("/v1.0").request_reference(&LIST, "https://x/users/1");
        assert_eq!(
            request.body(),
            Some(&Body::Json(br#"{"@odata.id":"https://x/users/1"}"#.to_vec()))
        );
    }
}
