//! Values as they stand in a URL.

use crate::enums::{Flags, OpenEnum};
use crate::values::{Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use std::fmt::{self, Write};

/// A value that can be an argument of a function or stand in a condition. Source: OData URL Conventions 4.01, section 5.1.1.6.1.
pub trait Literal {
    /// Writes the literal: strings in single quotes, other values as they are.
    ///
    /// # Errors
    /// If `f` takes no more.
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result;
}

impl Literal for str {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        write!(f, "'{}'", self.replace('\'', "''"))
    }
}

impl Literal for String {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        self.as_str().write_literal(f)
    }
}

/// `null` for `None`.
impl<T: Literal> Literal for Option<T> {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        match self {
            Some(value) => value.write_literal(f),
            None => f.write_str("null"),
        }
    }
}

/// A member in quotes, as the service takes it.
impl<E: OpenEnum> Literal for E {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        self.as_str().write_literal(f)
    }
}

impl<E: OpenEnum> Literal for Flags<E> {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        self.to_string().write_literal(f)
    }
}

/// References. A general `&T` would stand in the way of enums of other crates.
macro_rules! by_reference {
    ($($ty:ty)+) => {$(
        impl Literal for &$ty {
            fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
                (**self).write_literal(f)
            }
        }
    )+};
}

by_reference!(str String Date DateTimeOffset Decimal Duration Guid TimeOfDay);

/// Values whose literal is their text.
macro_rules! as_text {
    ($($ty:ty)+) => {$(
        impl Literal for $ty {
            fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
                write!(f, "{self}")
            }
        }
    )+};
}

as_text!(bool i8 u8 i16 i32 i64 Date DateTimeOffset Decimal Duration Guid TimeOfDay);

impl Literal for f64 {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        match *self {
            f64::INFINITY => f.write_str("INF"),
            f64::NEG_INFINITY => f.write_str("-INF"),
            value => write!(f, "{value}"),
        }
    }
}

impl Literal for f32 {
    fn write_literal(&self, f: &mut dyn Write) -> fmt::Result {
        f64::from(*self).write_literal(f)
    }
}
