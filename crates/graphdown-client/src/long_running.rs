//! Operations that are done some time after the service has answered.
//!
//! Source: <https://learn.microsoft.com/graph/long-running-actions-overview>.

pub use state::Progress;

mod state;

use crate::answer::{Answer, RawAnswer};
use crate::client::{Call, GraphClient, Location};
use crate::error::{Error, OperationFailure, Result, ServiceError};
use crate::request::{Method, Monitor, OperationInfo};
use azure_core::http::Url;
use serde_json::Value;
use state::State;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// What is waited between two looks if the service does not say; doubled each time up to [`SLOWEST`].
const FASTEST: Duration = Duration::from_secs(1);
const SLOWEST: Duration = Duration::from_secs(30);

static MONITOR: OperationInfo =
    OperationInfo { path: "(monitor of a long-running operation)", ..OperationInfo::NOTHING };

/// An operation that the service has begun. It can be awaited, looked at now and then, or taken up by another process.
///
/// `T` is what the documentation says of the operation's result.
#[must_use = "the operation may still fail; wait for it or keep its `monitor_url`"]
pub struct LongRunning<T> {
    client: GraphClient,
    operation: &'static OperationInfo,
    monitor: Option<Url>,
    /// True if the monitor is the resource itself, so that what it answers is a `T`.
    is_resource: bool,
    state: State,
    last: RawAnswer,
    interval: Duration,
    result: PhantomData<fn() -> T>,
}

/// An operation that ended well.
#[derive(Debug, Clone)]
pub struct Completed<T> {
    /// The last status, for instance `succeeded`; empty if the service does not name it.
    pub status: String,
    /// The result, if the service gives it: not for operations whose monitor knows only how far they are.
    pub value: Option<T>,
    /// What the service said last; null if it said nothing.
    pub body: Value,
}

impl<T> Completed<T> {
    /// The id of the resource that came of it, if the service names it.
    pub fn resource_id(&self) -> Option<&str> {
        ["resourceId", "targetResourceId"].iter().find_map(|it| self.body.get(it)?.as_str())
    }

    /// Where the resource is that came of it, if the service says it.
    pub fn resource_location(&self) -> Option<&str> {
        let names = ["resourceLocation", "targetResourceLocation", "@odata.location"];
        names.iter().find_map(|it| self.body.get(it)?.as_str())
    }
}

impl<T: Answer> Answer for LongRunning<T> {
    const REDIRECT_IS_ANSWER: bool = true;

    fn read(from: RawAnswer) -> Result<Self> {
        let body = state::body(&from);
        let location = ["location", "operation-location", "azure-asyncoperation"]
            .into_iter()
            .find_map(|it| from.header(it));
        let (monitor, is_resource) = match location {
            Some(location) => {
                let is_job = from.operation().monitor == Some(Monitor::Location);
                (Some(state::absolute(&from, location)?), is_job || !body.is_null())
            }
            None => (state::own_url(&from, &body), true),
        };
        let state = State::of(&from, body);
        Ok(LongRunning {
            client: from.client().clone(),
            operation: from.operation(),
            monitor,
            is_resource,
            interval: FASTEST,
            state,
            last: from,
            result: PhantomData,
        })
    }
}

impl<T: Answer> LongRunning<T> {
    /// Takes up an operation whose [`monitor_url`](LongRunning::monitor_url) was kept.
    ///
    /// Its result has no `value` unless the monitor sends on to it. Use [`resume_resource`](LongRunning::resume_resource) if the
    /// operation [was a resource](LongRunning::is_resource).
    ///
    /// # Errors
    /// If the URL is none that may be asked, or if the service does not know it any more.
    pub async fn resume(client: &GraphClient, monitor_url: &str) -> Result<Self> {
        Self::take_up(client, monitor_url, false).await
    }

    /// Takes up an operation whose monitor is a resource, so that the monitor's last answer is the result.
    ///
    /// # Errors
    /// As [`resume`](LongRunning::resume).
    pub async fn resume_resource(client: &GraphClient, monitor_url: &str) -> Result<Self> {
        Self::take_up(client, monitor_url, true).await
    }

    async fn take_up(client: &GraphClient, monitor_url: &str, is_resource: bool) -> Result<Self> {
        let url = state::parse(monitor_url)?;
        let last = look(client, &url).await?;
        let state = State::of(&last, state::body(&last));
        Ok(LongRunning {
            client: client.clone(),
            operation: &MONITOR,
            monitor: Some(url),
            is_resource,
            state,
            last,
            interval: FASTEST,
            result: PhantomData,
        })
    }

    /// Where the service says how far it is. Keep it to go on in another process. It may be a secret.
    pub fn monitor_url(&self) -> Option<&str> {
        self.monitor.as_ref().map(Url::as_str)
    }

    /// True if the operation is a resource of its own, a `T`: then its monitor's answer is the result. Keep it beside the URL.
    pub fn is_resource(&self) -> bool {
        self.is_resource
    }

    /// For an operation without a `Location`: where to ask for its state.
    ///
    /// # Errors
    /// If the URL is none that may be asked.
    pub fn monitored_at(mut self, url: &str) -> Result<Self> {
        self.monitor = Some(state::parse(url)?);
        Ok(self)
    }

    /// How far it was when the service was asked last.
    pub fn progress(&self) -> &Progress {
        &self.state.progress
    }

    /// What the service answered last: at first the answer to the call itself.
    pub fn last_answer(&self) -> &RawAnswer {
        &self.last
    }

    /// Asks once how far it is.
    ///
    /// # Errors
    /// If the service cannot be asked, or if there is nobody to ask. An operation that failed is no error here but [`Progress::Failed`].
    pub async fn poll(&mut self) -> Result<&Progress> {
        if !matches!(self.state.progress, Progress::Running { .. }) {
            return Ok(&self.state.progress);
        }
        let Some(monitor) = &self.monitor else {
            let reason = "the service named no place where the state of the operation can be read; name one with `monitored_at`";
            return Err(Error::InvalidLink(reason.to_owned()));
        };
        self.last = look(&self.client, monitor).await?;
        self.state = State::of(&self.last, state::body(&self.last));
        if let Some(result) = &self.state.result {
            // "It is done, see there."
            self.last = look(&self.client, result).await?;
            self.state.body = state::body(&self.last);
            self.is_resource = true;
        }
        Ok(&self.state.progress)
    }

    /// Waits until it is done, asking as often as the service wishes.
    ///
    /// Dropping the future ends the waiting, not the operation.
    ///
    /// # Errors
    /// If it failed ([`Error::OperationFailed`]), or if the service cannot be asked.
    pub async fn wait(mut self) -> Result<Completed<T>> {
        loop {
            match self.progress().clone() {
                Progress::Running { .. } => {
                    self.sleep().await;
                    self.poll().await?;
                }
                Progress::Succeeded { status } => return self.complete(status),
                Progress::Failed { status } => return Err(self.failure(status)),
            }
        }
    }

    async fn sleep(&mut self) {
        let asked = crate::error::retry_after(self.last.headers());
        let interval = asked.unwrap_or(self.interval);
        self.interval = (self.interval * 2).min(SLOWEST);
        let interval = azure_core::time::Duration::try_from(interval);
        azure_core::sleep::sleep(interval.unwrap_or(azure_core::time::Duration::MINUTE)).await;
    }

    fn complete(self, status: String) -> Result<Completed<T>> {
        let value = self.is_resource.then(|| T::read(self.last)).transpose()?;
        Ok(Completed { status, value, body: self.state.body })
    }

    fn failure(self, status: String) -> Error {
        let body = self.state.body;
        let error = body.get("error").filter(|it| it.is_object()).is_some();
        let error = error.then(|| ServiceError::from_json(self.operation, 0, body.clone()));
        Error::OperationFailed(Box::new(OperationFailure { status, error, body }))
    }
}

/// One look at a monitor. Its URL may be one that is a secret by itself, on a host that gets no token.
async fn look(client: &GraphClient, url: &Url) -> Result<RawAnswer> {
    let location = if client.hosts().allow(url) {
        Location::Link(url.clone())
    } else {
        Location::Anonymous(url.clone())
    };
    let call = Call {
        operation: &MONITOR,
        method: Method::Get,
        location,
        headers: &[],
        body: None,
        accept: "application/json",
        stays: true,
    };
    Ok(call.send(client).await?.into())
}

impl<T> fmt::Debug for LongRunning<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the monitor's URL, which may be a secret.
        f.debug_struct("LongRunning")
            .field("operation", &self.operation.to_string())
            .field("progress", &self.state.progress)
            .finish_non_exhaustive()
    }
}
