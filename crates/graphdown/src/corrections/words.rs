//! The values of entries. Names are written as OData CSDL writes the targets of annotations: `namespace.type/property`.

use serde::Deserialize;
use std::fmt;

/// The name of a type or an enumeration, with its namespace.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Name {
    pub(crate) namespace: String,
    pub(crate) name: String,
}

impl TryFrom<String> for Name {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.rsplit_once('.').filter(|(namespace, name)| {
            !namespace.is_empty() && !name.is_empty() && !text.contains(['/', ' ', '(', ')'])
        });
        let (namespace, name) =
            parts.ok_or_else(|| format!("`{text}` is no name with its namespace"))?;
        Ok(Name { namespace: namespace.to_owned(), name: name.to_owned() })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

/// The name of a property or a member behind that of its owner: `namespace.type/property`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct MemberName {
    pub(crate) owner: Name,
    pub(crate) name: String,
}

impl TryFrom<String> for MemberName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once('/').filter(|(_, name)| {
            !name.is_empty() && !name.contains('/') && !name.contains(char::is_whitespace)
        });
        let (owner, name) = parts.ok_or_else(|| {
            format!("`{text}` is no property and no member; write `namespace.type/property`")
        })?;
        Ok(MemberName { owner: Name::try_from(owner.to_owned())?, name: name.to_owned() })
    }
}

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Target {
    /// A type or an enumeration.
    Whole(Name),
    /// A property or a member.
    Member(MemberName),
}

impl TryFrom<String> for Target {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.contains('/') {
            MemberName::try_from(text).map(Target::Member)
        } else {
            Name::try_from(text).map(Target::Whole)
        }
    }
}

/// The type of a value: `Edm.String`, `Collection(namespace.type)`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct TypeWords {
    pub(crate) name: Name,
    pub(crate) collection: bool,
}

impl TryFrom<String> for TypeWords {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let inner = text.strip_prefix("Collection(").and_then(|it| it.strip_suffix(')'));
        let name = Name::try_from(inner.unwrap_or(&text).to_owned()).map_err(|_| {
            format!("`{text}` is no type; write `Edm.String`, `namespace.type` or `Collection(namespace.type)`")
        })?;
        Ok(TypeWords { name, collection: inner.is_some() })
    }
}

/// Something, or the word `none`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String", bound = "T: TryFrom<String, Error = String>")]
pub(crate) enum OrNone<T> {
    None,
    Some(T),
}

impl<T: TryFrom<String, Error = String>> TryFrom<String> for OrNone<T> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == "none" { Ok(OrNone::None) } else { T::try_from(text).map(OrNone::Some) }
    }
}

/// A verb and a path, as a request line has them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct OperationName {
    pub(crate) verb: String,
    pub(crate) path: String,
}

impl TryFrom<String> for OperationName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once(' ').filter(|(_, path)| path.starts_with('/'));
        let (verb, path) = parts.ok_or_else(|| {
            format!("`{text}` is no operation; write a verb, a space and a path with its slash")
        })?;
        Ok(OperationName { verb: verb.to_owned(), path: path.to_owned() })
    }
}

impl fmt::Display for OperationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb, self.path)
    }
}

/// Why the documentation is wrong. Never empty.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Reason(pub(super) String);

impl TryFrom<String> for Reason {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() { Err("`reason` says nothing") } else { Ok(Reason(text.to_owned())) }
    }
}
