//! Pass 5: which types are entity types.

use super::bases::entity;
use super::trail;
use super::world::{Entry, World};
use crate::ir::edm::{Aspect, TypeId, TypeKind, TypeTarget};
use crate::ir::page::Page;
use crate::span::Span;
use std::collections::BTreeSet;

/// Decides for every type whether it is an entity type or a complex type.
pub(super) fn kinds(world: &mut World<'_>) {
    for &page in world.pages {
        let Some(Entry::Type(id)) =
            world.declared_by.get(&page.file).and_then(|it| it.first()).copied()
        else {
            continue;
        };
        let annotated_key = page
            .representations
            .iter()
            .filter_map(|it| it.annotation.as_ref())
            .any(|it| it.key_property.is_some());
        let says_complex = || {
            let mut words = page.title.iter().chain(&page.introduction);
            words.any(|it| it.value.to_lowercase().contains("complex type"))
        };
        let has_id = world.types[id.0 as usize].properties.iter().any(|it| it.name == "id");
        let has_relationships =
            world.types[id.0 as usize].properties.iter().any(|it| it.is_navigation);
        let subject = world.about(id);
        trail::kind(world, &subject, page);
        let has_methods = page.methods.iter().any(|it| it.link.is_some());
        // The annotation names a key on many complex types; without such a property it is a slip.
        if (annotated_key && has_id)
            || has_identifier(world, page, id)
            || has_relationships
            || (has_id && has_methods && !says_complex())
        {
            world.ty(id).kind = TypeKind::Entity;
        }
    }
    by_relationships(world);
    by_bases(world);
}

/// A read-only `id` whose sample is "String (identifier)" is a key.
fn has_identifier(world: &World<'_>, page: &Page, id: TypeId) -> bool {
    let is_read_only = world.types[id.0 as usize]
        .properties
        .iter()
        .any(|it| it.name == "id" && it.facts.read_only);
    let samples =
        page.representations.iter().filter_map(|it| it.json.as_ref()).filter_map(|it| it.get("id"));
    is_read_only
        && samples
            .filter_map(|it| it.as_str())
            .any(|it| it.eq_ignore_ascii_case("string (identifier)"))
}

/// What a relationship leads to is an entity.
fn by_relationships(world: &mut World<'_>) {
    let targets: Vec<(TypeId, Span)> = world
        .types
        .iter()
        .flat_map(|it| &it.properties)
        .filter(|it| it.is_navigation)
        .filter_map(|it| match it.ty.target {
            TypeTarget::Structured(id) => Some((id, it.source)),
            _ => None,
        })
        .collect();
    let mut seen = BTreeSet::new();
    for (id, source) in targets {
        world.ty(id).kind = TypeKind::Entity;
        if seen.insert(id) {
            world.holds(world.about(id), Aspect::Kind, "entity", source);
        }
    }
}

/// A type is of its base's kind.
fn by_bases(world: &mut World<'_>) {
    if let Some(id) = entity(world) {
        world.ty(id).kind = TypeKind::Entity;
    }
    for _ in 0..8 {
        for index in 0..world.types.len() {
            let Some(base) = world.types[index].base else { continue };
            let kinds = (world.types[index].kind, world.types[base.0 as usize].kind);
            match kinds {
                (TypeKind::Complex, TypeKind::Entity) => {
                    world.types.to_mut()[index].kind = TypeKind::Entity
                }
                (TypeKind::Entity, TypeKind::Complex) => world.ty(base).kind = TypeKind::Entity,
                _ => {}
            }
        }
    }
}
