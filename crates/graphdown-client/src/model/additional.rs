//! What the service sent beyond what the documentation lists.

use super::property::Entry;
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};
use std::fmt;

/// Properties and annotations that a type does not declare, in the order in which they came. Empty ones take no memory beside a pointer.
#[derive(Clone, Default, PartialEq)]
pub struct Additional(Option<Box<Map<String, Value>>>);

impl Additional {
    /// The annotation that says of what type a value is.
    pub const TYPE_ANNOTATION: &'static str = "@odata.type";

    /// Nothing.
    pub const fn new() -> Self {
        Additional(None)
    }

    /// Just the annotation that says that a value is a `T`. A value of a derived type needs it where the base type is expected.
    pub fn of_type<T: super::Model>() -> Self {
        let mut it = Additional::new();
        it.insert(Self::TYPE_ANNOTATION, format!("#{}", T::ODATA_TYPE));
        it
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// Sets the value of this name and gives back what was there.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().insert(name.into(), value.into())
    }

    /// Takes the value of this name out. The order of the others stays.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let removed = self.0.as_mut()?.shift_remove(name);
        if self.is_empty() {
            self.0 = None;
        }
        removed
    }

    /// True if there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|map| map.is_empty())
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |map| map.len())
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|map| map.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// The type that the service says the value has, without the leading `#`.
    pub fn odata_type(&self) -> Option<&str> {
        let name = self.get(Self::TYPE_ANNOTATION)?.as_str()?;
        Some(name.strip_prefix('#').unwrap_or(name))
    }

    /// Takes the value of `from`, whatever it is.
    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
        if from.is_annotation() && !from.name.is_empty() {
            from.declined = true;
            return Ok(());
        }
        let value = from.map.next_value()?;
        self.0.get_or_insert_default().insert(from.key.to_owned(), value);
        Ok(())
    }

    /// Writes everything.
    pub(crate) fn write<S: SerializeMap>(&self, to: &mut S) -> Result<(), S::Error> {
        self.iter().try_for_each(|(name, value)| to.serialize_entry(name, value))
    }
}

impl fmt::Debug for Additional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Additional {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut it = Additional::new();
        it.extend(pairs);
        it
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Additional {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, pairs: I) {
        for (name, value) in pairs {
            self.insert(name, value);
        }
    }
}
