//! What `list-users` does, with the plain nested models that serde's derives read and write.

use serde::{Deserialize, Serialize};
use std::io;
use whole_graph_twin::v1_0::models::User;

#[derive(Serialize, Deserialize)]
struct Page {
    value: Vec<User>,
}

fn main() -> Result<(), serde_json::Error> {
    let page: Page = serde_json::from_reader(io::stdin())?;
    for user in &page.value {
        println!("{}", user.display_name.as_deref().unwrap_or_default());
    }
    serde_json::to_writer(io::stdout(), &page)
}
