//! Lists the models of the crate beside this one.

use std::path::Path;

fn main() -> Result<(), String> {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../whole");
    println!("cargo::rerun-if-changed={}", whole.join("src").display());
    println!("cargo::rustc-env=WHOLE={}", whole.display());
    graphdown_round_trip::list(&whole, "whole_graph")
}
