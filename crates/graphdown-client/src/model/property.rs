//! One property of a model: how it is read when its name comes by, and how it is written.

use super::Additional;
use super::wire::{Encode, OptionSeed, Wire};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use std::marker::PhantomData;

/// A property of a JSON object that is being read: its name is known, its value comes next.
///
/// Methods of models return nothing: the first error is kept here. So the code of a model has no branches beside its one `match`, which is most of
/// what makes it cheap to compile.
pub struct Entry<'a, 'de, A: MapAccess<'de>> {
    /// The property's name; for an annotation such as `members@odata.nextLink` what stands before the `@`.
    pub name: &'a str,
    pub(crate) key: &'a str,
    pub(crate) map: &'a mut A,
    pub(crate) declined: bool,
    pub(crate) result: Result<(), A::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'a, 'de, A: MapAccess<'de>> Entry<'a, 'de, A> {
    pub(crate) fn new(key: &'a str, map: &'a mut A) -> Self {
        let name = match key.bytes().position(|byte| byte == b'@') {
            Some(at) if at > 0 => &key[..at],
            _ => key,
        };
        Entry { name, key, map, declined: false, result: Ok(()), lifetime: PhantomData }
    }

    /// True if it is an annotation of a property, not the property itself.
    pub(crate) fn is_annotation(&self) -> bool {
        self.name.len() != self.key.len()
    }

    /// Makes it an entry of the whole key, which no declared property has.
    pub(crate) fn as_additional(&mut self) {
        self.declined = false;
        self.name = "";
    }

    /// Reads the value into the field of this name.
    pub fn read<P: Property>(&mut self, field: &mut P) {
        self.result = field.read(self);
    }

    /// Reads the value, which has no field of its own.
    pub fn rest(&mut self, additional: &mut Additional) {
        self.result = additional.read(self);
    }
}

/// A JSON object that is being written. Keeps the first error.
pub struct Writer<'a, S: SerializeMap> {
    pub(crate) map: &'a mut S,
    pub(crate) result: Result<(), S::Error>,
}

impl<'a, S: SerializeMap> Writer<'a, S> {
    pub(crate) fn new(map: &'a mut S) -> Self {
        Writer { map, result: Ok(()) }
    }

    /// Writes a field if it is there.
    pub fn property<P: Property>(&mut self, name: &'static str, field: &P) {
        if self.result.is_ok() {
            self.result = field.write(name, self.map);
        }
    }

    /// Writes what has no field of its own.
    pub fn rest(&mut self, additional: &Additional) {
        if self.result.is_ok() {
            self.result = additional.write(self.map);
        }
    }
}

/// A field of a model that stands for a property.
pub trait Property {
    /// Takes the value of `from`. An annotation that the field has no use for is left alone and marked so.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error>;

    /// Writes the property under `name` if it is there.
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut S) -> Result<(), S::Error>;
}

impl<T: Wire> Property for Option<T> {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
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
