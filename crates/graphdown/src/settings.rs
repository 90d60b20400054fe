//! What a run is to make of the documentation: all that the pure core needs beside the pages.

pub use pattern::PathPattern;

mod pattern;

use crate::corrections::Corrections;
use crate::docset::ApiVersion;
use crate::ir::rust::{Dependency, Examples};

/// Settings of [`generate`](crate::generate()). [`Config`](crate::Config) fills them in from calls or from a file.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the generated package.
    pub crate_name: String,
    /// Version of the generated package.
    pub crate_version: String,
    /// The versions of the API to write, as far as the documentation has them.
    pub api_versions: Vec<ApiVersion>,
    /// If not empty: only operations whose path fits one of these.
    pub include: Vec<PathPattern>,
    /// No operation whose path fits one of these.
    pub exclude: Vec<PathPattern>,
    /// Where the generated package finds its runtime, `graphdown-client`.
    pub client: Dependency,
    /// True if the generated package lies below a workspace that it is no member of.
    pub own_workspace: bool,
    /// If there, the generated package gets a build script that regenerates it.
    pub build_script: Option<BuildScript>,
    /// Which versions get example calls in their documentation.
    pub examples: Examples,
    /// For benches: writes the models with serde's derives, to compare with.
    #[doc(hidden)]
    pub serde_derive_twin: bool,
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
            client: this_release(),
            own_workspace: false,
            build_script: None,
            examples: Examples::default(),
            serde_derive_twin: false,
            corrections: Corrections::default(),
        }
    }
}

impl Settings {
    /// True if an operation with this path is wanted.
    pub fn wants_path(&self, path: &str) -> bool {
        let fits = |list: &[PathPattern]| list.iter().any(|it| it.matches(path));
        (self.include.is_empty() || fits(&self.include)) && !fits(&self.exclude)
    }
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
