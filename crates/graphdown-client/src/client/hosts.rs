//! Which hosts may see the token.

use crate::error::{Error, Result};
use azure_core::http::Url;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

/// Schemes, hosts and ports that belong to the service.
#[derive(Clone, Debug)]
pub(crate) struct Hosts(Arc<[Origin]>);

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

impl Origin {
    fn of(url: &Url) -> Option<Self> {
        Some(Origin {
            scheme: url.scheme().to_owned(),
            host: url.host_str()?.to_ascii_lowercase(),
            port: url.port_or_known_default(),
        })
    }
}

impl Hosts {
    /// The endpoint and further hosts, each `host` or `host:port`.
    pub(crate) fn new(endpoint: &Url, further: &[String]) -> Result<Self> {
        let mut origins: Vec<Origin> = Origin::of(endpoint).into_iter().collect();
        for host in further {
            let origin = Url::parse(&format!("https://{host}"))
                .ok()
                .filter(|it| it.path() == "/" && it.query().is_none() && it.username().is_empty())
                .and_then(|it| Origin::of(&it))
                .ok_or_else(|| Error::InvalidRequest(format!("`{host}` is not a host")))?;
            origins.push(origin);
        }
        Ok(Hosts(origins.into()))
    }

    /// True if requests to this URL carry the token.
    pub(crate) fn allow(&self, url: &Url) -> bool {
        may_carry_token(url) && Origin::of(url).is_some_and(|it| self.0.contains(&it))
    }

    /// A link that the service sent, if it leads to the service.
    pub(crate) fn check(&self, link: &str) -> Result<Url> {
        let url = Url::parse(link)
            .map_err(|error| Error::InvalidLink(format!("`{link}` is not a URL: {error}")))?;
        if self.allow(&url) { Ok(url) } else { Err(Error::ForeignHost(ForeignHost::of(&url))) }
    }
}

/// `https`, or `http` to an address of this machine. A URL with a user name is a trap more often than not.
pub(crate) fn may_carry_token(url: &Url) -> bool {
    let is_loopback = || {
        let host = url.host_str().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|it| it.is_loopback())
    };
    url.username().is_empty()
        && url.password().is_none()
        && (url.scheme() == "https" || (url.scheme() == "http" && is_loopback()))
}

/// A link leads to a host that is not the service's, so the request was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignHost {
    /// Scheme, host and port. The rest of the link may hold secrets.
    pub origin: String,
}

impl ForeignHost {
    pub(crate) fn of(url: &Url) -> Self {
        let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
        let host = url.host_str().unwrap_or_default();
        ForeignHost { origin: format!("{}://{host}{port}", url.scheme()) }
    }
}

impl fmt::Display for ForeignHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a link leads to {}, which is not the service; if it is, add it to `GraphClientOptions::allowed_hosts`",
            self.origin
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;
    use azure_core::http::Url;

    #[test]
    fn only_the_same_origin_is_allowed() {
        let endpoint = Url::parse("https://graph.microsoft.com").expect("it is a URL");
        let further = ["extra.example:8443".to_owned()];
        let hosts = Hosts::new(&endpoint, &further).expect("they are hosts");
        let allowed =
            ["https://GRAPH.microsoft.com/v1.0/users?$top=1", "https://extra.example:8443/"];
        let refused = [
            "http://graph.microsoft.com/v1.0",
            "https://graph.microsoft.com:444/v1.0",
            "https://graph.microsoft.com.example/",
            "https://user@graph.microsoft.com/",
            "https://evil.example/graph.microsoft.com",
            "https://extra.example/",
            "file:///etc/passwd",
            "/v1.0/users",
        ];
        for link in allowed {
            assert!(hosts.check(link).is_ok(), "{link}");
        }
        for link in refused {
            assert!(hosts.check(link).is_err(), "{link}");
        }
        assert!(Hosts::new(&endpoint, &["a/b".to_owned()]).is_err());
    }
}
