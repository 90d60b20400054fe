//! What the rows and the JSON of a page say of properties, with the types in them.
//!
//! Nothing here changes what is known, but where a name is met that no page describes: so pages are read ahead.

use super::{Described, as_type};
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::Trail;
use crate::ir::edm::{Aspect, Primitive, Property, Subject, TypeId, TypeTarget, TypeUse};
use crate::ir::page::{Json, JsonBlock, JsonValue, Page, PropertyRow, PropertyTable};
use crate::lower::enums::{says_combined, value_sections};
use crate::lower::index::Sample;
use crate::lower::samples;
use crate::lower::settle::one_or_many;
use crate::lower::trail;
use crate::lower::world::{World, untyped};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All of a page.
pub(super) struct Said<'p> {
    /// The rows of its tables, each in its place; `None` for one that is left out.
    pub(super) rows: Vec<Option<Row<'p>>>,
    /// Rows on the bodies of requests.
    pub(super) of_bodies: Vec<(Row<'p>, Described)>,
    /// For each JSON representation the type that it shows, and its members.
    pub(super) samples: Vec<(TypeId, Vec<Property>)>,
}

/// A row, but for what its description says.
pub(super) struct Row<'p> {
    pub(super) name: Text,
    pub(super) ty: TypeUse,
    pub(super) is_navigation: bool,
    /// What the JSON representation shows for it.
    pub(super) shown: Option<&'p Json>,
    /// The values that a section of the page lists for it.
    pub(super) listed: Vec<&'p str>,
    /// True if its description says that one value holds several members.
    pub(super) is_combined: bool,
    /// What the evidence is noted for, if it is.
    pub(super) about: Option<Arc<Subject>>,
    pub(super) description: Span,
    pub(super) source: Span,
}

/// What a page says of its type `main`, the samples excepted where the page declares types: they are read one by one then.
pub(super) fn said<'p>(world: &mut World<'_>, page: &'p Page, main: TypeId) -> Said<'p> {
    let shown = sample_of(world, page, main).map(Sample::new);
    let around = Around { page, sample: shown.as_ref(), sections: value_sections(page) };
    let rows = page.properties.iter().map(|it| row(world, &around, main, it)).collect();
    let of_bodies = rows_of_bodies(page, around.sample)
        .iter()
        .filter_map(|it| Some((row(world, &around, main, it)?, Described::new(it))))
        .collect();
    let mut samples = Vec::new();
    if world.is_reader {
        let blocks = page.representations.iter().filter_map(|it| Some((it, it.json.as_ref()?)));
        samples.extend(blocks.map(|(block, json)| sample(world, page, main, block, json)));
    }
    Said { rows, of_bodies, samples }
}

/// The type that a JSON representation shows, and its members as properties.
pub(super) fn sample(
    world: &mut World<'_>,
    page: &Page,
    main: TypeId,
    block: &JsonBlock,
    json: &Json,
) -> (TypeId, Vec<Property>) {
    let stated = block.annotation.as_ref().and_then(|it| it.odata_type.as_ref());
    let namespace = world.namespace(page);
    let by_annotation = stated.and_then(|it| {
        world.ask(&it.value);
        world.lookup(&it.value, namespace)
    });
    let by_itself = || {
        let name = samples::stated_name(json)?;
        world.ask(name);
        samples::stated_type(world, page, json)
    };
    let id = by_annotation.or_else(by_itself).and_then(as_type).unwrap_or(main);
    // The sample of an open type shows what an instance may have, not what the type declares.
    if world.types[id.0 as usize].is_open {
        return (id, Vec::new());
    }
    (id, samples::properties(world, page, json))
}

/// What stands around a row.
struct Around<'a, 'p> {
    page: &'p Page,
    /// The JSON representation of the page's main type.
    sample: Option<&'a Sample<'p>>,
    /// What sections of the page list for a property, by its name in lower case.
    sections: BTreeMap<String, Vec<&'p str>>,
}

fn row<'p>(
    world: &mut World<'_>,
    around: &Around<'_, 'p>,
    id: TypeId,
    row: &PropertyRow,
) -> Option<Row<'p>> {
    let (page, sample) = (around.page, around.sample);
    let name = row.name.value.trim_matches('"');
    if row.table == PropertyTable::InstanceAttributes {
        return None;
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
        return None;
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
        return None;
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
    // Few pages have any.
    let listed = if around.sections.is_empty() {
        None
    } else {
        around.sections.get(&row.name.value.to_ascii_lowercase())
    };
    let is_single_enum = matches!(ty.target, TypeTarget::Enum(_)) && !ty.collection;
    Some(Row {
        // The sample is what goes over the wire, so its spelling counts.
        name: value.map_or(name, |(key, _)| key.value.as_str()).into(),
        ty,
        is_navigation: row.table == PropertyTable::Relationships,
        shown: value.map(|it| &it.1),
        listed: listed.cloned().unwrap_or_default(),
        is_combined: is_single_enum && says_combined(&row.description.value),
        about,
        description: row.description.span,
        source: row.span,
    })
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
    let is_time = || {
        let folded = row.description.value.to_ascii_lowercase();
        folded.contains("1970") || folded.contains("epoch")
    };
    if is_vague && is_time() {
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
