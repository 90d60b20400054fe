//! How one value goes over the wire, where OData's JSON format differs from serde's for the same Rust type.

use super::notes::Gaps;
use super::visitor::ModelVisitor;
use super::{Model, read_model, write_model};
use serde::de::value::UnitDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A value of a property, a parameter or a collection. Source: OData JSON Format 4.01, section 7.
pub trait Wire: Sized {
    /// True if `null` is one of its values.
    const HOLDS_NULL: bool = false;

    /// Reads it.
    ///
    /// # Errors
    /// If the value is not of the form that the type wants.
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// Writes it.
    ///
    /// # Errors
    /// Those of the serializer.
    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;

    #[doc(hidden)]
    fn decode_with<'de, D: Deserializer<'de>>(
        from: D,
        _: Option<&mut Gaps>,
    ) -> Result<Self, D::Error> {
        Self::decode(from)
    }

    #[doc(hidden)]
    fn decode_into<'de, D: Deserializer<'de>>(
        field: &mut Option<Self>,
        from: D,
        gaps: Option<&mut Gaps>,
    ) -> Result<(), D::Error> {
        *field = Some(Self::decode_with(from, gaps)?);
        Ok(())
    }

    #[doc(hidden)]
    fn encode_with<S: Serializer>(&self, _: Option<&Gaps>, to: S) -> Result<S::Ok, S::Error> {
        self.encode(to)
    }
}

impl<T: Model> Wire for T {
    fn decode<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read_model(from)
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write_model(self, to)
    }

    fn decode_into<'de, D: Deserializer<'de>>(
        field: &mut Option<Self>,
        from: D,
        _: Option<&mut Gaps>,
    ) -> Result<(), D::Error> {
        from.deserialize_map(ModelVisitor(field.insert(T::default())))
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
        Self::decode_with(from, None)
    }

    fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.encode_with(None, to)
    }

    fn decode_with<'de, D: Deserializer<'de>>(
        from: D,
        gaps: Option<&mut Gaps>,
    ) -> Result<Self, D::Error> {
        from.deserialize_seq(VecVisitor(gaps, PhantomData))
    }

    fn encode_with<S: Serializer>(&self, gaps: Option<&Gaps>, to: S) -> Result<S::Ok, S::Error> {
        let gaps = gaps.filter(|it| it.values == self.len()).map_or(&[][..], |it| &it.positions);
        let mut list = to.serialize_seq(Some(self.len() + gaps.len()))?;
        let (mut gaps, mut position) = (gaps.iter(), 0);
        let mut gap = gaps.next();
        for value in self {
            while gap == Some(&position) {
                list.serialize_element(&())?;
                (gap, position) = (gaps.next(), position + 1);
            }
            list.serialize_element(&Encode { value, gaps: None })?;
            position += 1;
        }
        for _ in gap.into_iter().chain(gaps) {
            list.serialize_element(&())?;
        }
        list.end()
    }
}

struct VecVisitor<'a, T>(Option<&'a mut Gaps>, PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for VecVisitor<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut from: A) -> Result<Vec<T>, A::Error> {
        let (mut list, mut next) = (Vec::new(), None);
        while from.next_element_seed(PropertySeed::<T>::new(&mut next, None))?.is_some() {
            match next.take() {
                Some(value) => list.push(value),
                None if T::HOLDS_NULL => list.push(T::decode(UnitDeserializer::new())?),
                None => note_gap(&mut self.0, list.len()).map_err(A::Error::custom)?,
            }
        }
        if let Some(gaps) = self.0 {
            gaps.values = list.len();
        }
        Ok(list)
    }
}

/// Takes note of `null` behind so many values.
#[cold]
fn note_gap(gaps: &mut Option<&mut Gaps>, values: usize) -> Result<(), &'static str> {
    let gaps = gaps.as_mut().ok_or("`null` in a collection of collections")?;
    gaps.positions.push(values + gaps.positions.len());
    Ok(())
}

/// Makes a [`Wire`] value serializable.
pub(crate) struct Encode<'a, T> {
    pub(crate) value: &'a T,
    /// Where `null` goes between its elements.
    pub(crate) gaps: Option<&'a Gaps>,
}

impl<T: Wire> Serialize for Encode<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value.encode_with(self.gaps, to)
    }
}

/// Reads the value of a property or an element where it shall stand, `null` as `None`. Without `Gaps`, a collection must not have `null`.
pub(crate) struct PropertySeed<'a, T>(&'a mut Option<T>, Option<&'a mut Gaps>);

impl<'a, T> PropertySeed<'a, T> {
    pub(crate) fn new(field: &'a mut Option<T>, gaps: Option<&'a mut Gaps>) -> Self {
        PropertySeed(field, gaps)
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for PropertySeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for PropertySeed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        T::decode_into(self.0, from, self.1)
    }
}
