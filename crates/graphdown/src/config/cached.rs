//! A run that looks first what the run before it has left.

use super::Config;
use super::run::{Input, Ir, Outcome};
use crate::cache::{Cache, Digest, Output, Record, Stamps};
use crate::emit;
use crate::error::Error;
use crate::files::{self, Changes};
use crate::generate::{self, Generated};
use crate::ir::rust::{Crate, File};
use crate::slice;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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
        let input = self.input()?;
        let Some(folder) = &self.cache else { return self.bring(input.understand(), bring) };
        let (docs, settings) = (&input.docs, &input.settings);
        let Some(cache) = Cache::new(folder, &self.docs, &self.out_dir, docs, settings) else {
            return self.bring(input.understand(), bring);
        };
        let last = cache.last();
        let known = match last {
            Some(last) if cache.is_of_now(&last) && self.has_output_of(&last, &cache, keeps) => {
                return Ok(unchanged(input, last));
            }
            Some(last) => last.outputs,
            None => Vec::new(),
        };
        let settings = settings.clone();
        let ir = input.understand();
        slice::over_budget(&ir.edm, &ir.whole, &settings)?;
        let mut plans = BTreeMap::new();
        let emit = |it: &Crate| {
            let all = it.files.par_iter().map(|it| (it.path.clone(), Digest::of_data(it)));
            plans = all.collect();
            self.emit_what_changed(it, &plans, &known)
        };
        let made =
            generate::compile_with(&ir.docs, &ir.edm, &settings, ir.diagnostics.clone(), emit);
        let changes = bring(&self.out_dir, &made.files)?;
        if keeps {
            cache.keep(record(&made, &plans));
        }
        Ok(outcome(ir, made, changes))
    }

    /// True if the output folder holds what that run wrote, and nothing that this one would write or clear away. That it does is kept,
    /// so that the next run need not look at the contents.
    fn has_output_of(&self, last: &Record, cache: &Cache, keeps: bool) -> bool {
        let paths: Vec<&str> = last.outputs.iter().map(|it| it.path.as_str()).collect();
        if !files::is_as_left(&self.out_dir, &paths) {
            return false;
        }
        let stamps = || Stamps::of(&self.out_dir, &paths);
        if last.seen.is_some() && last.seen == stamps().map(|it| it.digest()) {
            return true;
        }
        // The order of these steps is what makes a stamp sure: see `cache::stamp`.
        let now = if keeps { cache.now() } else { None };
        let stamps = now.and_then(|_| stamps());
        let contents = |at: usize, bytes: &mut Vec<u8>| {
            files::append_contents(&self.out_dir, paths.get(at)?, bytes)
        };
        if Digest::of_files(&paths, contents) != Some(last.whole) {
            return false;
        }
        if let (Some(now), Some(stamps)) = (now, stamps)
            && stamps.are_older(&now)
        {
            let mut record = last.clone();
            record.seen = Some(stamps.digest());
            cache.keep(record);
        }
        true
    }

    /// The files of the crate. One whose plan is as before, and that is still as it was written, is taken from the output folder.
    fn emit_what_changed(
        &self,
        it: &Crate,
        plans: &BTreeMap<String, Digest>,
        known: &[Output],
    ) -> Vec<(String, String)> {
        let known: BTreeMap<&str, &Output> =
            known.iter().map(|it| (it.path.as_str(), it)).collect();
        let text = |file: &&File| {
            let before = known.get(file.path.as_str())?;
            let is_same = before.plan.is_some() && before.plan.as_ref() == plans.get(&file.path);
            let bytes = is_same.then(|| fs::read(self.out_dir.join(&file.path)).ok()).flatten()?;
            (Digest::of(&bytes) == before.text).then(|| String::from_utf8(bytes).ok()).flatten()
        };
        emit::emit_with(it, |files| {
            let texts = files.par_iter().map(|it| text(it).unwrap_or_else(|| emit::emit_file(it)));
            texts.collect()
        })
    }
}

/// What is left for the next run.
fn record(made: &Generated, plans: &BTreeMap<String, Digest>) -> Record {
    let output = |(path, text): &(String, String)| Output {
        path: path.clone(),
        plan: plans.get(path).copied(),
        text: Digest::of(text.as_bytes()),
    };
    Record::new(made, made.files.par_iter().map(output).collect())
}

fn outcome(ir: Ir, made: Generated, changes: Changes) -> Outcome {
    let Ir { docs, inputs, skipped_links, .. } = ir;
    let Generated { diagnostics, summary, .. } = made;
    Outcome { docs, diagnostics, summary, changes, inputs, skipped_links }
}

/// The outcome of a run that need not be.
fn unchanged(input: Input, last: Record) -> Outcome {
    let Input { docs, inputs, skipped_links, .. } = input;
    let Record { outputs, diagnostics, summary, .. } = last;
    let changes = Changes { unchanged: outputs.len(), ..Changes::default() };
    Outcome { docs, diagnostics, summary, changes, inputs, skipped_links }
}

#[cfg(test)]
mod tests;
