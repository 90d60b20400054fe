//! Any requests, one after the other, get an answer with a status.
#![no_main]

use graphdown_mock::{Documentation, fuzzing};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DOCUMENTATION: LazyLock<Documentation> = LazyLock::new(|| {
    Documentation::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-input")).expect("docs-input can be read")
});

fuzz_target!(|bytes: &[u8]| {
    // Requests stand behind each other with a form feed between.
    let requests: Vec<&[u8]> = bytes.split(|it| *it == 0xc).take(4).collect();
    for status in fuzzing::answer(&DOCUMENTATION, &requests) {
        assert!((200..600).contains(&status) && status != 500, "{status}");
    }
});
