//! `Edm.TimeOfDay`.

use super::InvalidValue;
use super::text::{Fraction, Tail, text_value, two_digits};
use std::fmt;
use std::str::FromStr;

/// A time without a date: `08:00:00.0000000`. Keeps how many digits the fraction has.
#[derive(Clone, Copy)]
pub struct TimeOfDay {
    time: time::Time,
    tail: Tail,
    has_seconds: bool,
}

text_value!(TimeOfDay);

impl TimeOfDay {
    /// The time as a type of the `time` crate.
    pub const fn time(self) -> time::Time {
        self.time
    }
}

impl From<time::Time> for TimeOfDay {
    fn from(time: time::Time) -> Self {
        TimeOfDay { time, tail: Fraction::shortest(time.nanosecond()).tail, has_seconds: true }
    }
}

/// Two are equal if they are the same time, however it is written.
impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Eq for TimeOfDay {}

impl PartialOrd for TimeOfDay {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TimeOfDay {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.time.cmp(&other.time)
    }
}

impl std::hash::Hash for TimeOfDay {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.time.hash(state);
    }
}

fn parse(text: &str) -> Option<TimeOfDay> {
    let (hour, rest) = two_digits(text)?;
    let (minute, rest) = two_digits(rest.strip_prefix(':')?)?;
    if rest.is_empty() {
        return Some(TimeOfDay {
            time: time::Time::from_hms(hour, minute, 0).ok()?,
            tail: Tail::default(),
            has_seconds: false,
        });
    }
    let (second, rest) = two_digits(rest.strip_prefix(':')?)?;
    let (fraction, "") = Fraction::parse(rest)? else { return None };
    let time = time::Time::from_hms_nano(hour, minute, second, fraction.nanoseconds).ok()?;
    Some(TimeOfDay { time, tail: fraction.tail, has_seconds: true })
}

impl FromStr for TimeOfDay {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        parse(text).ok_or_else(|| InvalidValue {
            expected: "a time of day such as 08:00:00",
            found: text.to_owned(),
        })
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second, nanoseconds) = self.time.as_hms_nano();
        write!(f, "{hour:02}:{minute:02}")?;
        if self.has_seconds {
            write!(f, ":{second:02}{}", Fraction { nanoseconds, tail: self.tail })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::TimeOfDay;

    #[test]
    fn times_keep_their_text() {
        for text in [
            "08:00:00",
            "08:00:00.0000000",
            "23:59:59.9999999",
            "00:00:00.5",
            "10:30",
            "08:00:00.123456789012",
        ] {
            assert_eq!(text.parse::<TimeOfDay>().map(|it| it.to_string()).as_deref(), Ok(text));
        }
        for text in ["8:00:00", "24:00:00", "08:00:00.", "08:00:00.1234567890123", "08:00:00Z", ""]
        {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }
}
