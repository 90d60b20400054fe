//! Any text is cut into blocks, and each lies inside of it.
#![no_main]


use graphdown::read::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    fuzzing::markdown(text);
});
