//! Navigation properties: related data that is there only if it was asked for.
//!
//! They hold JSON and decode on demand. The types of the API refer to each other in rings through them; held as plain values, whoever uses
//! one type would compile everything that can be reached from it.

pub use bind::Resource;

mod bind;

use crate::model::{Entry, Model, Property, Writer};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

const COUNT: &str = "@odata.count";
const NEXT_LINK: &str = "@odata.nextLink";

/// A relationship to one `T`: not loaded, or its JSON.
pub struct Nav<T>(Loaded, PhantomData<fn() -> T>);

/// A relationship to many `T`: not loaded, or the JSON of the first page and what the service says about the rest.
pub struct NavCollection<T>(Loaded, PhantomData<fn() -> T>);

/// The value of a relationship and its annotations, in the order in which they came.
#[derive(Clone, Default, PartialEq)]
struct Loaded(Option<Box<Parts>>);

#[derive(Clone, Default, PartialEq)]
struct Parts {
    /// The value under the property's own name, once it came.
    value: Option<Value>,
    /// Annotations, each with the part of its name from the `@` on.
    annotations: Vec<(String, Value)>,
    /// How many annotations came before the value.
    before: usize,
}

impl Loaded {
    fn value(&self) -> Option<&Value> {
        self.0.as_ref()?.value.as_ref()
    }

    fn annotation(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.annotations.iter().find(|it| it.0 == name).map(|it| &it.1)
    }

    fn set(value: Value) -> Self {
        Loaded(Some(Box::new(Parts { value: Some(value), ..Parts::default() })))
    }

    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        from: &mut Entry<'_, 'de, A>,
    ) -> Result<(), A::Error> {
        let value = from.map.next_value()?;
        let parts = self.0.get_or_insert_default();
        if from.is_annotation() {
            parts.annotations.push((from.key[from.name.len()..].to_owned(), value));
        } else {
            parts.value = Some(value);
            parts.before = parts.annotations.len();
        }
        Ok(())
    }

    fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
        let Some(parts) = &self.0 else { return };
        let (before, after) = parts.annotations.split_at(parts.before.min(parts.annotations.len()));
        write_annotations(name, before, to);
        if let Some(value) = &parts.value {
            to.entry(name, value);
        }
        write_annotations(name, after, to);
    }
}

fn write_annotations<S: SerializeMap>(
    name: &str,
    annotations: &[(String, Value)],
    to: &mut Writer<'_, S>,
) {
    for (suffix, value) in annotations {
        to.entry(&format_args!("{name}{suffix}"), value);
    }
}

impl<T> Nav<T> {
    /// True if the service sent the related resource, or said that there is none.
    pub fn is_loaded(&self) -> bool {
        self.0.value().is_some()
    }

    /// The JSON of the related resource.
    pub fn raw(&self) -> Option<&Value> {
        self.0.value()
    }

    /// A relationship with this JSON.
    pub fn from_raw(value: Value) -> Self {
        Nav(Loaded::set(value), PhantomData)
    }
}

impl<T: Model> Nav<T> {
    /// The related resource; `None` if it was not loaded or if there is none.
    ///
    /// # Errors
    /// If a property of it does not have the documented form.
    pub fn get(&self) -> Result<Option<T>, serde_json::Error> {
        match self.raw() {
            None | Some(Value::Null) => Ok(None),
            Some(value) => T::deserialize(value).map(Some),
        }
    }

    /// A relationship to `value`, for the body of a request.
    ///
    /// # Errors
    /// If `value` cannot be written as JSON, which no generated type does.
    pub fn new(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_value(value).map(Self::from_raw)
    }
}

impl<T> NavCollection<T> {
    /// True if the service sent the related resources.
    pub fn is_loaded(&self) -> bool {
        self.0.value().is_some()
    }

    /// The JSON of the related resources.
    pub fn raw(&self) -> Option<&Value> {
        self.0.value()
    }

    /// A relationship with this JSON, which should be an array.
    pub fn from_raw(value: Value) -> Self {
        NavCollection(Loaded::set(value), PhantomData)
    }

    /// How many related resources there are in all, if the service says so.
    pub fn count(&self) -> Option<i64> {
        self.0.annotation(COUNT)?.as_i64()
    }

    /// Where the next page is, if the service did not send all of them.
    pub fn next_link(&self) -> Option<&str> {
        self.0.annotation(NEXT_LINK)?.as_str()
    }

    fn elements(&self) -> &[Value] {
        self.raw().and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

impl<T: Model> NavCollection<T> {
    /// The related resources; `None` if they were not loaded.
    ///
    /// # Errors
    /// If a property of one of them does not have the documented form.
    pub fn get(&self) -> Result<Option<Vec<T>>, serde_json::Error> {
        match self.raw() {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(_)) => self.iter().collect::<Result<_, _>>().map(Some),
            Some(_) => Err(serde::de::Error::custom("a relationship to many is not an array")),
        }
    }

    /// The related resources one by one; none if they were not loaded.
    pub fn iter(&self) -> impl Iterator<Item = Result<T, serde_json::Error>> + '_ {
        self.elements().iter().map(|value| T::deserialize(value))
    }

    /// A relationship to `values`, for the body of a request.
    ///
    /// # Errors
    /// If one of them cannot be written as JSON, which no generated type does.
    pub fn new<'a>(values: impl IntoIterator<Item = &'a T>) -> Result<Self, serde_json::Error>
    where
        T: 'a,
    {
        let values = values.into_iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
        Ok(Self::from_raw(Value::Array(values)))
    }
}

/// What both kinds have in common. Derives would ask for the same of `T`.
macro_rules! common {
    ($nav:ident) => {
        impl<T> Property for $nav<T> {
            fn read<'de, A: MapAccess<'de>>(
                &mut self,
                from: &mut Entry<'_, 'de, A>,
            ) -> Result<(), A::Error> {
                self.0.read(from)
            }

            fn write<S: SerializeMap>(&self, name: &'static str, to: &mut Writer<'_, S>) {
                self.0.write(name, to);
            }
        }

        impl<T> Clone for $nav<T> {
            fn clone(&self) -> Self {
                $nav(self.0.clone(), PhantomData)
            }
        }

        impl<T> Default for $nav<T> {
            fn default() -> Self {
                $nav(Loaded::default(), PhantomData)
            }
        }

        impl<T> PartialEq for $nav<T> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<T> fmt::Debug for $nav<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.raw() {
                    Some(value) => write!(f, "{value}"),
                    None => f.write_str("(not loaded)"),
                }
            }
        }
    };
}

common!(Nav);
common!(NavCollection);
