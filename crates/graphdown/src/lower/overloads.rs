//! Actions and functions of several types that the pages document for one path.
//!
//! `/things/{id}/assign` may be the `assign` of one kind of thing on one page, and that of another kind on a second. OData tells them
//! apart by the name of the type in front of the action's. Without it the second page would be lost in the first.

use super::navigation::{Map, Routes};
use super::operations::Found;
use super::path::normalized;
use super::world::{Entry, World};
use crate::ir::edm::{
    Evidence, Method, Operation, OperationKind, Segment, Subject, TypeId, TypeTarget,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds to each action of a derived type the path that names this type, where pages about several types share one path.
pub(super) fn tell_apart(world: &mut World<'_>, found: &mut Vec<Found>) {
    let reader = &*world;
    let bound = found.par_iter().enumerate().filter(|(_, it)| !it.is_aside);
    let bound = bound.filter_map(|(at, it)| Some((at, it, bound_to(reader, &it.operation)?)));
    let mut types: BTreeMap<(&str, Method), Vec<(usize, TypeId)>> = BTreeMap::new();
    for (at, it, ty) in bound.collect::<Vec<_>>() {
        types.entry((&it.key, it.operation.method)).or_default().push((at, ty));
    }
    types.retain(|_, pages| pages.iter().any(|it| it.1 != pages[0].1));
    if types.is_empty() {
        return;
    }
    let mut more = Vec::new();
    let map = Map::new(world, found);
    let routes = Routes::new(world, &map);
    for pages in types.into_values() {
        let owner = routes.owner(&found[pages[0].0].operation.path);
        let Some(owner) = owner.map(TypeTarget::Structured) else { continue };
        let derived = pages.iter().filter(|it| world.inherits(TypeTarget::Structured(it.1), owner));
        more.extend(derived.copied().collect::<Vec<_>>());
    }
    let said = evidence(world, more.iter().map(|it| &found[it.0].operation));
    for (index, ty) in more {
        let added = cast(world, &found[index], ty, &said);
        found.push(added);
    }
}

/// The type in the name of a page about an action or function: `<type>-<action>`.
fn bound_to(world: &World<'_>, it: &Operation) -> Option<TypeId> {
    if !matches!(it.kind, OperationKind::Action | OperationKind::Function) {
        return None;
    }
    let (Segment::Literal(action) | Segment::Call { name: action, .. }) =
        it.path.segments.last()?
    else {
        return None;
    };
    let stem = it.name.to_lowercase();
    let (before, called) = stem.rsplit_once('-')?;
    let ty = before.rsplit('-').next().filter(|_| called == action.to_lowercase())?;
    let page = world.page(it.sources[0].file)?;
    match world.lookup(ty, world.namespace(page))? {
        Entry::Type(id) => Some(id),
        Entry::Enum(_) => None,
    }
}

/// Where the evidence about each of these operations stands in the list.
fn evidence<'o>(
    world: &World<'_>,
    operations: impl Iterator<Item = &'o Operation>,
) -> BTreeMap<Subject, Vec<usize>> {
    let mut places: BTreeMap<Subject, Vec<usize>> = operations
        .map(|it| (Subject::Operation(it.method, it.path.to_string()), Vec::new()))
        .collect();
    for (at, it) in world.evidence.iter().enumerate() {
        if let Some(list) = places.get_mut(&*it.subject) {
            list.push(at);
        }
    }
    places
}

/// The operation below its type's name, with all that is known of it.
fn cast(
    world: &mut World<'_>,
    found: &Found,
    ty: TypeId,
    said: &BTreeMap<Subject, Vec<usize>>,
) -> Found {
    let mut added = found.clone();
    let it = &mut added.operation;
    let before = Subject::Operation(it.method, it.path.to_string());
    let name = world.types[ty.0 as usize].name.to_string();
    it.path.segments.insert(it.path.segments.len() - 1, Segment::Literal(name.into()));
    let spelling = it.path.to_string();
    added.key = normalized(&it.path);
    world.spellings.insert((it.method, spelling.clone()), added.key.clone());
    let subject = Arc::new(Subject::Operation(it.method, spelling));
    let file = it.sources[0].file;
    let page = world.page(file);
    let included = page.map_or(&[][..], |it| it.included.as_slice());
    let words: Vec<Evidence> = said
        .get(&before)
        .into_iter()
        .flatten()
        .map(|at| &world.evidence[*at])
        .filter(|it| it.span.file == file || included.contains(&it.span.file))
        .map(|it| Evidence { subject: Arc::clone(&subject), ..it.clone() })
        .collect();
    world.evidence.extend(words);
    added
}
