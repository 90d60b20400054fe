//! What the columns of a table hold, told from its header.

use super::inline::{Definitions, fold, plain};
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

/// In the order in which [`columns`] takes them apart.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Role {
    Name,
    Type,
    Value,
    Required,
    Description,
}

/// What a column of this title holds.
fn role(title: &str) -> Option<Role> {
    match title {
        "property" | "property name" | "parameter" | "parameter name" | "relationship"
        | "relationship name" | "member" | "member name" | "name" | "header" | "header name"
        | "query parameter" | "method" | "attribute" | "annotation" | "field" | "key"
        | "option" | "enum member" => Some(Role::Name),
        "type" | "return type" | "data type" | "property type" | "returns" => Some(Role::Type),
        "value" | "int value" | "numeric value" | "values" | "ordinal value" => Some(Role::Value),
        "required" | "required?" | "required (y/n)" | "mandatory" => Some(Role::Required),
        "description" | "descriptions" | "details" | "remarks" | "notes" | "comments" => {
            Some(Role::Description)
        }
        _ => None,
    }
}

/// The roles of the columns of `table`. Without a known title the first column is the name and the last the description.
pub(super) fn columns(text: &str, table: &Table, definitions: &Definitions) -> Columns {
    let titles: Vec<String> =
        table.header.iter().map(|it| fold(&plain(&text[it.clone()], definitions))).collect();
    let mut first = [None; 5];
    for (at, title) in titles.iter().enumerate() {
        if let Some(role) = role(title) {
            first[role as usize].get_or_insert(at);
        }
    }
    let [name, ty, value, required, description] = first;
    let name = name.unwrap_or(0);
    let description = description.or_else(|| {
        let last = titles.len().checked_sub(1)?;
        (last > name && Some(last) != ty && Some(last) != value).then_some(last)
    });
    Columns { name, ty, value: value.filter(|it| *it != name), required, description, titles }
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
        self.titles.get(self.name).is_some_and(|it| role(it) == Some(Role::Name))
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
