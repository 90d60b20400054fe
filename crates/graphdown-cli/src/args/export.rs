//! The options of `graphdown export`.

use super::{Source, api_version};
use clap::{Args as Group, ValueEnum};
use graphdown::docset::ApiVersion;
use std::path::PathBuf;

/// Write the API in a form that other programs read
///
/// Everything comes from the pages: where they say nothing, neither does the export.
#[derive(Group)]
#[command(after_help = HELP)]
pub(crate) struct Export {
    /// What to write
    #[arg(value_enum)]
    pub(crate) format: ExportFormat,
    #[command(flatten)]
    pub(crate) source: Source,
    /// The version of the API [default: v1.0 if the documentation has it]
    #[arg(long, value_name = "VERSION", value_parser = api_version)]
    pub(crate) api_version: Option<ApiVersion>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// OpenAPI 3.1, JSON: permissions as OAuth scopes, examples carried
    Openapi,
    /// The same in OpenAPI 3.0, for tools that do not read 3.1
    #[value(name = "openapi-3.0")]
    OpenapiOlder,
    /// OData CSDL 4.01, XML with the wrapper of `$metadata`
    Csdl,
    /// OData CSDL 4.01, JSON
    CsdlJson,
    /// JSON Schema 2020-12 of the types
    JsonSchema,
    /// The inventory, as `inspect --format json` and `diff` know it
    Inventory,
    /// Who may call what, as CSV: a line per operation and type of account
    Permissions,
    /// The same as a Markdown table
    PermissionsMarkdown,
}

const HELP: &str = "\
Examples:
  graphdown export openapi --docs docs-input --out graph.openapi.json
  graphdown export csdl --docs docs-input --api-version beta > metadata.xml
  graphdown export permissions --docs docs-input --out permissions.csv";
