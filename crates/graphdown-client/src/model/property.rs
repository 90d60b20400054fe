//! One property of a model: how it is read when its name comes by, and how it is written.

use super::Additional;
use super::notes::Reading;
use super::wire::{Encode, PropertySeed, Wire};
use serde::de::MapAccess;
use serde::ser::{Serialize, SerializeMap};
use std::marker::PhantomData;

/// A property of a JSON object that is being read: its name is known, its value comes next.
///
/// Methods of models return nothing: the first error is kept here. So the code of a model has no branches beside its one `match`, which is most of
/// what makes it cheap to compile.
pub struct Entry<'a, 'de, A: MapAccess<'de>> {
    /// What the model's fields are asked for: first the whole name, then for an annotation such as `members@odata.nextLink` what stands
    /// before the `@`, then a name that no field has.
    pub name: &'a str,
    pub(crate) key: &'a str,
    pub(crate) map: &'a mut A,
    reading: &'a mut Reading,
    turn: Turn,
    /// True if nothing took the value, and the model is to be asked again under the next name.
    pub(super) again: bool,
    pub(super) error: Option<A::Error>,
    lifetime: PhantomData<&'de ()>,
}

/// What a model is asked to do with an entry.
#[derive(Clone, Copy, PartialEq)]
enum Turn {
    /// To read the value into the field of this name.
    Property,
    /// To read the value of an annotation into the field that it is about.
    Annotation,
    /// To keep the value in `additional`.
    Additional,
    /// To keep the notes on the whole object in `additional`.
    Notes,
}

impl<'a, 'de, A: MapAccess<'de>> Entry<'a, 'de, A> {
    pub(super) fn new(key: &'a str, map: &'a mut A, reading: &'a mut Reading) -> Self {
        let (turn, again, error, lifetime) = (Turn::Property, false, None, PhantomData);
        Entry { name: key, key, map, reading, turn, again, error, lifetime }
    }

    /// What comes behind the last property: the notes on all of them.
    pub(super) fn of_notes(map: &'a mut A, reading: &'a mut Reading) -> Self {
        Entry { turn: Turn::Notes, ..Entry::new("", map, reading) }
    }

    /// True if it is an annotation of a property, not the property itself.
    pub(crate) fn is_annotation(&self) -> bool {
        self.turn == Turn::Annotation
    }

    /// Leaves the value alone: the field that it is about has no use for it.
    pub(crate) fn decline(&mut self) {
        (self.name, self.turn, self.again) = ("", Turn::Additional, true);
    }

    /// True if the field left the value alone.
    pub(crate) fn is_declined(&self) -> bool {
        self.again
    }

    /// Reads the value into the field of this name.
    #[inline]
    pub fn read<P: Property>(&mut self, field: &mut P) {
        if let Err(error) = field.read(self) {
            self.error = Some(error);
        }
    }

    /// Reads the value, which has no field of its own.
    pub fn rest(&mut self, additional: &mut Additional) {
        if self.turn == Turn::Notes {
            additional.set_notes(std::mem::take(&mut self.reading.notes));
            return;
        }
        if self.turn == Turn::Property
            && let Some(at @ 1..) = self.key.find('@')
        {
            (self.name, self.turn, self.again) = (&self.key[..at], Turn::Annotation, true);
            return;
        }
        match self.map.next_value() {
            Ok(value) => additional.push(self.key, value),
            Err(error) => self.error = Some(error),
        }
    }

    /// Reads the value of a property where it shall stand; `None` is `null`.
    #[inline(always)]
    pub(crate) fn value<T: Wire>(&mut self, field: &mut Option<T>) -> Result<(), A::Error> {
        self.map.next_value_seed(PropertySeed::new(field, Some(&mut self.reading.open)))?;
        if self.reading.concern_gaps() {
            self.reading.close_gaps(self.key);
        }
        Ok(())
    }

    /// Takes note that the property is `null`, which its field does not tell from absent.
    #[inline]
    pub(crate) fn note_null(&mut self) {
        self.reading.notes.nulls.insert(self.key);
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

    /// Writes the value of a property that is there.
    #[inline]
    pub(crate) fn value<T: Wire>(&mut self, name: &'static str, value: &T) {
        self.entry(name, &Encode { value, gaps: self.additional.gaps(name) });
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
    /// Takes the value of `from`, or declines it: an annotation that the field has no use for.
    ///
    /// # Errors
    /// If the value does not have the form that the field wants.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error>;

    /// Writes the property under `name` if it is there. An error stays in `to`.
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>);
}

impl<T: Wire> Property for Option<T> {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
        if from.is_annotation() {
            from.decline();
            return Ok(());
        }
        from.value(self)?;
        if self.is_none() {
            from.note_null();
        }
        Ok(())
    }

    #[inline]
    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
        match self {
            Some(value) => to.value(name, value),
            None => to.absent(name),
        }
    }
}
