//! Pass: the bodies of updates and actions become structs of their own. Equal ones are shared.

use super::context::{Context, all_properties, is_relationship};
use super::docs;
use super::models::{field_scope, import_plumbing};
use super::modules::{private_with_type, requests_module};
use super::names::{self, Scope};
use super::types::Namer;
use crate::ir::edm::{
    AreaId, Documentation, Facts, Operation, Parameter, Segment, TypeId, TypeUse,
};
use crate::ir::rust::{
    Docs, Field, File, Item, Model, Name, RequiredField, Root, Runtime, Type, TypePath,
};
use crate::span::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// The bodies of an API version.
#[derive(Default)]
pub(super) struct Bodies {
    list: Vec<PlannedBody>,
    /// Where the first of each shape with this plain name, and from this page, stands.
    by_name: BTreeMap<(String, String), usize>,
    by_page: BTreeMap<(String, String), usize>,
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

impl Bodies {
    /// The struct with the parameters of an action.
    pub(super) fn action(
        &mut self,
        context: &Context<'_>,
        operation: &Operation,
        parameters: &[Parameter],
    ) -> TypePath {
        let members: Vec<_> = parameters.iter().map(BodyMember::of_parameter).collect();
        let docs = docs::body(context, operation, "The parameters of");
        self.add(
            context,
            operation,
            names::action_body(&operation.title, holder_word(operation), last_word(operation)),
            docs,
            &members,
            false,
        )
    }

    /// The struct with what an update may change, of whose type nothing is known.
    pub(super) fn untyped_update(
        &mut self,
        context: &Context<'_>,
        operation: &Operation,
        parameters: &[Parameter],
    ) -> TypePath {
        let members: Vec<_> = parameters.iter().map(BodyMember::of_parameter).collect();
        let docs = docs::body(context, operation, "The body of");
        let word =
            [last_word(operation), holder_word(operation)].into_iter().find(|it| !it.is_empty());
        let plain = names::update_body(word.unwrap_or(&operation.name));
        self.add(context, operation, plain, docs, &members, true)
    }

    /// The struct with what an update may change: what the page lists, or else all that can be written.
    pub(super) fn update(
        &mut self,
        context: &Context<'_>,
        operation: &Operation,
        id: TypeId,
        listed: &[Parameter],
    ) -> TypePath {
        let can_change = |it: &&Parameter| !is_read_only(context, id, it);
        let mut members: Vec<_> =
            listed.iter().filter(can_change).map(BodyMember::of_parameter).collect();
        if listed.is_empty() {
            let properties = all_properties(context.api, id)
                .into_iter()
                .filter(|it| !is_relationship(it) && !it.facts.read_only && !it.facts.key);
            members = properties
                .map(|it| BodyMember {
                    wire: &it.name,
                    ty: it.ty,
                    facts: &it.facts,
                    documentation: &it.documentation,
                    file: it.source.file,
                })
                .collect();
        }
        let docs = docs::body(context, operation, "The body of");
        let plain = names::update_body(context.layout.structured_type(id).name.as_str());
        self.add(context, operation, plain, docs, &members, true)
    }

    fn add(
        &mut self,
        context: &Context<'_>,
        operation: &Operation,
        plain: String,
        docs: Docs,
        members: &[BodyMember<'_>],
        is_patch: bool,
    ) -> TypePath {
        let mut namer = Namer::elsewhere(context);
        let (fields, required) = fields(context, members, is_patch, &mut namer);
        let shape = shape(&fields, &required);
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
