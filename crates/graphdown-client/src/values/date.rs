//! `Edm.Date`.

use super::InvalidValue;
use super::text::{calendar_date, text_value};
use std::fmt;
use std::str::FromStr;

/// A date without a time: `2024-02-29`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

text_value!(Date);

impl Date {
    /// The date as a type of the `time` crate.
    pub const fn date(self) -> time::Date {
        self.0
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Date(date)
    }
}

impl FromStr for Date {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match calendar_date(text) {
            Some((date, "")) => Ok(Date(date)),
            _ => {
                Err(InvalidValue { expected: "a date such as 2024-02-29", found: text.to_owned() })
            }
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_keep_their_text() {
        for text in ["2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().map(|it| it.to_string()).as_deref(), Ok(text));
        }
        for text in
            ["2023-02-29", "2024-2-9", "2024-02-29T00:00:00Z", "+024-02-29", "", "2024-02-2é"]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
