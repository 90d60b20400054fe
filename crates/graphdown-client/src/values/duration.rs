//! `Edm.Duration`.

use super::InvalidValue;
use super::text::text_value;
use std::fmt;
use std::str::FromStr;

/// A duration in ISO 8601 form, as its exact text: `P1DT2H30M`, `-PT0.5S`. Graph also sends years, months and weeks.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

text_value!(Duration);

/// The numbers of a duration, each as written, without the sign.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Components {
    years: u64,
    months: u64,
    weeks: u64,
    days: u64,
    hours: u64,
    minutes: u64,
    seconds: u64,
    nanoseconds: u32,
}

impl Duration {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if it goes back in time.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// True if it has years or months, whose length depends on the calendar.
    pub fn is_calendar_based(&self) -> bool {
        parse(&self.0).is_none_or(|it| it.years > 0 || it.months > 0)
    }

    /// The length, whatever the sign; `None` if it depends on the calendar or is too long.
    pub fn length(&self) -> Option<std::time::Duration> {
        let it = parse(&self.0).filter(|it| it.years == 0 && it.months == 0)?;
        let days = it.weeks.checked_mul(7)?.checked_add(it.days)?;
        let hours = days.checked_mul(24)?.checked_add(it.hours)?;
        let minutes = hours.checked_mul(60)?.checked_add(it.minutes)?;
        let seconds = minutes.checked_mul(60)?.checked_add(it.seconds)?;
        Some(std::time::Duration::new(seconds, it.nanoseconds))
    }
}

impl From<std::time::Duration> for Duration {
    fn from(length: std::time::Duration) -> Self {
        let fraction = super::text::Fraction::shortest(length.subsec_nanos());
        Duration(format!("PT{}{fraction}S", length.as_secs()).into())
    }
}

fn parse(text: &str) -> Option<Components> {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix('P')?;
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let mut it = Components::default();
    let mut fields =
        [('Y', &mut it.years), ('M', &mut it.months), ('W', &mut it.weeks), ('D', &mut it.days)];
    let count = numbers(date, &mut fields)?;
    let Some(time) = time else { return (count > 0).then_some(it) };
    let (time, nanoseconds) = split_fraction(time)?;
    it.nanoseconds = nanoseconds;
    let mut fields = [('H', &mut it.hours), ('M', &mut it.minutes), ('S', &mut it.seconds)];
    (numbers(&time, &mut fields)? > 0).then_some(it)
}

/// `1H0.5S` as `1H0S` and the fraction of the second.
fn split_fraction(time: &str) -> Option<(String, u32)> {
    let Some((whole, _)) = time.split_once('.') else { return Some((time.to_owned(), 0)) };
    let (fraction, "S") = super::text::Fraction::parse(&time[whole.len()..])? else { return None };
    Some((format!("{whole}S"), fraction.nanoseconds))
}

/// Reads numbers, each with its letter, in the order of `fields`; gives back how many there were.
fn numbers(mut text: &str, fields: &mut [(char, &mut u64)]) -> Option<usize> {
    let mut count = 0;
    let mut fields = fields.iter_mut();
    while !text.is_empty() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let unit = text[digits..].chars().next()?;
        let (_, field) = fields.find(|it| it.0 == unit)?;
        **field = text[..digits].parse().ok()?;
        text = &text[digits + unit.len_utf8()..];
        count += 1;
    }
    Some(count)
}

impl FromStr for Duration {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match parse(text) {
            Some(_) => Ok(Duration(text.into())),
            None => Err(InvalidValue {
                expected: "an ISO 8601 duration such as P1DT2H30M",
                found: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn durations_keep_their_text_and_tell_their_length() {
        let cases = [
            ("P1D", Some(86_400.0)),
            ("PT0S", Some(0.0)),
            ("-PT2H30M", Some(9000.0)),
            ("P1W", Some(604_800.0)),
            ("PT1.50S", Some(1.5)),
            ("P1Y2M", None),
        ];
        for (text, seconds) in cases {
            let duration: Duration = text.parse().expect("a duration");
            assert_eq!(duration.to_string(), text);
            assert_eq!(duration.length().map(|it| it.as_secs_f64()), seconds, "{text}");
        }
        for text in [
            "", "P", "PT", "P1", "1D", "PT1D", "P1H", "PT1S1M", "PT1.S", "P1DT", "PT.5S", "P1.5D",
            "PTéS",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_length_becomes_a_duration() {
        assert_eq!(Duration::from(std::time::Duration::from_millis(1500)).as_str(), "PT1.5S");
        assert!("-P1D".parse::<Duration>().is_ok_and(|it| it.is_negative()));
    }
}
