//! `Edm.DateTimeOffset`.

use super::InvalidValue;
use super::text::{Fraction, calendar_date, text_value, two_digits};
use std::fmt;
use std::str::FromStr;
use time::{OffsetDateTime, UtcOffset};

/// A point in time with an offset: `2024-02-29T08:00:00.1234567Z`.
///
/// Keeps how many digits the fraction has and whether the offset was written as `Z`, so that it is written as it was read.
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    time: OffsetDateTime,
    digits: u8,
    form: Form,
}

/// What two writers of one time may do differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// `Z` for UTC, an offset otherwise.
    Zulu,
    /// An offset, even for UTC.
    Offset,
    /// `-00:00`.
    NegativeZero,
    /// No offset at all; taken for UTC.
    Local,
}

text_value!(DateTimeOffset);

impl DateTimeOffset {
    /// The time as a type of the `time` crate.
    pub const fn time(self) -> OffsetDateTime {
        self.time
    }
}

impl From<OffsetDateTime> for DateTimeOffset {
    fn from(time: OffsetDateTime) -> Self {
        DateTimeOffset {
            time,
            digits: Fraction::shortest(time.nanosecond()).digits,
            form: Form::Zulu,
        }
    }
}

/// Two are equal if they are the same point in time, however it is written.
impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.time.cmp(&other.time)
    }
}

impl std::hash::Hash for DateTimeOffset {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.time.hash(state);
    }
}

fn parse(text: &str) -> Option<DateTimeOffset> {
    let (date, rest) = calendar_date(text)?;
    let (hour, rest) = two_digits(rest.strip_prefix('T')?)?;
    let (minute, rest) = two_digits(rest.strip_prefix(':')?)?;
    let (second, rest) = two_digits(rest.strip_prefix(':')?)?;
    let (fraction, rest) = Fraction::parse(rest)?;
    let (offset, form) = parse_offset(rest)?;
    let time = time::Time::from_hms_nano(hour, minute, second, fraction.nanoseconds).ok()?;
    let time = OffsetDateTime::new_in_offset(date, time, offset);
    Some(DateTimeOffset { time, digits: fraction.digits, form })
}

fn parse_offset(text: &str) -> Option<(UtcOffset, Form)> {
    if text.is_empty() {
        return Some((UtcOffset::UTC, Form::Local));
    }
    if text == "Z" {
        return Some((UtcOffset::UTC, Form::Zulu));
    }
    let negative = text.starts_with('-');
    let (hours, rest) = two_digits(text.strip_prefix(['+', '-'])?)?;
    let (minutes, "") = two_digits(rest.strip_prefix(':')?)? else { return None };
    let sign = if negative { -1 } else { 1 };
    let offset = UtcOffset::from_hms(
        sign * i8::try_from(hours).ok()?,
        sign * i8::try_from(minutes).ok()?,
        0,
    )
    .ok()?;
    Some((offset, if negative && offset.is_utc() { Form::NegativeZero } else { Form::Offset }))
}

impl FromStr for DateTimeOffset {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a date and time such as 2024-02-29T08:00:00Z";
        parse(text).ok_or_else(|| InvalidValue { expected, found: text.to_owned() })
    }
}

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second, nanoseconds) = self.time.to_hms_nano();
        let fraction = Fraction { nanoseconds, digits: self.digits };
        write!(
            f,
            "{}T{hour:02}:{minute:02}:{second:02}{fraction}",
            super::Date::from(self.time.date())
        )?;
        let (hours, minutes, _) = self.time.offset().as_hms();
        match self.form {
            Form::Local => Ok(()),
            Form::Zulu if self.time.offset().is_utc() => f.write_str("Z"),
            Form::NegativeZero => f.write_str("-00:00"),
            Form::Zulu | Form::Offset => {
                let sign = if self.time.offset().is_negative() { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DateTimeOffset;

    #[test]
    fn times_keep_their_text() {
        let texts = [
            "2024-02-29T08:00:00Z",
            "2024-02-29T08:00:00.1234567Z",
            "2024-02-29T08:00:00.1200000Z",
            "2024-02-29T08:00:00.0000000+00:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999-11:30",
            "2024-02-29T08:00:00-00:00",
            "2024-02-29T08:00:00",
        ];
        for text in texts {
            assert_eq!(
                text.parse::<DateTimeOffset>().map(|it| it.to_string()).as_deref(),
                Ok(text)
            );
        }
        for text in [
            "2024-02-30T08:00:00Z",
            "2024-02-29 08:00:00Z",
            "2024-02-29T08:00Z",
            "2024-02-29T08:00:00.Z",
            "2024-02-29",
            "yesterday",
        ] {
            assert!(text.parse::<DateTimeOffset>().is_err(), "{text}");
        }
    }

    #[test]
    fn equality_is_of_the_time() {
        let times = ["2024-02-29T08:00:00Z", "2024-02-29T09:00:00.000+01:00"]
            .map(|it| it.parse::<DateTimeOffset>().expect("a time"));
        assert_eq!(times[0], times[1]);
    }
}
