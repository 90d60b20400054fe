//! A resource of a type that the bindings do not declare.

use super::{Additional, Entry, Model, Writer};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A resource whose type is not declared: all that came is additional.
///
/// Bindings with a feature for each area of the product have it in place of the types whose features are off, at the ends of relationships.
/// What the service sent is kept and written again, so nothing is lost; it only has no fields.
///
/// # Examples
///
/// ```
/// use graphdown_client::{Undeclared, serde_json};
///
/// let manager: Undeclared = serde_json::from_str(r#"{"displayName":"Adele"}"#)?;
/// assert_eq!(manager.additional.get("displayName").unwrap(), "Adele");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Undeclared {
    /// All properties and annotations.
    pub additional: Additional,
}

impl Model for Undeclared {
    /// None is known; [`Model::odata_type`] gives what the service says.
    const ODATA_TYPE: &'static str = "";

    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
        from.rest(&mut self.additional);
    }

    fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
        to.rest(&self.additional);
    }

    fn additional(&self) -> &Additional {
        &self.additional
    }
}

crate::common_of_model!(Undeclared);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_written_again() {
        let json =
            r##"{"@odata.type":"#microsoft.graph.user","id":"1","manager":null,"tags":[1,null]}"##;
        let it: Undeclared = serde_json::from_str(json).unwrap();
        assert_eq!(it.odata_type(), Some("microsoft.graph.user"));
        assert_eq!(serde_json::to_string(&it).unwrap(), json);
        assert!(serde_json::from_str::<Undeclared>("[]").is_err());
    }
}
