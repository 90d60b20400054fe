//! Types of values in JSON samples, and the types that only samples show.

use super::world::{Entry, Guess, World, is_type_name, qualified, single, untyped};
use crate::ir::Text;
use crate::ir::edm::{
    Documentation, Facts, Origin, Particulars, Primitive, Property, TypeId, TypeTarget, TypeUse,
};
use crate::ir::page::{Json, JsonValue, Page, TypeExpression};
use crate::span::Spanned;

/// Words that stand for a value of a primitive type in JSON representations, lower case.
const LEAVES: &[(&str, Primitive)] = &[
    ("string", Primitive::String),
    ("string (identifier)", Primitive::String),
    ("string (timestamp)", Primitive::DateTimeOffset),
    ("string (date time)", Primitive::DateTimeOffset),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("timestamp", Primitive::DateTimeOffset),
    ("datetime", Primitive::DateTimeOffset),
    ("string (date)", Primitive::Date),
    ("date", Primitive::Date),
    ("string (time of day)", Primitive::TimeOfDay),
    ("string (timeofday)", Primitive::TimeOfDay),
    ("timeofday", Primitive::TimeOfDay),
    ("string (duration)", Primitive::Duration),
    ("duration", Primitive::Duration),
    ("string (binary)", Primitive::Binary),
    ("binary", Primitive::Binary),
    ("boolean", Primitive::Boolean),
    ("bool", Primitive::Boolean),
    ("true", Primitive::Boolean),
    ("false", Primitive::Boolean),
    ("integer", Primitive::Int32),
    ("int", Primitive::Int32),
    ("int32", Primitive::Int32),
    ("int64", Primitive::Int64),
    ("number", Primitive::Int32),
    ("double", Primitive::Double),
    ("float", Primitive::Single),
    ("decimal", Primitive::Decimal),
    ("guid", Primitive::Guid),
    ("string (guid)", Primitive::Guid),
    ("stream", Primitive::Stream),
    ("byte", Primitive::Byte),
];

/// Words in the parentheses of `String (...)`, where the remark is not one of the usual ones.
const REMARKS: &[(&str, Primitive)] = &[
    ("duration", Primitive::Duration),
    ("time of day", Primitive::TimeOfDay),
    ("timestamp", Primitive::DateTimeOffset),
    ("date-time", Primitive::DateTimeOffset),
    ("guid", Primitive::Guid),
];

/// The type of a sample value.
pub(super) fn infer(world: &mut World<'_>, page: &Page, json: &Json) -> TypeUse {
    match &json.value {
        JsonValue::Null => untyped(),
        JsonValue::Bool(_) => single(Primitive::Boolean),
        JsonValue::Number(number) => single(number_type(number)),
        JsonValue::String(text) => infer_string(world, page, text, json),
        JsonValue::Array(elements) => {
            let element = elements.first().map_or(untyped(), |it| infer(world, page, it));
            TypeUse { collection: true, ..element }
        }
        JsonValue::Object(_) => match odata_type(json) {
            Some(name) => match collection_of(name.value) {
                Some(inner) => {
                    let ty = named(world, page, Spanned::new(inner, name.span));
                    TypeUse { collection: true, ..ty }
                }
                None => named(world, page, name),
            },
            None => untyped(),
        },
    }
}

fn number_type(number: &str) -> Primitive {
    if number.bytes().any(|it| matches!(it, b'.' | b'e' | b'E')) {
        return Primitive::Double;
    }
    if number.parse::<i32>().is_ok() { Primitive::Int32 } else { Primitive::Int64 }
}

fn infer_string(world: &mut World<'_>, page: &Page, text: &str, json: &Json) -> TypeUse {
    let folded = text.trim().to_ascii_lowercase();
    if let Some((_, primitive)) = LEAVES.iter().find(|(word, _)| *word == folded) {
        return single(*primitive);
    }
    if let Some(primitive) = folded
        .strip_prefix("string (")
        .and_then(|it| REMARKS.iter().find(|(word, _)| it.contains(word)))
    {
        return single(primitive.1);
    }
    if let Some(inner) = collection_of(text) {
        let ty = named(world, page, Spanned::new(inner, json.span));
        return TypeUse { collection: true, ..ty };
    }
    if text.starts_with("microsoft.graph.") && !text.contains(char::is_whitespace) {
        return named(world, page, Spanned::new(text, json.span));
    }
    single(if is_date_time(text) { Primitive::DateTimeOffset } else { Primitive::String })
}

/// The element type of `Collection(x)`.
pub(super) fn collection_of(text: &str) -> Option<&str> {
    let (head, rest) = text.split_once('(')?;
    head.eq_ignore_ascii_case("collection").then(|| rest.strip_suffix(')'))?
}

/// `2021-01-31T12:00:00Z` and its like.
fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|it| it.iter().all(u8::is_ascii_digit))
    };
    digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && bytes.get(10) == Some(&b'T')
        && digits(11..13)
        && text.ends_with(['Z', '0', '5'])
}

fn odata_type(json: &Json) -> Option<Spanned<&str>> {
    let value = json.get("@odata.type")?;
    let name = value.as_str()?.trim().trim_start_matches('#');
    (!name.is_empty()).then(|| Spanned::new(name, value.span))
}

/// The name of the type that a sample names for itself.
pub(super) fn stated_name(json: &Json) -> Option<&str> {
    odata_type(json).map(|it| it.value)
}

fn named(world: &mut World<'_>, page: &Page, name: Spanned<&str>) -> TypeUse {
    let expression = TypeExpression::new(name.value, name.span);
    world.resolve(&expression, page, Some(Guess::Structured))
}

/// What an undocumented type is, judged by a sample of its value: an object is a structured type, a word an enumeration.
pub(super) fn guess(json: Option<&Json>) -> Option<Guess> {
    match &json?.value {
        JsonValue::Object(_) => Some(Guess::Structured),
        JsonValue::String(_) => Some(Guess::Enum),
        JsonValue::Array(elements) => guess(elements.first()),
        _ => None,
    }
}

/// Follows the objects inside of a sample of type `id`. Those of types that no page documents give these types their properties.
pub(super) fn nested(world: &mut World<'_>, page: &Page, id: TypeId, json: &Json, depth: usize) {
    if depth > 32 {
        return;
    }
    for (key, value) in json.members() {
        let objects = objects(value);
        if objects.is_empty() {
            continue;
        }
        let declared = world
            .find_property(id, &key.value)
            .map(|at| &world.types[id.0 as usize].properties[at])
            .filter(|it| it.name == key.value)
            .map(|it| it.ty.target);
        for object in objects {
            let by_sample = odata_type(object).map(|name| named(world, page, name).target);
            let target = by_sample.or(declared);
            let Some(TypeTarget::Structured(inner)) = target else { continue };
            fill(world, page, inner, object);
            nested(world, page, inner, object, depth + 1);
        }
    }
}

fn objects(value: &Json) -> Vec<&Json> {
    match &value.value {
        JsonValue::Object(_) => vec![value],
        JsonValue::Array(elements) => {
            elements.iter().filter(|it| matches!(it.value, JsonValue::Object(_))).collect()
        }
        _ => Vec::new(),
    }
}

/// Gives an undocumented type the members of a sample.
fn fill(world: &mut World<'_>, page: &Page, id: TypeId, object: &Json) {
    if world.types[id.0 as usize].origin == Origin::Page || world.must_not_change() {
        return;
    }
    let has_members = object.members().iter().any(|(key, _)| is_property(&key.value));
    if has_members && world.types[id.0 as usize].origin == Origin::Reference {
        let ty = world.ty(id);
        ty.origin = Origin::Sample;
        ty.sources.insert(0, object.span);
    }
    for property in properties(world, page, object) {
        if world.find_property(id, &property.name).is_none() {
            let (name, said, source) = (property.name.clone(), property.ty, property.source);
            world.ty(id).properties.push(property);
            super::trail::only_in_sample(world, id, &name, said, source);
        }
    }
}

/// The members of a sample as properties.
pub(super) fn properties(world: &mut World<'_>, page: &Page, object: &Json) -> Vec<Property> {
    let mut found = Vec::new();
    for (key, value) in object.members() {
        if !is_property(&key.value) {
            continue;
        }
        let ty = by_name(&key.value, infer(world, page, value));
        found.push(Property {
            name: key.value.clone(),
            ty,
            is_navigation: false,
            left_out: None,
            inherited: false,
            nullable: None,
            facts: Facts::from(Particulars {
                allowed_values: union_values(value),
                ..Particulars::default()
            }),
            documentation: Documentation::default(),
            source: key.span,
        });
    }
    found
}

/// Parts of names of which whole numbers in a sample do not tell the width.
const WIDER: &[(&str, Primitive)] = &[
    ("percentage", Primitive::Double),
    ("ratio", Primitive::Double),
    ("framerate", Primitive::Double),
    ("bitrate", Primitive::Double),
    ("packets", Primitive::Int64),
    ("bytes", Primitive::Int64),
];

/// A sample shows `10` for a share as well as for a number of bytes; the name tells more.
fn by_name(name: &str, ty: TypeUse) -> TypeUse {
    if ty.target != TypeTarget::Primitive(Primitive::Int32) {
        return ty;
    }
    let folded = name.to_lowercase();
    let wider = WIDER.iter().find(|(part, _)| folded.contains(part));
    wider.map_or(ty, |(_, primitive)| TypeUse { target: TypeTarget::Primitive(*primitive), ..ty })
}

/// True for a key that is a property's name: no annotation, no placeholder.
pub(super) fn is_property(key: &str) -> bool {
    // A digit may come first as long as it is not a number or an id: keys of open maps are no names.
    is_type_name(key.trim_start_matches(|it: char| it.is_ascii_digit()))
}

/// The words of `"a | b | c"`.
pub(super) fn union_values(value: &Json) -> Vec<Text> {
    let text = match &value.value {
        JsonValue::String(text) => text,
        JsonValue::Array(elements) => match elements.first().and_then(Json::as_str) {
            Some(text) => return split_union(text),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    split_union(text)
}

fn split_union(text: &str) -> Vec<Text> {
    if !text.contains('|') {
        return Vec::new();
    }
    let words: Vec<Text> = text.split('|').map(|it| it.trim().into()).collect();
    let are_words = words.iter().all(|it| {
        !it.is_empty() && it.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    });
    if are_words { words } else { Vec::new() }
}

/// Gives a type that only responses name the members that an example shows.
pub(super) fn fill_from_example(world: &mut World<'_>, page: &Page, id: TypeId, object: &Json) {
    if matches!(object.value, JsonValue::Object(_)) {
        fill(world, page, id, object);
    }
}

/// The type that a sample names for itself.
pub(super) fn stated_type(world: &World<'_>, page: &Page, json: &Json) -> Option<Entry> {
    let name = stated_name(json)?;
    let namespace = world.namespace(page);
    let full = qualified(name, namespace);
    world.find(&full).or_else(|| world.lookup(name, namespace))
}
