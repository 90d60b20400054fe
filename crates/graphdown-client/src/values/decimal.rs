//! `Edm.Decimal`.

use super::InvalidValue;
use crate::Wire;
use crate::model::as_serde;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A decimal number, as its exact text.
///
/// Written as a number if it came as one or was made from one, in quotes if it came so. JSON numbers pass through serde as 64-bit
/// numbers, so only a number in quotes can have more than 17 digits; OData sends such in quotes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: Box<str>,
    is_quoted: bool,
}

as_serde!(Decimal);

impl Decimal {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        // Checked when it was made.
        self.text.parse().unwrap_or(f64::NAN)
    }
}

impl FromStr for Decimal {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let is_number = text.parse::<f64>().is_ok()
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
        if is_number || matches!(text, "INF" | "-INF" | "NaN") {
            return Ok(Decimal { text: text.into(), is_quoted: true });
        }
        Err(InvalidValue { expected: "a decimal number", found: text.to_owned() })
    }
}

/// Numbers that have a decimal form.
macro_rules! from_number {
    ($($ty:ty)+) => {$(
        impl From<$ty> for Decimal {
            fn from(value: $ty) -> Self {
                Decimal { text: value.to_string().into(), is_quoted: false }
            }
        }
    )+};
}

from_number!(i32 u32 i64 u64 f64);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.is_quoted {
            to.serialize_str(&self.text)
        } else if &*self.text == "-0" {
            // No integer has this sign.
            to.serialize_f64(-0.0)
        } else if let Ok(value) = self.text.parse::<i64>() {
            to.serialize_i64(value)
        } else if let Ok(value) = self.text.parse::<u64>() {
            to.serialize_u64(value)
        } else {
            self.to_f64().encode(to)
        }
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(DecimalVisitor)
    }
}

struct DecimalVisitor;

impl Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number, as a number or in quotes")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        text.parse().map_err(E::custom)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn decimals_keep_their_form() {
        for json in [
            "1",
            "-3",
            "0.1",
            "-0.0",
            "-9223372036854775808",
            "\"-INF\"",
            "\"NaN\"",
            "\"1E+3\"",
            "18446744073709551615",
            "\"1.10\"",
            "\"123456789012345678901234567890.5\"",
            "\"INF\"",
            "1.5",
        ] {
            let decimal: Decimal = serde_json::from_str(json).expect("it reads");
            assert_eq!(serde_json::to_string(&decimal).expect("it writes"), json);
        }
        for json in ["\"x\"", "\"inf\"", "\"\"", "true", "null"] {
            assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
        }
    }
}
