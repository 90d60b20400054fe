//! How long the service may be silent: until an answer begins, and between two pieces of it, so that a server that says nothing more does not
//! hold a caller for ever.

use async_trait::async_trait;
use azure_core::error::ErrorKind;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request};
use futures_util::future::{Either, select};
use std::fmt;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context as Poller, Poll};
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
        Either::Right(_) => Err(silent(limit)),
    }
}

fn silent(limit: Duration) -> azure_core::Error {
    azure_core::Error::with_message(ErrorKind::Io, format!("the service was silent for {limit:?}"))
}

type Timer = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A clock that runs while a piece of an answer is waited for.
pub(crate) struct Silence {
    limit: Option<Duration>,
    timer: Option<Timer>,
}

impl Silence {
    pub(crate) fn new(limit: Option<Duration>) -> Self {
        Silence { limit, timer: None }
    }

    /// Starts the clock if it does not run; ready when the time is over.
    pub(crate) fn poll(&mut self, context: &mut Poller<'_>) -> Poll<azure_core::Error> {
        let Some(limit) = self.limit else { return Poll::Pending };
        // What is too long for a timer has no limit.
        let Ok(time) = azure_core::time::Duration::try_from(limit) else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| Box::pin(azure_core::sleep::sleep(time)));
        timer.as_mut().poll(context).map(|()| silent(limit))
    }

    /// Stops the clock, since something came.
    pub(crate) fn end(&mut self) {
        self.timer = None;
    }
}

impl fmt::Debug for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Silence").field(&self.limit).finish()
    }
}
