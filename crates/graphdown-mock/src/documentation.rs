//! A documentation set that was read, to be served by any number of servers.

use crate::error::Error;
use crate::refusal::Place;
use graphdown::docset::DocSet;
use graphdown::ir::edm::Edm;
use graphdown::span::Span;
use graphdown::verify::Example;
use graphdown::{Config, Ir};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A documentation set in memory. Cheap to clone; read it once and start as many servers with it as you like.
#[derive(Clone)]
pub struct Documentation(Arc<Inner>);

struct Inner {
    docs: DocSet,
    edm: Edm,
    examples: Vec<Example>,
}

impl Documentation {
    /// Reads the folder `docs`: `resources` and `api` in it, or `v1.0` and `beta` above these, as `graphdown` does.
    ///
    /// # Errors
    /// If the folder cannot be read, or holds no operation.
    pub fn load(docs: impl AsRef<Path>) -> Result<Self, Error> {
        let docs = docs.as_ref();
        let ir = Config::new().docs(docs).load().map_err(Error::documentation)?;
        Documentation::new(ir, docs.to_owned())
    }

    /// As [`Documentation::load`], with the settings of a `graphdown.toml`: versions and operations that it leaves out are not served.
    ///
    /// # Errors
    /// As [`Documentation::load`]; if the settings are wrong.
    pub fn with_config(config: &Config) -> Result<Self, Error> {
        let ir = config.load().map_err(Error::documentation)?;
        Documentation::new(ir, config.documentation_folder().to_owned())
    }

    fn new(ir: Ir, folder: PathBuf) -> Result<Self, Error> {
        let examples = ir.verify().examples;
        if ir.edm.apis.iter().all(|it| it.operations.is_empty()) {
            return Err(Error::nothing_to_serve(&folder));
        }
        Ok(Documentation(Arc::new(Inner { docs: ir.docs, edm: ir.edm, examples })))
    }

    /// How many operations of all versions there are.
    pub fn operations(&self) -> usize {
        self.edm().apis.iter().map(|it| it.operations.len()).sum()
    }

    /// The API.
    pub fn edm(&self) -> &Edm {
        &self.0.edm
    }

    /// The requests and responses that the pages show, with the operations they call.
    pub fn examples(&self) -> &[Example] {
        &self.0.examples
    }

    /// File, line and link of a place.
    pub(crate) fn place(&self, span: Span) -> Option<Place> {
        let file = self.0.docs.files().get(span.file.0 as usize)?;
        let (line, _) = file.line_column(span.start as usize);
        let version = file.version().map_or("v1.0", |it| it.as_str());
        let below = file.path_in_version().trim_end_matches(".md").trim_start_matches("api/");
        let view = if version == "beta" { "beta" } else { "1.0" };
        let link = format!("https://learn.microsoft.com/graph/api/{below}?view=graph-rest-{view}");
        Some(Place { line: format!("{}:{line}", file.path), link })
    }
}

impl fmt::Debug for Documentation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documentation").field("operations", &self.operations()).finish()
    }
}
