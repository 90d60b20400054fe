//! How long the service may be silent: until an answer begins, and between two pieces of it, so that a server that says nothing more does not
//! hold a caller for ever.

use async_trait::async_trait;
use azure_core::error::ErrorKind;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request};
use futures_util::future::{Either, select};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

/// Ends a try whose answer does not begin in time. It stands behind the retries, so that another try may follow.
#[derive(Debug)]
pub(super) struct PatiencePolicy(pub(super) Option<Duration>);

#[allow(elided_lifetimes_in_paths)] // The macro of the trait wants it as the trait has it.
#[async_trait]
impl Policy for PatiencePolicy {
    async fn send(
        &self,
        ctx: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        within(self.0, next[0].send(ctx, request, &next[1..])).await?
    }
}

/// The result of `work`, if it comes within `limit`.
///
/// # Errors
/// If it does not.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    work: impl Future<Output = T>,
) -> azure_core::Result<T> {
    let Some(limit) = limit else { return Ok(work.await) };
    // What is too long for a timer has no limit.
    let Ok(time) = azure_core::time::Duration::try_from(limit) else { return Ok(work.await) };
    match select(pin!(work), pin!(azure_core::sleep::sleep(time))).await {
        Either::Left((result, _)) => Ok(result),
        Either::Right(_) => Err(azure_core::Error::with_message(
            ErrorKind::Io,
            format!("the service was silent for {limit:?}"),
        )),
    }
}
