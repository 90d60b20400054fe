//! The builder that build scripts, the command and tests use: settings, and the folders to read and write.

pub use live::{Live, Refreshed};
pub use outcome::Outcome;
pub use paths::relative as path_from;
pub use run::Ir;

mod cached;
mod file;
mod input;
mod levels;
mod live;
mod outcome;
mod paths;
mod run;

use crate::diagnostics::Code;
use crate::docset::ApiVersion;
use crate::error::Error;
use crate::ir::rust::Dependency;
#[allow(unused_imports)] // For links.
use crate::settings::PathPattern;
use crate::settings::{self, Level, Selector, Settings};
use std::path::{Path, PathBuf};

/// What to read, what to make of it and where to write it.
///
/// ```no_run
/// # fn main() -> Result<(), graphdown::Error> {
/// let outcome = graphdown::Config::new().docs("docs-input").include("/admin/**").out_dir("generated").generate()?;
/// println!("{} files written", outcome.changes.written.len());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Config {
    docs: PathBuf,
    out_dir: PathBuf,
    corrections: Option<PathBuf>,
    settings_file: Option<PathBuf>,
    client: Place,
    /// Where the build script finds this crate; `None` if there is to be no build script.
    graphdown: Option<Place>,
    /// Where runs leave word for the next one.
    cache: Option<PathBuf>,
    settings: Settings,
}

/// Where a crate comes from, as the one who configures sees it.
#[derive(Debug, Clone)]
enum Place {
    /// A folder.
    Folder(PathBuf),
    /// Something that is the same from everywhere.
    Given(Dependency),
}

impl Place {
    fn seen_from(&self, folder: &Path) -> Result<Dependency, Error> {
        match self {
            Place::Folder(it) => Ok(Dependency::Path(paths::relative(folder, it)?)),
            Place::Given(it) => Ok(it.clone()),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Config {
            docs: "docs-input".into(),
            out_dir: "generated".into(),
            corrections: None,
            settings_file: None,
            client: Place::Given(settings::this_release()),
            graphdown: None,
            cache: None,
            settings: Settings::default(),
        }
    }
}

impl Config {
    /// Reads `docs-input`, writes `generated`, all versions and operations.
    pub fn new() -> Self {
        Config::default()
    }

    /// The settings in the file `path`, usually `graphdown.toml`. Paths in it are taken from its folder.
    ///
    /// # Errors
    /// If the file cannot be read, is not TOML, or has a key that is not known; the message shows the line.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        file::read(path.as_ref())
    }

    /// The folder with the documentation.
    pub fn docs(&mut self, folder: impl Into<PathBuf>) -> &mut Self {
        self.docs = folder.into();
        self
    }

    /// The folder for the generated crate; made if it is not there.
    pub fn out_dir(&mut self, folder: impl Into<PathBuf>) -> &mut Self {
        self.out_dir = folder.into();
        self
    }

    /// Name of the generated package.
    pub fn crate_name(&mut self, name: impl Into<String>) -> &mut Self {
        self.settings.crate_name = name.into();
        self
    }

    /// Version of the generated package.
    pub fn crate_version(&mut self, version: impl Into<String>) -> &mut Self {
        self.settings.crate_version = version.into();
        self
    }

    /// Takes only these versions of the API.
    pub fn api_versions(&mut self, versions: impl IntoIterator<Item = ApiVersion>) -> &mut Self {
        self.settings.api_versions = versions.into_iter().collect();
        self
    }

    /// Takes operations whose path fits `pattern` (see [`PathPattern`]), and the types that they need. May be called many times; without
    /// a call all are taken.
    pub fn include(&mut self, pattern: &str) -> &mut Self {
        self.select(Selector::path(pattern))
    }

    /// Takes what fits `entry`, as [`Config::include`] does.
    pub fn select(&mut self, entry: Selector) -> &mut Self {
        self.settings.include.push(entry);
        self
    }

    /// Leaves out operations whose path fits `pattern`, also if [`Config::include`] takes them.
    pub fn exclude(&mut self, pattern: &str) -> &mut Self {
        self.reject(Selector::path(pattern))
    }

    /// Leaves out what fits `entry`, as [`Config::exclude`] does.
    pub fn reject(&mut self, entry: Selector) -> &mut Self {
        self.settings.exclude.push(entry);
        self
    }

    /// With true, types of relationships come along also where `include` asks for a part of the API. Otherwise only those come along
    /// that an operation or a property needs, and relationships to others hold JSON without a type.
    pub fn follow_relationships(&mut self, follow: bool) -> &mut Self {
        self.settings.follow_relationships = follow;
        self
    }

    /// Takes the whole API, whatever was said before.
    pub fn without_slice(&mut self) -> &mut Self {
        let settings = &mut self.settings;
        settings.include.clear();
        settings.exclude.clear();
        settings.properties.clear();
        (settings.max_types, settings.max_operations) = (None, None);
        self
    }

    /// Makes findings with `code` as bad as `level` says, on all pages.
    pub fn level(&mut self, code: Code, level: Level) -> &mut Self {
        self.settings.levels.set(code, level);
        self
    }

    /// The same on the pages whose path below the documentation's folder fits `pattern`; see [`Levels::set_on`].
    ///
    /// [`Levels::set_on`]: crate::Levels::set_on
    pub fn level_on(&mut self, pattern: &str, code: Code, level: Level) -> &mut Self {
        self.settings.levels.set_on(PathPattern::new(pattern), code, level);
        self
    }

    /// A file with corrections to the documentation. Without a call it is `corrections.toml` in the folder of the documentation, if that
    /// is there.
    pub fn corrections(&mut self, path: impl Into<PathBuf>) -> &mut Self {
        self.corrections = Some(path.into());
        self
    }

    /// Lets the generated package take `graphdown-client` from a folder instead of the registry.
    pub fn client_path(&mut self, folder: impl Into<PathBuf>) -> &mut Self {
        self.client = Place::Folder(folder.into());
        self
    }

    /// A folder where [`Config::generate`] leaves word of what it did, so that the next run does not do again what did not change. It may
    /// be deleted at any time and shared by any number of runs, and what is generated is the same with it and without it. Without a call
    /// nothing is kept; [`build_script`](crate::build_script) takes a folder in cargo's `OUT_DIR`.
    pub fn cache(&mut self, folder: impl Into<PathBuf>) -> &mut Self {
        self.cache = Some(folder.into());
        self
    }

    /// Leaves out the build script that a settings file asks for: for a crate that is to be published.
    pub fn without_build_script(&mut self) -> &mut Self {
        self.graphdown = None;
        self
    }

    /// The folder that [`Config::generate`] writes.
    pub fn output_folder(&self) -> &Path {
        &self.out_dir
    }

    /// The folder that is read.
    pub fn documentation_folder(&self) -> &Path {
        &self.docs
    }
}
