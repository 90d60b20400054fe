//! What answers look like beyond models: collections, single values, nothing, bytes.

use crate::model::{Additional, Entry, Model, Property, Wire, Writer};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

pub use bytes::Bytes;

/// Nothing: the answer has no body, or none with a meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct NoContent;

/// A page of a collection: `{"value": [...]}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection<T> {
    /// The elements of this page.
    pub value: Vec<T>,
    /// How many elements there are in all pages, if it was asked for.
    pub count: Option<i64>,
    /// Where the next page is; `None` on the last one.
    pub next_link: Option<String>,
    /// Where to ask for changes from here on; on the last page of a delta query.
    pub delta_link: Option<String>,
    /// Other annotations, such as `@odata.context`.
    pub additional: Additional,
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Collection {
            value: Vec::new(),
            count: None,
            next_link: None,
            delta_link: None,
            additional: Additional::new(),
        }
    }
}

/// One value that is no resource, as functions return it: `{"value": true}`.
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyValue<T> {
    /// The value.
    pub value: Option<T>,
    /// Annotations, such as `@odata.context`.
    pub additional: Additional,
}

impl<T> Default for PropertyValue<T> {
    fn default() -> Self {
        PropertyValue { value: None, additional: Additional::new() }
    }
}

impl<T: Wire> Model for Collection<T> {
    const ODATA_TYPE: &'static str = "Collection";

    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
        match from.name {
            "value" => from.read(&mut self.value),
            "@odata.count" => from.read(&mut self.count),
            "@odata.nextLink" => from.read(&mut self.next_link),
            "@odata.deltaLink" => from.read(&mut self.delta_link),
            _ => from.rest(&mut self.additional),
        }
    }

    fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
        to.rest(&self.additional);
        to.property("@odata.count", &self.count);
        to.property("@odata.nextLink", &self.next_link);
        to.property("@odata.deltaLink", &self.delta_link);
        to.property("value", &self.value);
    }

    fn additional(&self) -> &Additional {
        &self.additional
    }
}

/// A list that is always written; `null` is read as an empty one, and an empty one that came so is written so.
impl<T: Wire> Property for Vec<T> {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
        let mut value: Option<Self> = None;
        Property::read(&mut value, from)?;
        if !from.is_declined() {
            *self = value.unwrap_or_default();
        }
        Ok(())
    }

    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
        if self.is_empty() && to.was_null(name) {
            to.entry(name, &());
        } else {
            to.value(name, self);
        }
    }
}

impl<T: Wire> Model for PropertyValue<T> {
    const ODATA_TYPE: &'static str = "";

    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, 'de, A>) {
        match from.name {
            "value" => from.read(&mut self.value),
            _ => from.rest(&mut self.additional),
        }
    }

    fn write<S: SerializeMap>(&self, to: &mut Writer<'_, S>) {
        to.rest(&self.additional);
        to.property("value", &self.value);
    }

    fn additional(&self) -> &Additional {
        &self.additional
    }
}

/// `serde_of_model!` for a model with a type parameter.
macro_rules! serde_of_generic {
    ($($model:ident)+) => {$(
        impl<'de, T: Wire> serde::Deserialize<'de> for $model<T> {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                crate::read_model(from)
            }
        }
        impl<T: Wire> serde::Serialize for $model<T> {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                crate::write_model(self, to)
            }
        }
    )+};
}

serde_of_generic!(Collection PropertyValue);

#[cfg(test)]
mod tests {
    use super::{Collection, PropertyValue};

    #[test]
    fn a_page_round_trips() {
        let json = r#"{"@odata.context":"c","@odata.count":3,"@odata.nextLink":"https://n","value":["a","b"]}"#;
        let page: Collection<String> = serde_json::from_str(json).expect("it reads");
        assert_eq!(
            (page.count, page.value.len(), page.next_link.as_deref()),
            (Some(3), 2, Some("https://n"))
        );
        assert_eq!(serde_json::to_string(&page).expect("it writes"), json);
    }

    #[test]
    fn a_single_value_is_wrapped() {
        let answer: PropertyValue<bool> =
            serde_json::from_str(r#"{"@odata.context":"c","value":true}"#).expect("it reads");
        assert_eq!(answer.value, Some(true));
    }

    #[test]
    fn null_stays_null() {
        for json in [r#"{"value":null}"#, r#"{"@odata.count":null,"value":[]}"#] {
            let page: Collection<String> = serde_json::from_str(json).expect("it reads");
            assert!(page.value.is_empty());
            assert_eq!(serde_json::to_string(&page).expect("it writes"), json);
        }
        let json = r#"{"value":null}"#;
        let mut answer: PropertyValue<bool> = serde_json::from_str(json).expect("it reads");
        assert_eq!(serde_json::to_string(&answer).expect("it writes"), json);
        answer.value = Some(false);
        assert_eq!(serde_json::to_string(&answer).expect("it writes"), r#"{"value":false}"#);
    }

    #[test]
    fn an_annotation_of_the_list_leaves_it_alone() {
        let json = r#"{"value@x.y":1,"value":["a"]}"#;
        for json in [json, r#"{"value":["a"],"value@x.y":1}"#] {
            let page: Collection<String> = serde_json::from_str(json).expect("it reads");
            assert_eq!(page.value, ["a"]);
            assert_eq!(page.additional.len(), 1);
        }
    }
}
