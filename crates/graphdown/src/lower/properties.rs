//! Pass 4: the properties of every type, from tables first, then from JSON representations.

use super::enums::value_sections;
use super::facts::Description;
use super::index::Sample;
use super::samples;
use super::settle::one_or_many;
use super::trail;
use super::world::{Entry, World, untyped};
use crate::diagnostics::Code;
use crate::ir::edm::{
    Aspect, Documentation, Facts, Primitive, Property, Subject, TypeId, TypeTarget, TypeUse,
};
use crate::ir::page::{Json, JsonValue, Page, PropertyRow, PropertyTable};
use crate::ir::{Text, Trail};
use crate::span::Span;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    for (page, described) in world.pages.iter().zip(described) {
        let declared: Vec<TypeId> = world
            .declared_by
            .get(&page.file)
            .into_iter()
            .flatten()
            .filter_map(|it| as_type(*it))
            .collect();
        let Some(main) = declared.first().copied() else {
            without_type(world, page);
            continue;
        };
        let sample = sample_of(world, page, main).map(Sample::new);
        let around = Around { page, sample: sample.as_ref(), sections: value_sections(page) };
        world.ty(main).properties.reserve_exact(page.properties.len());
        for (row, described) in page.properties.iter().zip(described) {
            property(world, &around, main, row, described);
        }
        for row in rows_of_bodies(page, around.sample) {
            property(world, &around, main, &row, Described::new(&row));
        }
        for block in &page.representations {
            let Some(json) = &block.json else { continue };
            let stated = block.annotation.as_ref().and_then(|it| it.odata_type.as_ref());
            let namespace = world.namespace(page);
            let id = stated
                .and_then(|it| world.lookup(&it.value, namespace))
                .or_else(|| samples::stated_type(world, page, json))
                .and_then(as_type)
                .unwrap_or(main);
            let subject = world.about(id);
            world.holds(subject, Aspect::Sample, "JSON representation", block.span);
            only_in_json(world, page, id, json);
            samples::nested(world, page, id, json, 0);
        }
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

/// An API page that shows a type describes its properties as members of the request body.
fn rows_of_bodies(page: &Page, sample: Option<&Sample<'_>>) -> Vec<PropertyRow> {
    let is_member = |name: &str| sample.is_some_and(|it| it.has(name));
    let rows = page.operations.iter().flat_map(|it| it.body.rows.iter().chain(&it.path_parameters));
    rows.filter(|it| is_member(&it.name.value))
        .map(|it| PropertyRow {
            table: PropertyTable::Properties,
            heading: None,
            name: it.name.clone(),
            ty: it.ty.clone(),
            description: it.description.clone(),
            deprecated: false,
            span: it.span,
        })
        .collect()
}

fn as_type(entry: Entry) -> Option<TypeId> {
    match entry {
        Entry::Type(id) => Some(id),
        Entry::Enum(_) => None,
    }
}

/// The JSON representation of the page's main type.
fn sample_of<'p>(world: &World<'_>, page: &'p Page, main: TypeId) -> Option<&'p Json> {
    let name = &world.types[main.0 as usize].name.name;
    let is_main = |block: &&crate::ir::page::JsonBlock| {
        let stated = block.annotation.as_ref().and_then(|it| it.odata_type.as_ref());
        stated.is_none_or(|it| {
            it.value.rsplit('.').next().is_some_and(|it| it.eq_ignore_ascii_case(name))
        })
    };
    page.representations.iter().filter(is_main).find_map(|it| it.json.as_ref())
}

/// What stands around a row.
struct Around<'p> {
    page: &'p Page,
    /// The JSON representation of the page's main type.
    sample: Option<&'p Sample<'p>>,
    /// What sections of the page list for a property, by its name in lower case.
    sections: BTreeMap<String, Vec<&'p str>>,
}

fn property(
    world: &mut World<'_>,
    around: &Around<'_>,
    id: TypeId,
    row: &PropertyRow,
    described: Described,
) {
    let (page, sample) = (around.page, around.sample);
    let name = row.name.value.trim_matches('"');
    if row.table == PropertyTable::InstanceAttributes {
        return;
    }
    let subject =
        |world: &World<'_>| Subject::Property(world.types[id.0 as usize].name.clone(), name.into());
    if !samples::is_property(name) {
        let subject = subject(world);
        world.lost(subject, Aspect::Row, name, row.span, "not the name of a property");
        if !name.starts_with('@') {
            world.diagnostics.push(
                Code::RowWithoutName,
                row.name.span,
                format!("`{name}` is not the name of a property; the row was left out"),
            );
        }
        return;
    }
    if belongs_elsewhere(row, sample) {
        const WHY: &str = "a heading of its own, and not in the JSON representation";
        let subject = subject(world);
        world.lost(subject, Aspect::Row, name, row.span, WHY);
        world.diagnostics.push(
            Code::RowOfAnotherObject,
            row.span,
            format!(
                "`{name}` stands below a heading of its own and not in the JSON representation"
            ),
        );
        return;
    }
    let value = sample.and_then(|it| it.find(name));
    let guess = samples::guess(value.map(|it| &it.1));
    let ty = match &row.ty {
        Some(expression) => world.resolve(expression, page, guess),
        None => value.map_or(untyped(), |(_, json)| samples::infer(world, page, json)),
    };
    let ty = width_by_description(row, ty);
    // What the sample says may name a type that nothing else names, so it is heard in any case.
    let shown = value.map(|(_, json)| (samples::infer(world, page, json), json.span));
    let about = (world.trail == Trail::Kept).then(|| Arc::new(subject(world)));
    if let Some(about) = &about {
        let said = world.type_words(ty);
        world.holds(about.clone(), Aspect::Row, listed_as(row), row.span);
        let stated = row.ty.as_ref().map(|it| it.span);
        if let Some(span) = stated {
            world.holds(about.clone(), Aspect::Type, said, span);
        }
        if let Some(shown) = shown {
            sample_evidence(world, about.clone(), ty, shown);
        }
        trail::one_or_many(world, about, stated.map(|it| (it, ty.collection)), value);
    }
    let ty = collection_by_sample(world, row, ty, value.map(|it| &it.1));
    // The sample is what goes over the wire, so its spelling counts.
    let name = value.map_or(name, |(key, _)| key.value.as_str());
    let Described { mut facts, inherited, nullable, documentation } = described;
    let listed = around.sections.get(&row.name.value.to_ascii_lowercase());
    add_values(&mut facts.allowed_values, listed.into_iter().flatten());
    if let TypeTarget::Enum(en) = ty.target {
        if let Some((_, json)) = value {
            union_members(world, en, json);
        }
        if !ty.collection && super::enums::says_combined(&row.description.value) {
            let subject = world.about_enum(en);
            world.holds(subject, Aspect::Flags, "flags", row.description.span);
            world.en(en).is_flags = true;
        }
    }
    let property = Property {
        name: name.into(),
        ty,
        is_navigation: row.table == PropertyTable::Relationships,
        left_out: None,
        inherited,
        nullable,
        facts,
        documentation,
        source: row.span,
    };
    if let Some(about) = &about {
        trail::description(world, about, &property, row.description.span);
    }
    insert(world, id, property);
}

fn listed_as(row: &PropertyRow) -> String {
    let what = match row.table {
        PropertyTable::Relationships => "a relationship",
        PropertyTable::Properties | PropertyTable::InstanceAttributes => "a property",
    };
    format!("{}, {what}", row.name.value)
}

/// What the JSON representation says of the property's type. The table is trusted over it.
fn sample_evidence(
    world: &mut World<'_>,
    subject: Arc<Subject>,
    ty: TypeUse,
    (shown, span): (TypeUse, Span),
) {
    let says = world.type_words(shown);
    let agrees = match (ty.target, shown.target) {
        (TypeTarget::Primitive(a), TypeTarget::Primitive(b)) => a == b,
        (TypeTarget::Structured(a), TypeTarget::Structured(b)) => a == b,
        // Samples show any object without a type, and the members of enumerations as strings.
        _ => true,
    };
    if agrees {
        world.holds(subject, Aspect::Sample, says, span);
    } else {
        world.lost(subject, Aspect::Sample, says, span, "the table is trusted over the sample");
    }
}

/// "Integer" says nothing of the width; seconds since 1970 need 64 bits.
fn width_by_description(row: &PropertyRow, ty: TypeUse) -> TypeUse {
    let is_vague = row.ty.as_ref().is_some_and(|it| it.name.eq_ignore_ascii_case("integer"));
    let folded = row.description.value.to_ascii_lowercase();
    let is_time = folded.contains("1970") || folded.contains("epoch");
    if is_vague && is_time {
        TypeUse { target: TypeTarget::Primitive(Primitive::Int64), ..ty }
    } else {
        ty
    }
}

/// One or many: a sample with brackets, or with a value without them, is surer than the word "collection", which is easily forgotten.
fn collection_by_sample(
    world: &mut World<'_>,
    row: &PropertyRow,
    ty: TypeUse,
    sample: Option<&Json>,
) -> TypeUse {
    let shown = match sample.map(|it| &it.value) {
        Some(JsonValue::Array(_)) => true,
        Some(JsonValue::String(text)) => samples::collection_of(text).is_some(),
        // An object may say that it stands for many: `{"@odata.type": "collection(x)"}`.
        Some(JsonValue::Object(_)) => sample
            .and_then(|it| it.get("@odata.type")?.as_str())
            .is_some_and(|it| samples::collection_of(it.trim_start_matches('#')).is_some()),
        _ => ty.collection,
    };
    if shown != ty.collection
        && let (Some(expression), Some(sample)) = (&row.ty, sample)
    {
        let message = format!(
            "`{}` is {} by its type and {} by its sample",
            row.name.value,
            one_or_many(ty.collection),
            one_or_many(shown)
        );
        world.diagnostics.push_related(
            Code::TypeContradiction,
            expression.span,
            message,
            sample.span,
            "the sample",
        );
    }
    TypeUse { collection: shown, ..ty }
}

/// Tables below headings of their own may describe another object of the page. Their rows are the type's if its sample has them.
fn belongs_elsewhere(row: &PropertyRow, sample: Option<&Sample<'_>>) -> bool {
    let Some(heading) = &row.heading else { return false };
    let folded = heading.to_lowercase();
    if folded.contains("inherit") || folded.contains("common") {
        return false;
    }
    sample.is_some_and(|it| !it.json.members().is_empty() && it.find(&row.name.value).is_none())
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
fn only_in_json(world: &mut World<'_>, page: &Page, id: TypeId, json: &Json) {
    // The sample of an open type shows what an instance may have, not what the type declares.
    if world.types[id.0 as usize].is_open {
        return;
    }
    for property in samples::properties(world, page, json) {
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

fn add_values<'v>(list: &mut Vec<Text>, more: impl Iterator<Item = &'v &'v str>) {
    let mut seen: BTreeSet<Text> = list.iter().cloned().collect();
    list.extend(more.map(Text::new).filter(|it| seen.insert(it.clone())));
}
