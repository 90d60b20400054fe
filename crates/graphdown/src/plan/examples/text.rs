//! An example as the lines of a code block.

use super::Known;
use crate::ir::rust::{Runtime, Sample, Type};
use crate::plan::names;

/// Longer lines are broken before each step.
const WIDTH: usize = 92;

/// The code block.
pub(super) fn lines(known: &Known<'_>, sample: &Sample, response: &Type) -> Vec<String> {
    let version = &known.context.version;
    let result = if sample.is_fallible {
        "Result<(), Box<dyn std::error::Error>>"
    } else {
        "graphdown_client::Result<()>"
    };
    let mut lines = vec!["```no_run".to_owned()];
    lines.push(format!(
        "# async fn example(graph: {}::{version}::Graph) -> {result} {{",
        known.krate
    ));
    lines.extend(sample.before.iter().cloned());
    lines.extend(sent(response, &sample.steps));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// The call and what is done with its answer.
fn sent(response: &Type, steps: &[String]) -> Vec<String> {
    let is_delta = steps.iter().any(|it| it.starts_with("delta("));
    let (before, after, rest) = match response {
        Type::Runtime(Runtime::NoContent) => (String::new(), ".await?;", Vec::new()),
        Type::RuntimeOf(Runtime::LongRunning, _) => {
            ("let operation = ".to_owned(), ".await?;", vec!["operation.wait().await?;"])
        }
        Type::RuntimeOf(Runtime::Collection, _) if is_delta => (
            "let mut changes = ".to_owned(),
            ".changes();",
            vec![
                "while let Some(change) = changes.next().await {",
                "    println!(\"{:?}\", change?);",
                "}",
                "let link_for_the_next_time = changes.delta_link();",
            ],
        ),
        Type::RuntimeOf(Runtime::Collection, _) => (
            "let mut items = ".to_owned(),
            ".items();",
            vec![
                "while let Some(item) = items.next().await {",
                "    println!(\"{:?}\", item?);",
                "}",
            ],
        ),
        Type::Path(it) => {
            let name = names::identifier(&names::snake_name(it.name.as_str()));
            (format!("let {name} = "), ".await?;", Vec::new())
        }
        _ => ("let answer = ".to_owned(), ".await?;", Vec::new()),
    };
    let line = format!("{before}graph.{}{after}", steps.join("."));
    let mut lines = if line.len() <= WIDTH {
        vec![line]
    } else {
        let mut lines = vec![format!("{before}graph")];
        lines.extend(steps.iter().map(|it| format!("    .{it}")));
        lines.push(format!("    {after}"));
        lines
    };
    lines.extend(rest.into_iter().map(str::to_owned));
    lines
}
