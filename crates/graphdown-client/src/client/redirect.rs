//! Redirects: content is often somewhere else.

use super::hosts::{Hosts, may_carry_token};
use async_trait::async_trait;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::{HeaderName, Headers};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Method, Request, Url};
use std::sync::Arc;

const LOCATION: HeaderName = HeaderName::from_static_standard("location");

/// As many redirects in a row as browsers follow at least.
const LIMIT: usize = 10;

/// What a host that is not the service may see of the headers.
const HARMLESS: &[&str] = &[
    "accept",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "range",
    "user-agent",
];

/// Follows redirects. Another host gets neither the token (see `auth`) nor any header that is not harmless.
#[derive(Debug)]
pub(super) struct RedirectPolicy(Hosts);

impl RedirectPolicy {
    pub(super) fn new(hosts: Hosts) -> Self {
        RedirectPolicy(hosts)
    }
}

#[allow(elided_lifetimes_in_paths)] // The macro of the trait wants it as the trait has it.
#[async_trait]
impl Policy for RedirectPolicy {
    async fn send(
        &self,
        ctx: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        for _ in 0..LIMIT {
            let response = next[0].send(ctx, request, &next[1..]).await?;
            let Some(target) = target(request, &response, ctx)? else { return Ok(response) };
            if u16::from(response.status()) == 303 {
                request.set_method(Method::Get);
                request.set_body(azure_core::Bytes::new());
            }
            if !self.0.allow(&target) {
                if !matches!(request.method(), Method::Get | Method::Head) {
                    let reason = "a redirect would take the body of a request to another host";
                    return Err(Error::with_message(ErrorKind::Other, reason));
                }
                *request.headers_mut() = harmless(request.headers());
            }
            request.body_mut().reset().await?;
            *request.url_mut() = target;
        }
        Err(Error::with_message(ErrorKind::Other, format!("more than {LIMIT} redirects in a row")))
    }
}

/// In the context of a request whose redirect is the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StayHere;

fn target(
    request: &Request,
    response: &AsyncRawResponse,
    ctx: &Context<'_>,
) -> azure_core::Result<Option<Url>> {
    let follow = match u16::from(response.status()) {
        // Only reading may be repeated elsewhere on 301 and 302; a 303 says "read it there".
        301 | 302 => matches!(request.method(), Method::Get | Method::Head),
        303 | 307 | 308 => true,
        _ => false,
    };
    let location = response.headers().get_optional_str(&LOCATION);
    let Some(location) = location.filter(|_| follow && ctx.value::<StayHere>().is_none()) else {
        return Ok(None);
    };
    let target = request.url().join(location).map_err(|error| {
        Error::with_error(ErrorKind::DataConversion, error, "a redirect leads to no URL")
    })?;
    if may_carry_token(&target) {
        Ok(Some(target))
    } else {
        Err(Error::with_message(ErrorKind::Other, "a redirect leads to a URL without TLS"))
    }
}

fn harmless(headers: &Headers) -> Headers {
    let mut kept = Headers::new();
    for (name, value) in headers.iter() {
        if HARMLESS.contains(&name.as_str()) {
            kept.insert(name.clone(), value.clone());
        }
    }
    kept
}
