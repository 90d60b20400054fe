//! Paths as OpenAPI writes them: every parameter with a name of its own, and paths that differ in these names alone put together.

use super::super::schema;
use super::SCHEMAS;
use crate::ir::edm::{Api, Argument, ArgumentValue, Operation, Parameter, PathTemplate, Segment};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A path and what can be done there.
pub(super) struct Path<'a> {
    pub(super) text: String,
    /// By the index in the template.
    names: Vec<String>,
    template: &'a PathTemplate,
    /// One for each verb.
    pub(super) operations: Vec<&'a Operation>,
}

/// All paths, in order.
pub(super) fn paths(api: &Api) -> Vec<Path<'_>> {
    let mut found: Vec<Path<'_>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for it in &api.operations {
        let blank = vec![String::new(); it.path.parameters.len()];
        let at = *places.entry(text(&it.path, &blank)).or_insert(found.len());
        if at == found.len() {
            let names = names(&it.path);
            let text = text(&it.path, &names);
            found.push(Path { text, names, template: &it.path, operations: Vec::new() });
        }
        let path = &mut found[at];
        if path.operations.iter().all(|other| other.method != it.method) {
            path.operations.push(it);
        }
    }
    found
}

/// `{id | userPrincipalName}` is called `id-or-userPrincipalName`, the second `{id}` of a path `id-2`.
fn names(path: &PathTemplate) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |it: &crate::ir::edm::PathParameter| {
        let words = it.documented.replace('|', " or ");
        let words: Vec<&str> = words
            .split(|it: char| !it.is_alphanumeric() && it != '_')
            .filter(|it| !it.is_empty())
            .collect();
        let plain = if words.is_empty() { "value".to_owned() } else { words.join("-") };
        super::unique(&mut taken, &plain)
    };
    path.parameters.iter().map(name).collect()
}

fn text(path: &PathTemplate, names: &[String]) -> String {
    let name = |index: usize| names.get(index).map_or("", String::as_str);
    let argument = |it: &Argument| {
        let start = it.name.as_ref().map(|it| format!("{it}=")).unwrap_or_default();
        match &it.value {
            ArgumentValue::Literal(text) => format!("{start}{text}"),
            ArgumentValue::Parameter { index, quoted: true } => {
                format!("{start}'{{{}}}'", name(*index))
            }
            ArgumentValue::Parameter { index, quoted: false } => {
                format!("{start}{{{}}}", name(*index))
            }
        }
    };
    let segment = |it: &Segment| match it {
        Segment::Literal(word) => format!("/{word}"),
        Segment::Parameter(index) => format!("/{{{}}}", name(*index)),
        Segment::ItemPath { parameter, closed } => {
            format!(":/{{{}}}{}", name(*parameter), if *closed { ":" } else { "" })
        }
        Segment::Call { name, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(argument).collect();
            format!("/{name}({})", arguments.join(","))
        }
    };
    let text: String = path.segments.iter().map(segment).collect();
    if text.is_empty() { "/".to_owned() } else { text }
}

/// The parameters of a path, with the types and words that tables of its operations give.
pub(super) fn parameters(api: &Api, path: &Path<'_>) -> Value {
    let documented = |index: usize| -> Option<&Parameter> {
        let words = path.template.parameters[index].documented.as_str();
        let argument = argument_name(path.template, index);
        path.operations.iter().flat_map(|it| &it.parameters).find(|it| {
            it.name.eq_ignore_ascii_case(words)
                || argument.is_some_and(|name| it.name.eq_ignore_ascii_case(name))
        })
    };
    let parameter = |(index, name): (usize, &String)| {
        let mut it = Map::new();
        it.insert("name".to_owned(), name.as_str().into());
        it.insert("in".to_owned(), "path".into());
        it.insert("required".to_owned(), true.into());
        let table = documented(index);
        if let Some(words) = table.and_then(|it| super::super::common::words(&it.documentation)) {
            it.insert("description".to_owned(), words.into());
        }
        let ty = table.map(|it| it.ty).filter(|it| !it.collection);
        let is_in_url = |it: &Value| it.get("type").is_some() || it.get("anyOf").is_some();
        let schema = ty.map(|it| schema::value(api, it, SCHEMAS)).filter(is_in_url);
        it.insert("schema".to_owned(), schema.unwrap_or_else(|| json!({ "type": "string" })));
        Value::from(it)
    };
    path.names.iter().enumerate().map(parameter).collect()
}

/// The function argument that a parameter fills in.
fn argument_name(path: &PathTemplate, wanted: usize) -> Option<&str> {
    let calls = path.segments.iter().filter_map(|it| match it {
        Segment::Call { arguments, .. } => Some(arguments),
        _ => None,
    });
    let is_it = |it: &&Argument| matches!(it.value, ArgumentValue::Parameter { index, .. } if index == wanted);
    calls.flatten().find(is_it)?.name.as_deref()
}
