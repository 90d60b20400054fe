//! The time, as the service writes it.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// For properties: `2026-01-31T12:00:00Z`.
pub(crate) fn now() -> String {
    let now = OffsetDateTime::now_utc();
    now.replace_nanosecond(0).unwrap_or(now).format(&Rfc3339).unwrap_or_default()
}

/// For errors, which have no offset: `2026-01-31T12:00:00`.
pub(crate) fn seconds() -> String {
    now().trim_end_matches('Z').to_owned()
}

/// An hour from now.
pub(crate) fn in_an_hour() -> String {
    let then = OffsetDateTime::now_utc() + time::Duration::HOUR;
    then.replace_nanosecond(0).unwrap_or(then).format(&Rfc3339).unwrap_or_default()
}
