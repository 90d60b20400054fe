//! Base types that no page states, but that examples show: the last of all witnesses, heard where there is no other.
//!
//! Two signs, each held against what the tables list: an object says that it is of a type that is not documented for its place; objects
//! carry properties that their type does not list and that only one type declares.
//! That two signs name different types for one answer is none: mostly one of them is wrong.

use super::bases::entity;
use super::index::{Families, children};
use super::operations::Found;
use super::shown::{Shown, examples, with_bases};
use super::world::{MOST_BASES, World};
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{Aspect, Origin, Subject, TypeId, TypeKind};
use crate::span::Span;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// So many properties are no coincidence. One less counts where the candidate is known to be a base; one alone says nothing.
const MANY: usize = 3;

/// What more types than this have tells nothing; each of them would be tried.
const MOST_CANDIDATES: usize = 500;

/// One base may bring to light that of the next: chains are not longer.
const MAX_ROUNDS: usize = 4;

/// Takes bases from examples.
pub(super) fn bases(world: &mut World<'_>, found: &[Found]) {
    let corrected = corrected(world);
    let mut shown = examples(world, found);
    for _ in 0..MAX_ROUNDS {
        let reader = &*world;
        let stated = shown.stated.par_iter().copied();
        // What may not be a base now may be none behind another one either: that is seen at once, what the types have is not.
        let mut pairs: Vec<(TypeId, TypeId, Span)> = stated
            .map(|(base, id, place)| (base, id, place.span))
            .filter(|(base, id, _)| may_be_base(reader, *base, *id))
            .filter(|(base, id, _)| carries_all(reader, *base, &has(reader, &shown, *id)))
            .collect();
        pairs.extend(unlisted(reader, &shown));
        let taken = pairs.into_iter().filter(|it| take(world, &corrected, it));
        let changed: BTreeSet<TypeId> = taken.map(|it| it.1).collect();
        if changed.is_empty() {
            return;
        }
        with_bases(world, found, &mut shown, &changed);
    }
}

/// The properties that are not relationships: those of the type and of all that it inherits from.
fn own_names(world: &World<'_>, id: TypeId) -> impl Iterator<Item = Text> {
    let all = world.ancestry(id).into_iter().flat_map(|it| &world.types[it.0 as usize].properties);
    all.filter(|it| !it.is_navigation).map(|it| Text::in_lower_case(&it.name))
}

/// What tables or examples say that a type has.
fn has(world: &World<'_>, shown: &Shown<'_>, id: TypeId) -> BTreeSet<Text> {
    let keys = shown.types.get(&id).into_iter().flat_map(|it| it.keys.keys());
    own_names(world, id).chain(keys.map(|it| Text::in_lower_case(it))).collect()
}

/// True if whatever the base declares is among what a type has.
fn carries_all(world: &World<'_>, base: TypeId, has: &BTreeSet<Text>) -> bool {
    let mut declared = own_names(world, base).peekable();
    declared.peek().is_some() && declared.all(|it| has.contains(&it))
}

/// Types with examples that show properties which they do not list, with the one type that declares them all.
fn unlisted(world: &World<'_>, shown: &Shown<'_>) -> Vec<(TypeId, TypeId, Span)> {
    let may_lack = |id: &TypeId| {
        let ty = &world.types[id.0 as usize];
        ty.origin == Origin::Page && !ty.is_open
    };
    let types: Vec<TypeId> = shown.types.keys().copied().filter(may_lack).collect();
    let children = children(world);
    let lacking = |families: &mut Families<'_>, id: TypeId| {
        let missing: Missing = shown
            .types
            .get(&id)?
            .keys
            .iter()
            .filter(|(key, _)| !families.know(world, id, key))
            .map(|(key, place)| (Text::in_lower_case(key), place.span))
            .collect();
        (!missing.is_empty()).then_some((id, missing))
    };
    let lacking = types.into_par_iter().map_init(|| Families::new(&children), lacking);
    let lacking: Vec<(TypeId, Missing)> = lacking.flatten().collect();
    let candidates = Candidates::new(world, &lacking);
    let base = |(id, missing): (TypeId, Missing)| {
        let first = *missing.values().next()?;
        // Every entity has an id; which of the types that are no more than that it derives from, nothing tells.
        let is_entity =
            missing.contains_key("id") && world.types[id.0 as usize].kind == TypeKind::Entity;
        let root = entity(world).filter(|_| is_entity);
        let base = candidates.only(world, shown, id, &missing).or(root);
        Some((base?, id, first))
    };
    lacking.into_par_iter().filter_map(base).collect()
}

/// The properties that examples show and a type lacks, in lower case, each with its first place.
type Missing = BTreeMap<Text, Span>;

/// The types that may be a base, by what they declare.
struct Candidates {
    /// By the names that types lack, the types that have a property of that name, themselves or by inheritance.
    by_name: BTreeMap<Text, Vec<TypeId>>,
    /// The types that others inherit from.
    bases: BTreeSet<TypeId>,
}

impl Candidates {
    fn new(world: &World<'_>, lacking: &[(TypeId, Missing)]) -> Self {
        let ids = (0..world.types.len() as u32).map(TypeId);
        let telling = lacking.iter().filter(|it| it.1.len() + 1 >= MANY);
        let wanted: BTreeSet<&Text> = telling.flat_map(|it| it.1.keys()).collect();
        let of_type = |id: u32| {
            let names: BTreeSet<Text> =
                own_names(world, TypeId(id)).filter(|it| wanted.contains(it)).collect();
            names.into_iter().map(move |it| (it, TypeId(id)))
        };
        let all = (0..world.types.len() as u32).into_par_iter().flat_map_iter(of_type);
        let mut by_name: BTreeMap<Text, Vec<TypeId>> = BTreeMap::new();
        for (name, id) in all.collect::<Vec<_>>() {
            by_name.entry(name).or_default().push(id);
        }
        let abstracts = ids.filter(|it| world.types[it.0 as usize].is_abstract);
        let bases = world.types.iter().filter_map(|it| it.base).chain(abstracts).collect();
        Candidates { by_name, bases }
    }

    /// The one type that declares all of `missing` and nothing that the type does not have.
    fn only(
        &self,
        world: &World<'_>,
        shown: &Shown<'_>,
        id: TypeId,
        missing: &Missing,
    ) -> Option<TypeId> {
        if missing.len() + 1 < MANY {
            return None;
        }
        let lists: Option<Vec<&Vec<TypeId>>> =
            missing.keys().map(|it| self.by_name.get(it)).collect();
        let lists = lists?;
        let rarest = lists.iter().min_by_key(|it| it.len())?;
        if rarest.len() > MOST_CANDIDATES {
            return None;
        }
        let has = has(world, shown, id);
        // The lists are in order.
        let fits = |base: &&TypeId| {
            (missing.len() >= MANY || self.bases.contains(base))
                && lists.iter().all(|it| it.binary_search(base).is_ok())
                && may_be_base(world, **base, id)
                && carries_all(world, **base, &has)
        };
        let all: BTreeSet<TypeId> = rarest.iter().filter(fits).copied().collect();
        // What the others derive from claims the least.
        let is_top =
            |it: &&TypeId| !world.ancestry(**it).iter().skip(1).any(|above| all.contains(above));
        let mut top = all.iter().filter(is_top);
        top.next().filter(|_| top.next().is_none()).copied()
    }
}

fn derives(world: &World<'_>, id: TypeId, base: TypeId) -> bool {
    id != base && world.ancestry(id).contains(&base)
}

/// True if both have pages, none of which states a base of the second.
fn may_be_base(world: &World<'_>, base: TypeId, id: TypeId) -> bool {
    let both = [base, id].map(|it| &world.types[it.0 as usize]);
    let are_documented = both.iter().all(|it| it.origin == Origin::Page);
    let is_free = both[1].base.is_none() && entity(world) != Some(id);
    let is_low = world.ancestry(base).len() >= MOST_BASES;
    base != id && are_documented && is_free && !is_low && !derives(world, base, id)
}

/// The types of which corrections say the base.
fn corrected(world: &World<'_>) -> BTreeSet<Subject> {
    let by_entry = world
        .evidence
        .iter()
        .filter(|it| it.aspect == Aspect::Base && world.docs.corrections() == Some(it.span.file));
    by_entry.map(|it| (*it.subject).clone()).collect()
}

/// Sets the base, if nothing speaks against it.
fn take(
    world: &mut World<'_>,
    corrected: &BTreeSet<Subject>,
    (base, id, span): &(TypeId, TypeId, Span),
) -> bool {
    if !may_be_base(world, *base, *id) {
        return false;
    }
    let subject = world.about(*id);
    if corrected.contains(&subject) {
        return false;
    }
    let (name, says) = (
        world.types[id.0 as usize].name.to_string(),
        world.types[base.0 as usize].name.to_string(),
    );
    // A type is of its base's kind.
    if [base, id].iter().any(|it| world.types[it.0 as usize].kind == TypeKind::Entity) {
        world.ty(*id).kind = TypeKind::Entity;
        world.ty(*base).kind = TypeKind::Entity;
    }
    world.ty(*id).base = Some(*base);
    world.diagnostics.push(
        Code::BaseOnlyInExamples,
        *span,
        format!("`{name}` is shown here as what derives from `{says}`, and no page says so"),
    );
    world.holds(subject, Aspect::Base, says, *span);
    true
}
