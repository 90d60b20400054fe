//! OData CSDL 4.01: the schemas with types, enums, bound actions and functions, and the container.
//!
//! The JSON form is made from the API, and the XML form from the JSON form, so that both say the same.

mod document;
mod operations;
mod walk;
mod xml;

use crate::ir::edm::Api;
use serde_json::Value;

/// The document in CSDL JSON.
///
/// Rows that repeat a property of a base type are left out, as CSDL wants it. Members without a documented value get the next free one,
/// for the JSON form needs values. Names that are no identifiers in CSDL are left out, and so are operations whose path cannot be
/// followed to a type.
pub fn csdl_json(api: &Api) -> Value {
    document::document(api)
}

/// The document in CSDL XML, with the wrapper of `$metadata`.
pub fn csdl_xml(api: &Api) -> String {
    xml::xml(&document::document(api))
}
