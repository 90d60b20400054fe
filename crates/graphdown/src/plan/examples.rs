//! Pass: each method that makes a request gets an example call, which is compiled as a test of the documentation.
//!
//! The arguments are those of the documented request where its URL has the form of the path.

use super::context::Context;
use super::names;
use crate::ir::edm::{Operation, Segment};
use crate::ir::rust::{
    ArgumentValue, Body, Call, Field, File, Item, Model, Node, Runtime, Step, Target, Type,
    TypePath,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Of larger crates the documentation would take longer to test than it is worth.
const MOST_OPERATIONS: usize = 1_000;
/// Longer lines are broken before each step.
const WIDTH: usize = 92;
/// The most members of a body that are written out.
const MEMBERS: usize = 5;

/// What the examples of an API version are made of.
struct Known<'a> {
    context: &'a Context<'a>,
    /// The crate's name as Rust has it.
    krate: String,
    /// The struct before each path, and the step.
    before: BTreeMap<String, (String, Step)>,
    /// Structs by their modules below the version and their name.
    models: BTreeMap<(String, String), Model>,
    operations: BTreeMap<(&'static str, String), &'a Operation>,
}

/// Adds the examples to the files of one version.
pub(super) fn add(files: &mut [File], context: &Context<'_>, crate_name: &str) {
    if context.api.operations.len() > MOST_OPERATIONS {
        return;
    }
    let known = known(files, context, crate_name);
    for item in files.iter_mut().flat_map(|it| &mut it.items) {
        let Item::Node(node) = item else { continue };
        let name = node.name.as_str().to_owned();
        for call in &mut node.calls {
            if let Some(lines) = known.example(&name, call) {
                call.docs.lines.push(String::new());
                call.docs.lines.extend(lines);
            }
        }
    }
}

fn known<'a>(files: &[File], context: &'a Context<'a>, crate_name: &str) -> Known<'a> {
    let mut it = Known {
        context,
        krate: crate_name.replace('-', "_"),
        before: BTreeMap::new(),
        models: BTreeMap::new(),
        operations: BTreeMap::new(),
    };
    let below = format!("{}/", context.folder());
    for file in files {
        let folder = file.path.strip_prefix(&below).and_then(|it| it.rsplit_once('/'));
        for item in &file.items {
            match item {
                Item::Node(Node { name, steps, .. }) => {
                    it.before.extend(steps.iter().map(|step| {
                        (step.to.name.as_str().to_owned(), (name.as_str().to_owned(), step.clone()))
                    }))
                }
                Item::Model(model) => {
                    let modules = folder.map_or("", |it| it.0).replace('/', "::");
                    it.models.insert((modules, model.name.as_str().to_owned()), model.clone());
                }
                _ => {}
            }
        }
    }
    let operations = context.api.operations.iter();
    it.operations = operations.map(|it| ((it.method.as_str(), it.path.to_string()), it)).collect();
    it
}

impl Known<'_> {
    /// The example of the method `call` of the struct `node`; `None` where an argument is hard to make up.
    fn example(&self, node: &str, call: &Call) -> Option<Vec<String>> {
        let method = call.facts.method.as_str().to_ascii_uppercase();
        let operation = *self
            .operations
            .iter()
            .find(|((verb, path), _)| *verb == method && *path == call.facts.path)?
            .1;
        let ids = ids(operation);
        let mut way = Vec::new();
        let mut at = node;
        while let Some((parent, step)) = self.before.get(at) {
            way.insert(0, step);
            at = parent;
        }
        let mut ids = ids.into_iter();
        let mut steps = Vec::new();
        for step in way {
            let arguments = target_arguments(&step.target, &mut ids)?.join(", ");
            steps.push(format!("{}({arguments})", step.name));
        }
        steps.push(format!("{}({})", call.name, self.arguments(call, operation, &mut ids)?));
        let version = &self.context.version;
        let mut lines = vec!["```no_run".to_owned()];
        lines.push(format!(
            "# async fn example(graph: {}::{version}::Graph) -> graphdown_client::Result<()> {{",
            self.krate
        ));
        lines.extend(self.body(call, operation)?);
        lines.extend(sent(&call.response, steps));
        lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        Some(lines)
    }

    fn arguments(&self, call: &Call, operation: &Operation, ids: &mut Ids) -> Option<String> {
        let mut arguments = match &call.target {
            Some(target) => target_arguments(target, ids)?,
            None => Vec::new(),
        };
        match &call.body {
            Body::None => {}
            Body::Json(_) => arguments.push("&body".to_owned()),
            Body::Reference => {
                let body = shown(operation);
                let url = body.get("@odata.id").and_then(Value::as_str).filter(|it| is_plain(it));
                let url = url.unwrap_or("https://graph.microsoft.com/v1.0/directoryObjects/id");
                arguments.push(format!("{url:?}"));
            }
            Body::Bytes(_) => arguments.push("\"content\"".to_owned()),
        }
        Some(arguments.join(", "))
    }

    /// The lines that make the body.
    fn body(&self, call: &Call, operation: &Operation) -> Option<Vec<String>> {
        let Body::Json(ty) = &call.body else { return Some(Vec::new()) };
        let Type::Path(path) = ty else {
            let json = matches!(ty, Type::Runtime(Runtime::Json));
            return json
                .then(|| vec!["let body = graphdown_client::serde_json::json!({});".to_owned()]);
        };
        let (modules, model) = self.model(path)?;
        let version = &self.context.version;
        let name = format!("{}::{version}::{modules}::{}", self.krate, model.name);
        let shown = shown(operation);
        let written = model.fields.iter().filter_map(|it| member(it, &shown));
        let mut lines = vec![format!("use {name};")];
        let written: Vec<_> = written.take(MEMBERS).collect();
        if written.is_empty() {
            lines.push(format!("let body = {}::default();", model.name));
        } else {
            lines.push(format!("let body = {} {{", model.name));
            lines.extend(written);
            lines.extend(["    ..Default::default()", "};"].map(str::to_owned));
        }
        Some(lines)
    }

    fn model(&self, path: &TypePath) -> Option<(String, &Model)> {
        let modules = path.modules.iter().filter(|it| **it != self.context.version);
        let modules = modules.map(|it| it.as_str()).collect::<Vec<_>>().join("::");
        let folder = modules.replace("r#", "");
        let model = self.models.get(&(folder, path.name.as_str().to_owned()))?;
        Some((modules, model))
    }
}

/// The values that the documented request gives the keys of the path, from left to right.
type Ids = std::vec::IntoIter<String>;

/// The values of the keys, from left to right; empty if the documented URL has another form.
fn ids(operation: &Operation) -> Vec<String> {
    let requests = operation.examples.iter().filter_map(|it| it.request.as_ref());
    let urls = requests.filter_map(|it| it.value.start_line.split_whitespace().nth(1));
    urls.filter_map(|it| ids_in(operation, it)).next().unwrap_or_default()
}

fn ids_in(operation: &Operation, url: &str) -> Option<Vec<String>> {
    let path = url.split('?').next()?;
    let path =
        ["/v1.0/", "/beta/"].iter().find_map(|it| path.split_once(it)).map_or(path, |it| it.1);
    let words: Vec<_> = path.trim_matches('/').split('/').collect();
    let segments = &operation.path.segments;
    let fits = words.len() == segments.len()
        && segments.iter().zip(&words).all(|(segment, word)| match segment {
            Segment::Literal(own) => own.eq_ignore_ascii_case(word),
            Segment::Parameter(_) => is_plain(word) && !word.contains(['{', '<', '(']),
            Segment::ItemPath { .. } | Segment::Call { .. } => false,
        });
    let values = segments.iter().zip(words).filter(|it| matches!(it.0, Segment::Parameter(_)));
    fits.then(|| values.map(|it| it.1.to_owned()).collect())
}

/// True for text that does no harm in documentation and is short.
fn is_plain(text: &str) -> bool {
    text.len() <= 60
        && text.chars().all(|it| it == ' ' || it.is_ascii_graphic() && !"`%".contains(it))
}

/// The arguments of a step.
fn target_arguments(it: &Target, ids: &mut Ids) -> Option<Vec<String>> {
    match it {
        Target::Literal(_) => Some(Vec::new()),
        Target::Key(name) => {
            let value = ids.next().unwrap_or_else(|| name.bare().replace('_', "-"));
            Some(vec![format!("{value:?}")])
        }
        Target::ItemPath(_) => Some(vec!["\"folder/file.txt\"".to_owned()]),
        Target::Function { arguments, .. } => {
            let parameters = arguments.iter().filter_map(|it| match &it.value {
                ArgumentValue::Fixed(_) => None,
                ArgumentValue::Parameter { parameter, .. } => Some(parameter),
            });
            parameters.map(|it| value(&it.ty, it.name.bare())).collect()
        }
    }
}

/// A value of a parameter.
fn value(ty: &Type, name: &str) -> Option<String> {
    match ty {
        Type::Str => Some(format!("{:?}", name.replace('_', "-"))),
        Type::Bool => Some("true".to_owned()),
        Type::I8 | Type::U8 | Type::I16 | Type::I32 | Type::I64 => Some("1".to_owned()),
        Type::F32 | Type::F64 => Some("1.0".to_owned()),
        _ => None,
    }
}

/// The first documented body that is a JSON object.
fn shown(operation: &Operation) -> Map<String, Value> {
    let requests = operation.examples.iter().filter_map(|it| it.request.as_ref());
    let bodies = requests.map(|it| serde_json::from_str(&it.value.body));
    bodies
        .filter_map(|it| if let Ok(Value::Object(it)) = it { Some(it) } else { None })
        .next()
        .unwrap_or_default()
}

/// A line of a struct literal, for text and truth values.
fn member(field: &Field, shown: &Map<String, Value>) -> Option<String> {
    let value = match (shown.get(&field.wire)?, &field.ty) {
        (Value::String(text), _) if !is_plain(text) => return None,
        (Value::String(text), Type::Option(it)) if **it == Type::String => {
            format!("Some({text:?}.to_owned())")
        }
        (Value::String(text), Type::RuntimeOf(Runtime::Patch, it)) if **it == Type::String => {
            format!("{text:?}.into()")
        }
        (Value::Bool(is), Type::Option(it)) if **it == Type::Bool => format!("Some({is})"),
        (Value::Bool(is), Type::RuntimeOf(Runtime::Patch, it)) if **it == Type::Bool => {
            format!("{is}.into()")
        }
        _ => return None,
    };
    Some(format!("    {}: {value},", field.name))
}

/// The call and what is done with its answer.
fn sent(response: &Type, steps: Vec<String>) -> Vec<String> {
    let is_delta = steps.last().is_some_and(|it| it.starts_with("delta("));
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
