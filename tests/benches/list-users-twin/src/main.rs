//! What `list-users` does with an answer, with the plain nested models that serde's derives read and write. It calls no service: the
//! answer comes from the standard input.

use serde::Deserialize;
use std::io::{self, Read};
use whole_graph_twin::v1_0::models::User;

#[derive(Deserialize)]
struct Page {
    value: Vec<User>,
}

fn main() -> io::Result<()> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    let page: Page = serde_json::from_slice(&body)?;
    for user in &page.value {
        println!("{}", user.display_name.as_deref().unwrap_or_default());
    }
    Ok(())
}
