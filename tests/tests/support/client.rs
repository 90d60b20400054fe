//! A client of a server on this machine, which takes any token.

use async_trait::async_trait;
use graphdown_client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use graphdown_client::azure_core::time::{Duration, OffsetDateTime};
use graphdown_client::{Cloud, GraphClient, GraphClientOptions};
use std::sync::Arc;

#[derive(Debug)]
struct AnyToken;

#[async_trait]
impl TokenCredential for AnyToken {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> graphdown_client::azure_core::Result<AccessToken> {
        Ok(AccessToken::new("any", OffsetDateTime::now_utc() + Duration::HOUR))
    }
}

/// A client of the server at this URL.
pub(crate) fn of_server(url: String) -> GraphClient {
    let cloud = Cloud::Custom { endpoint: url, scope: "mock/.default".to_owned() };
    let options = GraphClientOptions { cloud, ..Default::default() };
    GraphClient::new(Arc::new(AnyToken), Some(options)).expect("it is an endpoint")
}
