//! `Edm.Guid`.

use super::InvalidValue;
use super::text::text_value;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A GUID. Keeps whether it was written in capital letters.
#[derive(Clone, Copy)]
pub struct Guid {
    uuid: Uuid,
    is_upper: bool,
}

text_value!(Guid);

impl Guid {
    /// The GUID as a type of the `uuid` crate.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl From<Uuid> for Guid {
    fn from(uuid: Uuid) -> Self {
        Guid { uuid, is_upper: false }
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
        let uuid = Uuid::try_parse(text).map_err(|_| invalid())?;
        let guid = Guid { uuid, is_upper: text.bytes().any(|byte| byte.is_ascii_uppercase()) };
        // The crate also reads braces, a prefix and no hyphens; what would not be written as it was read is refused.
        if guid.to_string() == text { Ok(guid) } else { Err(invalid()) }
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = Uuid::encode_buffer();
        let text = self.uuid.hyphenated();
        f.write_str(if self.is_upper {
            text.encode_upper(&mut buffer)
        } else {
            text.encode_lower(&mut buffer)
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
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(text.parse::<Guid>().map(|it| it.to_string()).as_deref(), Ok(text));
        }
        for text in [
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "123E4567-e89b-12d3-a456-426614174000",
            "x",
        ] {
            assert!(text.parse::<Guid>().is_err(), "{text}");
        }
    }
}
