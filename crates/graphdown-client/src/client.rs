//! The client: whom to ask, in whose name, and how.

pub use hosts::ForeignHost;
pub use options::{Cloud, GraphClientOptions};

pub(crate) use exchange::{Answered, Call, Location};
pub(crate) use hosts::may_carry_token;
pub(crate) use patience::{Silence, within};

mod auth;
mod exchange;
mod hosts;
mod options;
mod patience;
mod redirect;
mod retry_after;

use crate::error::{Error, Result};
use azure_core::credentials::TokenCredential;
use azure_core::http::policies::{ClientRequestIdPolicy, Policy};
use azure_core::http::{Pipeline, Url};
use hosts::Hosts;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A client of Microsoft Graph. It is cheap to clone, and all clones share connections and the token.
///
/// ```no_run
/// use azure_core::credentials::TokenCredential;
/// use graphdown_client::{Cloud, GraphClient, GraphClientOptions};
/// use std::sync::Arc;
///
/// # fn f(credential: Arc<dyn TokenCredential>) -> graphdown_client::Result<()> {
/// // Any credential of azure_identity will do.
/// let client = GraphClient::new(credential.clone(), None)?;
///
/// // A national cloud has its own endpoint and its own scope.
/// let options = GraphClientOptions { cloud: Cloud::UsGovernmentL4, ..Default::default() };
/// let client = GraphClient::new(credential, Some(options))?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct GraphClient(Arc<Inner>);

struct Inner {
    pipeline: Pipeline,
    endpoint: Url,
    hosts: Hosts,
    response_limit: u64,
    silence_limit: Option<Duration>,
    unknown_enum_members: bool,
}

impl GraphClient {
    /// A client that asks in the name of `credential`.
    ///
    /// # Errors
    /// If the endpoint of a cloud of one's own is not an `https` URL (`http` is allowed for loopback addresses only).
    pub fn new(
        credential: Arc<dyn TokenCredential>,
        options: Option<GraphClientOptions>,
    ) -> Result<Self> {
        let options = options.unwrap_or_default();
        let endpoint = options.cloud.endpoint()?;
        let hosts = Hosts::new(&endpoint, &options.allowed_hosts)?;
        let per_call: Vec<Arc<dyn Policy>> = vec![
            Arc::new(ClientRequestIdPolicy::with_header_name("client-request-id")),
            Arc::new(redirect::RedirectPolicy::new(hosts.clone())),
        ];
        let per_try: Vec<Arc<dyn Policy>> = vec![
            Arc::new(auth::AuthorizationPolicy::new(
                credential,
                options.cloud.scope()?,
                hosts.clone(),
            )),
            Arc::new(retry_after::RetryAfterPolicy),
            Arc::new(patience::PatiencePolicy(options.silence_limit)),
        ];
        let pipeline = Pipeline::new(
            option_env!("CARGO_PKG_NAME"),
            option_env!("CARGO_PKG_VERSION"),
            options.client_options,
            per_call,
            per_try,
            None,
        );
        Ok(GraphClient(Arc::new(Inner {
            pipeline,
            endpoint,
            hosts,
            response_limit: options.response_limit,
            silence_limit: options.silence_limit,
            unknown_enum_members: options.unknown_enum_members,
        })))
    }

    /// The service's root, without an API version: `https://graph.microsoft.com/`.
    pub fn endpoint(&self) -> &Url {
        &self.0.endpoint
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.0.pipeline
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    pub(crate) fn response_limit(&self) -> u64 {
        self.0.response_limit
    }

    pub(crate) fn silence_limit(&self) -> Option<Duration> {
        self.0.silence_limit
    }

    pub(crate) fn asks_for_unknown_enum_members(&self) -> bool {
        self.0.unknown_enum_members
    }

    /// The URL of a path below the root, which starts with `/` and may have a query.
    pub(crate) fn url(&self, path_and_query: &str) -> Result<Url> {
        if leads_up(path_and_query) {
            let reason = "a key of dots only would lead to another resource";
            return Err(Error::InvalidRequest(format!("`{path_and_query}`: {reason}")));
        }
        // The endpoint may have a path of its own, behind a proxy for instance.
        let endpoint = self.0.endpoint.as_str().trim_end_matches('/');
        let url = format!("{endpoint}{path_and_query}");
        Url::parse(&url).map_err(|error| Error::InvalidRequest(format!("`{url}`: {error}")))
    }
}

/// True if a segment is `.` or `..`, which URLs take for a way up however it is escaped (WHATWG URL, "double-dot URL path segment").
fn leads_up(path_and_query: &str) -> bool {
    let path = path_and_query.split(['?', '#']).next().unwrap_or_default();
    let plain = path.replace("%2E", ".").replace("%2e", ".");
    plain.split(['/', '\\']).any(|it| matches!(it, "." | ".."))
}

impl fmt::Debug for GraphClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphClient").field("endpoint", &self.0.endpoint.as_str()).finish()
    }
}

/// Two clients are equal if they are clones of each other.
impl PartialEq for GraphClient {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for GraphClient {}

#[cfg(test)]
mod tests {
    use super::{GraphClient, leads_up};
    use crate::{Batch, Error, LongRunning, NoContent, Request};

    #[test]
    fn a_key_of_dots_is_refused() {
        for path in
            ["/v1.0/users/%2E%2E", "/v1.0/users/..", "/v1.0/%2e", "/v1.0/root:/a/.%2E/b?$top=1"]
        {
            assert!(leads_up(path), "{path}");
        }
        for path in
            ["/v1.0/users/a..b", "/v1.0/users/%252E%252E", "/v1.0/users?$filter=../..", "/..."]
        {
            assert!(!leads_up(path), "{path}");
        }
    }

    #[test]
    fn everything_can_be_sent_to_other_threads() {
        fn both<T: Send + Sync>() {}
        fn send<T: Send>() {}
        both::<GraphClient>();
        both::<Request<NoContent>>();
        both::<Error>();
        both::<Batch>();
        send::<LongRunning<NoContent>>();
        send::<crate::Pages<String>>();
        send::<crate::Upload<NoContent>>();
    }
}
