//! `Retry-After: 1.5`: the service sends decimal seconds, which HTTP does not know and azure_core's retries do not read.

use async_trait::async_trait;
use azure_core::http::headers::{RETRY_AFTER, RETRY_AFTER_MS};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Request};
use std::sync::Arc;

/// Says decimal seconds in milliseconds, in a header that azure_core reads. It stands behind the retries.
#[derive(Debug)]
pub(super) struct RetryAfterPolicy;

#[allow(elided_lifetimes_in_paths)] // The macro of the trait wants it as the trait has it.
#[async_trait]
impl Policy for RetryAfterPolicy {
    async fn send(
        &self,
        ctx: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let response = next[0].send(ctx, request, &next[1..]).await?;
        let seconds = response.headers().get_optional_str(&RETRY_AFTER).and_then(decimal);
        let Some(milliseconds) = seconds.map(|it| (it * 1000.0).ceil()) else {
            return Ok(response);
        };
        let (status, mut headers, body) = response.deconstruct();
        headers.insert(RETRY_AFTER_MS, format!("{milliseconds:.0}"));
        Ok(AsyncRawResponse::new(status, headers, Box::pin(body)))
    }
}

/// Seconds with a fraction; whole ones are left to azure_core.
fn decimal(text: &str) -> Option<f64> {
    let is_decimal = text.contains('.') && text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    is_decimal.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn only_decimals_are_taken() {
        assert_eq!(decimal("1.5"), Some(1.5));
        for text in ["3", "Fri, 01 Jan 2021 00:00:00 GMT", "-1.5", "1.2.3", "inf", "1e9.0"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
