//! A documentation set that is compiled again and again while it changes. Pure, as [`generate`](crate::generate()), and with the same
//! results byte for byte; only what did not change is not done again.
//!
//! ```text
//! texts → pages (again: those whose text or included text changed) → lower → slice → plan → files (formatted: what has a new form)
//! ```

use crate::diagnostics::Diagnostics;
use crate::docset::{DocSet, SourceFile};
use crate::emit::Shapes;
use crate::generate::{self, Generated};
use crate::ir::Trail;
use crate::ir::page::Page;
use crate::lower;
use crate::read;
use crate::settings::Settings;
use crate::slice::Whole;
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What is kept between runs.
#[derive(Debug, Default)]
pub struct Session {
    docs: DocSet,
    pages: Vec<Page>,
    /// What reading each page brought up.
    findings: Vec<Diagnostics>,
    /// What is known of the layout of Rust.
    shapes: Shapes,
}

impl Session {
    /// Reads all of `docs`.
    pub fn new(docs: DocSet) -> Self {
        let mut session = Session { docs, ..Session::default() };
        session.read_all();
        session
    }

    /// The documentation as it was given last.
    pub fn docs(&self) -> &DocSet {
        &self.docs
    }

    /// Takes another state of the whole set, and reads what is not as before. Where pages came or went that is everything.
    pub fn update(&mut self, docs: DocSet) {
        let is_same_set = self.docs.has_paths_of(&docs);
        let before = std::mem::replace(&mut self.docs, docs);
        if !is_same_set {
            self.read_all();
            return;
        }
        let differs = |id: &FileId| {
            let (a, b) = (before.file(*id), self.docs.file(*id));
            a.text != b.text || a.had_invalid_utf8 != b.had_invalid_utf8
        };
        self.read_again(self.docs.ids().filter(differs).collect());
    }

    /// Takes other contents of one page. Returns false, and does nothing, if the set has no page of this path.
    pub fn edit(&mut self, file: SourceFile) -> bool {
        let Some(id) = self.docs.replace(file) else { return false };
        self.read_again([id].into());
        true
    }

    fn read_all(&mut self) {
        let ids: Vec<FileId> = self.docs.ids().collect();
        (self.pages, self.findings) =
            ids.into_par_iter().map(|it| read::read_page(&self.docs, it, Trail::Left)).unzip();
    }

    /// Reads these files, and the pages that include one of them.
    fn read_again(&mut self, changed: BTreeSet<FileId>) {
        let is_touched = |it: &&Page| {
            changed.contains(&it.file) || it.included.iter().any(|of| changed.contains(of))
        };
        let touched: Vec<FileId> = self.pages.iter().filter(is_touched).map(|it| it.file).collect();
        let read: Vec<(Page, Diagnostics)> = touched
            .into_par_iter()
            .map(|it| read::read_page(&self.docs, it, Trail::Left))
            .collect();
        for (page, findings) in read {
            let index = page.file.0 as usize;
            (self.pages[index], self.findings[index]) = (page, findings);
        }
    }

    /// Writes a crate in memory, as [`generate`](crate::generate()) does. `accept` sees the size of the slice, and may refuse it before
    /// anything is written.
    ///
    /// # Errors
    /// What `accept` says.
    pub fn generate<E>(
        &self,
        settings: &Settings,
        accept: impl FnOnce(&crate::ir::edm::Edm, &[Whole]) -> Result<(), E>,
    ) -> Result<Generated, E> {
        let mut diagnostics = Diagnostics::default();
        self.findings.iter().for_each(|it| diagnostics.append(it.clone()));
        read::places::check(&self.docs, &self.pages, &mut diagnostics);
        let mut edm = lower::lower(
            &self.docs,
            &self.pages,
            &settings.corrections,
            Trail::Left,
            &mut diagnostics,
        );
        let whole = generate::cut(&self.docs, &mut edm, &self.pages, settings, &mut diagnostics);
        accept(&edm, &whole)?;
        Ok(generate::compile_with(&self.docs, &edm, settings, diagnostics, &self.shapes))
    }
}

#[cfg(test)]
mod tests;
