//! Pass: the bodies of updates and actions become structs of their own. Equal ones are shared.

use super::calls::Placed;
use super::context::{Context, is_relationship};
use super::docs;
use super::models::{field_scope, import_plumbing};
use super::modules::{private_with_type, requests_module};
use super::names::{self, Scope};
use super::operations::Described;
use super::properties;
use super::tree::NodeId;
use super::types::Namer;
use crate::ir::Text;
use crate::ir::edm::{
    AreaId, Documentation, Facts, Method, Operation, Parameter, Property, RequestBody, Segment,
    TypeId, TypeTarget, TypeUse,
};
use crate::ir::rust::{
    Docs, Field, File, Item, Model, Name, RequiredField, Root, Runtime, Type, TypePath,
};
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The bodies of an API version.
pub(super) struct Bodies<'a> {
    list: Vec<PlannedBody<'a>>,
    /// The struct of each operation that has one, by the node that its path ends at.
    paths: BTreeMap<(NodeId, Method), TypePath>,
    /// Where the first of each shape with this plain name, and from this page, stands.
    by_name: BTreeMap<(String, Arc<Shape>), usize>,
    by_page: BTreeMap<(Text, Arc<Shape>), usize>,
    names: Scope,
    /// The modules on the way to a body.
    modules: Arc<[Name]>,
}

struct PlannedBody<'a> {
    /// The areas of the operations that take it.
    areas: BTreeSet<AreaId>,
    name: Name,
    /// The operation it was first made for.
    operation: &'a Described<'a>,
    draft: Draft<'a>,
}

/// What is compared to find out whether two bodies are equal.
type Shape = (Vec<RequiredField>, Vec<(Text, Type)>);

/// A member of a body.
struct BodyMember<'a> {
    wire: &'a Text,
    ty: TypeUse,
    facts: &'a Facts,
    documentation: &'a Documentation,
    file: FileId,
    /// What is said of it, if that is known already.
    docs: Option<&'a Docs>,
}

impl<'a> BodyMember<'a> {
    fn of_parameter(it: &'a Parameter) -> Self {
        BodyMember {
            wire: &it.name,
            ty: it.ty,
            facts: &it.facts,
            documentation: &it.documentation,
            file: it.source.file,
            docs: None,
        }
    }

    fn docs(&self, context: &Context<'_>) -> Docs {
        let make =
            || docs::member_of_body(&context.links, self.documentation, self.facts, self.file);
        self.docs.cloned().unwrap_or_else(make)
    }
}

/// The body of one operation, before it is known whether it is the first of its shape.
struct Draft<'a> {
    /// The name that it would have if it were alone.
    plain: String,
    shape: Arc<Shape>,
    /// How its documentation begins.
    lead: &'static str,
    /// The fields, their documentation left open, and what each stands for.
    fields: Vec<(Field, BodyMember<'a>)>,
    namer: Namer<'a>,
}

/// The body of an operation, if it is to be a struct of its own.
fn draft<'a>(context: &'a Context<'a>, operation: &'a Operation) -> Option<Draft<'a>> {
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
    let (fields, required) = fields(members, is_patch, &mut namer);
    let shape = fields.iter().map(|(it, _)| (it.wire.clone(), it.ty.clone())).collect();
    Some(Draft { plain, shape: Arc::new((required, shape)), lead, fields, namer })
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
    context: &'a Context<'a>,
    id: TypeId,
    listed: &'a [Parameter],
) -> Vec<BodyMember<'a>> {
    if !listed.is_empty() {
        let can_change = |it: &&Parameter| !is_read_only(context, id, it);
        return listed.iter().filter(can_change).map(BodyMember::of_parameter).collect();
    }
    let can_change = |it: &Property| !is_relationship(it) && !it.facts.read_only && !it.facts.key;
    let properties = context.properties.of(id).filter(|it| can_change(it.property));
    let member = |described: &'a properties::Described<'a>| {
        let it = described.property;
        BodyMember {
            wire: &it.name,
            ty: it.ty,
            facts: &it.facts,
            documentation: &it.documentation,
            file: it.source.file,
            docs: described.has_words.then_some(&described.docs),
        }
    };
    properties.map(member).collect()
}

impl<'a> Bodies<'a> {
    /// The bodies of these operations: the first of several that are equal gives them their name.
    pub(super) fn new(context: &'a Context<'a>, operations: &[Placed<'a>]) -> Self {
        let drafts: Vec<Option<Draft<'_>>> =
            operations.par_iter().map(|it| draft(context, it.1)).collect();
        let mut bodies = Bodies {
            list: Vec::new(),
            paths: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_page: BTreeMap::new(),
            names: Scope::new(),
            modules: [context.version.clone(), requests_module()].into(),
        };
        for ((at, operation), draft) in operations.iter().zip(drafts) {
            if let Some(draft) = draft {
                let path = bodies.add(operation, draft);
                bodies.paths.insert((*at, operation.method), path);
            }
        }
        bodies
    }

    /// The struct that is the body of the operation whose path ends at a node, if there is one.
    pub(super) fn of(&self, at: NodeId, operation: &Operation) -> Option<&TypePath> {
        self.paths.get(&(at, operation.method))
    }

    fn add(&mut self, operation: &'a Described<'a>, draft: Draft<'a>) -> TypePath {
        // The name that it would have if it were alone, and the page of the operation it is first made for.
        let named = (draft.plain.clone(), Arc::clone(&draft.shape));
        let on_page = (operation.name.clone(), Arc::clone(&draft.shape));
        let same = [self.by_name.get(&named), self.by_page.get(&on_page)];
        let name = match same.into_iter().flatten().min() {
            Some(found) => {
                let body = &mut self.list[*found];
                body.areas.extend(operation.area);
                body.name.clone()
            }
            None => {
                let name = self.names.claim(&draft.plain).0;
                self.by_name.entry(named).or_insert(self.list.len());
                self.by_page.entry(on_page).or_insert(self.list.len());
                let areas = operation.area.into_iter().collect();
                self.list.push(PlannedBody { areas, name: name.clone(), operation, draft });
                name
            }
        };
        TypePath { root: Some(Root::Crate), modules: Arc::clone(&self.modules), name }
    }

    /// The files of all bodies and the one that declares them.
    pub(super) fn files(self, context: &Context<'_>) -> Vec<File> {
        let folder = format!("{}/{}", context.folder(), requests_module());
        let mut modules = names::module_scope();
        let mut list = self.list;
        list.sort_by(|a, b| a.name.cmp(&b.name));
        let mut declarations = Vec::new();
        let mut paths = Vec::new();
        for body in &list {
            let module: Name = modules.claim(&names::snake_name(body.name.as_str())).0;
            let gate = context.features.gate(&body.areas);
            declarations.extend(private_with_type(&module, &body.name, &gate));
            paths.push(format!("{folder}/{}.rs", module.bare()));
        }
        let bodies = list.into_par_iter().zip(paths);
        let mut files: Vec<File> = bodies.map(|(it, path)| file(context, it, path)).collect();
        let docs = vec!["The bodies of updates and the parameters of actions.".to_owned()];
        files.push(File { path: format!("{folder}.rs"), docs, items: declarations });
        files
    }
}

fn file(context: &Context<'_>, it: PlannedBody<'_>, path: String) -> File {
    let Draft { shape, lead, fields, mut namer, .. } = it.draft;
    let field =
        |(field, member): (Field, BodyMember<'_>)| Field { docs: member.docs(context), ..field };
    let model = Model {
        name: it.name,
        odata_type: Text::default(),
        docs: docs::body(it.operation, lead),
        fields: fields.into_iter().map(field).collect(),
        required: shape.0.clone(),
    };
    import_plumbing(&mut namer);
    let items = namer.uses().into_iter().chain([Item::Model(model)]).collect();
    File { path, docs: Vec::new(), items }
}

/// True if the update page itself calls the member read-only, or the type's page does and it is the resource's identity: of other members that
/// an update page lists, the update page knows better.
fn is_read_only(context: &Context<'_>, id: TypeId, it: &Parameter) -> bool {
    let is_identity = it.name == "id" || it.facts.key;
    let of_type = || context.properties.of(id).find(|of| of.property.name == it.name);
    it.facts.read_only || is_identity && of_type().is_some_and(|of| of.property.facts.read_only)
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

fn fields<'a>(
    members: Vec<BodyMember<'a>>,
    is_patch: bool,
    namer: &mut Namer<'_>,
) -> (Vec<(Field, BodyMember<'a>)>, Vec<RequiredField>) {
    let mut scope = field_scope();
    let mut fields = Vec::with_capacity(members.len());
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
        let wire = member.wire.clone();
        fields.push((Field { name, wire, constant: None, ty, docs: Docs::default() }, member));
    }
    (fields, required)
}
