//! What is known to be wrong in the documentation, as data.
//!
//! The file is a part of the [`DocSet`], so that the place of an entry can be shown like that of any other fact. Each of its tables is
//! one change with its reason; [`shape`] lists them, `docs-input/corrections.toml` explains them.

pub(crate) use shape::{
    Add, Base, Change, Correction, Drop, Flags, Ignore, Kind, KindWord, Rename, Response, Retype,
};
pub(crate) use words::{MemberName, Name, OrNone, Target, TypeWords};

mod shape;
mod words;

use crate::docset::DocSet;
use crate::error::Error;
use crate::span::{FileId, Span};
use shape::File;

/// Corrections to the documentation, for the set that they were read from.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    pub(crate) entries: Vec<Correction>,
}

impl Corrections {
    /// Reads the corrections of `docs`; none if the set has no such file.
    ///
    /// # Errors
    /// If the file is not TOML, or an entry has a key that is not known, lacks one, or holds what its key cannot mean. The message
    /// shows the line.
    pub fn read(docs: &DocSet) -> Result<Self, Error> {
        docs.corrections().map_or(Ok(Corrections::default()), |file| {
            parse(docs, file).map_err(|what| {
                let path = &docs.file(file).path;
                Error::new(format!("the corrections in `{path}` cannot be read: {what}"))
                    .with_help("`graphdown generate --help` lists the kinds of entries")
            })
        })
    }
}

impl Corrections {
    /// True if an entry leaves out the whole page with one of these names.
    pub(crate) fn ignores_page(&self, names: &[&str]) -> bool {
        self.entries.iter().any(|it| match &it.change {
            Change::Ignore(it) => it.row.is_none() && names.contains(&it.page.as_str()),
            _ => false,
        })
    }
}

fn parse(docs: &DocSet, id: FileId) -> Result<Corrections, String> {
    let file = docs.file(id);
    let tables: File =
        toml::from_str(&file.text).map_err(|error| error.to_string().trim_end().to_owned())?;
    let mut entries = tables.entries(|range| Span::new(id, range));
    entries.sort_by_key(|it| it.span);
    for it in &entries {
        let (line, _) = file.line_column(it.span.start as usize);
        it.change.check().map_err(|what| format!("line {line}: {what}"))?;
    }
    Ok(Corrections { entries })
}

#[cfg(test)]
mod tests;
