//! Where the examples find their service: a server on this machine that answers as the documentation says, or Microsoft Graph.

use graphdown_client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use graphdown_client::azure_core::time::{Duration, OffsetDateTime};
use graphdown_client::serde_json::json;
use graphdown_client::{Cloud, GraphClient, GraphClientOptions};
use graphdown_mock::MockServer;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// A client, and the server it talks to if that is one of our own.
pub(crate) struct Service {
    /// The client.
    pub(crate) client: GraphClient,
    /// Lives as long as the example.
    _mock: Option<MockServer>,
}

#[allow(clippy::print_stderr)]
/// Connects with the login of the Azure CLI if the program was called with `--service`, and with a server of its own otherwise.
pub(crate) async fn connect() -> Result<Service, Box<dyn Error>> {
    if std::env::args().any(|it| it == "--service") {
        eprintln!("talking to Microsoft Graph with the login of the developer tools");
        let credential = azure_identity::DeveloperToolsCredential::new(None)?;
        return Ok(Service { client: GraphClient::new(credential, None)?, _mock: None });
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs-input");
    let mut builder = MockServer::builder().docs(docs).strict_ids(true);
    for (id, name) in [("1", "Adele Vance"), ("2", "Alex Wilber"), ("3", "Diego Siciliani")] {
        builder = builder.seed("/v1.0/users", json!({ "id": id, "displayName": name }));
    }
    let mock = builder.start().await?;
    eprintln!(
        "talking to a server on this machine, {}; `--service` talks to Microsoft Graph",
        mock.url()
    );
    let scope = "https://graph.microsoft.com/.default".to_owned();
    let cloud = Cloud::Custom { endpoint: mock.url().to_owned(), scope };
    let options = GraphClientOptions { cloud, ..Default::default() };
    let client = GraphClient::new(Arc::new(AnyToken), Some(options))?;
    Ok(Service { client, _mock: Some(mock) })
}

/// The server takes any token.
#[derive(Debug)]
struct AnyToken;

#[async_trait::async_trait]
impl TokenCredential for AnyToken {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> graphdown_client::azure_core::Result<AccessToken> {
        Ok(AccessToken::new("any", OffsetDateTime::now_utc() + Duration::HOUR))
    }
}
