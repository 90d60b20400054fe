//! Lists users page by page, with just the properties that are needed.
//!
//! `cargo run -p graphdown-client --example list_users [-- --service]`
//!
//! Permission: `User.ReadBasic.All`.

#![allow(clippy::print_stdout)]

#[path = "support/connect.rs"]
mod connect;

use graph_bindings::v1_0::{Graph, models::User};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let service = connect::connect().await?;
    let users = Graph::new(&service.client).users();

    // A request is a value; nothing was sent yet.
    let request = users.list().select([User::ID, User::DISPLAY_NAME]).top(2);

    let mut pages = request.clone().pages();
    while let Some(page) = pages.next().await {
        let page = page?;
        println!("a page of {}", page.value.len());
        for user in &page.value {
            let name = user.display_name.as_deref().unwrap_or("(no name)");
            println!("  {name} ({})", user.id.as_deref().unwrap_or_default());
        }
    }

    // The same without pages.
    let mut items = request.items();
    let mut count = 0;
    while let Some(user) = items.next().await {
        let _: User = user?;
        count += 1;
    }
    println!("{count} users in all");
    Ok(())
}
