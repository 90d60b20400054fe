//! Requests as values: what will be sent, before anything is sent.

pub use body::{Body, RequestContent};
pub use literal::Literal;
pub use operation::{Method, Monitor, OperationInfo};
pub use path::{ArgumentList, Path};
pub use query::{Condition, Expand, Name, Null, Order, PropertyPath, Selectable};
pub use send::Sending;

mod body;
mod literal;
mod operation;
mod path;
mod query;
mod send;

use crate::client::{GraphClient, Location};
use std::fmt;
use std::marker::PhantomData;

/// A request whose answer is an `R`. It does nothing by itself: `.await` it, or see [`response`](Request::response) and [`pages`](Request::pages).
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
    /// A link that stands for path and query.
    link: Option<Location>,
}

impl<R> Request<R> {
    pub(crate) fn new(operation: &'static OperationInfo, path: Path, body: Option<Body>) -> Self {
        let parts =
            Parts { operation, path, query: Vec::new(), headers: Vec::new(), body, link: None };
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

    /// Adds a query option. OData's own options, those with a `$`, are there once: the last value counts.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        let query = &mut self.parts.query;
        match query.iter_mut().find(|it| it.0 == name && name.starts_with('$')) {
            Some(option) => option.1 = value,
            None => query.push((name, value)),
        }
        self
    }

    /// Adds a header. Of several with one name the last one counts, but preferences (`Prefer`) are joined.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        if !name.eq_ignore_ascii_case("Prefer") {
            self.parts.headers.retain(|it| !it.0.eq_ignore_ascii_case(&name));
        }
        self.parts.headers.push((name, value));
        self
    }

    /// Asks for a preference: `outlook.timezone="UTC"`. Several are sent together.
    pub fn prefer(self, preference: impl Into<String>) -> Self {
        self.header("Prefer", preference)
    }

    /// Says how current the answer has to be. Advanced queries of directory objects need `eventual`, which [`search`](Request::search) and conditions that are known to be advanced set by themselves.
    pub fn consistency_level(self, level: impl Into<String>) -> Self {
        self.header("ConsistencyLevel", level)
    }

    /// Does it only if the resource still has this ETag; otherwise the service answers 412.
    pub fn if_match(self, etag: impl Into<String>) -> Self {
        self.header("If-Match", etag)
    }

    /// Reads only if the resource has another ETag by now; otherwise the service answers 304.
    pub fn if_none_match(self, etag: impl Into<String>) -> Self {
        self.header("If-None-Match", etag)
    }

    /// The client that will send it; `None` for a request that was made without one.
    pub fn client(&self) -> Option<&GraphClient> {
        self.parts.path.client()
    }

    /// The same request, whose answer is read as something else.
    pub fn with_response<S>(self) -> Request<S> {
        Request { parts: self.parts, response: PhantomData }
    }
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
        let path = Path::root("/v1.0", None).literal("users").key("ä/b?c").literal("messages");
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

    fn json<R>(request: &Request<R>) -> &str {
        match request.body() {
            Some(Body::Json(text)) => std::str::from_utf8(text).expect("JSON is UTF-8"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn bodies_are_written_at_once() {
        let request: Request<()> = Path::root("/v1.0", None).request_json(&LIST, &[1, 2]);
        assert_eq!(json(&request), "[1,2]");
        let request: Request<()> =
            Path::root("/v1.0", None).request_reference(&LIST, "https://x/users/1");
        assert_eq!(json(&request), r#"{"@odata.id":"https://x/users/1"}"#);
    }
}
