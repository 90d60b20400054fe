//! The options of `graphdown watch`.

use super::{Source, Target};
use clap::Args as Group;

/// Keep the crate current while pages are edited
///
/// Brings the crate up to date as `generate` does, and again each time a page, the corrections or the settings are saved. Everything that
/// was read stays in memory: only the page that was saved is read, and only files that change are written. Findings that a change brings
/// up are shown. Ctrl-C stops it, behind the work that is under way.
#[derive(Group)]
#[command(after_help = HELP)]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) target: Target,
}

const HELP: &str = "\
A mistake in the settings or corrections is shown, and the crate stays as it was until the file is saved again.
-v also says which files are written, -vv shows notes.

Examples:
  graphdown watch
  graphdown watch --docs docs-input --out bindings";
