//! What can be set for a client.

use crate::error::{Error, Result};
use azure_core::http::{ClientOptions, Url};
use std::fmt;
use std::time::Duration;

/// 256 MiB, as much as an answer may have that is read into memory.
const RESPONSE_LIMIT: u64 = 256 << 20;

/// Longer than the service itself lets a request take.
const SILENCE_LIMIT: Duration = Duration::from_secs(100);

/// Options of a [`GraphClient`](crate::GraphClient).
#[derive(Clone, Debug)]
pub struct GraphClientOptions {
    /// Where the service is, and for what the token is asked.
    pub cloud: Cloud,
    /// Further hosts (`host` or `host:port`) that belong to the service: links to them are followed, and requests to them carry the token.
    pub allowed_hosts: Vec<String>,
    /// Whether to ask for enum members that were added later (`Prefer: include-unknown-enum-members`) instead of `unknownFutureValue`. Generated enums keep any member, so this is on by default.
    pub unknown_enum_members: bool,
    /// How many bytes of an answer are read into memory at most, after decompression; 256 MiB by default. A stream has the limit that [`Download::at_most`](crate::Download::at_most) gives it.
    pub response_limit: u64,
    /// How long the service may be silent before an answer begins and between two pieces of it, those of a stream too; 100 seconds by default, `None` for ever. Waiting between tries does not count.
    pub silence_limit: Option<Duration>,
    /// Retries, transport, logging, tracing, user agent: what all clients of azure_core have. `cloud` in it has no effect, for Graph's clouds are more.
    pub client_options: ClientOptions,
}

impl Default for GraphClientOptions {
    fn default() -> Self {
        GraphClientOptions {
            cloud: Cloud::default(),
            allowed_hosts: Vec::new(),
            unknown_enum_members: true,
            response_limit: RESPONSE_LIMIT,
            silence_limit: Some(SILENCE_LIMIT),
            client_options: ClientOptions::default(),
        }
    }
}

/// A cloud: the service's endpoint together with the scope of its tokens.
///
/// Source: <https://learn.microsoft.com/graph/deployments>. The credential needs the authority host of the same cloud.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cloud {
    /// `https://graph.microsoft.com`, for all but the national clouds.
    #[default]
    Global,
    /// `https://graph.microsoft.us`, US Government L4.
    UsGovernmentL4,
    /// `https://dod-graph.microsoft.us`, US Government L5 (Department of Defense).
    UsGovernmentL5,
    /// `https://microsoftgraph.chinacloudapi.cn`, operated by 21Vianet.
    China,
    /// An endpoint of one's own: a proxy, or a server for tests.
    Custom {
        /// The root, without an API version. `https`, or `http` on a loopback address.
        endpoint: String,
        /// The scope of the tokens, usually the address of a cloud with `/.default`.
        scope: String,
    },
}

impl Cloud {
    fn address(&self) -> &str {
        match self {
            Cloud::Global => "https://graph.microsoft.com",
            Cloud::UsGovernmentL4 => "https://graph.microsoft.us",
            Cloud::UsGovernmentL5 => "https://dod-graph.microsoft.us",
            Cloud::China => "https://microsoftgraph.chinacloudapi.cn",
            Cloud::Custom { endpoint, .. } => endpoint,
        }
    }

    /// The root of the service, without an API version.
    ///
    /// # Errors
    /// If the endpoint of a cloud of one's own is no URL, or one that must not carry tokens.
    pub fn endpoint(&self) -> Result<Url> {
        let address = self.address();
        let url = Url::parse(address)
            .map_err(|error| Error::InvalidRequest(format!("endpoint `{address}`: {error}")))?;
        if super::hosts::may_carry_token(&url) {
            Ok(url)
        } else {
            Err(Error::InvalidRequest(format!(
                "endpoint `{address}`: tokens are sent over https only, or to a loopback address"
            )))
        }
    }

    /// The scope for which tokens are asked.
    ///
    /// # Errors
    /// If the scope of a cloud of one's own is empty.
    pub fn scope(&self) -> Result<String> {
        match self {
            Cloud::Custom { scope, .. } if scope.is_empty() => {
                Err(Error::InvalidRequest("the scope of the cloud is empty".to_owned()))
            }
            Cloud::Custom { scope, .. } => Ok(scope.clone()),
            _ => Ok(format!("{}/.default", self.address())),
        }
    }
}

impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.address())
    }
}

#[cfg(test)]
mod tests {
    use super::Cloud;

    #[test]
    fn endpoint_and_scope_belong_together() {
        let clouds = [Cloud::Global, Cloud::UsGovernmentL4, Cloud::UsGovernmentL5, Cloud::China];
        for cloud in clouds {
            let endpoint = cloud.endpoint().expect("it is a URL");
            assert_eq!(cloud.scope().expect("it has one"), format!("{endpoint}.default"));
        }
    }

    #[test]
    fn tokens_need_tls() {
        let custom = |endpoint: &str| Cloud::Custom {
            endpoint: endpoint.to_owned(),
            scope: "s/.default".to_owned(),
        };
        assert!(custom("http://graph.example").endpoint().is_err());
        assert!(custom("http://127.0.0.1.example").endpoint().is_err());
        assert!(custom("graph.example").endpoint().is_err());
        for endpoint in ["https://graph.example/proxy", "http://127.0.0.1:8080", "http://[::1]:1"] {
            assert!(custom(endpoint).endpoint().is_ok(), "{endpoint}");
        }
    }
}
