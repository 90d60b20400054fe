//! Properties that no page of the type lists, but that the tables of its create and update pages do.

use super::index::Families;
use super::operations::Found;
use super::samples::is_property;
use super::world::World;
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{OperationKind, Origin, Parameter, Property, RequestBody, TypeId, TypeTarget};
use std::collections::{BTreeMap, BTreeSet};

/// Gives types the properties that are taken both when one is created and when it is updated: what only creation takes may be an argument
/// of it.
pub(super) fn properties(world: &mut World<'_>, found: &[Found]) {
    world.index_all_properties();
    let mut families = Families::new(world);
    let mut asked: BTreeMap<(TypeId, Text), (BTreeSet<OperationKind>, &Parameter)> =
        BTreeMap::new();
    for it in found.iter().filter(|it| !it.is_aside).map(|it| &it.operation) {
        let RequestBody::Resource { ty, members } = &it.request else { continue };
        let TypeTarget::Structured(id) = ty.target else { continue };
        let is_write = matches!(it.kind, OperationKind::Create | OperationKind::Update);
        let ty = &world.types[id.0 as usize];
        if !is_write || ty.origin != Origin::Page || ty.is_open {
            continue;
        }
        for member in
            members.iter().filter(|it| is_property(&it.name) && !families.know(world, id, &it.name))
        {
            let key = (id, member.name.clone());
            asked.entry(key).or_insert_with(|| (BTreeSet::new(), member)).0.insert(it.kind);
        }
    }
    for ((id, name), (kinds, member)) in asked {
        if kinds.len() < 2 || matches!(member.ty.target, TypeTarget::Untyped) {
            continue;
        }
        world.diagnostics.push(
            Code::PropertyOnlyInRequests,
            member.source,
            format!("no page of the type lists `{name}`"),
        );
        world.ty(id).properties.push(property(member));
    }
}

fn property(it: &Parameter) -> Property {
    Property {
        name: it.name.clone(),
        ty: it.ty,
        is_navigation: false,
        left_out: None,
        inherited: false,
        nullable: None,
        facts: it.facts.clone(),
        documentation: it.documentation.clone(),
        source: it.source,
    }
}
