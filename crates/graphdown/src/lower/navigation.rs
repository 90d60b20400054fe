//! Follows paths along the documented properties: `/users/{id}/messages/{id}` is a message because `users` are users and their
//! `messages` are messages. A witness for what comes back that is independent of the page about the operation.

use super::index::{Children, children};
use super::operations::{Found, common};
use super::world::{Entry, World, is_type_name};
use crate::diagnostics::Code;
use crate::ir::Trail;
use crate::ir::edm::{
    Aspect, Documentation, Facts, Method, Operation, OperationKind, PathTemplate, Property,
    ResponseBody, Segment, Subject, TypeId, TypeKind, TypeTarget, TypeUse,
};
use crate::ir::page::{Direction, Page};
use crate::span::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Finds the way along paths.
pub(super) struct Routes<'w, 'a> {
    world: &'w World<'a>,
    map: &'w Map,
}

/// What the first segments of paths lead to, and who derives from whom.
pub(super) struct Map {
    roots: BTreeMap<String, TypeUse>,
    children: Children,
}

/// Corrects the answers of operations whose paths lead elsewhere than their pages say.
pub(super) fn correct_responses(world: &mut World<'_>, found: &mut [Found]) {
    world.index_all_properties();
    // What is found below adds properties, and changes nothing of this.
    let map = Map::new(world, found);
    let routes = Routes::new(world, &map);
    let relationships: Vec<(TypeId, Property)> =
        found.par_iter().filter_map(|it| routes.relationship(it)).collect();
    for (id, property) in relationships {
        if world.find_property(id, &property.name).is_none() {
            let (name, said, line) = (property.name.clone(), property.ty, property.source);
            world.ty(id).properties.push(property);
            let (subject, says) = (world.about_property(id, &name), world.type_words(said));
            world.holds(subject, Aspect::Path, says, line);
        }
    }
    world.index_all_properties();
    let routes = Routes::new(world, &map);
    let many: Vec<(TypeId, &str, Span, &'static str)> = found
        .par_iter()
        .filter(|it| !it.is_aside)
        .flat_map_iter(|it| {
            let line = it.operation.sources[0];
            let keyed = routes.keyed(&it.operation.path).into_iter();
            let keyed = keyed.map(move |(id, name)| (id, name, line, "paths put a key behind it"));
            let listed = routes.listed(it).into_iter();
            keyed.chain(listed.map(move |(id, name)| (id, name, line, "a page lists many")))
        })
        .filter(|(id, name, ..)| routes.is_single(*id, name))
        .collect();
    for (id, name, line, why) in many {
        let at = world.find_property(id, name);
        let property = at.map(|at| &mut world.ty(id).properties[at]);
        if let Some(it) = property.filter(|it| it.is_navigation && !it.ty.collection) {
            it.ty.collection = true;
            let source = it.source;
            let subject = world.about_property(id, name);
            world.holds(subject.clone(), Aspect::Collection, "a single value", source);
            world.holds(subject.clone(), Aspect::Collection, "a collection", line);
            world.explain(&subject, Aspect::Collection, why);
            world.diagnostics.push(
                Code::TypeContradiction,
                source,
                format!("`{name}` is a collection: {why}"),
            );
        }
    }
    world.index_all_properties();
    let routes = Routes::new(world, &map);
    let corrections: Vec<Option<TypeUse>> = found.par_iter().map(|it| routes.answer(it)).collect();
    for (it, leads) in found.iter_mut().zip(corrections) {
        if let Some(leads) = leads {
            correct(world, &mut it.operation, leads);
        }
    }
}

/// How many words at the start of a path may be taken as one.
const MAX_ROOT_WORDS: usize = 3;

/// What pages about `/x` and `/x/{id}` themselves answer, by majority; for `/x/y` too, since not every `x` has a page.
fn roots(world: &World<'_>, found: &[Found]) -> BTreeMap<String, TypeUse> {
    let mut votes: BTreeMap<String, BTreeMap<TypeUse, usize>> = BTreeMap::new();
    for (name, ty) in found.par_iter().filter_map(vote).collect::<Vec<_>>() {
        *votes.entry(name).or_default().entry(ty).or_default() += 1;
    }
    let winner = |votes: BTreeMap<TypeUse, usize>| {
        let (most, count) =
            votes.iter().max_by_key(|(ty, count)| (**count, std::cmp::Reverse(**ty)))?;
        // Pages of subtypes may outnumber that of the base type by a little, or be all that there is.
        let others = votes
            .iter()
            .filter(|(ty, other)| **other * 2 >= *count && ty.collection == most.collection);
        Some(others.fold(*most, |at, (other, _)| common(world, at, *other).unwrap_or(at)))
    };
    let mut roots: BTreeMap<String, TypeUse> =
        votes.into_iter().filter_map(|(name, votes)| Some((name, winner(votes)?))).collect();
    for (name, id) in world.singletons.iter() {
        let ty = TypeUse { target: TypeTarget::Structured(*id), collection: false };
        roots.entry(name.clone()).or_insert(ty);
    }
    roots
}

/// What the start of a path leads to, by what a page about it answers.
fn vote(it: &Found) -> Option<(String, TypeUse)> {
    let (ResponseBody::Single(ty) | ResponseBody::Collection(ty)) = it.operation.response.body
    else {
        return None;
    };
    let is_structured = matches!(ty.target, TypeTarget::Structured(_));
    let is_call = matches!(it.operation.kind, OperationKind::Action | OperationKind::Function);
    if it.is_aside || !is_structured || is_call {
        return None;
    }
    let segments = it.operation.path.segments.as_slice();
    let (words, keyed) = match segments.split_last() {
        Some((Segment::Parameter(_), words)) => (words, true),
        _ => (segments, false),
    };
    if words.len() > MAX_ROOT_WORDS {
        return None;
    }
    let collection = keyed
        || it.operation.method == Method::Post
        || matches!(it.operation.response.body, ResponseBody::Collection(_));
    Some((joined(words)?, TypeUse { collection, ..ty }))
}

/// Words of a path as one key; `None` if there is none, or something else among them.
fn joined(segments: &[Segment]) -> Option<String> {
    let mut all = String::new();
    segments.iter().try_for_each(|it| join(&mut all, it))?;
    (!all.is_empty()).then_some(all)
}

/// Adds a word of a path to a key. `None` if it is something else than a word.
fn join(key: &mut String, segment: &Segment) -> Option<()> {
    let Segment::Literal(word) = segment else { return None };
    if !is_type_name(word) {
        return None;
    }
    if !key.is_empty() {
        key.push('/');
    }
    let start = key.len();
    key.push_str(word);
    if word.is_ascii() {
        key[start..].make_ascii_lowercase();
    } else {
        key.truncate(start);
        key.push_str(&word.to_lowercase());
    }
    Some(())
}

impl Map {
    pub(super) fn new(world: &World<'_>, found: &[Found]) -> Self {
        Map { roots: roots(world, found), children: children(world) }
    }
}

impl<'w, 'a> Routes<'w, 'a> {
    pub(super) fn new(world: &'w World<'a>, map: &'w Map) -> Self {
        Routes { world, map }
    }

    /// The type of the one object that an action or function at `path` is called on.
    pub(super) fn owner(&self, path: &PathTemplate) -> Option<TypeId> {
        let (_, before) = path.segments.split_last()?;
        match self.walk(before)? {
            TypeUse { target: TypeTarget::Structured(id), collection: false } => Some(id),
            _ => None,
        }
    }

    /// What the path leads to. `None` where a step is not documented, or leads into a function.
    fn walk(&self, path: &[Segment]) -> Option<TypeUse> {
        let mut root = String::new();
        for (at, word) in path.iter().enumerate().take(MAX_ROOT_WORDS) {
            join(&mut root, word)?;
            let start = self.map.roots.get(&root).copied();
            let walked = start
                .and_then(|it| path[at + 1..].iter().try_fold(it, |at, step| self.step(at, step)));
            if walked.is_some() {
                return walked;
            }
        }
        None
    }

    /// Navigation properties that are called single although paths put a key behind them: `/messages/{id}/replies/{id}`.
    fn keyed<'p>(&self, path: &'p PathTemplate) -> Vec<(TypeId, &'p str)> {
        let mut found = Vec::new();
        for at in 1..path.segments.len().saturating_sub(1) {
            let (Segment::Literal(name), Segment::Parameter(_)) =
                (&path.segments[at], &path.segments[at + 1])
            else {
                continue;
            };
            if let Some(TypeUse { target: TypeTarget::Structured(owner), collection: false }) =
                self.walk(&path.segments[..at])
            {
                found.push((owner, name.as_str()));
            }
        }
        found
    }

    /// A navigation property with a name for many that is called single although a page lists many, and shows them.
    fn listed<'f>(&self, found: &'f Found) -> Option<(TypeId, &'f str)> {
        let it = &found.operation;
        let (Segment::Literal(name), before) = it.path.segments.split_last()? else { return None };
        let file = it.sources[0].file;
        let page = self.world.page(file)?;
        let is_list = (it.method, it.kind) == (Method::Get, OperationKind::List)
            && name.ends_with('s')
            && matches!(it.response.body, ResponseBody::Collection(_))
            && shows_many(page);
        let owner = self.walk(before).filter(|_| is_list)?;
        match owner {
            TypeUse { target: TypeTarget::Structured(owner), collection: false } => {
                Some((owner, name))
            }
            _ => None,
        }
    }

    /// True if the type has a navigation property of this name that is no collection.
    fn is_single(&self, id: TypeId, name: &str) -> bool {
        let at = self.world.property(id, name);
        let property = at.map(|at| &self.world.types[id.0 as usize].properties[at]);
        property.is_some_and(|it| it.is_navigation && !it.ty.collection)
    }

    /// What comes back by the path, where the operation gets or creates what is there.
    fn answer(&self, found: &Found) -> Option<TypeUse> {
        let it = &found.operation;
        let creates = match (it.method, it.kind) {
            (Method::Get, OperationKind::List | OperationKind::Get) => false,
            (Method::Post, OperationKind::Create) => true,
            _ => return None,
        };
        let walked = self.walk(&it.path.segments).filter(|_| !self.is_no_key(found))?;
        if creates {
            return walked.collection.then_some(TypeUse { collection: false, ..walked });
        }
        Some(walked)
    }

    /// True if the last word of the path stands behind a collection like a key, but the page gets something else than one object of the
    /// collection there: words or numbers, or many objects.
    fn is_no_key(&self, found: &Found) -> bool {
        let it = &found.operation;
        let is_many = match it.response.body {
            ResponseBody::Collection(ty) | ResponseBody::Single(ty)
                if matches!(ty.target, TypeTarget::Primitive(_)) =>
            {
                true
            }
            ResponseBody::Collection(_) => {
                let page = self.world.page(it.sources[0].file);
                page.is_some_and(shows_many)
            }
            _ => false,
        };
        let Some((Segment::Literal(name), before)) = it.path.segments.split_last() else {
            return false;
        };
        is_many && is_type_name(name) && self.walk(before).is_some_and(|it| it.collection)
    }

    /// A relationship that no table lists, but that a page gets or lists: `/users/{id}/joinedTeams`.
    fn relationship(&self, found: &Found) -> Option<(TypeId, Property)> {
        let it = &found.operation;
        let is_read = it.method == Method::Get
            && matches!(it.kind, OperationKind::List | OperationKind::Get)
            && !found.is_aside;
        let (last, before) = it.path.segments.split_last()?;
        let Segment::Literal(name) = last else { return None };
        let collection = matches!(it.response.body, ResponseBody::Collection(_));
        let (ResponseBody::Single(ty) | ResponseBody::Collection(ty)) = it.response.body else {
            return None;
        };
        let TypeTarget::Structured(target) = ty.target else { return None };
        let is_entity = self.world.types[target.0 as usize].kind == TypeKind::Entity;
        // `getManagedAppPolicies` is a function, whatever its page calls it.
        let is_verb = name.starts_with("get") && name[3..].starts_with(char::is_uppercase);
        if !is_read || !is_entity || !is_type_name(name) || before.is_empty() || is_verb {
            return None;
        }
        let TypeUse { target: TypeTarget::Structured(owner), collection: false } =
            self.walk(before)?
        else {
            return None;
        };
        let names_itself = self.world.types[owner.0 as usize].properties.is_empty();
        if self.property(owner, name).is_some() || names_itself {
            return None;
        }
        let property = Property {
            name: name.clone(),
            ty: TypeUse { collection, ..ty },
            is_navigation: true,
            left_out: None,
            inherited: false,
            nullable: None,
            facts: Facts::default(),
            documentation: Documentation::default(),
            source: it.sources[0],
        };
        Some((owner, property))
    }

    fn step(&self, at: TypeUse, step: &Segment) -> Option<TypeUse> {
        let TypeTarget::Structured(id) = at.target else { return None };
        match step {
            Segment::Parameter(_) => at.collection.then_some(TypeUse { collection: false, ..at }),
            Segment::ItemPath { .. } => (!at.collection).then_some(at),
            Segment::Literal(name) if name.contains('.') => match self
                .world
                .lookup(name, super::world::ROOT_NAMESPACE)?
            {
                Entry::Type(cast) => Some(TypeUse { target: TypeTarget::Structured(cast), ..at }),
                Entry::Enum(_) => None,
            },
            Segment::Literal(name) if !at.collection && is_type_name(name) => {
                self.property(id, name)
            }
            // A name instead of a key: `mailFolders/inbox`.
            Segment::Literal(name)
                if at.collection && is_type_name(name) && self.property(id, name).is_none() =>
            {
                Some(TypeUse { collection: false, ..at })
            }
            _ => None,
        }
    }

    /// The property of the type, of what it inherits from, or of what inherits from it.
    fn property(&self, id: TypeId, name: &str) -> Option<TypeUse> {
        let own = |id: TypeId| {
            let at = self.world.property(id, name)?;
            Some(self.world.types[id.0 as usize].properties[at].ty)
        };
        let mut at = Some(id);
        let mut steps = 0;
        while let Some(it) = at.filter(|_| steps < 32) {
            if let Some(ty) = own(it) {
                return Some(ty);
            }
            steps += 1;
            at = self.world.types[it.0 as usize].base;
        }
        let mut open: Vec<TypeId> = self.map.children.get(&id).cloned().unwrap_or_default();
        let mut seen = 0;
        while let Some(it) = open.pop().filter(|_| seen < 1000) {
            if let Some(ty) = own(it) {
                return Some(ty);
            }
            seen += 1;
            open.extend(self.map.children.get(&it).into_iter().flatten());
        }
        None
    }
}

/// True if a response of the page has several objects in `value`, or room for them.
fn shows_many(page: &Page) -> bool {
    let examples = page.operations.iter().flat_map(|it| &it.examples);
    let bodies = examples.filter(|it| it.direction == Direction::Response);
    let mut values = bodies.filter_map(|it| it.json.as_ref()?.get("value"));
    values.any(|it| it.as_array().is_some())
}

fn correct(world: &mut World<'_>, operation: &mut Operation, leads: TypeUse) {
    let single = TypeUse { collection: false, ..leads };
    let as_walked = |ty: TypeUse| {
        if leads.collection { ResponseBody::Collection(ty) } else { ResponseBody::Single(ty) }
    };
    let has_type = !matches!(operation.response.body, ResponseBody::None | ResponseBody::Stream);
    if world.trail == Trail::Kept && has_type {
        let subject = Subject::Operation(operation.method, operation.path.to_string());
        let says = world.type_words(single);
        world.holds(subject.clone(), Aspect::Response, says, operation.sources[0]);
        world.explain(&subject, Aspect::Response, "the path leads to another type");
    }
    match operation.response.body {
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => {
            if ty.target == single.target || world.inherits(ty.target, single.target) {
                operation.response.body = as_walked(ty);
            } else {
                if !world.inherits(single.target, ty.target) {
                    let message = format!(
                        "`{} {}` leads to another type than the page names",
                        operation.method, operation.path
                    );
                    world.diagnostics.push(
                        Code::ResponseContradiction,
                        operation.sources[0],
                        message,
                    );
                }
                operation.response.body = as_walked(single);
            }
        }
        ResponseBody::Untyped => operation.response.body = as_walked(single),
        ResponseBody::None | ResponseBody::Stream => {}
    }
}
