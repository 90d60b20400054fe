//! JSON Schema 2020-12 of the types, as they are in requests and answers. OpenAPI 3.1 takes the same schemas.

use super::common::{declared, type_name, types, words};
use crate::ir::edm::{
    Api, EnumType, Primitive, Property, StructuredType, TypeId, TypeTarget, TypeUse,
};
use serde_json::{Map, Value, json};

/// The types and enums of `api` as definitions below `$defs`, called by their full names.
///
/// Instances may have more properties than a schema names: derived types and annotations do. Where the documentation does not say that a
/// property cannot be null, it may be.
pub fn json_schema(api: &Api) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Types of Microsoft Graph {}", api.version),
        "$defs": definitions(api, "#/$defs/"),
    })
}

/// All types and enums; references to them begin with `prefix`.
pub(super) fn definitions(api: &Api, prefix: &str) -> Map<String, Value> {
    let structured =
        types(api).map(|(id, it)| (it.name.to_string(), structured(api, id, it, prefix)));
    let enums = api.enums.iter().map(|it| (it.name.to_string(), enumeration(it)));
    structured.chain(enums).collect()
}

fn structured(api: &Api, id: TypeId, it: &StructuredType, prefix: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("title".to_owned(), it.name.name.as_str().into());
    describe(&mut schema, words(&it.documentation), it.documentation.deprecated.is_some());
    if let Some(base) = it.base {
        let base = api.structured_type(base).name.to_string();
        schema.insert("allOf".to_owned(), json!([{ "$ref": format!("{prefix}{base}") }]));
    }
    schema.insert("type".to_owned(), "object".into());
    let properties = declared(api, id).into_iter();
    let properties: Map<String, Value> =
        properties.map(|it| (it.name.to_string(), property(api, it, prefix))).collect();
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    schema.into()
}

fn property(api: &Api, it: &Property, prefix: &str) -> Value {
    let value = value(api, it.ty, prefix);
    let may_be_null = it.nullable != Some(false) && !it.ty.collection;
    let Value::Object(mut schema) = (if may_be_null { or_null(value) } else { value }) else {
        return json!({});
    };
    describe(&mut schema, words(&it.documentation), it.documentation.deprecated.is_some());
    if it.facts.read_only {
        schema.insert("readOnly".to_owned(), true.into());
    }
    if let (Some(length), TypeTarget::Primitive(Primitive::String)) =
        (it.facts.particulars().max_length, it.ty.target)
    {
        schema.insert("maxLength".to_owned(), length.into());
    }
    schema.into()
}

fn describe(schema: &mut Map<String, Value>, words: Option<String>, is_deprecated: bool) {
    if let Some(words) = words {
        schema.insert("description".to_owned(), words.into());
    }
    if is_deprecated {
        schema.insert("deprecated".to_owned(), true.into());
    }
}

fn or_null(schema: Value) -> Value {
    match schema.get("type") {
        Some(Value::String(ty)) if schema.get("enum").is_none() => {
            let types = json!([ty, "null"]);
            let mut schema = schema;
            schema["type"] = types;
            schema
        }
        None if schema.as_object().is_some_and(Map::is_empty) => schema,
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

/// A value, or an array of values.
pub(super) fn value(api: &Api, ty: TypeUse, prefix: &str) -> Value {
    let item = target(api, ty.target, prefix);
    if ty.collection { json!({ "type": "array", "items": item }) } else { item }
}

fn target(api: &Api, target: TypeTarget, prefix: &str) -> Value {
    match target {
        TypeTarget::Primitive(it) => primitive(it),
        TypeTarget::Untyped => json!({}),
        TypeTarget::Structured(_) | TypeTarget::Enum(_) => {
            json!({ "$ref": format!("{prefix}{}", type_name(api, target)) })
        }
    }
}

/// Source: OData JSON Format 4.01, section 7.1, and OData to OpenAPI mapping 1.0, section 4.1.
fn primitive(it: Primitive) -> Value {
    let integer = |format: &str, min: i64, max: i64| json!({ "type": "integer", "format": format, "minimum": min, "maximum": max });
    let float = |format: &str| json!({ "anyOf": [{ "type": "number", "format": format }, { "enum": ["INF", "-INF", "NaN"] }] });
    match it {
        Primitive::Boolean => json!({ "type": "boolean" }),
        Primitive::String => json!({ "type": "string" }),
        Primitive::Byte => integer("uint8", 0, 255),
        Primitive::SByte => integer("int8", -128, 127),
        Primitive::Int16 => integer("int16", i16::MIN.into(), i16::MAX.into()),
        Primitive::Int32 => integer("int32", i32::MIN.into(), i32::MAX.into()),
        Primitive::Int64 => json!({ "type": "integer", "format": "int64" }),
        Primitive::Single => float("float"),
        Primitive::Double => float("double"),
        Primitive::Decimal => json!({ "type": ["number", "string"], "format": "decimal" }),
        Primitive::Binary => json!({ "type": "string", "contentEncoding": "base64url" }),
        Primitive::Stream => json!({ "type": "string", "contentEncoding": "base64url" }),
        Primitive::Date => json!({ "type": "string", "format": "date" }),
        Primitive::DateTimeOffset => json!({ "type": "string", "format": "date-time" }),
        Primitive::TimeOfDay => {
            json!({ "type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$" })
        }
        Primitive::Duration => json!({ "type": "string", "format": "duration" }),
        Primitive::Guid => json!({ "type": "string", "format": "uuid" }),
        Primitive::Json => json!({}),
    }
}

fn enumeration(it: &EnumType) -> Value {
    let mut schema = Map::new();
    schema.insert("title".to_owned(), it.name.name.as_str().into());
    describe(&mut schema, enum_words(it), it.documentation.deprecated.is_some());
    schema.insert("type".to_owned(), "string".into());
    let mut members: Vec<&str> = Vec::new();
    for member in &it.members {
        if !members.contains(&member.name.as_str()) {
            members.push(&member.name);
        }
    }
    if it.is_flags {
        // A value is any number of members, joined with commas.
        schema.insert("x-members".to_owned(), members.into());
    } else if !members.is_empty() {
        schema.insert("enum".to_owned(), members.into());
    }
    schema.into()
}

/// The words of the enum, and those of its members as a list: JSON Schema has no place for them.
fn enum_words(it: &EnumType) -> Option<String> {
    let mut text = words(&it.documentation).unwrap_or_default();
    let described = it.members.iter().filter_map(|it| Some((&it.name, words(&it.documentation)?)));
    let list: Vec<String> = described
        .map(|(name, words)| format!("- `{name}`: {}", words.replace("\n\n", " ")))
        .collect();
    if !list.is_empty() {
        text += if text.is_empty() { "" } else { "\n\n" };
        text += &list.join("\n");
    }
    Some(text).filter(|it| !it.is_empty())
}
