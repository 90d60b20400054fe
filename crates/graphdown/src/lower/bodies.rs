//! Properties that no page of the type lists, but that the tables of its create and update pages do.

use super::index::{Families, children};
use super::operations::Found;
use super::samples::is_property;
use super::world::World;
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{OperationKind, Origin, Parameter, Property, RequestBody, TypeId, TypeTarget};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Gives types the properties that are taken both when one is created and when it is updated: what only creation takes may be an argument
/// of it.
pub(super) fn properties(world: &mut World<'_>, found: &[Found]) {
    world.index_all_properties();
    let children = children(world);
    let reader = &*world;
    let unlisted = found
        .par_iter()
        .map_init(|| Families::new(&children), |families, it| unlisted(reader, families, it));
    let mut asked: BTreeMap<(TypeId, Text), (BTreeSet<OperationKind>, &Parameter)> =
        BTreeMap::new();
    for (id, kind, members) in unlisted.flatten().collect::<Vec<_>>() {
        for member in members {
            let key = (id, member.name.clone());
            asked.entry(key).or_insert_with(|| (BTreeSet::new(), member)).0.insert(kind);
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

/// What is created or updated, and the members of the request that neither it nor what is related to it has, if there are any.
fn unlisted<'f>(
    world: &World<'_>,
    families: &mut Families<'_>,
    found: &'f Found,
) -> Option<(TypeId, OperationKind, Vec<&'f Parameter>)> {
    let it = &found.operation;
    let RequestBody::Resource { ty, members } = &it.request else { return None };
    let TypeTarget::Structured(id) = ty.target else { return None };
    let is_write = matches!(it.kind, OperationKind::Create | OperationKind::Update);
    let ty = &world.types[id.0 as usize];
    if found.is_aside || !is_write || ty.origin != Origin::Page || ty.is_open {
        return None;
    }
    let mut is_unlisted =
        |it: &&Parameter| is_property(&it.name) && !families.know(world, id, &it.name);
    let members: Vec<&Parameter> = members.iter().filter(|it| is_unlisted(it)).collect();
    (!members.is_empty()).then_some((id, it.kind, members))
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
