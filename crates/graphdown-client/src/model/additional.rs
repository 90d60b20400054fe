//! What the service sent beyond what the documentation lists.

use super::notes::{Gaps, Notes};
use super::visitor::UndeclaredKey;
use serde::ser::SerializeMap;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Properties and annotations that a type does not declare, in the order in which they came, and notes of the declared properties that
/// were `null` or had `null` among their values. Without either it takes no memory beside a pointer.
///
/// A declared property that was `null` reads as `None`, like one that did not come. The note tells the two apart, and makes that the
/// model is written as it was read: with `null` where it came, unless the field has a value by then.
///
/// A collection holds the values that are not `null`. Where the others stood is noted, and they are written there again as long as the
/// collection has as many values as it was read with.
///
/// Two are equal if the same undeclared properties have the same values, and the same collections have `null` at the same places. Notes
/// of properties that were `null` do not count, so a model that was read equals one that was built without naming what it does not have.
#[derive(Clone, Default)]
pub struct Additional(Option<Box<Parts>>);

#[derive(Clone, Default)]
struct Parts {
    /// A list, since there are few: a map costs more to fill than all searches in it save. A name that came twice is in it twice, and
    /// the last one counts.
    values: Vec<(Cow<'static, str>, Value)>,
    notes: Notes,
}

impl Parts {
    fn position(&self, name: &str) -> Option<usize> {
        self.values.iter().rposition(|it| it.0 == name)
    }

    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.notes.is_empty()
    }

    /// The values by name, to compare.
    fn sorted(&self) -> Vec<(&str, &Value)> {
        let mut values: Vec<_> = self.values.iter().map(|(name, value)| (&**name, value)).collect();
        values.sort_by_key(|it| it.0);
        values
    }

    /// The places of `null` by name, to compare.
    fn sorted_gaps(&self) -> Vec<&(Box<str>, Gaps)> {
        let mut gaps: Vec<_> = self.notes.gaps.iter().collect();
        gaps.sort_by_key(|it| &it.0);
        gaps
    }
}

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
        let parts = self.0.as_ref()?;
        parts.position(name).map(|index| &parts.values[index].1)
    }

    /// Sets the value of this name and gives back what was there. `Value::Null` sends `null`, also for a declared property that is
    /// `None`.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        let parts = self.0.get_or_insert_default();
        let was_null = parts.notes.nulls.remove(&name).then_some(Value::Null);
        parts.notes.remove_gaps(&name);
        match parts.position(&name) {
            Some(index) => Some(std::mem::replace(&mut parts.values[index].1, value)),
            None => {
                parts.values.push((name.into(), value));
                was_null
            }
        }
    }

    /// Takes the value of this name out, and the notes that it was `null` or had `null` among its values. The order of the others stays.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let parts = self.0.as_mut()?;
        let was_null = parts.notes.nulls.remove(name).then_some(Value::Null);
        parts.notes.remove_gaps(name);
        let removed = parts.position(name).map(|index| parts.values.remove(index).1);
        parts.values.retain(|it| it.0 != name);
        if parts.is_empty() {
            self.0 = None;
        }
        removed.or(was_null)
    }

    /// True if the property of this name, declared or not, came as `null`.
    ///
    /// ```
    /// # use graphdown_client::PropertyValue;
    /// let answer: PropertyValue<bool> = serde_json::from_str(r#"{"value":null}"#)?;
    /// assert!(answer.value.is_none() && answer.additional.is_null("value"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn is_null(&self, name: &str) -> bool {
        self.was_null(name) || self.get(name).is_some_and(Value::is_null)
    }

    /// The names of declared properties that came as `null`, in the order in which they came.
    pub fn nulls(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|it| it.notes.nulls.iter())
    }

    /// Where the collection of this name had `null` when it was read, in ascending order; mostly nowhere.
    pub fn null_positions(&self, name: &str) -> &[usize] {
        self.gaps(name).map_or(&[], |it| &it.positions)
    }

    /// True if there are no values.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|it| it.values.is_empty())
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |it| it.values.len())
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|it| it.values.iter()).map(|(name, value)| (&**name, value))
    }

    /// The type that the service says the value has, without the leading `#`.
    pub fn odata_type(&self) -> Option<&str> {
        let name = self.get(Self::TYPE_ANNOTATION)?.as_str()?;
        Some(name.strip_prefix('#').unwrap_or(name))
    }

    /// Adds a value behind the others.
    pub(super) fn push(&mut self, name: &str, value: Value) {
        self.0.get_or_insert_default().values.push((owned(name), value));
    }

    pub(super) fn set_notes(&mut self, notes: Notes) {
        self.0.get_or_insert_default().notes = notes;
    }

    #[inline]
    pub(super) fn gaps(&self, name: &str) -> Option<&Gaps> {
        self.0.as_ref()?.notes.gaps(name)
    }

    /// True if the declared property of this name came as `null`.
    #[inline]
    pub(crate) fn was_null(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|it| it.notes.nulls.contains(name))
    }

    /// Writes all values.
    pub(super) fn write<S: SerializeMap>(&self, to: &mut S) -> Result<(), S::Error> {
        self.iter().try_for_each(|(name, value)| to.serialize_entry(&UndeclaredKey(name), value))
    }
}

impl PartialEq for Additional {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => {
                one.sorted() == other.sorted() && one.sorted_gaps() == other.sorted_gaps()
            }
            (one, other) => {
                one.iter().chain(other).all(|it| it.values.is_empty() && it.notes.gaps.is_empty())
            }
        }
    }
}

impl fmt::Debug for Additional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nulls = self.nulls().map(|name| (name, &Value::Null));
        let gaps =
            self.0.iter().flat_map(|it| &it.notes.gaps).map(|(name, gaps)| (name, Places(gaps)));
        f.debug_map().entries(self.iter()).entries(nulls).entries(gaps).finish()
    }
}

/// The name as one of its own. Those that come with most objects take no memory.
fn owned(name: &str) -> Cow<'static, str> {
    match name {
        "@odata.type" => "@odata.type".into(),
        "@odata.etag" => "@odata.etag".into(),
        "@odata.id" => "@odata.id".into(),
        "@odata.context" => "@odata.context".into(),
        _ => name.to_owned().into(),
    }
}

/// Where a collection has `null`.
struct Places<'a>(&'a Gaps);

impl fmt::Debug for Places<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: null", self.0.positions)
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
