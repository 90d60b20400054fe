//! The options of `graphdown report`.

use super::Source;
use clap::Args as Group;
use std::path::PathBuf;

/// Write a static site to look at: coverage, every page with its findings, and a search
///
/// The site has a page per area of the product, per type, enumeration, operation and permission, with the places in the documentation
/// that state them; every page of the documentation with the findings below its lines; and a search. It needs no network and no server:
/// open index.html.
#[derive(Group)]
#[command(after_help = HELP)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Folder for the site: new, empty, or with an earlier report, which is brought up to date
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Compare with this side, and add a page with the changes: a folder, an inventory file, or REVISION:FOLDER
    #[arg(long, value_name = "OLD")]
    pub(crate) against: Option<String>,
    /// Heading of the site
    #[arg(long, value_name = "TEXT", default_value = "Microsoft Graph documentation")]
    pub(crate) title: String,
}

const HELP: &str = "\
In the site `/` leads to the search, the arrows through its results, Enter to the page. It is light or dark as the system is.
The same documentation gives the same files; only those that differ are written.

Examples:
  graphdown report --docs docs-input --out site
  graphdown report --docs docs-input --out site --against HEAD:docs-input";
