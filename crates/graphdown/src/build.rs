//! What the build script of a generated package does, in cargo's protocol.

use crate::config::{Config, Outcome};
use crate::diagnostics::Severity;
use crate::error::Error;
use std::env;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Brings the package that is being built up to date with its documentation. For its `build.rs`, and for nothing else.
///
/// `settings` is the place of `graphdown.toml` as seen from the package. Where that file or the documentation is not there, as in a
/// published package, nothing happens. Otherwise cargo is told to come back when an input changes: the settings, the corrections, each
/// page, and each folder that was listed. An output is never named, so that writing it does not lead to another run.
pub fn build_script(settings: &str) -> ExitCode {
    // Naming any path keeps cargo from watching the whole package, which is what is written here.
    rerun_if_changed(Path::new("build.rs"));
    match env::var_os("CARGO_MANIFEST_DIR").map(|package| regenerate(Path::new(&package), settings))
    {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => fail(&error),
        None => fail(&Error::new(
            "graphdown::build_script is for build scripts: CARGO_MANIFEST_DIR is not set",
        )),
    }
}

fn regenerate(package: &Path, settings: &str) -> Result<(), Error> {
    let settings = package.join(settings);
    if !settings.is_file() {
        return Ok(());
    }
    rerun_if_changed(&settings);
    let mut config = Config::from_file(&settings)?;
    if !config.documentation_folder().is_dir() {
        return Ok(());
    }
    if let Some(folder) = env::var_os("OUT_DIR") {
        config.cache(Path::new(&folder).join("graphdown"));
    }
    let outcome = config.out_dir(package).generate()?;
    outcome.inputs.iter().map(PathBuf::as_path).for_each(rerun_if_changed);
    report(&outcome)
}

/// Errors of the documentation are shown as warnings of the build: the package is whole but for what could not be read.
fn report(outcome: &Outcome) -> Result<(), Error> {
    for it in outcome.diagnostics.iter().filter(|it| it.severity == Severity::Error) {
        say("warning", it.one_line(outcome.docs()?));
    }
    Ok(())
}

fn rerun_if_changed(path: &Path) {
    say("rerun-if-changed", path.display());
}

fn say(key: &str, value: impl Display) {
    // Cargo reads this pipe to its end; if it does not, there is nobody to tell.
    let _ = writeln!(io::stdout(), "cargo:{key}={value}");
}

fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "error: {error}");
    if let Some(help) = error.help() {
        let _ = writeln!(io::stderr(), "help: {help}");
    }
    ExitCode::FAILURE
}
