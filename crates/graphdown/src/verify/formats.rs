//! How values of primitive types are written, and what documentation writes instead of values.

use crate::ir::edm::{Primitive, TypeTarget};
use crate::ir::page::{Json, JsonValue};

/// Whether a value is of a primitive type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Fits,
    /// Another kind of JSON value.
    OtherKind,
    /// The right kind, but not in the form of the type.
    Malformed,
}

/// What JSON samples of types show for values.
const STAND_INS: &[&str] = &[
    "boolean",
    "integer",
    "int32",
    "int64",
    "double",
    "date",
    "guid",
    "binary",
    "datetimeoffset",
    "timestamp",
];

/// True for words that stand for a value: `String (identifier)`, `...`, `{id}`, `<name>`, `id-value`.
pub(super) fn is_placeholder(json: &Json) -> bool {
    let Some(text) = json.as_str() else { return false };
    let text = text.trim();
    let folded = text.to_lowercase();
    is_ellipsis(text)
        || text.contains("...")
        || text.contains('…')
        || folded.starts_with("string (")
        || folded.starts_with("@odata.type")
        || folded == "string"
        || folded.ends_with("-value")
        || STAND_INS.contains(&folded.as_str())
        || text.starts_with('<') && text.ends_with('>')
        || text.starts_with('{') && text.ends_with('}')
}

/// True for a key that belongs to no type: `@odata.type`, `owner@odata.bind`, and `odata.type` as older versions of OData write it.
pub(super) fn is_annotation(key: &str) -> bool {
    key.contains('@') || key.starts_with("odata.")
}

/// True for dots that stand for what was left out.
pub(super) fn is_ellipsis(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| matches!(it, '.' | '…' | ' '))
}

/// The kind of a JSON value in words.
pub(super) fn kind(json: &Json) -> &'static str {
    match json.value {
        JsonValue::Null => "null",
        JsonValue::Bool(_) => "a boolean",
        JsonValue::Number(_) => "a number",
        JsonValue::String(_) => "a string",
        JsonValue::Array(_) => "an array",
        JsonValue::Object(_) => "an object",
    }
}

/// True for types whose values may be arrays themselves.
pub(super) fn takes_arrays(target: TypeTarget) -> bool {
    matches!(target, TypeTarget::Untyped | TypeTarget::Primitive(Primitive::Json))
}

/// Whether `json` is a value of `primitive`. Source of the forms: OData JSON Format 4.01, section 7.1, and OData ABNF, section 7.
pub(super) fn fit(primitive: Primitive, json: &Json) -> Fit {
    match (primitive, &json.value) {
        (Primitive::Json | Primitive::Stream, _) => Fit::Fits,
        (Primitive::Boolean, JsonValue::Bool(_)) => Fit::Fits,
        (_, JsonValue::Number(number)) => number_fit(primitive, number),
        (_, JsonValue::String(text)) => text_fit(primitive, text),
        _ => Fit::OtherKind,
    }
}

/// The least and the greatest value of an integer type.
fn range(primitive: Primitive) -> Option<(i64, i64)> {
    match primitive {
        Primitive::Byte => Some((0, 255)),
        Primitive::SByte => Some((-128, 127)),
        Primitive::Int16 => Some((i16::MIN.into(), i16::MAX.into())),
        Primitive::Int32 => Some((i32::MIN.into(), i32::MAX.into())),
        Primitive::Int64 => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

fn number_fit(primitive: Primitive, number: &str) -> Fit {
    match (range(primitive), primitive) {
        (Some((least, greatest)), _) => match number.parse::<i64>() {
            Ok(it) if (least..=greatest).contains(&it) => Fit::Fits,
            _ => Fit::Malformed,
        },
        (None, Primitive::Single | Primitive::Double | Primitive::Decimal) => Fit::Fits,
        _ => Fit::OtherKind,
    }
}

fn text_fit(primitive: Primitive, text: &str) -> Fit {
    let well_formed = match primitive {
        Primitive::String => true,
        Primitive::Date => is_date(text),
        Primitive::DateTimeOffset => is_date_time_offset(text),
        Primitive::Duration => is_duration(text),
        Primitive::Guid => is_guid(text),
        Primitive::TimeOfDay => is_time(text),
        Primitive::Binary => is_base64(text),
        Primitive::Double | Primitive::Single if matches!(text, "NaN" | "INF" | "-INF") => true,
        // With `IEEE754Compatible=true` wide numbers stand in quotes.
        Primitive::Int64 if text.parse::<i64>().is_ok() => true,
        Primitive::Decimal if text.parse::<f64>().is_ok() => true,
        _ => return Fit::OtherKind,
    };
    if well_formed { Fit::Fits } else { Fit::Malformed }
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
}

fn number(text: &str, count: usize, range: std::ops::RangeInclusive<u32>) -> bool {
    digits(text, count..=count) && text.parse().is_ok_and(|it| range.contains(&it))
}

/// `2021-01-31`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts.as_slice(), [year, month, day]
        if digits(year, 4..=4) && number(month, 2, 1..=12) && number(day, 2, 1..=31))
}

/// `12:30`, `12:30:00`, `12:30:00.0000000`.
fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, "00"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return false,
    };
    number(hour, 2, 0..=24)
        && number(minute, 2, 0..=59)
        && number(second, 2, 0..=60)
        && digits(fraction, 1..=12)
}

/// `2021-01-31T12:30:00Z`, `2021-01-31T12:30:00.123+01:00`.
fn is_date_time_offset(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else { return false };
    let zone = rest.find(['Z', 'z', '+', '-']).map(|at| rest.split_at(at));
    let Some((time, offset)) = zone else { return false };
    let is_offset = matches!(offset, "Z" | "z") || is_time(&offset[1..]) && offset.len() == 6;
    is_date(date) && is_time(time) && is_offset
}

/// `P1DT2H30M`, `-PT0.5S`; the service also sends years, months and weeks.
fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (days, time) = rest.split_once('T').map_or((rest, None), |(it, time)| (it, Some(time)));
    let parts = |text: &str, units: &str| {
        let mut left = units;
        text.split_inclusive(|it: char| it.is_ascii_alphabetic()).all(|part| {
            let Some(unit) = part.chars().last() else { return false };
            let Some(at) = left.find(unit) else { return false };
            left = &left[at + 1..];
            let number = &part[..part.len() - 1];
            let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
            digits(whole, 1..=18) && digits(fraction, 1..=18)
        })
    };
    !rest.is_empty()
        && parts(days, "YMWD")
        && time.is_none_or(|it| !it.is_empty() && parts(it, "HMS"))
}

fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |it: &str| it.bytes().all(|it| it.is_ascii_hexdigit());
    parts.iter().map(|it| it.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(|it| is_hex(it))
}

/// Base64, also of the kind for URLs. White space and lines that were cut do not count.
fn is_base64(text: &str) -> bool {
    text.chars()
        .filter(|it| !it.is_whitespace())
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '/' | '-' | '_' | '='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_from_what_looks_alike() {
        for (check, good, bad) in [
            (
                is_date as fn(&str) -> bool,
                &["2021-01-31"][..],
                &["2021-13-01", "31.01.2021", ""][..],
            ),
            (
                is_date_time_offset,
                &["2021-01-31T12:30:00Z", "2021-01-31T12:30:00.1234567+01:00", "2021-01-31T12:30Z"],
                &["2021-01-31", "2021-01-31T12:30:00", "2021-01-31T25:30:00Z", "T", "2021-01-31TZ"],
            ),
            (
                is_duration,
                &["P1D", "PT0.5S", "-P1DT2H30M", "P2W", "P1Y2M"],
                &["P", "1 day", "PT", "P1H", "PT1M2H", "ä"],
            ),
            (
                is_guid,
                &["0f0a3c52-9d3e-4b7f-8d52-2c1a4e5b6d7f"],
                &["0f0a3c52", "0f0a3c52-9d3e-4b7f-8d52-2c1a4e5b6d7g"],
            ),
            (is_time, &["08:00", "08:00:00.0000000"], &["8:00", "08", "08:61"]),
            (is_base64, &["dGVzdA==", "a-b_c"], &["not base64!"]),
        ] {
            assert!(good.iter().all(|it| check(it)), "{good:?}");
            assert!(!bad.iter().any(|it| check(it)), "{bad:?}");
        }
    }
}
