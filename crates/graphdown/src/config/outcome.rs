//! What a run has to tell.

use super::Config;
#[allow(unused_imports)] // For links.
use super::run::Ir;
use crate::cache::{Cache, Digest};
use crate::diagnostics::Diagnostic;
use crate::docset::DocSet;
use crate::error::Error;
use crate::files::Changes;
use crate::generate::{Generated, Summary};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The result of a run.
#[derive(Debug)]
pub struct Outcome {
    /// What is wrong or odd in the pages.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was read.
    pub summary: Summary,
    /// What was done to the output folder, or would be.
    pub changes: Changes,
    /// As [`Ir::inputs`].
    pub inputs: Vec<PathBuf>,
    /// As [`Ir::skipped_links`].
    pub skipped_links: Vec<PathBuf>,
    pub(super) docs: Docs,
}

/// The pages of a run.
#[derive(Debug)]
pub(super) struct Docs {
    read: OnceLock<DocSet>,
    unread: Option<Box<Unread>>,
}

/// What it takes to read the pages of a run that had no need to.
#[derive(Debug)]
struct Unread {
    config: Config,
    cache: Cache,
    /// Of the pages that the run is about.
    key: Digest,
}

impl Outcome {
    pub(super) fn of(
        (inputs, skipped_links): (Vec<PathBuf>, Vec<PathBuf>),
        docs: DocSet,
        made: Generated,
        changes: Changes,
    ) -> Outcome {
        let Generated { diagnostics, summary, .. } = made;
        Outcome { diagnostics, summary, changes, inputs, skipped_links, docs: docs.into() }
    }

    /// The pages, to which the places of diagnostics refer. A run that found nothing changed has not read them; then this does.
    ///
    /// # Errors
    /// Of a run that has not read them: if they cannot be read, or are others than a moment ago.
    pub fn docs(&self) -> Result<&DocSet, Error> {
        match (self.docs.read.get(), &self.docs.unread) {
            (Some(docs), _) => Ok(docs),
            (None, Some(unread)) => {
                let docs = unread.read()?;
                Ok(self.docs.read.get_or_init(|| docs))
            }
            (None, None) => Ok(self.docs.read.get_or_init(DocSet::default)),
        }
    }
}

impl From<DocSet> for Docs {
    fn from(docs: DocSet) -> Docs {
        Docs { read: OnceLock::from(docs), unread: None }
    }
}

impl Docs {
    /// The pages of a run of `config` with this key, to be read when they are asked for.
    pub(super) fn unread(config: &Config, cache: Cache, key: Digest) -> Docs {
        let unread = Unread { config: config.clone(), cache, key };
        Docs { read: OnceLock::new(), unread: Some(Box::new(unread)) }
    }
}

impl Unread {
    fn read(&self) -> Result<DocSet, Error> {
        let (docs, settings) = self.config.documents(&self.config.find()?)?;
        if self.cache.key(&docs, &settings) == self.key {
            return Ok(docs);
        }
        let what =
            "pages were changed while graphdown was at work, so their findings cannot be shown";
        Err(Error::new(what).with_help("run it again"))
    }
}
