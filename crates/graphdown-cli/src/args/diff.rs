//! The options of `graphdown diff`.

use super::api_version;
use clap::{Args as Group, ValueEnum};
use graphdown::docset::ApiVersion;

/// Show what a change of the documentation does to the API
///
/// Compares types, properties, enums, members, operations, parameters and permissions, and says of each change what it means to those
/// who use the bindings: breaking (a major release), additive (minor), or documentation-only (patch).
///
/// A side is a folder of documentation, an inventory (`graphdown inspect --format json`), or a folder of a git repository at some
/// revision, `REVISION:FOLDER`, which is read with the program `git`. Folders and revisions are read with their `corrections.toml`;
/// settings files are not looked for. Where a version is so large that its areas are features of the crate, what moves from one feature
/// to another is told too.
#[derive(Group)]
#[command(after_help = HELP)]
pub(crate) struct Diff {
    /// The side before: a folder, an inventory file, or REVISION:FOLDER
    pub(crate) old: String,
    /// The side after
    pub(crate) new: String,
    /// As text for people, Markdown for a pull request, or JSON for programs
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// From which class on a change makes the command fail with exit code 1
    #[arg(long, value_enum, value_name = "CLASS")]
    pub(crate) deny: Option<Deny>,
    /// Only this version of the API
    #[arg(long, value_name = "VERSION", value_parser = api_version)]
    pub(crate) api_version: Option<ApiVersion>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Deny {
    /// A major release would be needed
    Breaking,
    /// ... or a minor one
    Additive,
    /// Any change at all
    Documentation,
}

impl Deny {
    pub(crate) fn class(self) -> graphdown::diff::Class {
        match self {
            Deny::Breaking => graphdown::diff::Class::Breaking,
            Deny::Additive => graphdown::diff::Class::Additive,
            Deny::Documentation => graphdown::diff::Class::Documentation,
        }
    }
}

const HELP: &str = "\
The version step is that of the heaviest change. Everything under beta may change in any release of the bindings, so a breaking change
there asks for a minor step only; --deny looks at the class of each change, in all versions that --api-version leaves.
Examples of requests and answers are not compared, nor is the order of rows.
Many documentation-only changes are counted; -v lists them.

JSON: diff_version, old, new, step, breaking, additive, documentation_only, and changes with class, version, item, owner, name, change,
attribute, old, new, old_place and new_place (file, line). What does not apply is null; new keys may come.

Exit codes: 0 compared; 1 compared, and there is a change as heavy as --deny says; 2 could not be done.

Examples:
  graphdown diff old-docs new-docs
  graphdown diff HEAD:docs-input docs-input                    what is not committed yet
  graphdown diff v1.2.0:docs-input HEAD:docs-input --deny breaking
  graphdown diff main:./docs docs --format markdown            FOLDER from here on, not from the repository's top
  graphdown diff old-inventory.json docs-input --format json";
