//! Any text is cut into blocks as rendered text, and read as a page.
#![no_main]

#[path = "shared/page.rs"]
mod page;

use graphdown::read::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    fuzzing::rendered(text);
    page::check(text);
});
