//! Pass 4: the properties of every type, from tables first, then from JSON representations.

mod rows;

use super::ahead::{AHEAD, Ahead};
use super::facts::Description;
use super::samples;
use super::trail;
use super::world::{Entry, World};
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{Aspect, Documentation, Facts, Property, Subject, TypeId, TypeTarget};
use crate::ir::page::{Json, Page, PropertyRow};
use crate::span::Span;
use rayon::prelude::*;
use rows::{Row, Said, said, sample};
use std::collections::BTreeSet;

/// What the description in a row says, whatever the type.
pub(super) struct Described {
    pub(super) facts: Facts,
    inherited: bool,
    nullable: Option<bool>,
    documentation: Documentation,
}

impl Described {
    fn new(row: &PropertyRow) -> Self {
        let description = Description::new(&row.description.value);
        Described {
            facts: description.facts(),
            inherited: description.is_inherited(),
            nullable: description.nullable(),
            documentation: description.documentation(row.deprecated),
        }
    }
}

/// Reads the descriptions in the rows of each page.
pub(super) fn described(pages: &[&Page]) -> Vec<Vec<Described>> {
    let rows = |page: &&Page| page.properties.iter().map(Described::new).collect();
    pages.par_iter().map(rows).collect()
}

/// Fills in the properties of all declared types; `described` is what the rows of each page say.
pub(super) fn properties(world: &mut World<'_>, described: Vec<Vec<Described>>) {
    let mut described = described.into_iter();
    for pages in world.pages.chunks(AHEAD) {
        let reader = &*world;
        let ahead = |page| {
            let main = main_type(reader, page)?;
            Ahead::of(reader, |reader| said(reader, page, main))
        };
        let ahead: Vec<Option<Ahead<Said<'_>>>> = pages.par_iter().map(|it| ahead(it)).collect();
        world.fresh.clear();
        for ((page, ahead), described) in pages.iter().zip(ahead).zip(described.by_ref()) {
            let Some(main) = main_type(world, page) else {
                without_type(world, page);
                continue;
            };
            let said = match ahead.filter(|it| !it.is_stale(world)) {
                Some(it) => it.accepted(world),
                None => said(world, page, main),
            };
            fill(world, page, main, said, described);
        }
    }
}

/// The type that a page is mainly about.
fn main_type(world: &World<'_>, page: &Page) -> Option<TypeId> {
    world.declared_by.get(&page.file)?.iter().find_map(|it| as_type(*it))
}

/// Gives types what a page says.
fn fill(
    world: &mut World<'_>,
    page: &Page,
    main: TypeId,
    said: Said<'_>,
    described: Vec<Described>,
) {
    world.ty(main).properties.reserve_exact(page.properties.len());
    for (row, described) in said.rows.into_iter().zip(described) {
        if let Some(row) = row {
            property(world, main, row, described);
        }
    }
    for (row, described) in said.of_bodies {
        property(world, main, row, described);
    }
    let mut ahead = said.samples.into_iter();
    for block in &page.representations {
        let Some(json) = &block.json else { continue };
        let (id, properties) =
            ahead.next().unwrap_or_else(|| sample(world, page, main, block, json));
        let subject = world.about(id);
        world.holds(subject, Aspect::Sample, "JSON representation", block.span);
        only_in_json(world, id, properties);
        samples::nested(world, page, id, json, 0);
    }
}

/// Rows of a page that names no type.
fn without_type(world: &mut World<'_>, page: &Page) {
    for block in &page.representations {
        world.diagnostics.push(
            Code::UnnamedType,
            block.span,
            "this JSON shows a type, but nothing says which",
        );
    }
    let (Some(first), Some(last)) = (page.properties.first(), page.properties.last()) else {
        return;
    };
    let place = if first.span.file == last.span.file {
        Span { end: last.span.end, ..first.span }
    } else {
        first.span
    };
    world.diagnostics.push(
        Code::UnnamedType,
        place,
        "these rows describe properties, but nothing says of which type",
    );
}

fn as_type(entry: Entry) -> Option<TypeId> {
    match entry {
        Entry::Type(id) => Some(id),
        Entry::Enum(_) => None,
    }
}

fn property(world: &mut World<'_>, id: TypeId, row: Row<'_>, described: Described) {
    let Described { mut facts, inherited, nullable, documentation } = described;
    if !row.listed.is_empty() {
        facts.change(|it| add_values(&mut it.allowed_values, &row.listed));
    }
    if let TypeTarget::Enum(en) = row.ty.target {
        if let Some(json) = row.shown {
            union_members(world, en, json);
        }
        if row.is_combined {
            let subject = world.about_enum(en);
            world.holds(subject, Aspect::Flags, "flags", row.description);
            world.en(en).is_flags = true;
        }
    }
    let property = Property {
        name: row.name,
        ty: row.ty,
        is_navigation: row.is_navigation,
        left_out: None,
        inherited,
        nullable,
        facts,
        documentation,
        source: row.source,
    };
    if let Some(about) = &row.about {
        trail::description(world, about, &property, row.description);
    }
    insert(world, id, property);
}

fn insert(world: &mut World<'_>, id: TypeId, property: Property) {
    let Some(at) = world.find_property(id, &property.name) else {
        world.ty(id).properties.push(property);
        return;
    };
    let ty = world.ty(id);
    let old = &mut ty.properties[at];
    if old.ty == property.ty && old.is_navigation == property.is_navigation {
        return;
    }
    let (first, name) = (old.source, property.name.clone());
    let subject = Subject::Property(ty.name.clone(), name.clone());
    // A relationship that is listed among the properties as well is a relationship.
    let (was_untyped, navigation) =
        (old.ty.target == TypeTarget::Untyped, old.is_navigation || property.is_navigation);
    let is_relationship = property.is_navigation
        && matches!(old.ty.target, TypeTarget::Primitive(_))
        && matches!(property.ty.target, TypeTarget::Structured(_));
    if was_untyped || is_relationship {
        *old = property.clone();
    }
    old.is_navigation = navigation;
    let says = world.type_words(property.ty);
    world.lost(
        subject,
        Aspect::Row,
        says,
        property.source,
        "listed a second time with other facts",
    );
    world.diagnostics.push_related(
        Code::DuplicateProperty,
        property.source,
        format!("`{name}` is listed twice with different facts"),
        first,
        "first here",
    );
}

/// Members of the JSON that no table lists.
fn only_in_json(world: &mut World<'_>, id: TypeId, members: Vec<Property>) {
    for property in members {
        if world.find_property(id, &property.name).is_some() {
            continue;
        }
        let (source, name) = (property.source, property.name.clone());
        let said = property.ty;
        world.ty(id).properties.push(property);
        trail::only_in_sample(world, id, &name, said, source);
        world.diagnostics.push(
            Code::PropertyOnlyInJson,
            source,
            format!("no table lists `{name}`"),
        );
    }
}

/// A sample `"a | b | c"` gives an enumeration without any members these.
fn union_members(world: &mut World<'_>, id: crate::ir::edm::EnumId, json: &Json) {
    let subject = world.about_enum(id);
    let it = world.en(id);
    if it.members.is_empty() {
        it.members = samples::union_values(json)
            .into_iter()
            .map(|name| crate::ir::edm::Member {
                name,
                value: None,
                documentation: Documentation::default(),
                source: json.span,
            })
            .collect();
        let names: Vec<Text> = it.members.iter().map(|it| it.name.clone()).collect();
        for name in names {
            world.holds(subject.clone(), Aspect::Member, name, json.span);
        }
    }
}

fn add_values(list: &mut Vec<Text>, more: &[&str]) {
    if more.is_empty() {
        return;
    }
    let mut seen: BTreeSet<Text> = list.iter().cloned().collect();
    list.extend(more.iter().map(Text::new).filter(|it| seen.insert(it.clone())));
}
