//! One call: a request goes out, an answer or an error comes back. Nothing here is generic over what is asked.

use super::auth::Anonymous;
use super::redirect::StayHere;
use super::{GraphClient, within};
use crate::error::{Error, Result, ServiceError};
use crate::request::{Body, Method, OperationInfo};
use azure_core::http::headers::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, Headers};
use azure_core::http::policies::PublicApiInstrumentationInformation;
use azure_core::http::{AsyncRawResponse, AsyncResponseBody, Context, Request, Url};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use std::time::Duration;
use tracing::{Instrument, Span, field};

/// An error is a few lines of JSON; a page of some proxy may be longer, and nobody needs it all.
const ERROR_LIMIT: u64 = 1 << 20;

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const PREFER: &str = "prefer";

/// Where a request goes.
#[derive(Clone, Debug)]
pub(crate) enum Location {
    /// Path and query below the service's root.
    Path(String),
    /// A link of the service that was checked.
    Link(Url),
    /// A link that is a secret by itself and gets no token.
    Anonymous(Url),
}

/// A request as it goes out.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static OperationInfo,
    pub(crate) method: Method,
    pub(crate) location: Location,
    pub(crate) headers: &'a [(String, String)],
    pub(crate) body: Option<&'a Body>,
    /// What the caller can read.
    pub(crate) accept: &'static str,
    /// True if a redirect is the answer.
    pub(crate) stays: bool,
}

/// The answer to a call that did not fail.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) client: GraphClient,
    pub(crate) operation: &'static OperationInfo,
    pub(crate) url: Url,
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
}

impl Call<'_> {
    /// The answer, read into memory.
    pub(crate) async fn send(self, client: &GraphClient) -> Result<Answered> {
        let operation = self.operation;
        let (url, answer) = self.stream(client).await?;
        let (status, headers, body) = answer.deconstruct();
        let body = collect(body, client.response_limit(), client.silence_limit()).await?;
        let client = client.clone();
        Ok(Answered { client, operation, url, status: status.into(), headers, body })
    }

    /// The answer, whose body is still to be read.
    pub(crate) async fn stream(self, client: &GraphClient) -> Result<(Url, AsyncRawResponse)> {
        let operation = self.operation;
        let span = tracing::debug_span!(
            "graph",
            method = self.method.as_str(),
            operation = operation.path,
            client_request_id = field::Empty,
            request_id = field::Empty,
            status = field::Empty,
        );
        let (context, mut request) = self.request(client)?;
        let seen = span.clone();
        let exchange = async move {
            let sent = client.pipeline().stream(&context, &mut request, Some(unchecked())).await;
            record(&seen, CLIENT_REQUEST_ID, "client_request_id", request.headers());
            let answer = sent.map_err(Error::from_core)?;
            record(&seen, REQUEST_ID, "request_id", answer.headers());
            let status = u16::from(answer.status());
            seen.record("status", status);
            let is_answer = status < 300 || (status < 400 && context.value::<StayHere>().is_some());
            if is_answer {
                return Ok((request.url().clone(), answer));
            }
            let (_, headers, body) = answer.deconstruct();
            // What could be read of it is better than the reason why the rest could not.
            let body = collect(body, ERROR_LIMIT, client.silence_limit()).await.unwrap_or_default();
            Err(Error::from(ServiceError::read(operation, status, &headers, &body)))
        };
        exchange.instrument(span).await
    }

    fn request(self, client: &GraphClient) -> Result<(Context<'static>, Request)> {
        let mut context = Context::new();
        let name = format!("{} {}", self.method, self.operation.path);
        context.insert(PublicApiInstrumentationInformation::new(name, Vec::new()));
        if self.stays {
            context.insert(StayHere);
        }
        let url = match self.location {
            Location::Path(path) => client.url(&path)?,
            Location::Link(url) => url,
            Location::Anonymous(url) => {
                context.insert(Anonymous);
                url
            }
        };
        let mut request = Request::new(url, self.method.into());
        request.insert_header(ACCEPT, self.accept);
        set_headers(&mut request, self.headers)?;
        if client.asks_for_unknown_enum_members() && self.accept != "*/*" {
            add_preference(&mut request, "include-unknown-enum-members");
        }
        if let Some(body) = self.body {
            if let Some(media_type) = body.media_type()
                && request.headers().get_optional_str(&CONTENT_TYPE).is_none()
            {
                request.insert_header(CONTENT_TYPE, media_type.to_owned());
            }
            request.set_body(body.to_core()?);
        }
        Ok((context, request))
    }
}

fn record(span: &Span, name: HeaderName, field: &'static str, headers: &Headers) {
    if let Some(id) = headers.get_optional_str(&name) {
        span.record(field, id);
    }
}

fn unchecked() -> azure_core::http::PipelineStreamOptions {
    azure_core::http::PipelineStreamOptions { skip_checks: true, ..Default::default() }
}

/// Several preferences are one header with commas.
fn set_headers(request: &mut Request, headers: &[(String, String)]) -> Result<()> {
    for (name, value) in headers {
        check_header(name, value)?;
        if name.eq_ignore_ascii_case(PREFER) {
            add_preference(request, value);
        } else {
            let name = HeaderName::from(name.to_ascii_lowercase());
            request.insert_header(name, HeaderValue::from(value.clone()));
        }
    }
    Ok(())
}

fn add_preference(request: &mut Request, preference: &str) {
    const PREFER: HeaderName = azure_core::http::headers::PREFER;
    let value = match request.headers().get_optional_str(&PREFER) {
        Some(others) => format!("{others}, {preference}"),
        None => preference.to_owned(),
    };
    request.insert_header(PREFER, value);
}

/// A header's name is a token and its value has no control characters (RFC 9110, section 5), so that no value can become a second header.
fn check_header(name: &str, value: &str) -> Result<()> {
    let is_token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
    let is_text = |it: u8| it == b'\t' || (b' '..=b'~').contains(&it);
    let is_name = !name.is_empty() && name.bytes().all(is_token);
    if !is_name {
        return Err(Error::InvalidRequest(format!("{name:?} cannot be the name of a header")));
    }
    if !value.bytes().all(is_text) {
        // Not the value itself, which may be a secret.
        let reason = "a control character, or one that is not ASCII";
        return Err(Error::InvalidRequest(format!(
            "the value of the header `{name}` has {reason}"
        )));
    }
    Ok(())
}

/// A body of at most `limit` bytes, no two pieces of which are further apart than `silence`.
async fn collect(
    mut body: AsyncResponseBody,
    limit: u64,
    silence: Option<Duration>,
) -> Result<Bytes> {
    let mut all = BytesMut::new();
    while let Some(chunk) = within(silence, body.next()).await.map_err(Error::from_core)? {
        let chunk = chunk.map_err(Error::from_core)?;
        if (all.len() + chunk.len()) as u64 > limit {
            return Err(Error::TooLarge { limit });
        }
        all.extend_from_slice(&chunk);
    }
    Ok(all.freeze())
}

#[cfg(test)]
mod tests {
    use super::check_header;

    #[test]
    fn headers_cannot_be_injected() {
        assert!(check_header("Prefer", "odata.maxpagesize=5").is_ok());
        let bad =
            [("a b", "x"), ("", "x"), ("a:", "x"), ("a", "x\r\nb: c"), ("a", "\0"), ("a", "ü")];
        for (name, value) in bad {
            assert!(check_header(name, value).is_err(), "{name:?}: {value:?}");
        }
        let error = check_header("x-key", "secret\n").expect_err("it is refused").to_string();
        assert!(!error.contains("secret"), "{error}");
    }
}
