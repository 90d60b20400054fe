//! `Edm.Binary`.

use super::InvalidValue;
use super::text::text_value;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use std::fmt;
use std::str::FromStr;

/// Bytes, in base64 on the wire. Keeps which alphabet was used and whether there is padding.
#[derive(Clone, Default)]
pub struct Binary {
    bytes: Vec<u8>,
    form: Form,
}

#[derive(Clone, Copy, Default)]
enum Form {
    /// What Graph sends.
    #[default]
    Standard,
    StandardNoPad,
    UrlSafe,
    UrlSafeNoPad,
}

text_value!(Binary);

impl Binary {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, as they are.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Binary { bytes, form: Form::Standard }
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Two are equal if they are the same bytes, however they are written.
impl PartialEq for Binary {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Binary {}

impl std::hash::Hash for Binary {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl FromStr for Binary {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let url_safe = text.contains(['-', '_']);
        let padded = text.len().is_multiple_of(4);
        let (decoded, form) = match (url_safe, padded) {
            (false, true) => (STANDARD.decode(text), Form::Standard),
            (false, false) => (STANDARD_NO_PAD.decode(text), Form::StandardNoPad),
            (true, true) => (URL_SAFE.decode(text), Form::UrlSafe),
            (true, false) => (URL_SAFE_NO_PAD.decode(text), Form::UrlSafeNoPad),
        };
        let bytes = decoded.map_err(|_| InvalidValue {
            expected: "base64",
            found: text.chars().take(60).collect(),
        })?;
        Ok(Binary { bytes, form })
    }
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let engine = match self.form {
            Form::Standard => &STANDARD,
            Form::StandardNoPad => &STANDARD_NO_PAD,
            Form::UrlSafe => &URL_SAFE,
            Form::UrlSafeNoPad => &URL_SAFE_NO_PAD,
        };
        base64::display::Base64Display::new(&self.bytes, engine).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Binary;

    #[test]
    fn bytes_keep_their_text() {
        for text in ["", "AAEC", "AA==", "AA", "+/8=", "-_8=", "-_8", "+/8"] {
            assert_eq!(text.parse::<Binary>().map(|it| it.to_string()).as_deref(), Ok(text));
        }
        for text in ["A", "AA=", "A*==", "+_8="] {
            assert!(text.parse::<Binary>().is_err(), "{text}");
        }
    }
}
