//! Which type a path leads to, along the properties of types.

use super::super::common::property_of;
use crate::ir::Text;
use crate::ir::edm::{Api, Method, Operation, ResponseBody, Segment, TypeId, TypeKind, TypeTarget};
use std::collections::BTreeMap;

/// Where a path leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) ty: TypeId,
    pub(super) collection: bool,
}

/// The entity sets and singletons: first words of paths, of which `GET` tells what they are.
pub(super) fn roots(api: &Api) -> BTreeMap<Text, Stop> {
    let mut found = BTreeMap::new();
    for it in api.operations.iter().filter(|it| it.method == Method::Get) {
        let (word, stop) = match (it.path.segments.as_slice(), answer(it)) {
            ([Segment::Literal(word)], Some(stop)) => (word, stop),
            ([Segment::Literal(word), Segment::Parameter(_)], Some(stop)) if !stop.collection => {
                (word, Stop { collection: true, ..stop })
            }
            _ => continue,
        };
        if api.structured_type(stop.ty).kind == TypeKind::Entity {
            found.entry(word.clone()).or_insert(stop);
        }
    }
    for it in &api.operations {
        // A word that leads on to properties of the type of the same name: `deviceManagement`, `reports` and `reportRoot`.
        let [Segment::Literal(word), ..] = it.path.segments.as_slice() else { continue };
        if let Some(ty) = (!found.contains_key(word)).then(|| named_like(api, word)).flatten() {
            found.insert(word.clone(), Stop { ty, collection: false });
        }
    }
    found
}

fn named_like(api: &Api, word: &str) -> Option<TypeId> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let names = [word.to_owned(), format!("{word}Root"), format!("{singular}Root")];
    let index = api.types.iter().position(|it| {
        it.kind == TypeKind::Entity
            && names.iter().any(|name| it.name.name.eq_ignore_ascii_case(name))
    })?;
    Some(TypeId(index as u32))
}

fn answer(it: &Operation) -> Option<Stop> {
    let (ty, collection) = match it.response.body {
        ResponseBody::Single(ty) => (ty, ty.collection),
        ResponseBody::Collection(ty) => (ty, true),
        _ => return None,
    };
    match ty.target {
        TypeTarget::Structured(ty) => Some(Stop { ty, collection }),
        _ => None,
    }
}

/// The type that the path without its last segment leads to.
pub(super) fn holder(api: &Api, roots: &BTreeMap<Text, Stop>, path: &[Segment]) -> Option<Stop> {
    let (first, rest) = path.split_last()?.1.split_first()?;
    let Segment::Literal(word) = first else { return None };
    let mut at = *roots.get(word)?;
    for segment in rest {
        at = step(api, at, segment)?;
    }
    Some(at)
}

fn step(api: &Api, at: Stop, segment: &Segment) -> Option<Stop> {
    match segment {
        Segment::Parameter(_) if at.collection => Some(Stop { collection: false, ..at }),
        Segment::ItemPath { .. } => Some(Stop { collection: false, ..at }),
        Segment::Literal(word) if word.contains('.') => {
            let name = |id: usize| api.types[id].name.to_string();
            let id = (0..api.types.len()).find(|id| name(*id).eq_ignore_ascii_case(word))?;
            Some(Stop { ty: TypeId(id as u32), ..at })
        }
        Segment::Literal(word) => {
            let property = property_of(api, at.ty, word)?;
            let TypeTarget::Structured(ty) = property.ty.target else { return None };
            Some(Stop { ty, collection: property.ty.collection })
        }
        _ => None,
    }
}
