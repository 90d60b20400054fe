//! Pass: structured types become structs, one file each.

use super::context::{Context, in_parallel, is_relationship, report_clash, report_look_alike};
use super::docs;
use super::layout::Place;
use super::names::{self, Scope};
use super::types::Namer;
use crate::diagnostics::Diagnostics;
use crate::ir::edm::{Property, TypeId, TypeTarget};
use crate::ir::rust::{Field, File, Item, Model, Runtime, Type};

/// The files of all structured types.
pub(super) fn files(context: &Context<'_>, diagnostics: &mut Diagnostics) -> Vec<File> {
    in_parallel(context.api.types.len(), diagnostics, |id, findings| {
        file(context, TypeId(id as u32), findings)
    })
}

fn file(context: &Context<'_>, id: TypeId, diagnostics: &mut Diagnostics) -> File {
    let place = context.layout.structured_type(id);
    let mut namer = Namer::for_model(context, place);
    let model = model(context, id, &mut namer, diagnostics);
    import_plumbing(&mut namer);
    let mut items = namer.uses();
    items.push(Item::Model(model));
    File { path: path(context, place), docs: Vec::new(), items }
}

/// The path of the file of a type.
pub(super) fn path(context: &Context<'_>, place: &Place) -> String {
    let modules: String =
        place.modules.below_models.iter().map(|it| format!("{}/", it.bare())).collect();
    format!(
        "{}/{}/{modules}{}.rs",
        context.folder(),
        super::types::models_module(),
        place.file.bare()
    )
}

/// Imports what the implementation of `Model` names.
pub(super) fn import_plumbing(namer: &mut Namer<'_>) {
    let plumbing = [
        Runtime::Additional,
        Runtime::Entry,
        Runtime::MapAccess,
        Runtime::Model,
        Runtime::SerializeMap,
        Runtime::Writer,
    ];
    plumbing.into_iter().for_each(|it| namer.import(it));
}

/// A scope for fields: the field that every model has is taken.
pub(super) fn field_scope() -> Scope {
    let mut scope = Scope::new();
    scope.reserve("additional");
    scope
}

/// A scope for the constants of a model: those of the runtime's trait are taken.
fn constant_scope() -> Scope {
    let mut scope = Scope::new();
    scope.reserve("ODATA_TYPE");
    scope
}

fn model(
    context: &Context<'_>,
    id: TypeId,
    namer: &mut Namer<'_>,
    diagnostics: &mut Diagnostics,
) -> Model {
    let ty = context.api.structured_type(id);
    let mut scope = field_scope();
    let mut constants = constant_scope();
    let mut fields = Vec::new();
    for described in context.properties.of(id) {
        let property = described.property;
        let (name, is_clash) = scope.claim(&described.snake_name);
        report_look_alike(diagnostics, property.source, &property.name);
        if is_clash {
            report_clash(diagnostics, property.source, &property.name, &name);
        }
        let ty = field_type(context, id, property, namer);
        fields.push(Field {
            constant: Some(constants.claim(names::constant_name(&name).as_str()).0),
            name,
            wire: property.name.clone(),
            ty,
            docs: described.docs.clone(),
        });
    }
    let name = context.layout.structured_type(id).name.clone();
    Model {
        name,
        odata_type: ty.name.to_string().into(),
        docs: docs::structured_type(context, ty),
        fields,
        required: Vec::new(),
    }
}

fn field_type(
    context: &Context<'_>,
    holder: TypeId,
    property: &Property,
    namer: &mut Namer<'_>,
) -> Type {
    let value = namer.value(property.ty.target);
    if is_relationship(property) {
        let item = if property.ty.collection { Runtime::NavCollection } else { Runtime::Nav };
        return namer.runtime_of(item, value);
    }
    let value = if property.ty.collection {
        Type::Vec(Box::new(value))
    } else if matches!(property.ty.target, TypeTarget::Structured(held) if context.boxed.contains(&(holder, held)))
    {
        Type::Box(Box::new(value))
    } else {
        value
    };
    Type::Option(Box::new(value))
}
