//! The spellings of primitive types that occur.

use crate::ir::edm::Primitive;

const SPELLINGS: &[(&str, Primitive)] = &[
    ("string", Primitive::String),
    ("strings", Primitive::String),
    ("text", Primitive::String),
    ("url", Primitive::String),
    ("uri", Primitive::String),
    ("etag", Primitive::String),
    ("boolean", Primitive::Boolean),
    ("bool", Primitive::Boolean),
    ("byte", Primitive::Byte),
    ("sbyte", Primitive::SByte),
    ("int16", Primitive::Int16),
    ("short", Primitive::Int16),
    ("int32", Primitive::Int32),
    ("int", Primitive::Int32),
    ("integer", Primitive::Int32),
    ("number", Primitive::Int32),
    ("int64", Primitive::Int64),
    ("long", Primitive::Int64),
    ("single", Primitive::Single),
    ("float", Primitive::Single),
    ("double", Primitive::Double),
    ("decimal", Primitive::Decimal),
    ("numeric", Primitive::Decimal),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("datetime", Primitive::DateTimeOffset),
    ("timestamp", Primitive::DateTimeOffset),
    ("date", Primitive::Date),
    ("timeofday", Primitive::TimeOfDay),
    ("time", Primitive::TimeOfDay),
    ("duration", Primitive::Duration),
    ("guid", Primitive::Guid),
    ("uuid", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("bytes", Primitive::Binary),
    ("stream", Primitive::Stream),
    ("json", Primitive::Json),
    ("graph.json", Primitive::Json),
    ("microsoft.graph.json", Primitive::Json),
];

/// Words for a value of which the documentation does not say more.
const UNTYPED: &[&str] = &["object", "any", "untyped", "array", "error", "value"];

/// True if `name` is a word for "some JSON value".
pub(super) fn is_untyped(name: &str) -> bool {
    UNTYPED.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// The primitive type that `name` spells, with or without `Edm.`, in any case.
pub(super) fn primitive(name: &str) -> Option<Primitive> {
    let is_edm = name.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("edm."));
    let simple = if is_edm { &name[4..] } else { name };
    // Few of them are as long as the name, which is seen at once.
    let mut alike = SPELLINGS.iter().filter(|(spelling, _)| spelling.len() == simple.len());
    let found = alike.find(|(spelling, _)| spelling.eq_ignore_ascii_case(simple));
    found.map(|(_, primitive)| *primitive)
}
