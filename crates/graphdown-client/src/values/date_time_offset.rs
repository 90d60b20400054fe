//! `Edm.DateTimeOffset`.

use super::InvalidValue;
use super::text::{Fraction, Tail, calendar_date, text_value, two_digits};
use std::fmt;
use std::str::FromStr;
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// A point in time with an offset: `2024-02-29T08:00:00.1234567Z`.
///
/// Keeps how it was written: how many digits the fraction has, whether there are seconds at all, whether the offset is a `Z`, and the two
/// times that other clocks do not show, `24:00:00` for the end of a day and `23:59:60` for a leap second. They are the second that follows.
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    time: OffsetDateTime,
    tail: Tail,
    form: Form,
    clock: Clock,
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

/// How the time of the day is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Clock {
    /// `08:00:00`.
    Usual,
    /// `08:00`.
    NoSeconds,
    /// `24:00:00`, of the day before.
    EndOfDay,
    /// `23:59:60`, a second before.
    LeapSecond,
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
            tail: Fraction::shortest(time.nanosecond()).tail,
            form: Form::Zulu,
            clock: Clock::Usual,
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
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => two_digits(rest).map(|(second, rest)| (Some(second), rest))?,
        None => (None, rest),
    };
    let (fraction, rest) =
        if second.is_some() { Fraction::parse(rest)? } else { (Fraction::default(), rest) };
    let (offset, form) = parse_offset(rest)?;
    let (clock, date, hour, second) = match (hour, minute, second) {
        (24, 0, Some(0)) if fraction.nanoseconds == 0 => (Clock::EndOfDay, date.next_day()?, 0, 0),
        (_, _, Some(60)) => (Clock::LeapSecond, date, hour, 59),
        (_, _, Some(second)) => (Clock::Usual, date, hour, second),
        (_, _, None) => (Clock::NoSeconds, date, hour, 0),
    };
    let time = time::Time::from_hms_nano(hour, minute, second, fraction.nanoseconds).ok()?;
    let mut time = PrimitiveDateTime::new(date, time);
    if clock == Clock::LeapSecond {
        time = time.checked_add(time::Duration::SECOND)?;
    }
    Some(DateTimeOffset { time: time.assume_offset(offset), tail: fraction.tail, form, clock })
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
        self.write_date_and_clock(f)?;
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

impl DateTimeOffset {
    fn write_date_and_clock(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = PrimitiveDateTime::new(self.time.date(), self.time.time());
        // Both are later than what is written, so there is an earlier time.
        let shown = match self.clock {
            Clock::EndOfDay => local.saturating_sub(time::Duration::DAY),
            Clock::LeapSecond => local.saturating_sub(time::Duration::SECOND),
            Clock::Usual | Clock::NoSeconds => local,
        };
        let (hour, minute, second, nanoseconds) = shown.as_hms_nano();
        let fraction = Fraction { nanoseconds, tail: self.tail };
        write!(f, "{}T", super::Date::from(shown.date()))?;
        match self.clock {
            Clock::Usual => write!(f, "{hour:02}:{minute:02}:{second:02}{fraction}"),
            Clock::NoSeconds => write!(f, "{hour:02}:{minute:02}"),
            Clock::EndOfDay => write!(f, "24:00:00{fraction}"),
            Clock::LeapSecond => write!(f, "{hour:02}:{minute:02}:60{fraction}"),
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
            "2024-02-29T08:00:00.123456789012+14:00",
            "2024-02-29T08:00Z",
            "2024-02-29T24:00:00Z",
            "2024-12-31T24:00:00.0000000+01:00",
            "2016-12-31T23:59:60Z",
            "2016-12-31T23:59:60.5000000Z",
            "2017-01-01T08:59:60+09:00",
            "0001-01-01T00:00:00+14:00",
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
            "2024-02-29T08:00:00.Z",
            "2024-02-29T08:00:00.1234567890123Z",
            "2024-02-29T24:00:01Z",
            "2024-02-29T24:01:00Z",
            "2024-02-29T25:00:00Z",
            "2024-02-29T08:61:00Z",
            "2024-02-29T08:00:61Z",
            "9999-12-31T24:00:00Z",
            "2024-02-29",
            "yesterday",
        ] {
            assert!(text.parse::<DateTimeOffset>().is_err(), "{text}");
        }
    }

    #[test]
    fn equality_is_of_the_time() {
        for pair in [
            ["2024-02-29T08:00:00Z", "2024-02-29T09:00:00.000+01:00"],
            ["2024-02-29T24:00:00Z", "2024-03-01T00:00:00Z"],
            ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"],
        ] {
            let times = pair.map(|it| it.parse::<DateTimeOffset>().expect("a time"));
            assert_eq!(times[0], times[1]);
        }
    }

    #[test]
    fn the_ends_of_time_can_be_compared() {
        let times = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00"]
            .map(|it| it.parse::<DateTimeOffset>().expect("a time"));
        assert!(times[0] < times[1]);
    }
}
