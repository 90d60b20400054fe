//! How a model shows itself: its name and what it holds, as JSON.

use super::Model;
use serde_json::Value;
use std::fmt;

/// Shows the properties that are there, in the form in which they are sent: `User {"displayName":"Adele"}`. Called by generated code.
///
/// One function here instead of one for each model: the derived ones are a fifth of what the models of a large crate cost to check.
///
/// # Errors
/// Those of the formatter.
pub fn debug_model<T: Model>(name: &str, model: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match serde_json::to_string(model) {
        Ok(json) => debug_json(name, &json, f),
        Err(error) => write!(f, "{name} ({error})"),
    }
}

fn debug_json(name: &str, json: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match serde_json::from_str::<Value>(json) {
        Ok(value) if f.alternate() => write!(f, "{name} {value:#}"),
        _ => write!(f, "{name} {json}"),
    }
}
