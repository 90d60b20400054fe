//! JSON with the place of every value, keys in document order, duplicates kept.

use crate::ir::Text;
use crate::span::{Span, Spanned};
use serde_json::Value;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Json {
    /// The value.
    pub value: JsonValue,
    /// Its place in the page.
    pub span: Span,
}

/// A JSON value. Source: RFC 8259.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The names are those of the standard.
pub enum JsonValue {
    Null,
    Bool(bool),
    /// The number as written.
    Number(Text),
    String(Text),
    Array(Vec<Json>),
    Object(Vec<(Spanned<Text>, Json)>),
}

impl Json {
    /// The members, if it is an object.
    pub fn members(&self) -> &[(Spanned<Text>, Json)] {
        match &self.value {
            JsonValue::Object(members) => members,
            _ => &[],
        }
    }

    /// The member called `name`, if it is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            JsonValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Json]> {
        match &self.value {
            JsonValue::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The value without its places. Of members with one name the last counts, as everywhere in JSON.
    pub fn to_value(&self) -> Value {
        match &self.value {
            JsonValue::Null => Value::Null,
            JsonValue::Bool(it) => Value::Bool(*it),
            JsonValue::Number(it) => it.parse().map_or(Value::Null, Value::Number),
            JsonValue::String(it) => Value::String(it.to_string()),
            JsonValue::Array(it) => it.iter().map(Json::to_value).collect(),
            JsonValue::Object(it) => {
                it.iter().map(|(key, value)| (key.value.to_string(), value.to_value())).collect()
            }
        }
    }

    /// True for `true` and for the string `"true"`, which annotations use too.
    pub fn is_true(&self) -> bool {
        match &self.value {
            JsonValue::Bool(value) => *value,
            JsonValue::String(text) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }
}
