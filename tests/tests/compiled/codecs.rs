//! The table of bodies, and what it is made of.

use super::same::Undeclared;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;

/// An operation, and what reads its bodies.
pub(crate) struct Row {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) request: Option<Codec>,
    pub(crate) response: Option<Codec>,
}

/// Reads a body and writes it again.
pub(crate) type Codec = fn(&str) -> Result<Done, serde_json::Error>;

/// What came of it.
pub(crate) struct Done {
    pub(crate) written: Value,
    /// What the type does not declare.
    pub(crate) undeclared: Vec<Undeclared>,
}

fn codec<T: DeserializeOwned + Serialize + Debug>(
    text: &str,
) -> std::result::Result<Done, serde_json::Error> {
    let read: T = serde_json::from_str(text)?;
    let undeclared = super::same::undeclared(&format!("{read:?}"));
    Ok(Done { written: serde_json::to_value(&read)?, undeclared })
}

include!(concat!(env!("OUT_DIR"), "/codecs.rs"));
