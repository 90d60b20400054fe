//! Any text begins with front matter or not.
#![no_main]


use graphdown::read::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    fuzzing::front_matter(text);
});
