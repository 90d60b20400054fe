//! Keeps up with the users of a tenant: everything at the first time, changes from then on.
//!
//! `cargo run -p graphdown-client --example delta_users [-- --service]`
//!
//! The link for the next time is kept in a file of the temporary folder. Permission: `User.Read.All`.

#![allow(clippy::print_stdout)]

#[path = "support/connect.rs"]
mod connect;

use graph_bindings::v1_0::{Graph, models::User};
use graphdown_client::{Change, GraphClient};
use std::error::Error;
use std::{env, fs};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let service = connect::connect().await?;
    let file = env::temp_dir().join("graphdown-delta-users.link");
    let _ = fs::remove_file(&file);

    println!("the first time:");
    fs::write(&file, synchronize(&service.client, None).await?)?;

    println!("the next time:");
    let stored = fs::read_to_string(&file)?;
    fs::write(&file, synchronize(&service.client, Some(&stored)).await?)?;
    Ok(())
}

/// Prints what has changed, and gives the link for the next time.
async fn synchronize(client: &GraphClient, stored: Option<&str>) -> Result<String, Box<dyn Error>> {
    let request = Graph::new(client).users().delta().select([User::ID, User::DISPLAY_NAME]);
    let request = match stored {
        Some(link) => request.since(link)?,
        None => request,
    };
    let mut changes = request.changes();
    while let Some(change) = changes.next().await {
        // `is_delta_expired` tells that the link is too old, so that one has to begin anew.
        match change? {
            Change::Changed(user) => println!("  changed: {:?}", user.display_name),
            Change::Removed { item, reason } => println!("  {reason}: {:?}", item.id),
        }
    }
    Ok(changes.delta_link().ok_or("the service sent no link for the next time")?.to_owned())
}
