//! Lists users and prints their names: what a small program that calls Graph compiles for itself.
//!
//! It logs in as the developer tools did. `GRAPH_ENDPOINT` may name another service than Microsoft Graph.

use azure_identity::DeveloperToolsCredential;
use graphdown_client::{Cloud, GraphClient, GraphClientOptions};
use std::error::Error;
use whole_graph::v1_0::{Graph, models::User};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut options = GraphClientOptions::default();
    if let Ok(endpoint) = std::env::var("GRAPH_ENDPOINT") {
        let scope = "https://graph.microsoft.com/.default".to_owned();
        options.cloud = Cloud::Custom { endpoint, scope };
    }
    let client = GraphClient::new(DeveloperToolsCredential::new(None)?, Some(options))?;
    let mut users = Graph::new(&client).users().list().select([User::DISPLAY_NAME]).items();
    while let Some(user) = users.next().await {
        println!("{}", user?.display_name.as_deref().unwrap_or_default());
    }
    Ok(())
}
