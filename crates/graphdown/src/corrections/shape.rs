//! The tables of a corrections file: one line per key. What is not listed here is refused.

use super::words::{MemberName, Name, OperationName, OrNone, Reason, Target, TypeWords};
use crate::docset::ApiVersion;
use crate::span::Span;
use serde::Deserialize;
use std::ops::Range;

/// An entry.
#[derive(Debug, Clone)]
pub(crate) struct Correction {
    pub(crate) change: Change,
    /// The only version of the API that it is about, if it is not about all.
    pub(crate) version: Option<ApiVersion>,
    /// Why the documentation is wrong.
    pub(crate) reason: String,
    /// The entry in the file.
    pub(crate) span: Span,
}

macro_rules! tables {
    ($($(#[doc = $doc:literal])+ $key:ident: $name:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)+ })+) => {
        $($(#[doc = $doc])+
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$attribute])* pub(crate) $field: $ty,)+
            version: Option<Version>,
            reason: Reason,
        })+

        /// What an entry changes.
        #[derive(Debug, Clone)]
        pub(crate) enum Change { $($name($name),)+ }

        /// The whole file.
        #[derive(Deserialize, Default)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct File { $($key: Vec<toml::Spanned<$name>>,)+ }

        impl File {
            /// All entries, kind by kind.
            pub(super) fn entries(self, place: impl Fn(Range<usize>) -> Span) -> Vec<Correction> {
                let mut all = Vec::new();
                $(all.extend(self.$key.into_iter().map(|it| {
                    let span = place(it.span());
                    let it = it.into_inner();
                    let (version, reason) = (it.version.map(Version::api), it.reason.0.clone());
                    Correction { change: Change::$name(it), version, reason, span }
                }));)+
                all
            }
        }
    };
}

tables! {
    /// Leaves a page out, or the rows of this name on it.
    ignore: Ignore { page: String, row: Option<String>, }
    /// Gives a type, a property, an enumeration or a member another name.
    rename: Rename { target: Target, to: String, }
    /// Gives a property another type, or says whether it is a navigation property.
    retype: Retype { target: MemberName, #[serde(rename = "type")] ty: Option<TypeWords>, navigation: Option<bool>, }
    /// Sets the base of a type, or takes it away.
    base: Base { target: Name, base: OrNone<Name>, }
    /// Says whether a type is an entity type or a complex type.
    kind: Kind { target: Name, kind: KindWord, }
    /// Adds a property to a type (with `type`) or a member to an enumeration (without).
    add: Add {
        target: MemberName,
        #[serde(rename = "type")] ty: Option<TypeWords>,
        navigation: Option<bool>,
        value: Option<i64>,
        description: Option<String>,
    }
    /// Takes away a property of a type or a member of an enumeration.
    drop: Drop { target: MemberName, }
    /// Says whether the values of an enumeration are sets of its members.
    flags: Flags { target: Name, flags: bool, }
    /// Says what a successful answer carries.
    response: Response { operation: OperationName, #[serde(rename = "type")] ty: Option<OrNone<TypeWords>>, status: Option<u16>, }
}

impl Change {
    /// What the keys of an entry must be together, which the shape of its table does not say.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match self {
            Change::Retype(Retype { ty: None, navigation: None, .. }) => {
                Err("an entry `retype` needs `type`, `navigation` or both")
            }
            Change::Response(Response { ty: None, status: None, .. }) => {
                Err("an entry `response` needs `type`, `status` or both")
            }
            Change::Response(Response { status: Some(status), .. })
                if !(200..300).contains(status) =>
            {
                Err("`status` is a code of success, 200 to 299")
            }
            Change::Add(Add { ty: None, navigation: Some(_), .. }) => {
                Err("a property needs `type`, and a member has no `navigation`")
            }
            Change::Add(Add { ty: Some(_), value: Some(_), .. }) => {
                Err("a member has no `type`, and a property has no `value`")
            }
            Change::Rename(it) => it.check(),
            _ => Ok(()),
        }
    }
}

impl Rename {
    fn check(&self) -> Result<(), &'static str> {
        let is_name = !self.to.is_empty() && !self.to.contains(['/', ' ']);
        match &self.target {
            Target::Whole(_) if Name::try_from(self.to.clone()).is_err() => {
                Err("`to` is a name with its namespace, as `target` is")
            }
            Target::Member(_) if !is_name => Err("`to` is the new name alone, without its owner"),
            _ => Ok(()),
        }
    }
}

/// A version of the API.
#[derive(Debug, Clone, Copy, Deserialize)]
enum Version {
    #[serde(rename = "v1.0")]
    V1,
    #[serde(rename = "beta")]
    Beta,
}

impl Version {
    fn api(self) -> ApiVersion {
        match self {
            Version::V1 => ApiVersion::V1,
            Version::Beta => ApiVersion::Beta,
        }
    }
}

/// The kinds of structured types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KindWord {
    Entity,
    Complex,
}
