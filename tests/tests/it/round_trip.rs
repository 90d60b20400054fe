//! Every model of `generated`, filled with random values, loses nothing when it is read and written. `.ci/corpus` does the same for the
//! crate of a whole documentation set.

use graphdown_round_trip::{Seen, Table, run};
use graphdown_tests::repository;

include!(concat!(env!("OUT_DIR"), "/models.rs"));

const SEED: u64 = 2024;

fn table() -> Table {
    Table::read(&repository().join("generated/src")).unwrap()
}

#[test]
fn nothing_is_lost() {
    let documents = run(&table(), MODELS, 40, SEED).unwrap_or_else(|lost| panic!("{lost}"));
    assert!(documents > 1000, "{documents}");
}

/// The check itself: it must see what a model that loses something does.
#[test]
fn what_is_lost_is_found() {
    type See = fn(&str) -> Result<Seen, String>;
    // Each takes a document for something else than it is.
    let faults: [(&str, See); 4] = [
        ("a property that is not written", |text| {
            let mut seen = right(text)?;
            seen.written = seen.written.replacen("\"displayName\":", "\"zzz\":", 1);
            Ok(seen)
        }),
        ("an explicit null that is not written", |text| {
            let mut seen = right(text)?;
            seen.written = seen.written.replacen(":null", ":\"\"", 1);
            Ok(seen)
        }),
        ("a property that the model does not know", |text| {
            let mut seen = right(text)?;
            seen.additional.push("displayName".to_owned());
            Ok(seen)
        }),
        ("a model that is another one the second time", |text| {
            Ok(Seen { is_same: false, ..right(text)? })
        }),
    ];
    let table = table();
    assert!(run(&table, &[("v1_0::models::User", right)], 40, SEED).is_ok());
    for (what, see) in faults {
        assert!(run(&table, &[("v1_0::models::User", see)], 40, SEED).is_err(), "{what}");
    }
}

fn right(text: &str) -> Result<Seen, String> {
    graphdown_round_trip::see::<graph_bindings::v1_0::models::User>(text)
}
