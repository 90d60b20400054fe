//! A table of the documented requests that the bindings make, for tests of the generated crate.

use crate::ir::rust::{Crate, Documented, Item, Sample};
use std::fmt::Write;

/// One row for each request and call; the call stands in a function of its own.
pub(super) fn samples(it: &Crate) -> String {
    let krate = it.manifest.name.replace('-', "_");
    let (mut functions, mut rows) = (String::new(), String::new());
    let mut number = 0;
    for file in &it.files {
        let version = file.path.split('/').nth(1).unwrap_or_default();
        let nodes = file.items.iter().filter_map(|it| match it {
            Item::Node(node) => Some(node),
            _ => None,
        });
        for call in nodes.flat_map(|it| &it.calls) {
            for sample in &call.samples {
                let Some(documented) = &sample.documented else { continue };
                functions += &function(&krate, version, number, sample);
                rows += &row(&call.facts.path, version, number, documented);
                number += 1;
            }
        }
    }
    format!("{functions}\npub(crate) const ROWS: &[Row] = &[\n{rows}];\n")
}

fn function(krate: &str, version: &str, number: usize, it: &Sample) -> String {
    let mut text = format!(
        "\nasync fn sample_{number}(client: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let graph = {krate}::{version}::Graph::new(client);\n"
    );
    for line in &it.before {
        let _ = writeln!(text, "    {line}");
    }
    let _ = writeln!(text, "    graph.{}.raw().await?;\n    Ok(())\n}}", it.steps.join("."));
    text
}

fn row(path: &str, version: &str, number: usize, it: &Documented) -> String {
    let Documented { page, start_line, headers, body } = it;
    format!(
        "    Row {{ path: {path:?}, version: {version:?}, page: {page:?}, start_line: {start_line:?}, headers: &{headers:?}, \
         body: {body:?}, call: |client| Box::pin(sample_{number}(client)) }},\n"
    )
}
