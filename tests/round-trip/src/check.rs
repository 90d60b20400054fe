//! Whether what was read and written is what was there.

use crate::fill::Document;
use graphdown_client::Model;
use serde_json::Value;

/// What became of a document.
#[derive(Debug)]
pub struct Seen {
    /// The document, written again.
    pub written: String,
    /// The names that were kept beside the declared properties.
    pub additional: Vec<String>,
    /// The names of declared properties that were `null`.
    pub nulls: Vec<String>,
    /// True if what was written reads as the same model.
    pub is_same: bool,
}

/// Reads `text` as a `T` and writes it again.
///
/// # Errors
/// What serde says.
pub fn see<T: Model + PartialEq>(text: &str) -> Result<Seen, String> {
    let model: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let written = serde_json::to_string(&model).map_err(|error| error.to_string())?;
    let again: T = serde_json::from_str(&written).map_err(|error| error.to_string())?;
    let additional = model.additional();
    Ok(Seen {
        is_same: again == model && same_additional(again.additional(), additional),
        additional: additional.iter().map(|it| it.0.to_owned()).collect(),
        nulls: additional.nulls().map(str::to_owned).collect(),
        written,
    })
}

/// Equality does not count notes of `null`; here they count.
fn same_additional(
    one: &graphdown_client::Additional,
    other: &graphdown_client::Additional,
) -> bool {
    one == other && sorted(one.nulls()) == sorted(other.nulls())
}

pub(crate) fn check(
    document: &Document,
    see: &fn(&str) -> Result<Seen, String>,
) -> Result<(), String> {
    let seen = see(&document.text)?;
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
    if let Some(place) = difference(&read(&document.text)?, &read(&seen.written)?) {
        return Err(format!("`{place}` is not what it was, but\n  {}", seen.written));
    }
    if !seen.is_same {
        return Err(format!("reads otherwise the second time:\n  {}", seen.written));
    }
    names("beside the declared properties", &document.undeclared, &seen.additional)?;
    names("noted as null", &document.nulls, &seen.nulls)
}

fn names(what: &str, wanted: &[String], found: &[String]) -> Result<(), String> {
    let (wanted, found) =
        (sorted(wanted.iter().map(String::as_str)), sorted(found.iter().map(String::as_str)));
    if wanted == found { Ok(()) } else { Err(format!("{what}: {found:?}, not {wanted:?}")) }
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

/// Where two documents differ. Numbers are compared by value: `1` and `1.0` are the same double. Objects have no order.
fn difference(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) if one.is_f64() != other.is_f64() => {
            (one.as_f64() != other.as_f64()).then(|| format!(" {other}"))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).enumerate().find_map(|(index, (one, other))| {
                Some(format!("{index}/{}", difference(one, other)?))
            })
        }
        (Value::Object(one), Value::Object(other)) => {
            let gone = one.keys().find(|it| !other.contains_key(*it));
            let new = other.keys().find(|it| !one.contains_key(*it));
            gone.or(new).cloned().or_else(|| {
                one.iter().find_map(|(name, it)| {
                    Some(format!("{name}/{}", difference(it, &other[name])?))
                })
            })
        }
        (one, other) => (one != other).then(|| format!(" {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::difference;
    use serde_json::json;

    #[test]
    fn differences_are_found() {
        assert_eq!(difference(&json!({"a": [1], "b": 2}), &json!({"b": 2.0, "a": [1]})), None);
        for (one, other) in [
            (json!({"a": null}), json!({})),
            (json!({}), json!({"a": null})),
            (json!({"a": ["x"]}), json!({"a": ["y"]})),
            (json!([1]), json!([1, 2])),
            (json!("1"), json!(1)),
        ] {
            assert!(difference(&one, &other).is_some(), "{one} {other}");
        }
    }
}
