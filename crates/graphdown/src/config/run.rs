//! A run: load, understand, compile, write.

use super::input::Input;
use super::outcome::Outcome;
use super::{Config, paths};
use crate::accounts::{self, Account, Accounts};
use crate::corrections::Corrections;
use crate::diagnostics::Diagnostics;
use crate::docset::DocSet;
use crate::error::Error;
use crate::files::{self, Changes};
use crate::generate::{self, Generated, PageHead};
use crate::ir::edm::Edm;
use crate::ir::page::Item;
use crate::settings::{BuildScript, Judge, Levels, Settings};
use crate::slice::{self, Report, Whole, Why};
use crate::span::FileId;
use crate::start::{self, FirstCall};
use crate::verify::{self, Example, Verification};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A documentation set in memory and what it says, before it becomes Rust.
#[derive(Debug)]
pub struct Ir {
    /// The pages and the corrections to them.
    pub docs: DocSet,
    /// The API, version by version, without what the settings leave out.
    pub edm: Edm,
    /// How large it was before that.
    pub whole: Vec<Whole>,
    /// What has to be accounted for on the pages: rows, request lines, code blocks, includes, links.
    pub items: Vec<Item>,
    /// The requests and responses that the pages show; [`Ir::verify`] finds out what they call.
    pub examples: Vec<Example>,
    /// What the pages are: sort, title, area.
    pub pages: Vec<PageHead>,
    /// What reading brought up.
    pub diagnostics: Diagnostics,
    /// Every file that was read and every folder that was listed: settings, corrections, folders, pages.
    pub inputs: Vec<PathBuf>,
    /// Symbolic links in the documentation that were not followed.
    pub skipped_links: Vec<PathBuf>,
    /// How bad findings are.
    pub(super) levels: Levels,
}

impl Ir {
    /// What became of every item of the pages.
    pub fn accounts(&self) -> Accounts {
        accounts::close(&self.items, &self.edm, &self.diagnostics.clone().into_sorted())
    }

    /// What became of the items of each file, all kinds together.
    pub fn accounts_by_file(&self) -> BTreeMap<FileId, Account> {
        accounts::by_file(&self.items, &self.edm, &self.diagnostics.clone().into_sorted())
    }

    /// Holds every example of the pages against what the pages say.
    pub fn verify(&self) -> Verification {
        let mut found = verify::verify(&self.edm, self.examples.clone());
        let mut judge = Judge::new(&self.levels, &self.docs);
        found.findings.retain_mut(|it| judge.keeps(&mut it.diagnostic));
        found.comments = judge.unused_about_examples();
        found
    }
}

impl Config {
    /// As [`Config::load`], with the files in memory instead of a folder: path below the folder, with `/` between its parts, and
    /// contents. Files that a folder's load passes over are passed over ([`Config::reads`]); a `corrections.toml` at the top counts.
    /// `root` is what the folder would be called; its name may be that of a version.
    ///
    /// # Errors
    /// If there is no page, a file is too large, or a setting or the corrections are wrong.
    pub fn load_files(&self, root: &str, files: Vec<(String, Vec<u8>)>) -> Result<Ir, Error> {
        let mut settings = self.settings()?;
        let docs = files::from_memory(root, files)?;
        settings.corrections = Corrections::read(&docs)?;
        let input = Input { docs, settings, inputs: Vec::new(), skipped_links: Vec::new() };
        Ok(input.understand())
    }

    /// True if the file of this path below the documentation's folder is read.
    pub fn reads(path: &str) -> bool {
        files::is_read(path)
    }

    /// Reads the documentation, and writes nothing.
    ///
    /// # Errors
    /// If a file or folder cannot be read, or a setting is wrong. Bad pages are diagnostics.
    pub fn load(&self) -> Result<Ir, Error> {
        Ok(self.input()?.understand())
    }

    /// Makes the files of the crate in memory.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn compile(&self, ir: &Ir) -> Result<Generated, Error> {
        Ok(generate::compile(&ir.docs, &ir.edm, &self.settings()?, ir.diagnostics.clone()))
    }

    /// A Rust file for tests of the generated crate: a table that tells for every operation which type reads the JSON that it sends and
    /// gets. It is to be included in a module with a struct `Row` (`method`, `path`, `request`, `response`) and a function `codec`,
    /// generic over the type; the versions of the generated crate must stand in the root of the crate that includes it.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn codecs(&self, ir: &Ir) -> Result<String, Error> {
        let settings = self.settings()?;
        let mut diagnostics = Diagnostics::default();
        let plan = generate::plan(&ir.docs, &ir.edm, &settings, &mut diagnostics);
        Ok(crate::emit::emit_codecs(&plan))
    }

    /// How much the slice took of the API, and through what.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn report(&self, ir: &Ir) -> Result<Report, Error> {
        Ok(slice::report(&ir.edm, &ir.whole, &self.settings()?))
    }

    /// Why a type is in the slice, and who uses it: all types of this name, with or without its namespace.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn why(&self, ir: &Ir, name: &str) -> Result<Vec<Why>, Error> {
        Ok(slice::why(&ir.docs, &ir.edm, &self.settings()?, name))
    }

    /// A call of the generated crate that needs no argument, to begin with. `None` if there is no such call.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn first_call(&self, ir: &Ir) -> Result<Option<FirstCall>, Error> {
        let plan =
            generate::plan(&ir.docs, &ir.edm, &self.settings()?, &mut Diagnostics::default());
        Ok(start::first_call(&plan))
    }

    /// A Rust file for tests of the generated crate: a table `ROWS` of the documented requests that the examples in its documentation make,
    /// each with a function that sends it. It is to be included in a module with a struct `Row` (`path`, `version`, `page`, `start_line`,
    /// `headers`, `body`, `call`) and the runtime's `GraphClient` in scope.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn samples(&self, ir: &Ir) -> Result<String, Error> {
        let settings = self.settings()?;
        let mut diagnostics = Diagnostics::default();
        let plan = generate::plan(&ir.docs, &ir.edm, &settings, &mut diagnostics);
        Ok(crate::emit::emit_samples(&plan))
    }

    /// The second half of [`Config::generate`], for what [`Config::load`] has read.
    ///
    /// # Errors
    /// As [`Config::generate`]; if the slice is larger than the settings allow.
    pub fn write(&self, ir: Ir) -> Result<Outcome, Error> {
        self.bring(ir, files::write)
    }

    /// The second half of [`Config::check`].
    ///
    /// # Errors
    /// As [`Config::write`].
    pub fn compare(&self, ir: Ir) -> Result<Outcome, Error> {
        self.bring(ir, files::compare)
    }

    pub(super) fn bring(
        &self,
        ir: Ir,
        output: impl Fn(&Path, &[(String, String)]) -> Result<Changes, Error>,
    ) -> Result<Outcome, Error> {
        slice::over_budget(&ir.edm, &ir.whole, &self.settings()?)?;
        let made = self.compile(&ir)?;
        let changes = output(&self.out_dir, &made.files)?;
        let Ir { docs, inputs, skipped_links, .. } = ir;
        Ok(Outcome::of((inputs, skipped_links), docs, made, changes))
    }

    /// The settings of the core, with all paths as seen from the output folder.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let mut settings = self.settings.clone();
        check_package(&settings)?;
        settings.client = self.client.seen_from(&self.out_dir)?;
        if let (Some(graphdown), Some(file)) = (&self.graphdown, &self.settings_file) {
            let graphdown = graphdown.seen_from(&self.out_dir)?;
            settings.build_script =
                Some(BuildScript { settings: paths::relative(&self.out_dir, file)?, graphdown });
        }
        Ok(settings)
    }

    /// The settings file that was read, if one was.
    pub fn settings_file(&self) -> Option<&Path> {
        self.settings_file.as_deref()
    }
}

/// Name and version go into `Cargo.toml`, so they must be what cargo takes.
fn check_package(settings: &Settings) -> Result<(), Error> {
    let name = &settings.crate_name;
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    if !name.starts_with(|it: char| it.is_ascii_alphabetic()) || !name.chars().all(is_word) {
        return Err(Error::new(format!("`{name}` cannot be the name of a package"))
            .with_help("use letters, digits, `-` and `_`, and begin with a letter"));
    }
    let version = &settings.crate_version;
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let is_number =
        |it: &str| it.parse::<u64>().is_ok() && (it == "0" || !it.starts_with(['0', '+']));
    let is_tail = |it: char| it.is_ascii_alphanumeric() || ".-+".contains(it);
    if core.split('.').count() != 3
        || !core.split('.').all(is_number)
        || !version.chars().all(is_tail)
    {
        return Err(Error::new(format!("`{version}` cannot be the version of a package"))
            .with_help("write it as `1.2.3`"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_versions_that_cargo_would_refuse_are_refused() {
        let check = |name: &str, version: &str| {
            check_package(&Settings {
                crate_name: name.to_owned(),
                crate_version: version.to_owned(),
                ..Settings::default()
            })
            .is_ok()
        };
        assert!(check("graph-bindings", "0.1.0") && check("a_b2", "1.0.0-beta.1+x"));
        for name in ["", "2x", "a b", "a\"\n[x]", "ä", "-a"] {
            assert!(!check(name, "0.1.0"), "{name}");
        }
        for version in ["", "1", "1.0", "1.0.x", "1.0.0\"", "01.0.0", "+1.0.0", "1.0.0.0"] {
            assert!(!check("a", version), "{version}");
        }
    }

    #[test]
    fn a_wrong_setting_stops_before_anything_is_read() {
        let error = Config::new().docs("nowhere").crate_name("not a name").check().unwrap_err();
        assert!(error.to_string().contains("not a name"), "{error}");
    }
}
