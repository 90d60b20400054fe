//! What can go wrong with a call.

pub use service::{ErrorDetail, ServiceError};

pub(crate) use service::retry_after;

mod service;

use crate::client::ForeignHost;
use crate::permissions::Permissions;
use azure_core::error::ErrorKind;
use std::fmt;
use std::time::Duration;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call gave no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered that it did not do it.
    Service(Box<ServiceError>),
    /// There was no token to be had.
    Credential(azure_core::Error),
    /// The service could not be reached, or the answer broke off.
    Transport(azure_core::Error),
    /// The answer does not have the documented form.
    Decode {
        /// Method and documented path: `GET /users/{id}`.
        operation: String,
        /// What does not fit, and where.
        source: serde_json::Error,
    },
    /// The answer is not what was asked for: a page of HTML instead of JSON, say, or no body at all.
    UnexpectedAnswer {
        /// Method and documented path.
        operation: String,
        /// The status code.
        status: u16,
        /// What came instead.
        found: String,
    },
    /// The answer is longer than the client is willing to hold in memory.
    TooLarge {
        /// The limit in bytes, [`GraphClientOptions::response_limit`](crate::GraphClientOptions::response_limit).
        limit: u64,
    },
    /// A link of an answer leads away from the service; it was not followed.
    ForeignHost(ForeignHost),
    /// A link of an answer cannot be followed: it is no URL, or leads back to a page that was seen.
    InvalidLink(String),
    /// The request cannot be sent as it is.
    InvalidRequest(String),
    /// A long-running operation ended without success.
    OperationFailed(Box<OperationFailure>),
}

/// How a long-running operation ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperationFailure {
    /// The last status, for instance `failed`.
    pub status: String,
    /// The error that the service gives as reason, if it gives one.
    pub error: Option<ServiceError>,
    /// The last state of the operation as the service describes it.
    pub body: serde_json::Value,
}

impl Error {
    /// What azure_core reports.
    pub(crate) fn from_core(error: azure_core::Error) -> Self {
        match error.kind() {
            ErrorKind::Credential => Error::Credential(error),
            _ => Error::Transport(error),
        }
    }

    /// What the service answered, if it answered.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Error::Service(error) => Some(error),
            Error::OperationFailed(failure) => failure.error.as_ref(),
            _ => None,
        }
    }

    /// The status code of the service's answer.
    pub fn status(&self) -> Option<u16> {
        self.service().map(|it| it.status).filter(|it| *it != 0)
    }

    fn is(&self, status: &[u16]) -> bool {
        self.status().is_some_and(|it| status.contains(&it))
    }

    /// 401: the token was not accepted.
    pub fn is_unauthorized(&self) -> bool {
        self.is(&[401])
    }

    /// 403: the token does not allow it. [`missing_permission`](Error::missing_permission) says what would.
    pub fn is_forbidden(&self) -> bool {
        self.is(&[403])
    }

    /// 404 or 410: there is no such thing, or it is gone.
    pub fn is_not_found(&self) -> bool {
        self.is(&[404, 410])
    }

    /// 409: it contradicts the state of the resource.
    pub fn is_conflict(&self) -> bool {
        self.is(&[409])
    }

    /// 412: the resource has changed since its ETag was read.
    pub fn is_precondition_failed(&self) -> bool {
        self.is(&[412])
    }

    /// 429, or 503 with a time to wait: too much was asked; the client's retries did not help.
    pub fn is_throttled(&self) -> bool {
        self.is(&[429]) || (self.is(&[503]) && self.retry_after().is_some())
    }

    /// 5xx: the service failed.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|it| it >= 500)
    }

    /// True if the token of a delta query is too old, so that the query has to begin anew (410 or `syncStateNotFound`).
    pub fn is_delta_expired(&self) -> bool {
        let codes = ["syncStateNotFound", "syncStateInvalid", "resyncRequired"];
        self.is(&[410])
            || self.service().is_some_and(|it| codes.iter().any(|code| it.has_code(code)))
    }

    /// How long the service asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.service()?.retry_after
    }

    /// For a call that was refused for lack of rights: the permissions that the documentation asks for, each list from least to most privileged.
    pub fn missing_permission(&self) -> Option<Permissions> {
        let error = self.service().filter(|it| it.status == 403)?;
        Some(error.operation.permissions()).filter(|it| *it != Permissions::default())
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Error::Service(Box::new(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Service(error) => write!(f, "{error}"),
            Error::Credential(_) => f.write_str("no token could be acquired"),
            Error::Transport(_) => f.write_str("the service could not be reached"),
            Error::Decode { operation, .. } => {
                write!(f, "the answer to `{operation}` does not have the documented form")
            }
            Error::UnexpectedAnswer { operation, status, found } => {
                write!(f, "the answer to `{operation}` ({status}) is {found}")
            }
            Error::TooLarge { limit } => write!(
                f,
                "the answer has more than {limit} bytes; raise `response_limit`, or read it as a stream"
            ),
            Error::ForeignHost(host) => write!(f, "{host}"),
            Error::InvalidLink(reason) | Error::InvalidRequest(reason) => f.write_str(reason),
            Error::OperationFailed(failure) => {
                write!(f, "the operation ended as `{}`", failure.status)?;
                failure.error.as_ref().map_or(Ok(()), |error| write!(f, ": {error}"))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Credential(error) | Error::Transport(error) => Some(error),
            Error::Decode { source, .. } => Some(source),
            _ => None,
        }
    }
}
