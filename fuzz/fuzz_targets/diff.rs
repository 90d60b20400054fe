//! Two inventories compared: of two pages, of a page and any JSON, or of any JSON; and the difference written out.
#![no_main]

use graphdown::{Config, diff};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    // What stands before and behind the first form feed.
    let (old, new) = text.split_once('\u{c}').unwrap_or((text, ""));
    let (old, new) = (side(old), side(new));
    if let Ok(it) = diff::diff(&old, &new) {
        let _ = (diff::groups(&it.changes), diff::json(&it, "a", "b"), diff::markdown(&it, "a", "b"));
        let back = diff::diff(&new, &old).expect("both are inventories");
        assert_eq!(it.changes.is_empty(), back.changes.is_empty());
        assert!(diff::diff(&old, &old).expect("it is an inventory").changes.is_empty());
    }
});

/// JSON is an inventory, anything else a page of which one is made.
fn side(text: &str) -> Value {
    if let Ok(it @ Value::Object(_)) = serde_json::from_str(text) {
        return it;
    }
    let files = vec![("v1.0/resources/page.md".to_owned(), text.as_bytes().to_vec())];
    Config::new().load_files("docs", files).map_or(Value::Null, |it| graphdown::inventory(&it.docs, &it.edm))
}
