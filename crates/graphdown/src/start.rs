//! A call to begin with: for the first program that somebody writes with the bindings.

use crate::ir::Text;
use crate::ir::rust::{Body, Call, Crate, File, Item, Node, Permissions, Runtime, Target, Type};

/// A call that needs no argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstCall {
    /// The module of the version in the generated crate, for instance `v1_0`.
    pub version: String,
    /// The documented path, for instance `/users`.
    pub path: String,
    /// The call as Rust has it, without the root in front of it, for instance `users().list()`.
    pub call: String,
    /// True if the answer is a list, whose items can be asked for one by one.
    pub is_list: bool,
    /// What the one who is signed in must have consented to, if the page says it: the least privileged permission.
    pub permission: Option<String>,
}

/// The best of all GETs without parameters: short paths before long ones, lists before others, then where most follows.
pub(crate) fn first_call(it: &Crate) -> Option<FirstCall> {
    let versions = it.files.iter().filter_map(|file| {
        let module = file.path.strip_prefix("src/")?.strip_suffix("/paths.rs")?;
        let below = format!("src/{module}/");
        let files = it.files.iter().filter(|it| it.path.starts_with(&below)).collect();
        Some((module, files))
    });
    // The newest version that is generally available stands last: `beta`, `v1_0`.
    let mut versions: Vec<(&str, Vec<&File>)> = versions.collect();
    versions.reverse();
    versions.into_iter().find_map(|(module, files)| first_of(module, &files))
}

fn first_of(module: &str, files: &[&File]) -> Option<FirstCall> {
    let nodes: Vec<&Node> = files.iter().flat_map(|it| &it.items).filter_map(node).collect();
    let root = nodes.iter().find(|it| it.root.is_some())?;
    let mut level = vec![(String::new(), *root)];
    while !level.is_empty() {
        let found = level.iter().flat_map(|(way, node)| {
            let calls = node.calls.iter().filter(|it| is_plain_get(it));
            calls.map(move |call| (way, *node, call))
        });
        // Of equals the first is kept, whose name comes first.
        let found: Vec<_> = found.collect();
        let best = found.iter().rev().max_by_key(|(_, node, call)| {
            (is_list(call), call.docs.deprecated.is_none(), node.steps.len() + node.calls.len())
        });
        if let Some((way, _, call)) = best {
            return Some(FirstCall {
                version: module.to_owned(),
                path: call.facts.path.to_string(),
                call: format!("{way}{}()", call.name),
                is_list: is_list(call),
                permission: call.facts.permissions.as_ref().and_then(least),
            });
        }
        level = level.iter().flat_map(|(way, node)| next(&nodes, way, node)).collect();
    }
    None
}

fn node(item: &Item) -> Option<&Node> {
    match item {
        Item::Node(it) => Some(it),
        _ => None,
    }
}

/// The paths one word longer.
fn next<'a>(nodes: &[&'a Node], way: &str, node: &Node) -> Vec<(String, &'a Node)> {
    let words = node.steps.iter().filter(|it| matches!(it.target, Target::Literal(_)));
    let longer = words.filter_map(|step| {
        let next = nodes.iter().find(|it| it.name == step.to.name)?;
        Some((format!("{way}{}().", step.name), *next))
    });
    longer.collect()
}

fn is_plain_get(call: &Call) -> bool {
    let answers = !matches!(
        &call.response,
        Type::Runtime(Runtime::NoContent | Runtime::Bytes)
            | Type::RuntimeOf(Runtime::LongRunning, _)
    );
    call.facts.method.as_str() == "Get"
        && call.body == Body::None
        && call.target.is_none()
        && answers
}

fn is_list(call: &Call) -> bool {
    matches!(call.response, Type::RuntimeOf(Runtime::Collection, _))
}

fn least(it: &Permissions) -> Option<String> {
    it.delegated_work.as_ref()?.first().map(Text::to_string)
}
