//! What all values that are strings on the wire have in common.

use super::InvalidValue;
use serde::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// Reads a string and parses it.
pub(super) fn decode_text<'de, T: FromStr<Err = InvalidValue>, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    from.deserialize_str(Parsed(PhantomData))
}

struct Parsed<T>(PhantomData<T>);

impl<T: FromStr<Err = InvalidValue>> Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// serde's traits and [`Wire`](crate::Wire) for a type that is written with `Display` and read with `FromStr`.
macro_rules! text_value {
    ($ty:ident) => {
        impl crate::Wire for $ty {
            fn decode<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::text::decode_text(from)
            }

            fn encode<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::text::decode_text(from)
            }
        }

        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    };
}
pub(super) use text_value;

/// The digits of a fraction of a second, up to twelve.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Fraction {
    pub(super) nanoseconds: u32,
    pub(super) tail: Tail,
}

/// What a time does not hold of the fraction of its second: how many digits were written, and those behind the ninth.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Tail {
    pub(super) digits: u8,
    picoseconds: u16,
}

impl Fraction {
    /// Reads `.1234567` at the start of `text`; what follows is given back.
    pub(super) fn parse(text: &str) -> Option<(Self, &str)> {
        let Some(rest) = text.strip_prefix('.') else { return Some((Fraction::default(), text)) };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 12 {
            return None;
        }
        let value: u64 = rest[..digits].parse().ok()?;
        let value = value * 10u64.pow(12 - digits as u32);
        let tail = Tail { digits: digits as u8, picoseconds: (value % 1000) as u16 };
        Some((Fraction { nanoseconds: (value / 1000) as u32, tail }, &rest[digits..]))
    }

    /// The fewest digits that hold `nanoseconds`.
    pub(super) fn shortest(nanoseconds: u32) -> Self {
        let mut digits = 9;
        let mut value = nanoseconds;
        while digits > 0 && value.is_multiple_of(10) {
            value /= 10;
            digits -= 1;
        }
        Fraction { nanoseconds, tail: Tail { digits, picoseconds: 0 } }
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = usize::from(self.tail.digits);
        if digits == 0 {
            return Ok(());
        }
        let value = u64::from(self.nanoseconds) * 1000 + u64::from(self.tail.picoseconds);
        write!(f, ".{:0digits$}", value / 10u64.pow(12 - digits as u32))
    }
}

/// A number of exactly two digits at the start of `text`, and what follows it.
pub(super) fn two_digits(text: &str) -> Option<(u8, &str)> {
    let (number, rest) = text.split_at_checked(2)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((number.parse().ok()?, rest))
}

/// The calendar date at the start of `text`, and what follows it.
pub(super) fn calendar_date(text: &str) -> Option<(time::Date, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (month, rest) = two_digits(rest.strip_prefix('-')?)?;
    let (day, rest) = two_digits(rest.strip_prefix('-')?)?;
    let month = time::Month::try_from(month).ok()?;
    Some((time::Date::from_calendar_date(year.parse().ok()?, month, day).ok()?, rest))
}
