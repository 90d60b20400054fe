//! The table `[diagnostics]` of the settings file: `GD0202 = "error"`, and by page below `[diagnostics.pages."v1.0/api/intune-*"]`.

use crate::diagnostics::Code;
use crate::settings::{self, Level, PathPattern};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// What the table says.
#[derive(Default)]
pub(super) struct Levels {
    codes: Vec<(Code, Level)>,
    pages: BTreeMap<String, Codes>,
}

/// Levels by code, with no pages below them.
struct Codes(Vec<(Code, Level)>);

impl Levels {
    pub(super) fn enter(self, levels: &mut settings::Levels) {
        for (code, level) in self.codes {
            levels.set(code, level);
        }
        for (pattern, codes) in self.pages {
            for (code, level) in codes.0 {
                levels.set_on(PathPattern::new(&pattern), code, level);
            }
        }
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Table { pages: true })
    }
}

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Codes(deserializer.deserialize_map(Table { pages: false })?.codes))
    }
}

/// Reads one table, in which there may be pages or not.
struct Table {
    pages: bool,
}

impl<'de> Visitor<'de> for Table {
    type Value = Levels;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of diagnostics with their levels")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Levels, A::Error> {
        let mut levels = Levels::default();
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Pages if self.pages => levels.pages = map.next_value()?,
                Key::Pages => return Err(A::Error::custom("`pages` cannot stand below `pages`")),
                Key::Code(code) => levels.codes.push((code, map.next_value::<Value>()?.0)),
            }
        }
        Ok(levels)
    }
}

/// A key, read by itself so that a mistake in it is shown where it stands.
enum Key {
    Pages,
    Code(Code),
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "pages" {
            return Ok(Key::Pages);
        }
        Code::find(&text).map(Key::Code).map_err(|near| {
            let guess = match near {
                Some(it) => format!("is `{it}` ({}) meant?", it.name()),
                None => "`graphdown explain` lists them all".to_owned(),
            };
            D::Error::custom(format!("there is no diagnostic `{text}`; {guess}"))
        })
    }
}

/// A level in a word.
struct Value(Level);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let level = Level::parse(&text).ok_or_else(|| {
            D::Error::custom(format!("`{text}` is none of `error`, `warning`, `note` and `off`"))
        })?;
        Ok(Value(level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;

    fn read(text: &str) -> Result<Levels, String> {
        toml::from_str(text).map_err(|it| it.to_string())
    }

    #[test]
    fn codes_and_names_are_read_for_all_pages_and_for_some() {
        let mut levels =
            read("GD0202 = 'error'\nBrokenLink = 'off'\n[pages.'**/intune-*']\nGD0404 = 'note'\n")
                .unwrap();
        // The order of keys has no meaning.
        levels.codes.sort_by_key(|it| it.0);
        assert_eq!(
            levels.codes,
            [
                (Code::BrokenLink, Level::Off),
                (Code::RowWithoutName, Level::Severity(Severity::Error)),
            ]
        );
        assert_eq!(
            levels.pages["**/intune-*"].0,
            [(Code::PropertyOnlyInJson, Level::Severity(Severity::Note))]
        );
    }

    #[test]
    fn mistakes_are_shown_with_their_line_and_what_may_be_meant() {
        for (text, words) in [
            ("\nGD02O2 = 'off'\n", ["line 2", "is `GD0202` (RowWithoutName) meant?"]),
            ("GD0202 = 'of'\n", ["line 1", "`of` is none of"]),
            ("[pages.x]\npages = {}\n", ["line 1", "cannot stand below"]),
        ] {
            let error = read(text).err().unwrap();
            assert!(words.iter().all(|it| error.contains(it)), "{error}");
        }
    }
}
