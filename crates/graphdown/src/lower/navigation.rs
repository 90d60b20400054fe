//! Follows paths along the documented properties: `/users/{id}/messages/{id}` is a message because `users` are users and their
//! `messages` are messages. A witness for what comes back that is independent of the page about the operation.

use super::operations::Found;
use super::world::{Entry, World, is_type_name};
use crate::diagnostics::Code;
use crate::ir::edm::{Method, Operation, OperationKind, PathTemplate, ResponseBody, Segment, TypeId, TypeTarget, TypeUse};
use std::collections::BTreeMap;

/// What the first segments of paths lead to, and who derives from whom.
struct Routes<'w, 'a> {
    world: &'w World<'a>,
    roots: BTreeMap<String, TypeUse>,
    children: BTreeMap<TypeId, Vec<TypeId>>,
}

/// Corrects the answers of operations whose paths lead elsewhere than their pages say.
pub(super) fn correct_responses(world: &mut World<'_>, found: &mut [Found]) {
    let routes = Routes { roots: roots(found), children: children(world), world };
    let corrections: Vec<Option<TypeUse>> = found.iter().map(|it| routes.walk(&it.operation.path)).collect();
    for (it, walked) in found.iter_mut().zip(corrections) {
        let Some(walked) = walked else { continue };
        let leads = match (it.operation.method, it.operation.kind) {
            (Method::Get, OperationKind::List | OperationKind::Get) => walked,
            (Method::Post, OperationKind::Create) if walked.collection => TypeUse { collection: false, ..walked },
            _ => continue,
        };
        correct(world, &mut it.operation, leads);
    }
}

/// What pages about `/x` and `/x/{id}` themselves answer, by majority.
fn roots(found: &[Found]) -> BTreeMap<String, TypeUse> {
    let mut votes: BTreeMap<String, BTreeMap<TypeUse, usize>> = BTreeMap::new();
    for it in found.iter().filter(|it| !it.is_aside) {
        let (ResponseBody::Single(ty) | ResponseBody::Collection(ty)) = it.operation.response.body else { continue };
        if !matches!(ty.target, TypeTarget::Structured(_)) {
            continue;
        }
        let (name, collection) = match it.operation.path.segments.as_slice() {
            [Segment::Literal(name)] if it.operation.method == Method::Post => (name, true),
            [Segment::Literal(name)] => (name, matches!(it.operation.response.body, ResponseBody::Collection(_))),
            [Segment::Literal(name), Segment::Parameter(_)] => (name, true),
            _ => continue,
        };
        *votes.entry(name.to_lowercase()).or_default().entry(TypeUse { collection, ..ty }).or_default() += 1;
    }
    let winner = |votes: BTreeMap<TypeUse, usize>| votes.into_iter().max_by_key(|(ty, count)| (*count, std::cmp::Reverse(*ty))).map(|it| it.0);
    votes.into_iter().filter_map(|(name, votes)| Some((name, winner(votes)?))).collect()
}

fn children(world: &World<'_>) -> BTreeMap<TypeId, Vec<TypeId>> {
    let mut children: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (index, ty) in world.types.iter().enumerate() {
        if let Some(base) = ty.base {
            children.entry(base).or_default().push(TypeId(index as u32));
        }
    }
    children
}

impl Routes<'_, '_> {
    /// What the path leads to. `None` where a step is not documented, or leads into a function.
    fn walk(&self, path: &PathTemplate) -> Option<TypeUse> {
        let (first, steps) = path.segments.split_first()?;
        let Segment::Literal(root) = first else { return None };
        let mut at = *self.roots.get(&root.to_lowercase())?;
        for step in steps {
            at = self.step(at, step)?;
        }
        Some(at)
    }

    fn step(&self, at: TypeUse, step: &Segment) -> Option<TypeUse> {
        let TypeTarget::Structured(id) = at.target else { return None };
        match step {
            Segment::Parameter(_) => at.collection.then_some(TypeUse { collection: false, ..at }),
            Segment::ItemPath { .. } => (!at.collection).then_some(at),
            Segment::Literal(name) if name.contains('.') => match self.world.lookup(name, super::world::ROOT_NAMESPACE)? {
                Entry::Type(cast) => Some(TypeUse { target: TypeTarget::Structured(cast), ..at }),
                Entry::Enum(_) => None,
            },
            Segment::Literal(name) if !at.collection && is_type_name(name) => self.property(id, name),
            // A name instead of a key: `mailFolders/inbox`.
            Segment::Literal(name) if at.collection && is_type_name(name) && self.property(id, name).is_none() => {
                Some(TypeUse { collection: false, ..at })
            }
            _ => None,
        }
    }

    /// The property of the type, of what it inherits from, or of what inherits from it.
    fn property(&self, id: TypeId, name: &str) -> Option<TypeUse> {
        let own = |id: TypeId| self.world.types[id.0 as usize].properties.iter().find(|it| it.name.eq_ignore_ascii_case(name)).map(|it| it.ty);
        let mut at = Some(id);
        let mut steps = 0;
        while let Some(it) = at.filter(|_| steps < 32) {
            if let Some(ty) = own(it) {
                return Some(ty);
            }
            steps += 1;
            at = self.world.types[it.0 as usize].base;
        }
        let mut open: Vec<TypeId> = self.children.get(&id).cloned().unwrap_or_default();
        let mut seen = 0;
        while let Some(it) = open.pop().filter(|_| seen < 1000) {
            if let Some(ty) = own(it) {
                return Some(ty);
            }
            seen += 1;
            open.extend(self.children.get(&it).into_iter().flatten());
        }
        None
    }
}

fn correct(world: &mut World<'_>, operation: &mut Operation, leads: TypeUse) {
    let single = TypeUse { collection: false, ..leads };
    let as_walked = |ty: TypeUse| if leads.collection { ResponseBody::Collection(ty) } else { ResponseBody::Single(ty) };
    match operation.response.body {
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => {
            if ty.target == single.target || world.inherits(ty.target, single.target) {
                operation.response.body = as_walked(ty);
            } else {
                if !world.inherits(single.target, ty.target) {
                    let message = format!("`{} {}` leads to another type than the page names", operation.method, operation.path);
                    world.diagnostics.push(Code::ResponseContradiction, operation.sources[0], message);
                }
                operation.response.body = as_walked(single);
            }
        }
        ResponseBody::Untyped => operation.response.body = as_walked(single),
        ResponseBody::None | ResponseBody::Stream => {}
    }
}
