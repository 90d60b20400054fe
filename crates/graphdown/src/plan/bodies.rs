//! Pass: the bodies of updates and actions become structs of their own. Equal ones are shared.

use super::calls::Placed;
use super::context::{Context, all_properties, is_relationship};
use super::docs;
use super::models::{field_scope, import_plumbing};
use super::modules::{private_with_type, requests_module};
use super::names::{self, Scope};
use super::tree::NodeId;
use super::types::Namer;
use crate::ir::Text;
use crate::ir::edm::{
    AreaId, Documentation, Facts, Method, Operation, Parameter, RequestBody, Segment, TypeId,
    TypeTarget, TypeUse,
};
use crate::ir::rust::{
    Docs, Field, File, Item, Model, Name, RequiredField, Root, Runtime, Type, TypePath,
};
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The bodies of an API version.
#[derive(Default)]
pub(super) struct Bodies {
    list: Vec<PlannedBody>,
    /// The struct of each operation that has one, by the node that its path ends at.
    paths: BTreeMap<(NodeId, Method), TypePath>,
    /// Where the first of each shape with this plain name, and from this page, stands.
    by_name: BTreeMap<(String, String), usize>,
    by_page: BTreeMap<(Text, String), usize>,
    names: Scope,
}

struct PlannedBody {
    /// The areas of the operations that take it.
    areas: BTreeSet<AreaId>,
    model: Model,
    uses: Vec<Item>,
}

/// A member of a body.
struct BodyMember<'a> {
    wire: &'a str,
    ty: TypeUse,
    facts: &'a Facts,
    documentation: &'a Documentation,
    file: FileId,
}

impl<'a> BodyMember<'a> {
    fn of_parameter(it: &'a Parameter) -> Self {
        BodyMember {
            wire: &it.name,
            ty: it.ty,
            facts: &it.facts,
            documentation: &it.documentation,
            file: it.source.file,
        }
    }
}

/// The body of one operation, before it is known whether it is the first of its shape.
struct Draft<'a> {
    /// The name that it would have if it were alone.
    plain: String,
    shape: String,
    docs: Docs,
    fields: Vec<Field>,
    required: Vec<RequiredField>,
    namer: Namer<'a>,
}

/// The body of an operation, if it is to be a struct of its own.
fn draft<'a>(context: &'a Context<'_>, operation: &Operation) -> Option<Draft<'a>> {
    let is_patch = operation.method == Method::Patch;
    let (plain, lead, members) = match &operation.request {
        RequestBody::Parameters(list) if list.is_empty() => return None,
        RequestBody::Parameters(list) => {
            let members = list.iter().map(BodyMember::of_parameter).collect();
            match is_patch {
                true => (untyped_update(operation), "The body of", members),
                false => (action(operation), "The parameters of", members),
            }
        }
        RequestBody::Resource { ty, members } => match ty.target {
            TypeTarget::Structured(id) if is_patch && !ty.collection => {
                let plain = names::update_body(context.layout.structured_type(id).name.as_str());
                (plain, "The body of", changeable(context, id, members))
            }
            _ => return None,
        },
        _ => return None,
    };
    let mut namer = Namer::elsewhere(context);
    let (fields, required) = fields(context, &members, is_patch, &mut namer);
    let (shape, docs) = (shape(&fields, &required), docs::body(context, operation, lead));
    Some(Draft { plain, shape, docs, fields, required, namer })
}

/// The name of the struct with the parameters of an action.
fn action(operation: &Operation) -> String {
    names::action_body(&operation.title, holder_word(operation), last_word(operation))
}

/// The name of the struct with what an update may change, of whose type nothing is known.
fn untyped_update(operation: &Operation) -> String {
    let words = [last_word(operation), holder_word(operation)];
    let word = words.into_iter().find(|it| !it.is_empty());
    names::update_body(word.unwrap_or(&operation.name))
}

/// What an update may change: what the page lists, or else all that can be written.
fn changeable<'a>(
    context: &Context<'a>,
    id: TypeId,
    listed: &'a [Parameter],
) -> Vec<BodyMember<'a>> {
    if !listed.is_empty() {
        let can_change = |it: &&Parameter| !is_read_only(context, id, it);
        return listed.iter().filter(can_change).map(BodyMember::of_parameter).collect();
    }
    let properties = all_properties(context.api, id)
        .into_iter()
        .filter(|it| !is_relationship(it) && !it.facts.read_only && !it.facts.key);
    properties
        .map(|it| BodyMember {
            wire: &it.name,
            ty: it.ty,
            facts: &it.facts,
            documentation: &it.documentation,
            file: it.source.file,
        })
        .collect()
}

impl Bodies {
    /// The bodies of these operations: the first of several that are equal gives them their name.
    pub(super) fn new(context: &Context<'_>, operations: &[Placed<'_>]) -> Self {
        let drafts: Vec<Option<Draft<'_>>> =
            operations.par_iter().map(|it| draft(context, it.1)).collect();
        let mut bodies = Bodies::default();
        for ((at, operation), draft) in operations.iter().zip(drafts) {
            if let Some(draft) = draft {
                let path = bodies.add(context, operation, draft);
                bodies.paths.insert((*at, operation.method), path);
            }
        }
        bodies
    }

    /// The struct that is the body of the operation whose path ends at a node, if there is one.
    pub(super) fn of(&self, at: NodeId, operation: &Operation) -> Option<&TypePath> {
        self.paths.get(&(at, operation.method))
    }

    fn add(&mut self, context: &Context<'_>, operation: &Operation, it: Draft<'_>) -> TypePath {
        let Draft { plain, shape, docs, fields, required, mut namer } = it;
        // The name that it would have if it were alone, and the page of the operation it is first made for.
        let (named, on_page) = ((plain.clone(), shape.clone()), (operation.name.clone(), shape));
        let same = [self.by_name.get(&named), self.by_page.get(&on_page)];
        let name = match same.into_iter().flatten().min() {
            Some(found) => {
                let body = &mut self.list[*found];
                body.areas.extend(context.features.area_of(operation));
                body.model.name.clone()
            }
            None => {
                let name = self.names.claim(&plain).0;
                let model =
                    Model { name: name.clone(), odata_type: String::new(), docs, fields, required };
                import_plumbing(&mut namer);
                self.by_name.entry(named).or_insert(self.list.len());
                self.by_page.entry(on_page).or_insert(self.list.len());
                let areas = context.features.area_of(operation).into_iter().collect();
                self.list.push(PlannedBody { areas, model, uses: namer.uses() });
                name
            }
        };
        TypePath {
            root: Some(Root::Crate),
            modules: vec![context.version.clone(), requests_module()],
            name,
        }
    }

    /// The files of all bodies and the one that declares them.
    pub(super) fn files(self, context: &Context<'_>) -> Vec<File> {
        let folder = format!("{}/{}", context.folder(), requests_module());
        let mut modules = names::module_scope();
        let mut list = self.list;
        list.sort_by(|a, b| a.model.name.cmp(&b.model.name));
        let mut declarations = Vec::new();
        let mut files = Vec::new();
        for body in list {
            let module: Name = modules.claim(&names::snake_name(body.model.name.as_str())).0;
            let gate = context.features.gate(&body.areas);
            declarations.extend(private_with_type(&module, &body.model.name, &gate));
            let items = body.uses.into_iter().chain([Item::Model(body.model)]).collect();
            files.push(File {
                path: format!("{folder}/{}.rs", module.bare()),
                docs: Vec::new(),
                items,
            });
        }
        let docs = vec!["The bodies of updates and the parameters of actions.".to_owned()];
        files.push(File { path: format!("{folder}.rs"), docs, items: declarations });
        files
    }
}

/// True if the update page itself calls the member read-only, or the type's page does and it is the resource's identity: of other members that
/// an update page lists, the update page knows better.
fn is_read_only(context: &Context<'_>, id: TypeId, it: &Parameter) -> bool {
    let is_identity = it.name == "id" || it.facts.key;
    let of_type = || all_properties(context.api, id).into_iter().find(|of| of.name == it.name);
    it.facts.read_only || is_identity && of_type().is_some_and(|of| of.facts.read_only)
}

/// The word that the action's last word follows, keys left out.
fn holder_word(operation: &Operation) -> &str {
    let words = operation.path.segments.iter().rev().skip(1);
    words
        .filter_map(|it| {
            if let Segment::Literal(word) | Segment::Call { name: word, .. } = it {
                Some(word.as_str())
            } else {
                None
            }
        })
        .next()
        .unwrap_or("")
}

fn last_word(operation: &Operation) -> &str {
    match operation.path.segments.last() {
        Some(Segment::Literal(word) | Segment::Call { name: word, .. }) => word,
        _ => "",
    }
}

fn shape(fields: &[Field], required: &[RequiredField]) -> String {
    let fields: Vec<_> = fields.iter().map(|it| (&it.wire, &it.ty)).collect();
    format!("{required:?} {fields:?}")
}

fn fields(
    context: &Context<'_>,
    members: &[BodyMember<'_>],
    is_patch: bool,
    namer: &mut Namer<'_>,
) -> (Vec<Field>, Vec<RequiredField>) {
    let mut scope = field_scope();
    let mut fields: Vec<Field> = Vec::new();
    let mut required = Vec::new();
    let mut seen = BTreeSet::new();
    for member in members {
        if member.wire.contains('@') || !seen.insert(member.wire) {
            continue;
        }
        let name = scope.claim(&names::snake_name(member.wire)).0;
        let value = namer.whole(member.ty);
        if !is_patch && member.facts.required && !member.facts.optional {
            required.push(RequiredField { field: name.clone(), ty: value.clone() });
        }
        let ty = if is_patch {
            namer.runtime_of(Runtime::Patch, value)
        } else {
            Type::Option(Box::new(value))
        };
        let docs = docs::member_of_body(context, member.documentation, member.facts, member.file);
        fields.push(Field { name, wire: member.wire.to_owned(), constant: None, ty, docs });
    }
    (fields, required)
}
