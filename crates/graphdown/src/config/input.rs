//! What a run reads: the settings, the corrections, the pages.

use super::run::Ir;
use super::{Config, paths};
use crate::corrections::Corrections;
use crate::diagnostics::Diagnostics;
use crate::docset::DocSet;
use crate::error::Error;
use crate::files::{self, Listed};
use crate::generate::{self, Understood};
use crate::settings::Settings;
use std::fs;
use std::path::{Path, PathBuf};

/// What there is to read, before it is read.
pub(super) struct Found {
    /// The settings of the core, without the corrections.
    pub(super) settings: Settings,
    /// The settings file and the corrections file, as far as there are such.
    pub(super) papers: Vec<PathBuf>,
    pub(super) listed: Listed,
}

/// What was read.
pub(super) struct Input {
    pub(super) docs: DocSet,
    pub(super) settings: Settings,
    pub(super) inputs: Vec<PathBuf>,
    pub(super) skipped_links: Vec<PathBuf>,
}

impl Found {
    /// The files that are to be read.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.papers.iter().chain(&self.listed.files)
    }

    /// As [`Ir::inputs`], and what is not followed.
    pub(super) fn into_inputs(self) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let Listed { files, folders, links, .. } = self.listed;
        (self.papers.into_iter().chain(folders).chain(files).collect(), links)
    }
}

impl Input {
    /// What the pages say.
    pub(super) fn understand(self) -> Ir {
        let Input { docs, settings, inputs, skipped_links } = self;
        let mut diagnostics = Diagnostics::default();
        let Understood { edm, whole, items, examples, pages } =
            generate::understand(&docs, &settings, &mut diagnostics);
        let levels = settings.levels;
        Ir { docs, edm, whole, items, examples, pages, diagnostics, inputs, skipped_links, levels }
    }
}

impl Config {
    /// Looks what there is to read.
    pub(super) fn find(&self) -> Result<Found, Error> {
        let settings = self.settings()?;
        let listed = files::list(&self.docs)?;
        let papers = self.settings_file.iter().cloned().chain(self.corrections_file()).collect();
        Ok(Found { settings, papers, listed })
    }

    /// Finds and reads it.
    pub(super) fn input(&self) -> Result<Input, Error> {
        let found = self.find()?;
        let (docs, settings) = self.documents(&found)?;
        let (inputs, skipped_links) = found.into_inputs();
        Ok(Input { docs, settings, inputs, skipped_links })
    }

    /// Reads it: the pages with corrections and settings file, and the settings with the corrections.
    pub(super) fn documents(&self, found: &Found) -> Result<(DocSet, Settings), Error> {
        let mut docs = files::read(&self.docs, &found.listed)?;
        let mut settings = found.settings.clone();
        if let Some(path) = &self.corrections_file() {
            docs = docs.with_corrections(files::corrections(path, self.seen_from_docs(path)?)?);
        }
        if let Some(path) = &self.settings_file {
            docs = docs.with_settings(files::corrections(path, self.seen_from_docs(path)?)?);
        }
        settings.corrections = Corrections::read(&docs)?;
        Ok((docs, settings))
    }

    /// The corrections file: that of the settings, or else the one among the pages, if there is one. Where there is none, cargo still
    /// comes back when one appears, for it watches the folder.
    pub fn corrections_file(&self) -> Option<PathBuf> {
        // A link among the pages is not followed, wherever it leads.
        let is_file = |it: &PathBuf| fs::symlink_metadata(it).is_ok_and(|it| it.is_file());
        let beside_pages = || Some(self.docs.join(files::CORRECTIONS)).filter(is_file);
        self.corrections.clone().or_else(beside_pages)
    }

    fn seen_from_docs(&self, path: &Path) -> Result<String, Error> {
        paths::relative(&self.docs, path)
    }
}
