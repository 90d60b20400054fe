//! Any comment is read as an annotation or not, and as JSON or not.
#![no_main]


use graphdown::read::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    fuzzing::annotation(text);
});
