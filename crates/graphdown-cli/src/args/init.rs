//! The options of `graphdown init`.

use clap::Args as Group;
use std::path::PathBuf;

/// Write settings and a first program, to begin with
///
/// Writes `graphdown.toml` with a word on each key, and a package with a program that makes one call of the bindings. The call is chosen
/// from the documentation; where there is none yet, it is the list of users. Nothing is overwritten.
#[derive(Group)]
#[command(after_help = HELP)]
pub(crate) struct Init {
    /// Where to begin; made if it is not there
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Folder with the documentation [default: `docs` in FOLDER]
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
    /// Name of the program's package [default: that of FOLDER]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Take `graphdown-client` from this folder instead of the registry
    #[arg(long, value_name = "DIR")]
    pub(crate) client_path: Option<PathBuf>,
    /// Write `graphdown.toml` only: for a package that is there already
    #[arg(long)]
    pub(crate) settings_only: bool,
}

const HELP: &str = "\
Examples:
  graphdown init my-graph --docs graph-docs/api-reference
  graphdown init --settings-only";
