//! Writes what tests need to know of the generated bindings: the table of the bodies of all operations, from the pages that they are made
//! from, for the tests in `compiled`; the calls that make the documented requests, for `documented`; and the list of their models, from
//! their sources, for the test `round_trip`.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let settings = Path::new("../graphdown.toml");
    let config = graphdown::Config::from_file(settings)?;
    let ir = config.load()?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("codecs.rs"), config.codecs(&ir)?)?;
    fs::write(Path::new(&out).join("samples.rs"), config.samples(&ir)?)?;
    for input in &ir.inputs {
        cargo(&format!("rerun-if-changed={}", input.display()));
    }
    // The bindings' own build script may run after this one. To watch what it writes would be to compile again the next time.
    config.write(ir)?;
    let generated = Path::new("../generated");
    graphdown_round_trip::list(generated, "graph_bindings")?;
    Ok(())
}

#[allow(clippy::print_stdout)] // This is how a build script speaks to cargo.
fn cargo(line: &str) {
    println!("cargo:{line}");
}
