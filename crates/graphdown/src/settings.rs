//! What a run is to make of the documentation: all that the pure core needs beside the pages.

pub(crate) use levels::Judge;
pub use levels::{Level, Levels};
pub use pattern::PathPattern;
pub use selector::Selector;

mod levels;
pub(crate) mod pattern;
pub(crate) mod selector;

use crate::corrections::Corrections;
use crate::docset::ApiVersion;
use crate::ir::rust::{Dependency, When};
use std::ops::Range;

/// Settings of [`generate`](crate::generate()). [`Config`](crate::Config) fills them in from calls or from a file.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the generated package.
    pub crate_name: String,
    /// Version of the generated package.
    pub crate_version: String,
    /// The versions of the API to write, as far as the documentation has them.
    pub api_versions: Vec<ApiVersion>,
    /// If not empty: only operations that fit one of these, and the types that they need.
    pub include: Vec<Selector>,
    /// No operation that fits one of these, and no type that only such operations need.
    pub exclude: Vec<Selector>,
    /// True if the types of relationships come along with the types that have them, also where `include` asks for a part.
    pub follow_relationships: bool,
    /// Of these types only these properties, the rest is kept undeclared.
    pub properties: Vec<PropertyList>,
    /// The most types that the crate may have, enums among them.
    pub max_types: Option<usize>,
    /// The most operations that it may have.
    pub max_operations: Option<usize>,
    /// Where the generated package finds its runtime, `graphdown-client`.
    pub client: Dependency,
    /// True if the generated package lies below a workspace that it is no member of.
    pub own_workspace: bool,
    /// If there, the generated package gets a build script that regenerates it.
    pub build_script: Option<BuildScript>,
    /// Which versions get example calls in their documentation; if it depends, those that are not large.
    pub examples: When,
    /// Whether each area of the product is a feature of the package; if it depends, where a version is large.
    pub features: When,
    /// For benches: writes the models with serde's derives, to compare with.
    #[doc(hidden)]
    pub serde_derive_twin: bool,
    /// How bad findings are, where it is not as their codes say.
    pub levels: Levels,
    /// What is known to be wrong in the documentation: [`Corrections::read`] of the set that is read.
    pub corrections: Corrections,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            crate_name: "graph-bindings".to_owned(),
            crate_version: "0.1.0".to_owned(),
            api_versions: ApiVersion::ALL.to_vec(),
            include: Vec::new(),
            exclude: Vec::new(),
            follow_relationships: false,
            properties: Vec::new(),
            max_types: None,
            max_operations: None,
            client: this_release(),
            own_workspace: false,
            build_script: None,
            examples: When::default(),
            features: When::default(),
            serde_derive_twin: false,
            levels: Levels::default(),
            corrections: Corrections::default(),
        }
    }
}

impl Settings {
    /// True if a relationship alone brings no type into the slice.
    ///
    /// Through relationships nearly all of the service hangs together, so a part of it would otherwise be most of it.
    pub fn leaves_relationships(&self) -> bool {
        !self.include.is_empty() && !self.follow_relationships
    }

    /// True if the slice is the whole API.
    pub fn takes_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty() && self.properties.is_empty()
    }
}

/// The properties of a type that become fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyList {
    /// The type's name, with or without its namespace.
    pub ty: String,
    /// The names of the properties, each with its place.
    pub names: Vec<(String, Range<usize>)>,
    /// Where the type's name stands in the settings file, in bytes; empty if it stands in none.
    pub place: Range<usize>,
}

/// The release that this generator belongs to.
pub(crate) fn this_release() -> Dependency {
    Dependency::Version(env!("CARGO_PKG_VERSION").to_owned())
}

/// What the build script of the generated package needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildScript {
    /// `graphdown.toml`, as seen from the generated package, with `/` between its parts.
    pub settings: String,
    /// Where the build script finds `graphdown`.
    pub graphdown: Dependency,
}
