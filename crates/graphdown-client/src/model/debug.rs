//! How a model shows itself: its name, the properties that are there, and what is undeclared.
//!
//! All of it goes through [`Model::write`]. One function here instead of one for each model: the derived ones are a fifth of what the
//! models of a large crate cost to check.

use super::Model;
use super::visitor::{Properties, UNDECLARED};
use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt;

/// Shows the properties that are there: `User {displayName: "Adele", additional: {"x": Number(1)}}`. Called by generated code.
///
/// # Errors
/// Those of the formatter.
pub fn debug_model<T: Model>(name: &str, model: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Properties(model).serialize(Show { f, name }).map_err(|_| fmt::Error)
}

/// Shows whatever can be serialized.
struct Shown<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(Show { f, name: "" }).map_err(|_| fmt::Error)
    }
}

/// Writes for people. `name` is that of the type which is next.
struct Show<'a, 'f> {
    f: &'a mut fmt::Formatter<'f>,
    name: &'a str,
}

macro_rules! plain {
    ($($method:ident: $ty:ty,)+) => {$(
        fn $method(self, value: $ty) -> Result<(), Failed> {
            Ok(fmt::Debug::fmt(&value, self.f)?)
        }
    )+};
}

impl<'a, 'f> Serializer for Show<'a, 'f> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = List<'a, 'f>;
    type SerializeTuple = Impossible<(), Failed>;
    type SerializeTupleStruct = Impossible<(), Failed>;
    type SerializeTupleVariant = Impossible<(), Failed>;
    type SerializeMap = Object<'a, 'f>;
    type SerializeStruct = Impossible<(), Failed>;
    type SerializeStructVariant = Impossible<(), Failed>;

    plain! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64, serialize_char: char,
        serialize_bytes: &[u8],
    }

    fn serialize_str(self, text: &str) -> Result<(), Failed> {
        // Only keys have a name here: that of what is undeclared.
        self.f.write_str(if self.name == UNDECLARED { UNDECLARED } else { "" })?;
        Ok(fmt::Debug::fmt(text, self.f)?)
    }

    fn serialize_none(self) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        Ok(self.f.write_str("null")?)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Failed> {
        Ok(self.f.write_str(name)?)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Failed> {
        Ok(self.f.write_str(variant)?)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        // A qualified name is shown without its namespace.
        value.serialize(Show { f: self.f, name: name.rsplit('.').next().unwrap_or(name) })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        Ok(self.f.debug_tuple(variant).field(&Shown(value)).finish()?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a, 'f>, Failed> {
        Ok(List(self.f.debug_list()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a, 'f>, Failed> {
        self.f.write_str(self.name)?;
        self.f.write_str(if self.name.is_empty() { "" } else { " " })?;
        Ok(Object { shown: self.f.debug_map(), undeclared: Vec::new() })
    }

    // None of these is in the JSON of the service.
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Failed> {
        Err(Failed)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failed> {
        Err(Failed)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(Failed)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Failed> {
        Err(Failed)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(Failed)
    }
}

struct List<'a, 'f>(fmt::DebugList<'a, 'f>);

impl SerializeSeq for List<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.0.entry(&Shown(value));
        Ok(())
    }

    fn end(mut self) -> Result<(), Failed> {
        Ok(self.0.finish()?)
    }
}

struct Object<'a, 'f> {
    shown: fmt::DebugMap<'a, 'f>,
    undeclared: Vec<(String, serde_json::Value)>,
}

impl SerializeMap for Object<'_, '_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_entry<K, V>(&mut self, key: &K, value: &V) -> Result<(), Failed>
    where
        K: Serialize + ?Sized,
        V: Serialize + ?Sized,
    {
        let key = format!("{:?}", Shown(key));
        if let Some(key) = key.strip_prefix(UNDECLARED) {
            let value = serde_json::to_value(value).map_err(|_| Failed)?;
            self.undeclared.push((key.trim_matches('"').to_owned(), value));
        } else {
            self.shown.entry(&format_args!("{}", key.trim_matches('"')), &Shown(value));
        }
        Ok(())
    }

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Failed> {
        Err(Failed) // Models and JSON values write entries.
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Failed> {
        Err(Failed)
    }

    fn end(mut self) -> Result<(), Failed> {
        if !self.undeclared.is_empty() {
            let undeclared = super::Additional::from_iter(self.undeclared);
            self.shown.entry(&format_args!("{UNDECLARED}"), &undeclared);
        }
        Ok(self.shown.finish()?)
    }
}

/// The formatter failed, or the value is nothing that JSON has. Neither has words for anyone.
#[derive(Debug)]
struct Failed;

impl From<fmt::Error> for Failed {
    fn from(_: fmt::Error) -> Self {
        Failed
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it cannot be shown")
    }
}

impl std::error::Error for Failed {}

impl serde::ser::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Failed
    }
}

#[cfg(test)]
mod tests {
    use crate::{Collection, PropertyValue};

    #[test]
    fn names_of_types_and_what_is_undeclared_are_shown() {
        let json = r#"{"@odata.context":"c","@odata.count":2,"value":[{"value":"a\"b","z":[null]},{"value":null}]}"#;
        let page: Collection<PropertyValue<String>> = serde_json::from_str(json).expect("it reads");
        let shown = super::Shown(&page);
        assert_eq!(
            format!("{shown:?}"),
            r#"Collection {@odata.count: 2, value: [{value: "a\"b", additional: {"z": Array [Null]}}, {value: null}], additional: {"@odata.context": String("c")}}"#
        );
        assert!(format!("{shown:#?}").starts_with("Collection {\n    @odata.count: 2,\n"));
    }

    #[test]
    fn json_of_relationships_is_shown() {
        let json = serde_json::json!({ "a": [1, 0.5, true, null, "x"], "b": {} });
        assert_eq!(
            format!("{:?}", super::Shown(&json)),
            r#"{a: [1, 0.5, true, null, "x"], b: {}}"#
        );
    }
}
