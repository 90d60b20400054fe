//! Any cell names types or none; and so it does in a table on a page.
#![no_main]

#[path = "shared/page.rs"]
mod page;

use graphdown::read::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    fuzzing::type_cell(text);
    page::check(&format!("# a resource type\n\nNamespace: microsoft.graph\n\n## Properties\n|Property|Type|Description|\n|:-|:-|:-|\n|b|{text}|c|\n"));
});
