//! The options of `graphdown why`.

use super::{Format, Source};
use clap::Args as Group;

/// Show why a type is in the slice, and who uses it
///
/// The shortest way to the type: the entry of `include` that takes an operation, the operation, and the properties that lead on. Then all
/// operations and types of the slice that name it. Of a type that the slice does not have, the same in the whole API.
///
/// Exits with 1 if the type is not in the slice.
#[derive(Group)]
#[command(after_help = HELP)]
pub(crate) struct Why {
    #[command(flatten)]
    pub(crate) source: Source,
    /// A type or enum, with or without its namespace
    #[arg(value_name = "TYPE")]
    pub(crate) name: String,
    /// As text for people, or as JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

const HELP: &str = "\
JSON: one object per line for each version that has the type: version, type, in_slice, chain and users, which have kind (setting,
operation, type), name, via, file, line.

Examples:
  graphdown why passwordProfile
  graphdown why microsoft.graph.user --docs docs-input
  graphdown why importance --format json";
