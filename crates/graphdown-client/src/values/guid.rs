//! `Edm.Guid`.

use super::InvalidValue;
use super::text::text_value;
use std::fmt::{self, Write as _};
use std::str::FromStr;
use uuid::Uuid;

/// A GUID. Keeps which letters were capital.
#[derive(Clone, Copy)]
pub struct Guid {
    uuid: Uuid,
    /// One bit for each character, hyphens included; set for a capital letter.
    capitals: u64,
}

text_value!(Guid);

/// Of its text, in bytes.
const LENGTH: usize = uuid::fmt::Hyphenated::LENGTH;

impl Guid {
    /// The GUID as a type of the `uuid` crate.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl From<Uuid> for Guid {
    fn from(uuid: Uuid) -> Self {
        Guid { uuid, capitals: 0 }
    }
}

/// Two are equal if they are the same number, however it is written.
impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl Eq for Guid {}

impl PartialOrd for Guid {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Guid {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}

impl std::hash::Hash for Guid {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl FromStr for Guid {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let invalid = || InvalidValue {
            expected: "a GUID such as 123e4567-e89b-12d3-a456-426614174000",
            found: text.to_owned(),
        };
        // The crate also reads braces, a prefix and no hyphens, all of another length; they would not be written as they were read.
        let uuid = Uuid::try_parse(text).ok().filter(|_| text.len() == LENGTH);
        let capitals = text.bytes().enumerate().filter(|it| it.1.is_ascii_uppercase());
        let capitals =
            |uuid| Guid { uuid, capitals: capitals.fold(0, |bits, it| bits | 1 << it.0) };
        uuid.map(capitals).ok_or_else(invalid)
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = Uuid::encode_buffer();
        let text = self.uuid.hyphenated().encode_lower(&mut buffer);
        if self.capitals == 0 {
            return f.write_str(text);
        }
        text.chars().enumerate().try_for_each(|(index, it)| {
            let is_capital = self.capitals >> index & 1 == 1;
            f.write_char(if is_capital { it.to_ascii_uppercase() } else { it })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn guids_keep_their_text() {
        for text in [
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
            "123E4567-e89b-12d3-A456-42661417400f",
            "abcdefab-cdef-abcd-efab-cdefABCDEFAB",
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(text.parse::<Guid>().map(|it| it.to_string()).as_deref(), Ok(text));
        }
        for text in [
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "urn:uuid:123E4567-E89B-12D3-A456-426614174000",
            "x",
        ] {
            assert!(text.parse::<Guid>().is_err(), "{text}");
        }
    }
}
