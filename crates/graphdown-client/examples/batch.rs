//! Several requests in one call, each with its own type and its own error.
//!
//! `cargo run -p graphdown-client --example batch [-- --service]`
//!
//! The permissions are printed: the bindings know them.

#![allow(clippy::print_stdout)]

#[path = "support/connect.rs"]
mod connect;

use graph_bindings::v1_0::Graph;
use graphdown_client::{AccountType, Batch, least_permissions};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let service = connect::connect().await?;
    let graph = Graph::detached();

    let (me, users) = (graph.me().get(), graph.users().list().top(3));
    let missing = graph.users().by_id("nobody@example.com").get();
    let operations = [me.operation(), users.operation(), missing.operation()];
    let least = least_permissions(operations, AccountType::DelegatedWork);
    println!("these calls need at least {:?}", least.permissions);

    let mut batch = Batch::new();
    let me = batch.add(me);
    let users = batch.add(users);
    let missing = batch.add(missing);
    let mut results = batch.send(&service.client).await;

    println!("me: {:?}", results.take(me)?.display_name);
    println!("users: {}", results.take(users)?.value.len());
    match results.take(missing) {
        Ok(user) => println!("there is such a user: {:?}", user.display_name),
        Err(error) if error.is_not_found() => println!("there is no such user"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
