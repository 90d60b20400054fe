//! One property of a model: how it is read when its name comes by, and how it is written.

use super::wire::{Encode, OptionSeed, Wire};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// A property of a JSON object that is being read: its name is known, its value comes next.
pub struct Entry<'a, A> {
    /// The property's name; for an annotation such as `members@odata.nextLink` what stands before the `@`.
    pub name: &'a str,
    pub(crate) key: &'a str,
    pub(crate) map: &'a mut A,
    pub(crate) declined: bool,
}

impl<'a, A> Entry<'a, A> {
    pub(crate) fn new(key: &'a str, map: &'a mut A) -> Self {
        let name = match key.bytes().position(|byte| byte == b'@') {
            Some(at) if at > 0 => &key[..at],
            _ => key,
        };
        Entry { name, key, map, declined: false }
    }

    /// True if it is an annotation of a property, not the property itself.
    pub(crate) fn is_annotation(&self) -> bool {
        self.name.len() != self.key.len()
    }

    /// Makes it an entry of the whole key, which no declared property has.
    pub(crate) fn as_additional(&mut self) {
        self.name = "";
    }
}

/// A field of a model that stands for a property.
pub trait Property {
    /// Takes the value of `from`. An annotation that the field has no use for is left alone and marked so.
    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, A>) -> Result<(), A::Error>;

    /// Writes the property under `name` if it is there.
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut S) -> Result<(), S::Error>;
}

impl<T: Wire> Property for Option<T> {
    fn read<'de, A: MapAccess<'de>>(&mut self, from: &mut Entry<'_, A>) -> Result<(), A::Error> {
        if from.is_annotation() {
            from.declined = true;
        } else {
            *self = from.map.next_value_seed(OptionSeed::new())?;
        }
        Ok(())
    }

    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut S) -> Result<(), S::Error> {
        match self {
            Some(value) => to.serialize_entry(name, &Encode(value)),
            None => Ok(()),
        }
    }
}
