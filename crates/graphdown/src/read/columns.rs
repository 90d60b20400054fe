//! What the columns of a table hold, told from its header.

use super::inline::{Definitions, plain};
use super::table::Table;

/// Column numbers by role.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Columns {
    pub(super) name: usize,
    pub(super) ty: Option<usize>,
    pub(super) value: Option<usize>,
    pub(super) required: Option<usize>,
    pub(super) description: Option<usize>,
    /// The header's words, lower case.
    pub(super) titles: Vec<String>,
}

const NAMES: &[&str] = &[
    "property",
    "property name",
    "parameter",
    "parameter name",
    "relationship",
    "relationship name",
    "member",
    "member name",
    "name",
    "header",
    "header name",
    "query parameter",
    "method",
    "attribute",
    "annotation",
    "field",
    "key",
    "option",
    "enum member",
];
const TYPES: &[&str] = &["type", "return type", "data type", "property type", "returns"];
const VALUES: &[&str] = &["value", "int value", "numeric value", "values", "ordinal value"];
const REQUIRED: &[&str] = &["required", "required?", "required (y/n)", "mandatory"];
const DESCRIPTIONS: &[&str] =
    &["description", "descriptions", "details", "remarks", "notes", "comments"];

/// The roles of the columns of `table`. Without a known title the first column is the name and the last the description.
pub(super) fn columns(text: &str, table: &Table, definitions: &Definitions) -> Columns {
    let titles: Vec<String> = table
        .header
        .iter()
        .map(|it| {
            plain(&text[it.clone()], definitions)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase()
        })
        .collect();
    let find = |words: &[&str]| titles.iter().position(|it| words.contains(&it.as_str()));
    let ty = find(TYPES);
    let value = find(VALUES);
    let name = find(NAMES).unwrap_or(0);
    let description = find(DESCRIPTIONS).or_else(|| {
        let last = titles.len().checked_sub(1)?;
        (last > name && Some(last) != ty && Some(last) != value).then_some(last)
    });
    Columns {
        name,
        ty,
        value: value.filter(|it| *it != name),
        required: find(REQUIRED),
        description,
        titles,
    }
}

impl Columns {
    /// True if a row of the table can only be a property, whatever section it stands in.
    pub(super) fn are_of_properties(&self) -> bool {
        self.ty.is_some()
            && matches!(
                self.titles.get(self.name).map(String::as_str),
                Some("property" | "property name")
            )
    }

    /// True if the header names the column of names by one of the usual words.
    pub(super) fn has_known_name(&self) -> bool {
        self.titles.get(self.name).is_some_and(|it| NAMES.contains(&it.as_str()))
    }

    /// True if a row of the table lists a member of an enumeration, whatever section it stands in.
    pub(super) fn are_of_members(&self) -> bool {
        let first = self.titles.first().map(String::as_str);
        self.ty.is_none()
            && matches!(
                first,
                Some("member" | "members" | "value" | "values" | "enum member" | "member name")
            )
    }
}
