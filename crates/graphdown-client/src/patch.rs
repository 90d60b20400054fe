//! A property of an update: left alone, set to null or set to a value.

use crate::model::{Entry, Property, Wire, Writer};
use serde::de::MapAccess;
use serde::ser::SerializeMap;

/// What an update does with a property.
///
/// ```
/// use graphdown_client::Patch;
/// let mut office: Patch<String> = Patch::default();
/// assert_eq!(office, Patch::Leave);
/// office = "18/2111".into();
/// assert_eq!(office, Patch::Set("18/2111".to_owned()));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The property keeps its value: it is not sent.
    #[default]
    Leave,
    /// The property loses its value: `null` is sent.
    Null,
    /// The property gets this value.
    Set(T),
}

impl<T> Patch<T> {
    /// True if the property is not sent.
    pub const fn is_leave(&self) -> bool {
        matches!(self, Patch::Leave)
    }

    /// The new value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Patch::Set(value) => Some(value),
            Patch::Leave | Patch::Null => None,
        }
    }

    /// `Null` for `None`, `Set` for `Some`.
    pub fn set_or_null(value: Option<T>) -> Self {
        value.map_or(Patch::Null, Patch::Set)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::Set(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Patch::Set(value.to_owned())
    }
}

impl<T: Wire> Property for Patch<T> {
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
        if from.is_annotation() {
            from.decline();
        } else {
            let mut value = None;
            from.value(&mut value)?;
            *self = Patch::set_or_null(value);
        }
        Ok(())
    }

    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
        match self {
            Patch::Leave => {}
            Patch::Null => to.entry(name, &()),
            Patch::Set(value) => to.value(name, value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Patch;

    #[test]
    fn three_states_are_told_apart() {
        assert!(Patch::<i32>::default().is_leave());
        assert_eq!(Patch::set_or_null(None::<i32>), Patch::Null);
        assert_eq!(Patch::from(1).value(), Some(&1));
    }
}
