//! Pass: the methods of a path that make requests.
//!
//! A method is called by what it does: `list`, `get`, `create`, `update`, `delete` where the verb is the usual one for that, else by the verb. Actions and
//! functions at the end of a path are methods of the path before them, called by their own name; steps keep off these names (`plan::steps`).

use super::context::{Context, report_clash};
use super::docs;
use super::monitors::monitor;
use super::names::{self, Scope};
use super::nodes::Nodes;
use super::operations::Described;
use super::responses::response;
use super::steps::target;
use super::tree::{NodeId, Tree, is_folded};
use super::types::Namer;
use crate::diagnostics::Diagnostics;
use crate::ir::edm::{
    Api, Method, Operation, OperationKind, RequestBody, ResponseBody, Segment, TypeKind,
    TypeTarget, TypeUse,
};
use crate::ir::rust::{Body, Call, Facts, Permissions, Runtime, Target, Type};
use std::collections::BTreeSet;

/// The names that requests of a path itself have.
const VERBS: [&str; 8] = ["list", "get", "create", "update", "delete", "post", "patch", "put"];

/// True if `name` is kept for requests.
pub(super) fn is_verb(name: &str) -> bool {
    VERBS.contains(&name)
}

/// What comes back tells `list` from `get`; the words of the page do not always.
fn verb_name(operation: &Operation) -> &'static str {
    let is_reference = matches!(operation.request, RequestBody::Reference);
    match (operation.method, operation.kind) {
        (Method::Get, OperationKind::List) if !is_single(operation) => "list",
        (Method::Get, _) if is_many(operation) => "list",
        (Method::Get, _) => "get",
        (Method::Post, OperationKind::Create) => "create",
        (Method::Post, _) if is_reference => "create",
        (Method::Post, _) => "post",
        (Method::Put, _) => "put",
        (Method::Patch, OperationKind::Update) => "update",
        (Method::Patch, _) => "patch",
        (Method::Delete, _) => "delete",
    }
}

fn is_many(operation: &Operation) -> bool {
    matches!(
        operation.response.body,
        ResponseBody::Collection(_) | ResponseBody::Single(TypeUse { collection: true, .. })
    )
}

fn is_single(operation: &Operation) -> bool {
    matches!(operation.response.body, ResponseBody::Single(TypeUse { collection: false, .. }))
}

/// True if the operation reads one resource that has a key.
pub(super) fn gets_one_entity(api: &Api, operation: &Operation) -> bool {
    let ResponseBody::Single(ty) = operation.response.body else { return false };
    let TypeTarget::Structured(id) = ty.target else { return false };
    let is_entity = api.structured_type(id).kind == TypeKind::Entity;
    operation.method == Method::Get && !is_folded(operation) && !ty.collection && is_entity
}

/// The scope of a path's methods: the names of its own requests are taken.
pub(super) fn method_scope() -> Scope {
    let mut scope = Scope::new();
    VERBS.iter().for_each(|it| scope.reserve(it));
    scope
}

/// The requests of the path itself.
pub(super) fn own(nodes: &Nodes<'_>, id: NodeId, namer: &mut Namer<'_>) -> Vec<Call> {
    let operations = own_operations(&nodes.tree, id);
    operations.map(|it| call(nodes, it, names::identifier(verb_name(it.1)), None, namer)).collect()
}

/// An operation and the node that its path ends at.
pub(super) type Placed<'a> = (NodeId, &'a Described<'a>);

/// The operations that become methods of a node, in the order in which they get their names.
pub(super) fn operations<'a>(tree: &Tree<'a>, id: NodeId) -> Vec<Placed<'a>> {
    own_operations(tree, id).chain(folded_operations(tree, id)).collect()
}

fn own_operations<'a>(tree: &Tree<'a>, id: NodeId) -> impl Iterator<Item = Placed<'a>> {
    tree.nodes[id].operations.iter().filter(|it| !is_folded(it)).map(move |it| (id, *it))
}

/// The actions and functions of the path. Of several with one name the one with the fewest arguments has the plain name.
fn folded_operations<'a>(tree: &Tree<'a>, id: NodeId) -> Vec<Placed<'a>> {
    let mut found = Vec::new();
    for child in tree.nodes[id].children.values() {
        let folded = tree.nodes[*child].operations.iter().filter(|it| is_folded(it));
        found.extend(folded.map(|it| (*child, *it)));
    }
    found.sort_by_key(|it| arguments(it.1).count());
    found
}

/// What the actions and functions of the path are to be called.
pub(super) fn folded_names<'a>(nodes: &Nodes<'a>, id: NodeId) -> Vec<(String, Placed<'a>)> {
    let mut plain_names = BTreeSet::new();
    let name = |placed: Placed<'a>| {
        let plain = nodes.words[placed.0].as_str();
        let is_overload = !plain_names.insert(plain);
        (folded_name(plain, placed.1, is_overload), placed)
    };
    folded_operations(&nodes.tree, id).into_iter().map(name).collect()
}

/// The actions and functions of the path.
pub(super) fn folded(
    nodes: &Nodes<'_>,
    id: NodeId,
    scope: &mut Scope,
    namer: &mut Namer<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Call> {
    let mut calls = Vec::new();
    for (wanted, placed) in folded_names(nodes, id) {
        let (_, operation) = placed;
        let (name, is_clash) = scope.claim(&wanted);
        if is_clash {
            report_clash(diagnostics, operation.sources[0], &operation.written_path, &name);
        }
        let segment = operation.path.segments.last();
        let target = segment.map(|it| target(nodes, id, it, &operation.path, &[operation], namer));
        calls.push(call(nodes, placed, name, target, namer));
    }
    calls.sort_by(|a, b| a.name.cmp(&b.name));
    calls
}

fn arguments(operation: &Operation) -> impl Iterator<Item = &str> {
    let arguments = match operation.path.segments.last() {
        Some(Segment::Call { arguments, .. }) => arguments.as_slice(),
        _ => &[],
    };
    arguments.iter().filter_map(|it| it.name.as_deref())
}

fn folded_name(plain: &str, operation: &Operation, is_overload: bool) -> String {
    let arguments: Vec<_> = arguments(operation).map(names::snake_name).collect();
    if is_overload && !arguments.is_empty() {
        format!("{plain}_with_{}", arguments.join("_and_"))
    } else if is_overload {
        format!("{plain}_by_{}", operation.method.as_str().to_ascii_lowercase())
    } else if is_verb(plain) && operation.kind == OperationKind::Action {
        format!("{plain}_action")
    } else if is_verb(plain) {
        format!("{plain}_function")
    } else {
        plain.to_owned()
    }
}

fn call(
    nodes: &Nodes<'_>,
    (at, operation): Placed<'_>,
    name: crate::ir::rust::Name,
    target: Option<Target>,
    namer: &mut Namer<'_>,
) -> Call {
    let context = nodes.context;
    [Runtime::Request, Runtime::OperationInfo, Runtime::Method]
        .into_iter()
        .for_each(|it| namer.import(it));
    let facts = facts(context, operation);
    if facts.monitor.is_some() {
        namer.import(Runtime::Monitor);
    }
    let gate = context.features.of_area(operation.area);
    Call {
        constant: names::constant_name(&name),
        name,
        docs: docs::operation(operation, &gate),
        gate,
        target,
        body: match nodes.bodies.of(at, operation) {
            Some(own) => Body::Json(Type::Path(own.clone())),
            None => body(operation, namer),
        },
        response: response(operation, namer),
        facts,
        samples: Vec::new(),
    }
}

/// A body that has no struct of its own.
fn body(operation: &Operation, namer: &mut Namer<'_>) -> Body {
    match &operation.request {
        RequestBody::None | RequestBody::Parameters(_) => Body::None,
        RequestBody::Reference => {
            namer.import(Runtime::Resource);
            Body::Reference
        }
        RequestBody::Stream { media_type } => {
            namer.import(Runtime::RequestContent);
            Body::Bytes(media_type.clone())
        }
        RequestBody::Untyped => Body::Json(namer.runtime(Runtime::Json)),
        RequestBody::Resource { ty, .. } => match ty.target {
            TypeTarget::Primitive(crate::ir::edm::Primitive::Stream) => {
                namer.import(Runtime::RequestContent);
                Body::Bytes(None)
            }
            _ => Body::Json(namer.whole(*ty)),
        },
    }
}

/// The variant of the runtime's `Method`.
fn variant(method: Method) -> &'static str {
    match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    }
}

fn facts(context: &Context<'_>, it: &Described<'_>) -> Facts {
    let permissions = it.permissions.as_ref().map(|it| Permissions {
        delegated_work: it.delegated_work.clone(),
        delegated_personal: it.delegated_personal.clone(),
        application: it.application.clone(),
    });
    Facts {
        method: names::identifier(variant(it.method)),
        path: it.written_path.clone(),
        documentation: it.page.clone().unwrap_or_default(),
        status: it.response.status.clone(),
        long_running: it.response.long_running,
        query_options: it.query_options.clone(),
        headers: it.own_headers.clone(),
        permissions,
        monitor: monitor(&context.monitors, it),
    }
}
