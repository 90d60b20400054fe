//! One property of a model: how it is read when its name comes by, and how it is written.

use super::Additional;
use super::nulls::Nulls;
use super::wire::{Encode, PropertySeed, Wire};
use serde::de::MapAccess;
use serde::ser::{Serialize, SerializeMap};
use serde_json::Value;
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
pub(crate) enum Left {
    /// Nothing: it has been read.
    Nothing,
    /// All of it: it is an annotation that the field has no use for, and its value was not touched.
    Annotation,
    /// That it was `null`, which the field does not tell from absent.
    Null,
    /// The whole value: it is of a form that the field cannot hold, such as a collection with `null` in it.
    Value(Value),
    /// Not of an entry but of the whole object: the declared properties that were `null`.
    Nulls(Nulls),
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
    /// Declared properties that have a value again, after one that the field could not hold was kept in `additional`.
    replaced: Vec<&'static str>,
    pub(crate) result: Result<(), S::Error>,
}

impl<'a, S: SerializeMap> Writer<'a, S> {
    pub(crate) fn new(map: &'a mut S, additional: &'a Additional) -> Self {
        Writer { map, additional, replaced: Vec::new(), result: Ok(()) }
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
            self.result = additional.write(self.map, &self.replaced);
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

    /// Takes note that a property has a value.
    #[inline]
    pub(crate) fn present(&mut self, name: &'static str) {
        if self.additional.keeps_declared() {
            self.replaced.push(name);
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
            (*self, from.left) = from.map.next_value_seed(PropertySeed::new())?;
        }
        Ok(())
    }

    #[inline]
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
        match self {
            Some(value) => {
                to.present(name);
                to.entry(name, &Encode(value));
            }
            None => to.absent(name),
        }
    }
}
