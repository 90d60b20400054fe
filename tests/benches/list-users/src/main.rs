//! Reads a page of users from the standard input and prints their names: what a small program compiles for itself.
//!
//! With the client it would be `graph.users().list().select([...])`; the answer is read in the same way.

use graphdown_client::Collection;
use std::io::{self, Read};
use whole_graph::v1_0::models::User;

fn main() -> io::Result<()> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    let page: Collection<User> = serde_json::from_slice(&body)?;
    for user in &page.value {
        println!("{}", user.display_name.as_deref().unwrap_or_default());
    }
    Ok(())
}
