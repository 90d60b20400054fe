//! One property of a model: how it is read when its name comes by, and how it is written.

use super::Additional;
use super::wire::{Encode, OptionSeed, Wire};
use serde::de::MapAccess;
use serde::ser::{Serialize, SerializeMap};
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
    /// What the field leaves to be kept in `additional`.
    pub(crate) left: Left,
    pub(crate) result: Result<(), A::Error>,
    lifetime: PhantomData<&'de ()>,
}

/// What is left of an entry when its field has seen it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// Nothing: it has been read.
    Nothing,
    /// All of it: it is an annotation that the field has no use for, and its value was not touched.
    Annotation,
    /// That it was `null`, which the field does not tell from absent.
    Null,
}

impl<'a, 'de, A: MapAccess<'de>> Entry<'a, 'de, A> {
    pub(crate) fn new(key: &'a str, map: &'a mut A) -> Self {
        let name = match key.bytes().position(|byte| byte == b'@') {
            Some(at) if at > 0 => &key[..at],
            _ => key,
        };
        Entry { name, key, map, left: Left::Nothing, result: Ok(()), lifetime: PhantomData }
    }

    /// True if it is an annotation of a property, not the property itself.
    pub(crate) fn is_annotation(&self) -> bool {
        self.name.len() != self.key.len()
    }

    /// Makes it an entry that no declared property takes.
    pub(crate) fn as_additional(&mut self) {
        self.name = "";
    }

    /// Reads the value into the field of this name.
    #[inline]
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
    map: &'a mut S,
    additional: &'a Additional,
    pub(crate) result: Result<(), S::Error>,
}

impl<'a, S: SerializeMap> Writer<'a, S> {
    pub(crate) fn new(map: &'a mut S, additional: &'a Additional) -> Self {
        Writer { map, additional, result: Ok(()) }
    }

    /// Writes a field if it is there.
    #[inline]
    pub fn property<P: Property>(&mut self, name: &'static str, field: &P) {
        if self.result.is_ok() {
            field.write(name, self);
        }
    }

    /// Writes what has no field of its own.
    pub fn rest(&mut self, additional: &Additional) {
        if self.result.is_ok() {
            self.result = additional.write(self.map);
        }
    }

    /// Writes a value that is there.
    #[inline]
    pub fn entry<N, T>(&mut self, name: &N, value: &T)
    where
        N: Serialize + ?Sized,
        T: Serialize + ?Sized,
    {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(name, value);
        }
    }

    /// Writes a value that is not there: as `null` if it came so, else not at all.
    pub(crate) fn absent(&mut self, name: &'static str) {
        if self.was_null(name) {
            self.entry(name, &());
        }
    }

    /// True if the property came as `null`.
    #[inline]
    pub(crate) fn was_null(&self, name: &str) -> bool {
        self.additional.was_null(name)
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
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>);
}

impl<T: Wire> Property for Option<T> {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
        if from.is_annotation() {
            from.left = Left::Annotation;
        } else {
            *self = from.map.next_value_seed(OptionSeed::new())?;
            if self.is_none() {
                from.left = Left::Null;
            }
        }
        Ok(())
    }

    #[inline]
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
        match self {
            Some(value) => to.entry(name, &Encode(value)),
            None => to.absent(name),
        }
    }
}
