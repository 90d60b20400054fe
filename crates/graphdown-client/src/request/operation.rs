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
///
/// Lists are texts with `, ` between the entries, for there are thousands of them in generated code, and the compiler takes a text at a
/// fraction of what it needs for a slice of texts. [`list`](OperationInfo::list) and [`permissions`](OperationInfo::permissions) read them.
///
/// ```
/// use graphdown_client::OperationInfo;
///
/// static LIST: OperationInfo =
///     OperationInfo { query_options: "$select, $filter", ..OperationInfo::NOTHING };
/// assert!(OperationInfo::list(LIST.query_options).any(|it| it == "$filter"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OperationInfo {
    /// The HTTP method.
    pub method: Method,
    /// The path below the version segment, with the documentation's parameters: `/users/{id}/messages`.
    pub path: &'static str,
    /// The page that documents it.
    pub documentation: &'static str,
    /// The status code of success; the main one if there are several. 0 if the documentation does not say.
    pub status: u16,
    /// Further status codes of success.
    pub other_status: &'static [u16],
    /// True if the answer may come before the work is done.
    pub long_running: bool,
    /// For a long-running operation that begins a job: where the job is got.
    pub monitor: Option<Monitor>,
    /// The OData query options that the documentation names, as a list.
    pub query_options: &'static str,
    /// The request headers that the documentation names, but for those of every request, as a list.
    pub headers: &'static str,
    /// The permissions for delegated calls with a work or school account: a list, or [`NOT_SUPPORTED`](OperationInfo::NOT_SUPPORTED), or
    /// empty if the documentation does not say.
    pub delegated_work: &'static str,
    /// The same for delegated calls with a personal Microsoft account.
    pub delegated_personal: &'static str,
    /// The same for calls of an application in its own name.
    pub application: &'static str,
}

impl OperationInfo {
    /// Nothing known.
    pub const NOTHING: OperationInfo = OperationInfo {
        method: Method::Get,
        path: "",
        documentation: "",
        status: 0,
        other_status: &[],
        long_running: false,
        monitor: None,
        query_options: "",
        headers: "",
        delegated_work: "",
        delegated_personal: "",
        application: "",
    };

    /// Stands in place of permissions where such accounts cannot call the operation.
    pub const NOT_SUPPORTED: &'static str = "not supported";

    /// The entries of a list.
    pub fn list(text: &'static str) -> impl Iterator<Item = &'static str> {
        text.split(", ").filter(|it| !it.is_empty())
    }
}

impl fmt::Display for OperationInfo {
    /// Method and path, as in the documentation's request lines: `GET /users/{id}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Where the job is got that an operation begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Monitor {
    /// At this path, which has its id as the only parameter.
    Path(&'static str),
    /// Where the header `Location` of the answer says: what stands there is the job, of the type of the operation's result.
    Location,
}
