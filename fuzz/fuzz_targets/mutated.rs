//! Pages of `docs-input`, broken as the input says: which pages, and which faults.
#![no_main]

#[path = "../../tests/hostile/src/mutate.rs"]
mod mutate;
#[path = "shared/page.rs"]
mod page;

use libfuzzer_sys::fuzz_target;
use mutate::{Choices, mutate};
use std::path::Path;
use std::sync::LazyLock;

static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs-input");
    let ir = graphdown::Config::new().docs(Path::new(root)).load().expect("docs-input can be read");
    ir.docs.files().iter().map(|it| (it.path.clone(), it.text.clone())).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::of(bytes);
    let count = 1 + choices.below(3);
    let files = (0..count).map(|_| {
        let (path, text) = &PAGES[choices.below(PAGES.len())];
        let times = 1 + choices.below(8);
        (path.clone(), mutate(text, times, &mut choices))
    });
    let files = files.collect();
    page::check_set(files);
});
