//! What is known to be wrong in the documentation, as data.

use crate::error::Error;

/// Corrections to the documentation. No kind of entry is defined yet.
#[derive(Debug, Clone, Default)]
pub struct Corrections {}

impl Corrections {
    /// Reads the text of a corrections file.
    ///
    /// # Errors
    /// If the text is not TOML, or has an entry: one that is not applied must not look as if it were.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| Error::new(error.to_string().trim_end()))?;
        match table.keys().next() {
            None => Ok(Corrections {}),
            Some(key) => Err(Error::new(format!("there is no correction called `{key}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_would_not_be_applied_is_refused() {
        assert!(Corrections::parse("# There is none yet.\n").is_ok());
        assert!(
            Corrections::parse("[[property]]\npage = 'x'\n")
                .unwrap_err()
                .to_string()
                .contains("property")
        );
        assert!(Corrections::parse("not toml").is_err());
    }
}
