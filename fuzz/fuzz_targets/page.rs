//! Any page goes through everything: Rust, exports, examples, accounts.
#![no_main]

#[path = "shared/page.rs"]
mod page;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| page::check_bytes(bytes));
