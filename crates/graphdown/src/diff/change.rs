//! The plain data of a change.

/// What a change means to those who use the bindings. The later, the heavier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// No program can tell, neither when it is compiled nor when it runs: a patch release.
    Documentation,
    /// Something new, or a warning: a minor release.
    Additive,
    /// A program may stop to compile or to work: a major release.
    Breaking,
}

impl Class {
    /// All classes, the heaviest first.
    pub const ALL: [Class; 3] = [Class::Breaking, Class::Additive, Class::Documentation];

    /// The class in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Breaking => "breaking",
            Class::Additive => "additive",
            Class::Documentation => "documentation-only",
        }
    }

    /// The step between two versions that it asks for.
    pub fn step(self) -> &'static str {
        match self {
            Class::Breaking => "major",
            Class::Additive => "minor",
            Class::Documentation => "patch",
        }
    }
}

/// What sort of thing changes. Owners come before what they own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // The names say it.
pub enum ItemKind {
    /// A feature of the crate, for an area of the product; only where the crate has features.
    Feature,
    /// An entity type or a complex type.
    Type,
    Enum,
    Operation,
    /// A property or a navigation property.
    Property,
    Member,
    /// A member of a request body.
    Parameter,
    /// An argument of a function, or another parameter in the URL.
    Argument,
    /// A permission, for one type of account.
    Permission,
}

impl ItemKind {
    /// The kind in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            ItemKind::Feature => "feature",
            ItemKind::Type => "type",
            ItemKind::Enum => "enum",
            ItemKind::Operation => "operation",
            ItemKind::Property => "property",
            ItemKind::Member => "member",
            ItemKind::Parameter => "parameter",
            ItemKind::Argument => "argument",
            ItemKind::Permission => "permission",
        }
    }
}

/// How something changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// It was not there: an item, or a value.
    Added,
    /// It is not there any more.
    Removed,
    /// It has another value.
    Changed,
}

impl Direction {
    /// The direction in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Added => "added",
            Direction::Removed => "removed",
            Direction::Changed => "changed",
        }
    }
}

/// A place in the documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path below the documentation's root.
    pub file: String,
    /// Counted from 1, where it is known.
    pub line: Option<u64>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub class: Class,
    /// The version of the API: `v1.0` or `beta`.
    pub version: String,
    /// What changes.
    pub item: ItemKind,
    /// The type, the enum or the operation that it belongs to, or that it is: `microsoft.graph.user`, `GET /users/{id}`. The name of a
    /// feature.
    pub owner: String,
    /// Its name within the owner; empty if it is the owner.
    pub name: String,
    /// How.
    pub direction: Direction,
    /// Which side of it; `None` if it comes or goes as a whole.
    pub attribute: Option<Attribute>,
    /// The value before, if there was one.
    pub old: Option<String>,
    /// The value now, if there is one.
    pub new: Option<String>,
    /// Where the old side says so.
    pub old_place: Option<Place>,
    /// Where the new side says so.
    pub new_place: Option<Place>,
    /// The row of [`rules`](super::rules) that decided the class.
    pub rule: usize,
}

impl Change {
    /// The full name: `microsoft.graph.user/mail`, `GET /users/{id}`; what belongs to an operation stands behind it in parentheses.
    pub fn full_name(&self) -> String {
        match self.item {
            _ if self.name.is_empty() => self.owner.clone(),
            ItemKind::Property | ItemKind::Member => format!("{}/{}", self.owner, self.name),
            _ => format!("{} ({})", self.owner, self.name),
        }
    }

    /// What happens, in words: `removed`, `type changed`, `deprecated added`, `moves from feature users to feature people`.
    pub fn what(&self) -> String {
        match self.attribute {
            None => self.direction.as_str().to_owned(),
            Some(Attribute::Feature) => {
                let features = |it: &Option<String>| {
                    let names = it.as_deref().unwrap_or_default();
                    format!("feature{} {names}", if names.contains(", ") { "s" } else { "" })
                };
                let (old, new) = (features(&self.old), features(&self.new));
                match self.direction {
                    Direction::Added => format!("is in {new} too"),
                    Direction::Removed => format!("is no longer in {old}"),
                    Direction::Changed => format!("moves from {old} to {new}"),
                }
            }
            Some(attribute) => format!("{} {}", attribute.as_str(), self.direction.as_str()),
        }
    }

    /// The place to look at: the new one, or the old one of what is gone.
    pub fn place(&self) -> Option<&Place> {
        self.new_place.as_ref().or(self.old_place.as_ref())
    }
}

macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// The sides of an item that are compared.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)] // The names say it.
        pub enum Attribute {
            $($(#[$doc])* $name,)*
        }

        impl Attribute {
            /// All sides.
            pub const ALL: &[Attribute] = &[$(Attribute::$name,)*];

            /// The side in words.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Attribute::$name => $word,)*
                }
            }
        }
    };
}

attributes! {
    Kind = "kind",
    Base = "base",
    Abstract = "abstract",
    Open = "open",
    Key = "key",
    Flags = "flags",
    Type = "type",
    Navigation = "navigation",
    Value = "value",
    Request = "request",
    Response = "response",
    DeclaredType = "declared type",
    LongRunning = "long-running",
    Required = "required",
    Optional = "optional",
    ReadOnly = "read-only",
    Nullable = "nullable",
    Deprecated = "deprecated",
    Deprecation = "words of the deprecation",
    DeprecatedSince = "deprecated since",
    Path = "path",
    MediaType = "media type",
    Status = "status codes",
    Location = "location header",
    QueryOptions = "query options",
    Headers = "headers",
    NeedsHeaders = "needed headers",
    Clouds = "clouds",
    /// The features that bring it, where the crate has features.
    Feature = "feature",
    Area = "area",
    Permissions = "stated permissions",
    PermissionOrder = "order of permissions",
    Default = "default",
    MaxLength = "greatest length",
    Filter = "filter",
    OnlyOnSelect = "only on select",
    AllowedValues = "allowed values",
    InheritedFrom = "inherited from",
    Methods = "methods",
    Origin = "origin",
    Pages = "pages",
    Title = "title",
    Words = "words",
}
