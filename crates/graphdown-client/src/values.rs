//! Values that have a type of their own: OData's primitive types as types of well-kept crates, lossless in both directions.
//!
//! Each keeps the exact text where the crate's own formatting would differ. Source of the forms: OData JSON Format 4.01, section 7.1.

pub use binary::Binary;
pub use date::Date;
pub use date_time_offset::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use guid::Guid;
pub use time_of_day::TimeOfDay;

mod binary;
mod date;
mod date_time_offset;
mod decimal;
mod duration;
mod guid;
mod text;
mod time_of_day;

/// Any JSON value.
pub type Json = serde_json::Value;

/// A stream property. Its bytes have a URL of their own; in JSON it is mostly absent, now and then base64.
pub type Stream = serde_json::Value;

/// The text is not a value of the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    pub(crate) expected: &'static str,
    pub(crate) found: String,
}

impl std::fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not {}", self.found, self.expected)
    }
}

impl std::error::Error for InvalidValue {}
