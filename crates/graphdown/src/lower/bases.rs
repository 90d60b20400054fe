//! Pass 3: base types, from the strongest statement that there is.
//!
//! Order of trust: "Inherits from [x]" as a paragraph of its own; `baseType` of the annotation; the same words inside of a sentence; a
//! list of derived types on the base's own page; "Inherited from [x]" in the rows of properties.

use super::properties::Described;
use super::world::{Entry, Guess, MOST_BASES, ROOT_NAMESPACE, World, qualified};
use crate::diagnostics::Code;
use crate::ir::edm::{Aspect, Origin, QualifiedName, Subject, TypeId, TypeTarget};
use crate::ir::page::{BaseWording, Form, Page, TypeExpression};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Finds the base of every type.
pub(super) fn bases(world: &mut World<'_>, described: &[Vec<Described>]) {
    let mut stated: BTreeMap<TypeId, Statement> = BTreeMap::new();
    for &page in world.pages {
        let Some(Entry::Type(id)) =
            world.declared_by.get(&page.file).and_then(|it| it.first()).copied()
        else {
            continue;
        };
        if let Some(base) = page_statement(world, page, id) {
            stated.entry(id).or_insert(base);
        }
    }
    derived_types(world, &mut stated);
    rows(world, described, &mut stated);
    open_rings(world, &mut stated);
    cut_chains(world, &mut stated);
    for (id, (base, _)) in stated {
        world.ty(id).base = Some(base);
    }
}

/// The statement of a page that is followed; all of them are noted.
fn page_statement(world: &mut World<'_>, page: &Page, id: TypeId) -> Option<(TypeId, Span)> {
    let (chosen, all) = statements(world, page, id);
    for (base, span) in all {
        let (subject, says) = (world.about(id), world.types[base.0 as usize].name.to_string());
        world.holds(subject, Aspect::Base, says, span);
    }
    chosen
}

/// A base type and the words that name it.
type Statement = (TypeId, Span);

/// The statement that wins, and all statements.
fn statements(
    world: &mut World<'_>,
    page: &Page,
    id: TypeId,
) -> (Option<Statement>, Vec<Statement>) {
    let by_sentence = |world: &mut World<'_>, wording| {
        let statement = page
            .bases
            .iter()
            .filter(|it| it.wording == wording)
            .find(|it| it.span.file == page.file)?;
        type_of(world, page, &statement.base, id).map(|base| (base, statement.span))
    };
    let own = by_sentence(world, BaseWording::OwnParagraph);
    let annotated = annotation_base(world, page, id);
    if let (Some((a, span)), Some((b, other))) = (own, annotated)
        && a != b
        && !is_root(world, b)
    {
        let message =
            "the sentence and the annotation name different base types; the sentence was followed";
        world.diagnostics.push_related(
            Code::BaseContradiction,
            span,
            message,
            other,
            "the annotation",
        );
    }
    let own = own.or(annotated.filter(|(base, _)| !is_root(world, *base)));
    let in_sentence = by_sentence(world, BaseWording::InSentence);
    let all = [own, annotated, in_sentence].into_iter().flatten().collect();
    (own.or(in_sentence).or(annotated), all)
}

fn is_root(world: &World<'_>, id: TypeId) -> bool {
    let name = &world.types[id.0 as usize].name;
    name.namespace == ROOT_NAMESPACE && name.name == "entity"
}

fn annotation_base(world: &mut World<'_>, page: &Page, id: TypeId) -> Option<(TypeId, Span)> {
    let base = page
        .representations
        .iter()
        .filter_map(|it| it.annotation.as_ref())
        .find_map(|it| it.base_type.as_ref())?;
    let expression = TypeExpression::new(base.value.clone(), base.span);
    type_of(world, page, &expression, id).map(|it| (it, base.span))
}

fn type_of(
    world: &mut World<'_>,
    page: &Page,
    expression: &TypeExpression,
    id: TypeId,
) -> Option<TypeId> {
    let namespace = world.namespace(page);
    // Words without a link are prose as often as names; only rendered pages have no better.
    let is_prose = expression.link.is_none()
        && page.form == Form::Markdown
        && page.bases.iter().any(|it| it.base.span == expression.span);
    if (is_prose || !world.names_its_destination(expression))
        && world.lookup(&expression.name, namespace).is_none()
    {
        return None;
    }
    match world.resolve(expression, page, Some(Guess::Structured)).target {
        TypeTarget::Structured(base) if base != id => Some(base),
        _ => None,
    }
}

/// What a base type's page lists as its subtypes.
fn derived_types(world: &mut World<'_>, stated: &mut BTreeMap<TypeId, (TypeId, Span)>) {
    for &page in world.pages {
        let Some(Entry::Type(base)) =
            world.declared_by.get(&page.file).and_then(|it| it.first()).copied()
        else {
            for expression in &page.derived_types {
                let (subject, says) = (Subject::Page(page.file), expression.name.clone());
                const WHY: &str = "the page describes no type that these could inherit from";
                world.lost(subject, Aspect::DerivedType, says, expression.span, WHY);
            }
            continue;
        };
        for expression in &page.derived_types {
            let (subject, says) = (world.about(base), expression.name.clone());
            world.holds(subject, Aspect::DerivedType, says, expression.span);
            if let Some(id) = type_of(world, page, expression, base)
                && world.types[id.0 as usize].origin == Origin::Page
            {
                stated.entry(id).or_insert((base, expression.span));
                let (subject, says) =
                    (world.about(id), world.types[base.0 as usize].name.to_string());
                world.holds(subject, Aspect::Base, says, expression.span);
            }
        }
    }
}

/// Rows name the type that declares the property, which may be an ancestor further up; so they count only where nothing else is said,
/// and the one that most rows name wins.
fn rows(
    world: &mut World<'_>,
    described: &[Vec<Described>],
    stated: &mut BTreeMap<TypeId, (TypeId, Span)>,
) {
    for (&page, described) in world.pages.iter().zip(described) {
        let Some(Entry::Type(id)) =
            world.declared_by.get(&page.file).and_then(|it| it.first()).copied()
        else {
            continue;
        };
        if stated.contains_key(&id) {
            continue;
        }
        let mut counts: BTreeMap<TypeId, (usize, Span)> = BTreeMap::new();
        for (row, it) in page.properties.iter().zip(described) {
            let Some(name) = &it.facts.particulars().inherited_from else { continue };
            let namespace = world.namespace(page);
            let full = qualified(name, namespace);
            let Some(Entry::Type(base)) =
                world.find(&full).or_else(|| world.lookup(name, namespace))
            else {
                continue;
            };
            if base != id {
                counts.entry(base).or_insert((0, row.span)).0 += 1;
            }
        }
        if let Some((base, (_, span))) =
            counts.into_iter().max_by_key(|(base, (count, _))| (!is_root(world, *base), *count))
        {
            stated.insert(id, (base, span));
            let (subject, says) = (world.about(id), world.types[base.0 as usize].name.to_string());
            world.holds(subject, Aspect::Base, says, span);
        }
    }
}

/// Takes out what would close a ring: of the types in it, the last one stays without a base.
fn open_rings(world: &mut World<'_>, stated: &mut BTreeMap<TypeId, Statement>) {
    let mut done: BTreeSet<TypeId> = BTreeSet::new();
    for start in stated.keys().copied().collect::<Vec<_>>() {
        let (mut walked, mut on_the_way) = (Vec::new(), BTreeSet::new());
        let mut at = Some(start);
        while let Some(it) = at.filter(|it| !done.contains(it)) {
            if !on_the_way.insert(it) {
                let ring = walked.iter().rposition(|other| *other == it).unwrap_or_default();
                let last = walked[ring..].iter().copied().max().unwrap_or(it);
                let name = world.types[last.0 as usize].name.clone();
                let message = format!("`{name}` would inherit from itself");
                refuse(world, stated, last, message, "the type would inherit from itself");
                break;
            }
            walked.push(it);
            at = stated.get(&it).map(|it| it.0);
        }
        done.extend(walked);
    }
}

/// Takes out what is too far below a type without a base: each type has all that the types above it have.
fn cut_chains(world: &mut World<'_>, stated: &mut BTreeMap<TypeId, Statement>) {
    let mut depths: BTreeMap<TypeId, usize> = BTreeMap::new();
    for start in stated.keys().copied().collect::<Vec<_>>() {
        let mut chain = Vec::new();
        let mut at = start;
        while let (false, Some((base, _))) = (depths.contains_key(&at), stated.get(&at)) {
            chain.push(at);
            at = *base;
        }
        let mut depth = depths.get(&at).copied().unwrap_or_default();
        for it in chain.into_iter().rev() {
            depth += 1;
            if depth >= MOST_BASES {
                depth = 0;
                let name = world.types[it.0 as usize].name.clone();
                let message = format!("`{name}` has more than {MOST_BASES} types above it");
                refuse(world, stated, it, message, "too many types stand above it");
            }
            depths.insert(it, depth);
        }
    }
}

fn refuse(
    world: &mut World<'_>,
    stated: &mut BTreeMap<TypeId, Statement>,
    id: TypeId,
    message: String,
    why: &'static str,
) {
    let Some((_, span)) = stated.remove(&id) else { return };
    world.explain(&world.about(id), Aspect::Base, why);
    world.diagnostics.push(Code::BaseCycle, span, message);
}

/// The type at the top of all entity types.
pub(super) fn entity(world: &World<'_>) -> Option<TypeId> {
    match world.find(&QualifiedName::new(ROOT_NAMESPACE, "entity")) {
        Some(Entry::Type(id)) => Some(id),
        _ => None,
    }
}
