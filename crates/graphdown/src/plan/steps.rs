//! Pass: the methods of a path that make a longer path.

use super::calls::{folded_names, is_verb};
use super::context::{Context, report_clash};
use super::names::{self, Scope};
use super::nodes::Nodes;
use super::operations::Described;
use super::tree::NodeId;
use super::types::Namer;
use crate::diagnostics::Diagnostics;
use crate::ir::edm::{self, PathTemplate, Primitive, Segment, TypeTarget};
use crate::ir::rust::{
    Argument, ArgumentForm, ArgumentValue, Parameter, Runtime, Step, Target, Type,
};
use std::collections::{BTreeMap, BTreeSet};

/// The steps to a key and to an item path.
pub(super) fn by_parameter(
    nodes: &Nodes<'_>,
    id: NodeId,
    scope: &mut Scope,
    namer: &mut Namer<'_>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for child in nodes.tree.nodes[id].children.values().copied() {
        let Some((segment, template)) = nodes.tree.nodes[child].segment else { continue };
        let (name, target) = match segment {
            Segment::Parameter(_) => ("by_id", target(nodes, id, segment, template, &[], namer)),
            Segment::ItemPath { .. } => {
                ("by_path", target(nodes, id, segment, template, &[], namer))
            }
            Segment::Literal(_) | Segment::Call { .. } => continue,
        };
        let name = scope.claim(name).0;
        steps.push(Step {
            gate: nodes.gate(child),
            name,
            docs: nodes.docs(child),
            target,
            to: nodes.path(id, child, namer),
        });
    }
    steps
}

/// The steps to fixed words and calls.
pub(super) fn by_word(
    nodes: &Nodes<'_>,
    id: NodeId,
    scope: &mut Scope,
    namer: &mut Namer<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let wanted = wanted_names(nodes, id);
    for child in nodes.tree.nodes[id].children.values().copied() {
        let node = &nodes.tree.nodes[child];
        let (Some((segment, template)), Some(wanted)) = (node.segment, wanted.get(&child)) else {
            continue;
        };
        let (name, is_clash) = scope.claim(wanted);
        if let (true, Some(source)) = (is_clash, first_source(nodes, child)) {
            report_clash(diagnostics, source, nodes.tree.display(child), &name);
        }
        let target = target(nodes, id, segment, template, &node.operations, namer);
        steps.push(Step {
            gate: nodes.gate(child),
            name,
            docs: nodes.docs(child),
            target,
            to: nodes.path(id, child, namer),
        });
    }
    steps
}

/// What the steps to fixed words and calls are to be called. That to an action or a function has the name of its request and `_path`; of
/// others with one name the one with the fewest arguments has it plain.
fn wanted_names(nodes: &Nodes<'_>, id: NodeId) -> BTreeMap<NodeId, String> {
    let mut names = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (request, (child, _)) in folded_names(nodes, id) {
        if nodes.tree.is_path(child) {
            names.entry(child).or_insert_with(|| format!("{request}_path"));
        }
        taken.insert(request);
    }
    taken.extend(names.values().cloned());
    let mut others = Vec::new();
    for child in nodes.tree.nodes[id].children.values() {
        let Some((segment, template)) = nodes.tree.nodes[*child].segment else { continue };
        let is_word = matches!(segment, Segment::Literal(_) | Segment::Call { .. });
        if is_word && nodes.tree.is_path(*child) && !names.contains_key(child) {
            let plain = nodes.words[*child].clone();
            let arguments = argument_words(segment, template).map(names::snake_name);
            others.push((arguments.collect::<Vec<_>>(), plain, *child));
        }
    }
    others.sort_by_key(|it| it.0.len());
    for (arguments, plain, child) in others {
        let mut name = plain;
        if taken.contains(&name) && !arguments.is_empty() {
            name = format!("{name}_with_{}", arguments.join("_and_"));
        }
        if is_verb(&name) || taken.contains(&name) {
            name += "_path";
        }
        taken.insert(name.clone());
        names.insert(child, name);
    }
    names
}

/// The arguments of a call: their names, or what their values are called.
pub(super) fn argument_words<'a>(
    segment: &'a Segment,
    template: &'a PathTemplate,
) -> impl Iterator<Item = &'a str> {
    let arguments = match segment {
        Segment::Call { arguments, .. } => arguments.as_slice(),
        _ => &[],
    };
    arguments.iter().filter_map(|it| match (&it.name, &it.value) {
        (Some(name), _) => Some(name.as_str()),
        (None, edm::ArgumentValue::Parameter { index, .. }) => {
            template.parameters.get(*index).map(|it| it.documented.as_str())
        }
        (None, edm::ArgumentValue::Literal(_)) => None,
    })
}

/// The first operation at or below a node.
fn first_source(nodes: &Nodes<'_>, id: NodeId) -> Option<crate::span::Span> {
    let node = &nodes.tree.nodes[id];
    node.operations
        .first()
        .map(|it| it.sources[0])
        .or_else(|| node.children.values().find_map(|it| first_source(nodes, *it)))
}

/// The method's name for a word or a call: a cast is `as_` and the type; a namespace in front of a name is left out.
pub(super) fn word_name(context: &Context<'_>, segment: &Segment) -> String {
    let (Segment::Literal(word) | Segment::Call { name: word, .. }) = segment else {
        return String::new();
    };
    match word.rsplit_once('.') {
        Some((namespace, name)) if context.namespaces.contains(&namespace.to_ascii_lowercase()) => {
            if context.type_names.contains(&word.to_ascii_lowercase()) {
                format!("as_{}", names::snake_name(name))
            } else {
                names::snake_name(name)
            }
        }
        _ => names::query_word(word).map_or_else(|| names::snake_name(word), str::to_owned),
    }
}

/// What a segment adds to a path. Argument types are those that one of `operations` states.
pub(super) fn target(
    nodes: &Nodes<'_>,
    parent: NodeId,
    segment: &Segment,
    template: &PathTemplate,
    operations: &[&Described<'_>],
    namer: &mut Namer<'_>,
) -> Target {
    match segment {
        Segment::Literal(word) => Target::Literal(word.clone()),
        Segment::Parameter(_) => Target::Key(nodes.tree.key_name(parent)),
        Segment::ItemPath { .. } => Target::ItemPath(names::identifier("item_path")),
        Segment::Call { name, arguments } => {
            let mut scope = Scope::new();
            let mut argument =
                |it: &edm::Argument| argument(it, template, operations, &mut scope, namer);
            Target::Function {
                function: name.clone(),
                arguments: arguments.iter().map(&mut argument).collect(),
            }
        }
    }
}

fn argument(
    it: &edm::Argument,
    template: &PathTemplate,
    operations: &[&Described<'_>],
    scope: &mut Scope,
    namer: &mut Namer<'_>,
) -> Argument {
    let wire = it.name.clone().unwrap_or_default();
    let value = match &it.value {
        edm::ArgumentValue::Literal(text) => ArgumentValue::Fixed(text.clone()),
        edm::ArgumentValue::Parameter { index, quoted } => {
            let documented =
                template.parameters.get(*index).map_or("", |it| it.documented.as_str());
            let (ty, form) = argument_type(&wire, documented, *quoted, operations, namer);
            let name =
                scope.claim(&names::snake_name(if wire.is_empty() { documented } else { &wire })).0;
            ArgumentValue::Parameter { parameter: Parameter { name, ty }, form }
        }
    };
    Argument { wire, value }
}

fn argument_type(
    wire: &str,
    documented: &str,
    quoted: bool,
    operations: &[&Described<'_>],
    namer: &mut Namer<'_>,
) -> (Type, ArgumentForm) {
    let is_it =
        |name: &str| name.eq_ignore_ascii_case(wire) || name.eq_ignore_ascii_case(documented);
    let stated =
        operations.iter().flat_map(|it| &it.parameters).find(|it| is_it(&it.name)).map(|it| it.ty);
    let form = if quoted { ArgumentForm::Quoted } else { ArgumentForm::Literal };
    match stated.filter(|it| !it.collection).map(|it| it.target) {
        Some(TypeTarget::Primitive(Primitive::Json | Primitive::Stream | Primitive::Binary))
        | None
            if !quoted =>
        {
            (Type::Str, ArgumentForm::Raw)
        }
        Some(TypeTarget::Primitive(Primitive::String)) => (Type::Str, ArgumentForm::Literal),
        Some(TypeTarget::Primitive(Primitive::Json | Primitive::Stream | Primitive::Binary))
        | None => (Type::Str, ArgumentForm::Literal),
        Some(TypeTarget::Primitive(primitive)) => {
            let ty = namer.value(TypeTarget::Primitive(primitive));
            (
                if matches!(ty, Type::Runtime(Runtime::Decimal | Runtime::Duration)) {
                    Type::Ref(Box::new(ty))
                } else {
                    ty
                },
                form,
            )
        }
        // Enum members and structured values are written in quotes, as the documentation shows them.
        Some(TypeTarget::Enum(_)) => (Type::Str, ArgumentForm::Literal),
        Some(TypeTarget::Structured(_) | TypeTarget::Untyped) => {
            (Type::Str, if quoted { ArgumentForm::Literal } else { ArgumentForm::Raw })
        }
    }
}
