//! What is known of an operation without calling it. One static per operation.

use std::fmt;

/// An HTTP method.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names say it.
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

impl From<Method> for azure_core::http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::Get,
            Method::Post => Self::Post,
            Method::Put => Self::Put,
            Method::Patch => Self::Patch,
            Method::Delete => Self::Delete,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the documentation says of an operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OperationInfo {
    /// The HTTP method.
    pub method: Method,
    /// The path below the version segment, with the documentation's parameters: `/users/{id}/messages`.
    pub path: &'static str,
    /// The page that documents it.
    pub documentation: &'static str,
    /// The status codes of success, the main one first.
    pub status: &'static [u16],
    /// True if the answer may come before the work is done.
    pub long_running: bool,
    /// The OData query options that the documentation names.
    pub query_options: &'static [&'static str],
    /// The request headers that the documentation names, but for those of every request.
    pub headers: &'static [&'static str],
    /// Who may call it; `None` if the documentation does not say.
    pub permissions: Option<Permissions>,
    /// For a long-running operation that begins a job: where the job is got.
    pub monitor: Option<Monitor>,
}

impl OperationInfo {
    /// Nothing known.
    pub const NOTHING: OperationInfo = OperationInfo {
        method: Method::Get,
        path: "",
        documentation: "",
        status: &[],
        long_running: false,
        query_options: &[],
        headers: &[],
        permissions: None,
        monitor: None,
    };
}

impl fmt::Display for OperationInfo {
    /// Method and path, as in the documentation's request lines: `GET /users/{id}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The permissions of which one is needed, from least to most privileged. An empty list means that such accounts
/// cannot call the operation, `None` that the documentation does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Permissions {
    /// Delegated, work or school account.
    pub delegated_work: Option<&'static [&'static str]>,
    /// Delegated, personal Microsoft account.
    pub delegated_personal: Option<&'static [&'static str]>,
    /// Application.
    pub application: Option<&'static [&'static str]>,
}

/// Where the job is got that an operation begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Monitor {
    /// At this path, which has its id as the only parameter.
    Path(&'static str),
    /// Where the header `Location` of the answer says: what stands there is the job, of the type of the operation's result.
    Location,
}
