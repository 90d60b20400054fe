//! Takes a snapshot of a tenant's configuration and waits for it.
//!
//! `cargo run -p graphdown-client --example snapshot [-- --service]`
//!
//! Permission: `ConfigurationMonitoring.ReadWrite.All`.

#![allow(clippy::print_stdout)]

#[path = "support/connect.rs"]
mod connect;

use graph_bindings::beta::{Graph, requests::ConfigurationBaselineCreateSnapshot};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let service = connect::connect().await?;
    let management = Graph::new(&service.client).admin().configuration_management();

    let body = ConfigurationBaselineCreateSnapshot {
        display_name: Some("Before the change".to_owned()),
        resources: Some(vec!["microsoft.exchange.sharedmailbox".to_owned()]),
        ..Default::default()
    };

    // The service answers at once and works on; the operation can be awaited, or taken up by another process with its `monitor_url`.
    let operation = management.configuration_snapshots().create_snapshot(&body).await?;
    println!("begun: {:?}", operation.progress());
    let done = operation.wait().await?;
    println!("ended: {}", done.status);
    if let Some(job) = done.value {
        println!("the snapshot is at {:?}", job.resource_location);
    }
    Ok(())
}
