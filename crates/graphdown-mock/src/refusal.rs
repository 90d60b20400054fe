//! Requests that are refused, and the OData error that says why.

use crate::clock;
use crate::message::{Answer, Request};
use serde_json::{Value, json};

/// Why a request is refused.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// Where the documentation says so.
    pub(crate) place: Option<Box<Place>>,
    /// Further findings of the same request.
    pub(crate) details: Vec<Detail>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

/// A place in the documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// File and line: `v1.0/api/user-post-users.md:12`.
    pub(crate) line: String,
    /// The published page.
    pub(crate) link: String,
}

/// One of several findings.
#[derive(Debug, Clone)]
pub(crate) struct Detail {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The place in the body, or the name of a header or query option.
    pub(crate) target: String,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        let (place, details, headers) = (None, Vec::new(), Vec::new());
        Refusal { status, code, message: message.into(), place, details, headers }
    }

    /// 400: what was sent is not right.
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Refusal::new(400, "BadRequest", message)
    }

    /// 404: there is no such thing.
    pub(crate) fn missing(what: &str) -> Self {
        let message = format!(
            "Resource '{what}' does not exist or one of its queried reference-property objects are not present."
        );
        Refusal::new(404, "Request_ResourceNotFound", message)
    }

    /// 501: the service could do it, and this server cannot.
    pub(crate) fn unsupported(what: impl Into<String>) -> Self {
        let message = format!("graphdown mock: {}", what.into());
        Refusal::new(501, "NotImplemented", message)
    }

    pub(crate) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place.map(Box::new);
        self
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The answer that says so.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        let mut inner = json!({
            "date": clock::seconds(),
            "request-id": request.id,
            "client-request-id": request.header("client-request-id").unwrap_or(&request.id),
        });
        let mut message = self.message.clone();
        if let Some(place) = &self.place {
            message.push_str(&format!(" ({})", place.line));
            inner["page"] = place.line.clone().into();
            inner["link"] = place.link.clone().into();
        }
        let mut error = json!({ "code": self.code, "message": message });
        if !self.details.is_empty() {
            let one = |it: &Detail| json!({ "code": it.code, "message": it.message, "target": it.target });
            error["details"] = Value::Array(self.details.iter().map(one).collect());
        }
        error["innerError"] = inner;
        let mut answer = Answer::json(self.status, &json!({ "error": error }));
        answer.headers.extend(self.headers.iter().cloned());
        answer
    }
}
