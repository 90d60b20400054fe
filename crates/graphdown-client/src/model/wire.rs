//! How one value goes over the wire, where OData's JSON format differs from serde's for the same Rust type.

use super::property::Left;
use super::{Model, read_model, write_model};
use serde::de::value::UnitDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A value of a property, a parameter or a collection. Source: OData JSON Format 4.01, section 7.
pub trait Wire: Sized {
    /// True if `null` is one of its values.
    const HOLDS_NULL: bool = false;

    /// Reads it.
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// Reads it as the value of a property. `Ok(Err(_))` is the JSON of a value that is no error but cannot be held.
    ///
    /// # Errors
    /// If the value is not of the form that the type wants.
    fn decode_property<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Result<Self, Value>, D::Error> {
        Self::decode(from).map(Ok)
    }

    /// Writes it.
    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
}

impl<T: Model> Wire for T {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read_model(from)
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write_model(self, to)
    }
}

/// Values whose wire form is the one that serde gives them.
macro_rules! as_serde {
    ($($ty:ty)+) => {$(
        impl Wire for $ty {
            fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(from)
            }

            fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(self, to)
            }
        }
    )+};
}
pub(crate) use as_serde;

as_serde!(bool i8 u8 i16 i32 String);

impl Wire for Value {
    const HOLDS_NULL: bool = true;

    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(from)
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize(to)
    }
}

impl Wire for i64 {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Int64Visitor)
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(*self)
    }
}

struct Int64Visitor;

impl Visitor<'_> for Int64Visitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a 64-bit integer, as a number or in quotes")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value)
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        // 2^53: up to there every whole number is a double of its own.
        if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
            return Ok(value as i64);
        }
        Err(E::invalid_value(serde::de::Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        text.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

/// `f32` and `f64`: numbers, or one of three words for what JSON has no number for.
macro_rules! float {
    ($ty:ident, $visitor:ident, $serialize:ident) => {
        impl Wire for $ty {
            fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any($visitor)
            }

            fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if self.is_finite() {
                    to.$serialize(*self)
                } else if self.is_nan() {
                    to.serialize_str("NaN")
                } else {
                    to.serialize_str(if *self > 0.0 { "INF" } else { "-INF" })
                }
            }
        }

        struct $visitor;

        impl Visitor<'_> for $visitor {
            type Value = $ty;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, `INF`, `-INF` or `NaN`")
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<$ty, E> {
                Ok(value as $ty)
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<$ty, E> {
                Ok(value as $ty)
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<$ty, E> {
                Ok(value as $ty)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<$ty, E> {
                match text {
                    "INF" => Ok($ty::INFINITY),
                    "-INF" => Ok($ty::NEG_INFINITY),
                    "NaN" => Ok($ty::NAN),
                    // Rust also reads words that JSON and OData do not have.
                    _ if text
                        .bytes()
                        .any(|it| it.is_ascii_alphabetic() && !matches!(it, b'e' | b'E')) =>
                    {
                        Err(E::invalid_value(serde::de::Unexpected::Str(text), &self))
                    }
                    _ => text
                        .parse()
                        .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }
        }
    };
}

float!(f32, SingleVisitor, serialize_f32);
float!(f64, DoubleVisitor, serialize_f64);

impl<T: Wire> Wire for Vec<T> {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let list = from.deserialize_seq(VecVisitor(PhantomData))?;
        list.map_err(|_| D::Error::custom("`null` in a collection"))
    }

    fn decode_property<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Result<Self, Value>, D::Error> {
        from.deserialize_seq(VecVisitor(PhantomData))
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(Encode))
    }
}

struct VecVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for VecVisitor<T> {
    type Value = Result<Vec<T>, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some((value, left)) = from.next_element_seed(PropertySeed::<T>::new())? {
            match (value, left) {
                (Some(value), Left::Nothing) => list.push(value),
                (None, Left::Null) if T::HOLDS_NULL => {
                    list.push(T::decode(UnitDeserializer::new())?);
                }
                (_, left) => return keep_all(&list, left, from).map(Err),
            }
        }
        Ok(Ok(list))
    }
}

/// A collection of which one element cannot be held is kept as it came: what was read of it, that element, and the rest.
#[cold]
fn keep_all<'de, T: Wire, A: SeqAccess<'de>>(
    list: &[T],
    left: Left,
    mut from: A,
) -> Result<Value, A::Error> {
    let mut values: Vec<Value> = list
        .iter()
        .map(|it| serde_json::to_value(Encode(it)).map_err(A::Error::custom))
        .collect::<Result<_, _>>()?;
    values.push(match left {
        Left::Value(value) => value,
        _ => Value::Null,
    });
    while let Some(value) = from.next_element()? {
        values.push(value);
    }
    Ok(Value::Array(values))
}

/// Makes a [`Wire`] value serializable.
pub(crate) struct Encode<'a, T>(pub(crate) &'a T);

impl<T: Wire> Serialize for Encode<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.encode(to)
    }
}

/// Reads the value of a property, `null` included.
pub(crate) struct PropertySeed<T>(PhantomData<T>);

impl<T> PropertySeed<T> {
    pub(crate) fn new() -> Self {
        PropertySeed(PhantomData)
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for PropertySeed<T> {
    type Value = (Option<T>, Left);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(Option<T>, Left), D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for PropertySeed<T> {
    type Value = (Option<T>, Left);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(Option<T>, Left), E> {
        Ok((None, Left::Null))
    }

    fn visit_unit<E: Error>(self) -> Result<(Option<T>, Left), E> {
        Ok((None, Left::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(Option<T>, Left), D::Error> {
        Ok(match T::decode_property(from)? {
            Ok(value) => (Some(value), Left::Nothing),
            Err(value) => (None, Left::Value(value)),
        })
    }
}
