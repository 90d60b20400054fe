//! The error that the service answers with.
//!
//! Source: <https://learn.microsoft.com/graph/errors>.

use crate::request::OperationInfo;
use azure_core::http::headers::{HeaderName, Headers, RETRY_AFTER, RETRY_AFTER_MS};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// How much of a body that is not JSON is shown.
const EXCERPT: usize = 200;

/// The service answered that it did not do it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status code; 0 for an error inside of an answer that has none of its own.
    pub status: u16,
    /// The code, for instance `Request_ResourceNotFound`; empty if the answer has none.
    pub code: String,
    /// What happened, in English.
    pub message: String,
    /// More and more exact codes from `innerError`.
    pub inner_codes: Vec<String>,
    /// What it is about, for instance a parameter.
    pub target: Option<String>,
    /// Further errors.
    pub details: Vec<ErrorDetail>,
    /// The service's id of the request, which its support asks for.
    pub request_id: Option<String>,
    /// The client's id of the request.
    pub client_request_id: Option<String>,
    /// When it happened, as the service wrote it.
    pub date: Option<String>,
    /// How long to wait before the next try.
    pub retry_after: Option<Duration>,
    /// What was asked.
    pub operation: &'static OperationInfo,
    /// The error's JSON, or null.
    pub body: Value,
}

/// One of several errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What it is about.
    pub target: Option<String>,
}

impl ServiceError {
    /// The error in an answer.
    pub(crate) fn read(
        operation: &'static OperationInfo,
        status: u16,
        headers: &Headers,
        body: &[u8],
    ) -> Self {
        let header = |name| headers.get_optional_str(&HeaderName::from_static(name));
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let mut error = Self::from_json(operation, status, json);
        error.retry_after = retry_after(headers);
        error.request_id = header("request-id").map(str::to_owned).or(error.request_id);
        error.client_request_id =
            header("client-request-id").map(str::to_owned).or(error.client_request_id);
        error.date = error.date.or_else(|| header("date").map(str::to_owned));
        if error.message.is_empty() {
            error.message = excerpt(body);
        }
        error
    }

    /// The error that a JSON object with `error` describes.
    pub(crate) fn from_json(operation: &'static OperationInfo, status: u16, body: Value) -> Self {
        let error = body.get("error").unwrap_or(&body);
        // OAuth's own form is `{"error": "code", "error_description": "..."}`.
        let (code, message) = match error {
            Value::String(code) => (code.clone(), text(&body, "error_description")),
            _ => (text(error, "code"), message(error)),
        };
        let inner: Vec<&Value> =
            std::iter::successors(inner(error), |it| inner(it)).take(20).collect();
        let find =
            |name: &str| inner.iter().find_map(|it| it.get(name)?.as_str()).map(str::to_owned);
        let details = error.get("details").and_then(Value::as_array);
        ServiceError {
            status,
            code,
            message,
            inner_codes: inner
                .iter()
                .filter_map(|it| it.get("code")?.as_str())
                .map(str::to_owned)
                .collect(),
            target: error.get("target").and_then(Value::as_str).map(str::to_owned),
            details: details.into_iter().flatten().map(ErrorDetail::from_json).collect(),
            request_id: find("request-id"),
            client_request_id: find("client-request-id"),
            date: find("date"),
            retry_after: None,
            operation,
            body,
        }
    }

    /// True if the code or one of the inner codes is this one; case does not matter, since the service does not care either.
    pub fn has_code(&self, code: &str) -> bool {
        std::iter::once(&self.code).chain(&self.inner_codes).any(|it| it.eq_ignore_ascii_case(code))
    }
}

impl ErrorDetail {
    fn from_json(value: &Value) -> Self {
        ErrorDetail {
            code: text(value, "code"),
            message: message(value),
            target: value.get("target").and_then(Value::as_str).map(str::to_owned),
        }
    }
}

/// Both spellings are met.
fn inner(value: &Value) -> Option<&Value> {
    value.get("innerError").or_else(|| value.get("innererror")).filter(|it| it.is_object())
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The message, which older services wrap: `{"lang": "en", "value": "..."}`.
fn message(value: &Value) -> String {
    match value.get("message") {
        Some(Value::String(message)) => message.clone(),
        Some(message) => text(message, "value"),
        None => String::new(),
    }
}

fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(EXCERPT * 4)]);
    let words: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    words.trim().chars().take(EXCERPT).collect()
}

/// Whole or decimal seconds. A date is left to the retries, which know the time.
pub(crate) fn retry_after(headers: &Headers) -> Option<Duration> {
    let milliseconds = || headers.get_optional_str(&RETRY_AFTER_MS)?.parse::<f64>().ok();
    let seconds = || headers.get_optional_str(&RETRY_AFTER)?.parse::<f64>().ok();
    let seconds = milliseconds().map(|it| it / 1000.0).or_else(seconds)?;
    Duration::try_from_secs_f64(seconds).ok()
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OperationInfo { method, path, .. } = self.operation;
        if !path.is_empty() {
            write!(f, "`{method} {path}`: ")?;
        }
        match (self.status, self.code.as_str()) {
            (0, "") => f.write_str("error")?,
            (0, code) => f.write_str(code)?,
            (status, "") => write!(f, "{status}")?,
            (status, code) => write!(f, "{status} {code}")?,
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request-id {id})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::ServiceError;
    use crate::request::OperationInfo;
    use azure_core::http::headers::Headers;
    use std::time::Duration;

    static NOTHING: OperationInfo = OperationInfo::NOTHING;

    fn read(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> ServiceError {
        let mut all = Headers::new();
        for (name, value) in headers {
            all.insert(*name, *value);
        }
        ServiceError::read(&NOTHING, status, &all, body.as_bytes())
    }

    #[test]
    fn everything_is_read() {
        let body = r#"{"error":{"code":"badRequest","message":"no","target":"top",
            "details":[{"code":"d","message":"more","target":"x"}],
            "innerError":{"code":"inner","date":"2024-01-01T00:00:00","request-id":"r",
                "client-request-id":"c","innererror":{"code":"innermost"}}}}"#;
        let error = read(429, &[("retry-after", "1.5")], body);
        assert_eq!((error.code.as_str(), error.message.as_str()), ("badRequest", "no"));
        assert_eq!(error.inner_codes, ["inner", "innermost"]);
        assert!(error.has_code("INNERMOST") && !error.has_code("other"));
        assert_eq!(error.details[0].target.as_deref(), Some("x"));
        assert_eq!(error.request_id.as_deref(), Some("r"));
        assert_eq!(error.retry_after, Some(Duration::from_millis(1500)));
        assert_eq!(error.to_string(), "429 badRequest: no (request-id r)");
    }

    #[test]
    fn other_forms_are_read() {
        let oauth = r#"{"error":"invalid_grant","error_description":"expired"}"#;
        assert_eq!(read(400, &[], oauth).to_string(), "400 invalid_grant: expired");
        let wrapped = r#"{"error":{"code":"x","message":{"lang":"en","value":"y"}}}"#;
        assert_eq!(read(400, &[], wrapped).to_string(), "400 x: y");
        assert_eq!(read(502, &[], "<html>\nBad\u{7}").to_string(), "502: <html> Bad");
        assert_eq!(read(500, &[], "").to_string(), "500");
        assert_eq!(read(500, &[], "[1]").to_string(), "500: [1]");
    }
}
