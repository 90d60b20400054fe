//! Pass: the first pages of the crate's documentation: how to begin, and the areas of the API.

use super::modules::root_type;
use crate::ir::edm::{Api, Segment};
use crate::ir::rust::{Body, Call, File, Item, Node, Runtime, Sample, Step, Target, Type};
use std::collections::BTreeMap;

/// The words of the version's module about its areas, which are the first steps of all paths.
pub(super) fn areas(api: &Api, files: &[File]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for operation in &api.operations {
        if let Some(Segment::Literal(word) | Segment::Call { name: word, .. }) =
            operation.path.segments.first()
        {
            *counts.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    let root = root(files);
    let lines: Vec<String> = root
        .iter()
        .flat_map(|it| &it.steps)
        .filter_map(|step| {
            let Target::Literal(word) = &step.target else { return None };
            let count = counts.get(&word.to_ascii_lowercase())?;
            let noun = if *count == 1 { "operation" } else { "operations" };
            Some(format!("- [`/{word}`](Graph::{}): {count} {noun}", step.name.bare()))
        })
        .collect();
    if lines.is_empty() {
        return lines;
    }
    ["", "# Areas", ""].map(str::to_owned).into_iter().chain(lines).collect()
}

fn root(files: &[File]) -> Option<&Node> {
    nodes(files).find(|it| it.name == root_type())
}

fn nodes(files: &[File]) -> impl Iterator<Item = &Node> {
    files.iter().flat_map(|it| &it.items).filter_map(|it| match it {
        Item::Node(node) => Some(node),
        _ => None,
    })
}

/// A path of one step that lists something, as the first example: `users`.
fn first_list<'a>(files: &'a [File], root: &'a Node) -> Option<&'a Step> {
    let mut by_name = BTreeMap::new();
    for node in nodes(files) {
        by_name.entry(&node.name).or_insert(node);
    }
    root.steps.iter().filter(|it| matches!(it.target, Target::Literal(_))).max_by_key(|step| {
        let node = by_name.get(&step.to.name);
        let lists = node.is_some_and(|it| {
            let list = it.calls.iter().find(|it| it.name.as_str() == "list");
            list.is_some_and(|it| matches!(it.response, Type::RuntimeOf(Runtime::Collection, _)))
        });
        (lists, node.map_or(0, |it| it.steps.len() + it.calls.len()))
    })
}

/// How to begin, with calls that this crate has.
pub(super) fn begin(
    crate_name: &str,
    version: &str,
    files: &[File],
    has_features: bool,
) -> Vec<String> {
    let krate = crate_name.replace('-', "_");
    // The calls belong to several areas.
    let gate = if has_features { "# #[cfg(feature = \"full\")]\n" } else { "" };
    let mut text = format!(
        r#"
# How to begin

```no_run
use graphdown_client::azure_core::credentials::TokenCredential;
use graphdown_client::{{Batch, GraphClient}};
use {krate}::{version}::Graph;
use std::sync::Arc;

{gate}# async fn example(credential: Arc<dyn TokenCredential>) -> graphdown_client::Result<()> {{
// Any credential of the crate azure_identity will do.
let client = GraphClient::new(credential, None)?;
let graph = Graph::new(&client);
"#
    );
    let list = root(files).and_then(|it| first_list(files, it));
    let list = list.filter(|step| {
        let node = nodes(files).find(|it| it.name == step.to.name);
        node.is_some_and(|it| {
            it.calls.iter().any(|it| it.name.as_str() == "list" && it.body == Body::None)
        })
    });
    if let Some(step) = list {
        text += &format!(
            r#"
let mut items = graph.{}().list().top(10).items();
while let Some(item) = items.next().await {{
    println!("{{:?}}", item?);
}}
"#,
            step.name
        );
    }
    text += &update(files).unwrap_or_default();
    text += &batch(files).unwrap_or_default();
    if !text.contains("Batch::new") {
        text = text.replace("{Batch, GraphClient}", "GraphClient");
    }
    text += r#"# Ok(())
# }
```

A path is made step by step; `by_id` stands for a key. A method at its end makes a [`Request`](graphdown_client::Request), which is a value and does nothing
until it is awaited. Before, it takes query options:

- `.select([User::ID, User::DISPLAY_NAME])`, `.expand([User::MANAGER])`, `.order_by([User::DISPLAY_NAME.desc()])`: each type has its properties' names
  as constants; strings are taken as well.
- `.filter(User::DISPLAY_NAME.starts_with("A").and(User::ACCOUNT_ENABLED.eq(true)))`: see [`Condition`](graphdown_client::Condition).
- `.top(10)`, `.count()`, `.search("displayName:adele")`, `.header("Prefer", "...")`, `.if_match(etag)`.

After it: `.await` gives the result, `.response()` status and headers with it, `.raw()` the bytes, `.stream()` the bytes as they come. A collection is read by
`.pages()` or `.items()`.

An update says of each property whether it is left alone, set to null or set to a value: [`Patch`](graphdown_client::Patch). Up to twenty requests go together in
a [`Batch`](graphdown_client::Batch). What takes longer is a [`LongRunning`](graphdown_client::LongRunning) operation. Each request knows what the documentation says of it,
permissions included: [`OperationInfo`](graphdown_client::OperationInfo)."#;
    text.lines().map(str::to_owned).collect()
}

fn calls(files: &[File]) -> impl Iterator<Item = &Call> {
    nodes(files).flat_map(|it| &it.calls)
}

fn expression(sample: &Sample) -> String {
    format!("graph.{}", sample.steps.join("."))
}

/// The shortest documented update of more than one property.
fn update(files: &[File]) -> Option<String> {
    let updates = calls(files).filter(|it| it.name.as_str() == "update");
    let samples = updates.flat_map(|it| &it.samples);
    let fits = |it: &&Sample| {
        let properties = it.before.iter().filter(|it| it.starts_with("    ")).count();
        !it.is_fallible && it.documented.is_some() && properties >= 3
    };
    let sample =
        samples.filter(fits).min_by_key(|it| (it.before.len() + it.steps.len(), expression(it)))?;
    let (before, call) = (sample.before.join("\n"), expression(sample));
    Some(format!(
        "\n// An update sends what was set, and leaves the rest alone.\n{before}\n{call}.await?;\n"
    ))
}

/// Two short requests that only read.
fn batch(files: &[File]) -> Option<String> {
    let reads = calls(files).filter(|it| {
        it.body == Body::None && it.facts.method.as_str() == "Get" && answers_models(&it.response)
    });
    let mut found: Vec<String> = reads
        .filter_map(|it| it.samples.first().filter(|it| !it.is_fallible && it.before.is_empty()))
        .map(expression)
        .collect();
    found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let [first, second, ..] = found.as_slice() else { return None };
    Some(format!(
        "\n// Requests that go over the wire together.\nlet mut batch = Batch::new();\n\
         let (one, other) = (batch.add({first}), batch.add({second}));\n\
         let mut results = batch.send(&client).await;\n\
         println!(\"{{:?}} {{:?}}\", results.take(one)?, results.take(other)?);\n"
    ))
}

fn answers_models(response: &Type) -> bool {
    match response {
        Type::Path(_) => true,
        Type::RuntimeOf(Runtime::Collection, it) => answers_models(it),
        _ => false,
    }
}
