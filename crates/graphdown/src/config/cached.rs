//! A run that looks first what the run before it has left.

use super::Config;
use super::input::Found;
use super::outcome::{Docs, Outcome};
use crate::cache::{Cache, Digest, Record, Sight};
use crate::diagnostics::Diagnostics;
use crate::docset::DocSet;
use crate::error::Error;
use crate::files::{self, Changes, Stamp};
use crate::generate::{self, Generated};
use crate::settings::Settings;
use crate::slice;
use std::path::{Path, PathBuf};

/// What brings an output folder to the wanted state, or compares it with that.
type Bring = fn(&Path, &[(String, String)]) -> Result<Changes, Error>;

impl Config {
    /// Reads the documentation and brings the output folder up to date, writing only files that change.
    ///
    /// # Errors
    /// As [`Config::load`]; if the folder holds files of someone else in the way; if it cannot be written.
    pub fn generate(&self) -> Result<Outcome, Error> {
        self.run(files::write, true)
    }

    /// As [`Config::generate`], but writes nothing: [`Outcome::changes`] says what is not current.
    ///
    /// # Errors
    /// As [`Config::generate`].
    pub fn check(&self) -> Result<Outcome, Error> {
        self.run(files::compare, false)
    }

    fn run(&self, bring: Bring, keeps: bool) -> Result<Outcome, Error> {
        let found = self.find()?;
        let cache = self.cache.as_ref().and_then(|it| Cache::new(it, &self.docs, &self.out_dir));
        let Some(cache) = cache else {
            let (docs, settings) = self.documents(&found)?;
            let made = make(&docs, &settings)?;
            let changes = bring(&self.out_dir, &made.files)?;
            return Ok(Outcome::of(found.into_inputs(), docs, made, changes));
        };
        // The clock comes first, then what the file system says, then the contents: see `cache::sight`.
        let clock = if keeps { cache.clock() } else { None };
        let (last, inputs) = (cache.last(), look_at_inputs(&found, clock));
        if let Some(last) = last.as_ref().filter(|it| inputs.is(it.inputs))
            && let Some(output) = self.look_at_output(last, clock)
        {
            cache.see(last, None, output);
            let docs = Docs::unread(self, cache, last.key);
            return Ok(unchanged(found, docs, last));
        }
        let (docs, settings) = self.documents(&found)?;
        let key = cache.key(&docs, &settings);
        if let Some(last) = last.as_ref().filter(|it| it.key == key)
            && let Some(output) = self.look_at_output(last, clock)
        {
            cache.see(last, inputs.sure(), output);
            return Ok(unchanged(found, docs.into(), last));
        }
        let made = make(&docs, &settings)?;
        let changes = bring(&self.out_dir, &made.files)?;
        if keeps {
            cache.keep(Record { key, inputs: inputs.sure(), ..Record::new(&made) });
        }
        Ok(Outcome::of(found.into_inputs(), docs, made, changes))
    }

    /// Looks whether the output folder holds what that run wrote, and nothing that this one would write or clear away. If so: what tells
    /// the next run that it still does, as far as there is something sure.
    fn look_at_output(&self, last: &Record, clock: Option<Stamp>) -> Option<Option<Digest>> {
        let paths: Vec<&str> = last.outputs.iter().map(String::as_str).collect();
        if !files::is_as_left(&self.out_dir, &paths) {
            return None;
        }
        let files: Vec<PathBuf> = paths.iter().map(|it| self.out_dir.join(it)).collect();
        let sight = Sight::of(&files, &(), clock);
        if sight.is(last.output) {
            return Some(last.output);
        }
        let contents = |at: usize, bytes: &mut Vec<u8>| {
            files::append_contents(&self.out_dir, paths.get(at)?, bytes)
        };
        (Digest::of_files(&paths, contents) == Some(last.whole)).then(|| sight.sure())
    }
}

/// The files of the crate, as far as the settings allow as many.
fn make(docs: &DocSet, settings: &Settings) -> Result<Generated, Error> {
    let mut diagnostics = Diagnostics::default();
    let (edm, whole) = generate::api(docs, settings, &mut diagnostics);
    slice::over_budget(&edm, &whole, settings)?;
    let generated = generate::compile(docs, &edm, settings, diagnostics);
    generate::give_back(edm);
    Ok(generated)
}

/// What the file system says of all that is to be read. With it goes what the contents of these files do not say.
fn look_at_inputs(found: &Found, clock: Option<Stamp>) -> Sight {
    let files: Vec<&PathBuf> = found.files().collect();
    let paths: Vec<&[u8]> = files.iter().map(|it| it.as_os_str().as_encoded_bytes()).collect();
    // What the text of a plain structure of data says of its contents differs where they differ.
    let rest = format!("{:?} {:?}", found.listed.version, found.settings);
    Sight::of(&files, &(paths, rest), clock)
}

/// The outcome of a run that need not be.
fn unchanged(found: Found, docs: Docs, last: &Record) -> Outcome {
    let (inputs, skipped_links) = found.into_inputs();
    let changes = Changes { unchanged: last.outputs.len(), ..Changes::default() };
    let (diagnostics, summary) = (last.diagnostics.clone(), last.summary.clone());
    Outcome { docs, diagnostics, summary, changes, inputs, skipped_links }
}

#[cfg(test)]
mod tests;
