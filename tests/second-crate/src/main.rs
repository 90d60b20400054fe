//! What a user's crate must be able to do with the bindings of the whole of Graph, with the default recursion limit: hold the models
//! that reach furthest in a future that can be sent to another thread, read all models and write them without a loss.

use graphdown_round_trip::{Table, run};
use serde_json::{from_value, json, to_value};
use std::path::Path;
use whole_graph::v1_0::models::{DriveItem, Group, Site, User};

include!(concat!(env!("OUT_DIR"), "/models.rs"));

/// A stand-in for `spawn` of an executor.
fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    drop(Box::pin(future));
}

async fn nothing() {}

fn main() -> Result<(), String> {
    let user: User =
        from_value(json!({ "id": "1", "somethingNew": [1, 2] })).expect("a user is read");
    let group: Group = from_value(json!({ "id": "2" })).expect("a group is read");
    let item: DriveItem = from_value(json!({ "id": "3" })).expect("an item is read");
    let site: Site = from_value(json!({ "id": "4" })).expect("a site is read");
    assert_eq!(
        to_value(&user).expect("a user is written"),
        json!({ "id": "1", "somethingNew": [1, 2] })
    );
    spawn(async move {
        nothing().await;
        for written in [to_value(&user), to_value(&group), to_value(&item), to_value(&site)] {
            assert!(written.is_ok());
            nothing().await;
        }
    });

    let table = Table::read(&Path::new(env!("WHOLE")).join("src"))?;
    let seed = std::env::args()
        .nth(1)
        .map_or(Ok(2024), |it| it.parse())
        .map_err(|error| format!("the seed: {error}"))?;
    let documents = run(&table, MODELS, 50, seed)?;
    println!("{} models, {documents} documents: nothing is lost", MODELS.len());
    Ok(())
}
