//! Reads a page of users from the standard input, prints their names, and writes the page again: what a small program compiles for itself.

use graphdown_client::Collection;
use std::io;
use whole_graph::v1_0::models::User;

fn main() -> Result<(), serde_json::Error> {
    let page: Collection<User> = serde_json::from_reader(io::stdin())?;
    for user in &page.value {
        println!("{}", user.display_name.as_deref().unwrap_or_default());
    }
    serde_json::to_writer(io::stdout(), &page)
}
