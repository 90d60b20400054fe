//! A crate that is kept current while pages are edited: what `graphdown watch` runs on.

use super::Config;
use crate::diagnostics::Diagnostic;
use crate::docset::{DocSet, SourceFile};
use crate::error::Error;
use crate::files::{self, Changes};
use crate::generate::{Generated, Summary};
use crate::session::Session;
use crate::settings::Settings;
use crate::slice;
use std::path::{Path, PathBuf};

/// A documentation folder and its crate, with all that was read kept in memory.
#[derive(Debug)]
pub struct Live {
    config: Config,
    settings: Settings,
    session: Session,
    /// The files of the last run, to write just those that differ.
    files: Vec<(String, String)>,
}

/// What a run did.
#[derive(Debug)]
pub struct Refreshed {
    /// What is wrong or odd in the pages.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was read.
    pub summary: Summary,
    /// What was done to the output folder.
    pub changes: Changes,
}

impl Live {
    /// Reads all, and brings the output folder up to date as [`Config::generate`] does.
    ///
    /// # Errors
    /// As [`Config::generate`].
    pub fn start(config: Config) -> Result<(Live, Refreshed), Error> {
        let (docs, settings) = config.documents(&config.find()?)?;
        let session = Session::new(docs);
        let mut live = Live { config, settings, session, files: Vec::new() };
        let refreshed = live.write_all()?;
        Ok((live, refreshed))
    }

    /// The pages, to which the places of diagnostics refer.
    pub fn docs(&self) -> &DocSet {
        self.session.docs()
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Brings the output up to date after these files changed. If they are pages that were there before, only they are read; otherwise the
    /// folder is listed again.
    ///
    /// # Errors
    /// As [`Config::generate`]. The output is then as it was, and the next call tries everything again.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> Result<Refreshed, Error> {
        let pages: Option<Vec<SourceFile>> = changed.iter().map(|it| self.page(it)).collect();
        match pages {
            Some(pages) => {
                for it in pages {
                    self.session.edit(it);
                }
            }
            None => self.read_folder()?,
        }
        self.write_changed()
    }

    /// Takes other settings, and brings the output up to date.
    ///
    /// # Errors
    /// As [`Config::generate`]; the settings are then as they were.
    pub fn configure(&mut self, config: Config) -> Result<Refreshed, Error> {
        let (docs, settings) = config.documents(&config.find()?)?;
        (self.config, self.settings) = (config, settings);
        self.session.update(docs);
        self.write_all()
    }

    fn read_folder(&mut self) -> Result<(), Error> {
        let (docs, settings) = self.config.documents(&self.config.find()?)?;
        self.settings = settings;
        self.session.update(docs);
        Ok(())
    }

    /// The page at `path`, if it is one that was there before and can be read.
    fn page(&self, path: &Path) -> Option<SourceFile> {
        let page = files::page(&self.config.docs, path)?;
        let id = self.docs().find(&page.path)?;
        (self.docs().file(id).path == page.path).then_some(page)
    }

    fn compile(&mut self) -> Result<Generated, Error> {
        let settings = &self.settings;
        self.session.generate(settings, |edm, whole| slice::over_budget(edm, whole, settings))
    }

    fn write_all(&mut self) -> Result<Refreshed, Error> {
        let Generated { files, diagnostics, summary } = self.compile()?;
        let changes = files::write(&self.config.out_dir, &files)?;
        self.files = files;
        Ok(Refreshed { diagnostics, summary, changes })
    }

    /// As [`Live::write_all`], without looking at files that are as the last run left them.
    fn write_changed(&mut self) -> Result<Refreshed, Error> {
        let Generated { files, diagnostics, summary } = self.compile()?;
        let pairs = || files.iter().zip(&self.files);
        let are_same_paths =
            files.len() == self.files.len() && pairs().all(|(now, before)| now.0 == before.0);
        let changed: Vec<_> =
            pairs().filter(|(now, before)| now != before).map(|it| it.0).collect();
        let is_done = are_same_paths
            && (changed.is_empty() || files::rewrite(&self.config.out_dir, &changed)?);
        let changes = if is_done {
            let written = changed.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
            let unchanged = files.len() - written.len();
            Changes { written, unchanged, removed: Vec::new() }
        } else {
            files::write(&self.config.out_dir, &files)?
        };
        self.files = files;
        Ok(Refreshed { diagnostics, summary, changes })
    }
}
