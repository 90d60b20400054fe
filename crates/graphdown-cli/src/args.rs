//! What can be said on the command line, and how it explains itself.

pub(crate) use diff::{Diff, DiffFormat};
pub(crate) use export::{Export, ExportFormat};
pub(crate) use init::Init;
#[cfg(feature = "report")]
pub(crate) use report::Report;
pub(crate) use shell::{Completions, Man};
pub(crate) use watch::Watch;
pub(crate) use why::Why;

mod diff;
mod export;
mod init;
#[cfg(feature = "report")]
mod report;
mod shell;
mod watch;
mod why;

use clap::{ArgAction, Args as Group, Parser, Subcommand, ValueEnum};
use graphdown::diagnostics::Code;
use graphdown::{Config, Error};
use std::path::{Path, PathBuf};

/// Typed Rust for Microsoft Graph, read straight from its documentation.
#[derive(Parser)]
#[command(name = "graphdown", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

const EXAMPLES: &str = "\
Examples:
  graphdown init my-graph --docs graph-docs        settings and a first program, to begin with
  graphdown generate                               bring the crate up to date, as graphdown.toml says
  graphdown watch                                  ... each time a page is saved
  graphdown check --docs docs-input                what is wrong in the pages
  graphdown check --docs docs-input --stats        what became of every row, request line, code block and link
  graphdown inspect --docs docs-input user         what the pages say about a type
  graphdown inspect --docs docs-input user.id      ... about a property, with the words and what lost against them
  graphdown inspect --docs docs-input 'GET /users' ... and about an operation
  graphdown why passwordProfile                    why a type is in the crate, and who uses it
  graphdown verify --docs docs-input               hold the examples of the pages against what the pages say
  graphdown mock --docs docs-input --port 8080     a server that answers as the pages say
  graphdown diff HEAD:docs-input docs-input        what a change of the pages does to the API
  graphdown export openapi --docs docs-input       the API as OpenAPI, CSDL, JSON Schema or a table of permissions
  graphdown report --docs docs-input --out site    a site to look at: coverage, findings in place, search
  graphdown explain GD0202                         what a diagnostic means and what to do

Exit codes, the same for every command:
  0  done, and all is well
  1  done, and something is wrong: findings or changes as bad as --deny says, output that is not
     current, a name that is not there
  2  could not be done: wrong arguments or settings, a slice over its budget, files that cannot be
     read or written

Results go to standard output, everything about the work itself to standard error. Colors and a
line of progress come on a terminal only; NO_COLOR=1 or `--color never` switches the colors off.";

/// Options of every command.
#[derive(Group)]
pub(crate) struct Common {
    /// Print errors only
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Show more: once for warnings and what was written, twice for notes
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub(crate) verbose: u8,
    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Generate(Generate),
    Watch(Watch),
    Check(Check),
    Inspect(Inspect),
    Why(Why),
    Verify(Verify),
    #[cfg(feature = "mock")]
    Mock(crate::mock::Mock),
    Diff(Diff),
    Export(Export),
    #[cfg(feature = "report")]
    Report(Report),
    Explain(Explain),
    Completions(Completions),
    Man(Man),
}

/// Write the Rust crate, or bring it up to date
///
/// Reads the documentation and writes a crate with models, enums and endpoints. Only files whose contents change are written, each at
/// once; files of an earlier run that are not needed any more are removed; files that graphdown did not write are never touched.
#[derive(Group)]
#[command(after_help = SETTINGS)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) target: Target,
    /// Write nothing; fail if the crate is not current
    #[arg(long)]
    pub(crate) check: bool,
    /// Say how many types and operations came in and through what, as text or with `--report=json`
    #[arg(long, value_enum, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub(crate) report: Option<Format>,
    /// Folder in which the run leaves word for the next one, so that what did not change is not made again; it may be deleted at any
    /// time [default: `target/graphdown` beside the settings file; none where there is no such file]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    /// Do all of it again, and leave no word for the next run
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
}

const SETTINGS: &str = "\
Settings (graphdown.toml; paths are taken from its folder, all keys may be left out):
  docs = \"docs-input\"                  the documentation
  out = \"generated\"                    the crate
  corrections = \"corrections.toml\"     what is wrong in the documentation; else that file in its folder, if it is there
  [crate]
  name = \"graph-bindings\"
  version = \"0.1.0\"
  build-script = true                  `cargo build` regenerates; leave out in a crate to publish
  client = { path = \"...\" }            where the runtime is: path, version or workspace = true
  graphdown = { path = \"...\" }         the same for the build script's dependency
  own-workspace = true                 for a crate below a workspace that it is no member of
  examples = \"always\"                  example calls in its documentation; \"auto\": not where a version has
                                       more than 1,000 operations; \"never\"
  features = \"always\"                  a feature of the crate for each area of the product, all of them on; \"auto\": where a
                                       version has more than 1,000 operations; \"never\"
  [api]
  versions = [\"v1.0\", \"beta\"]
  include = [\"/admin/**\"]              operations to take, and the types that they need; without the key all
  exclude = []                         operations to leave out
  follow-relationships = true          where `include` asks for a part: types of relationships come along; else only where
                                       an operation or a property needs them, and the relationship holds plain JSON
  max-types = 500                      generate fails if there are more types and enums in the slice
  max-operations = 300                 ... or more operations
  [api.properties]
  \"microsoft.graph.user\" = [\"id\"]    only these properties of a type become fields, the rest is kept undeclared
  [diagnostics]
  GD0202 = \"error\"                    how bad a finding is: error, warning, note, off; `graphdown check --help` has more

Entries of include and exclude:
  \"/users/*\"                           a path: * is one segment, ** any number
  \"GET /users/**\"                      a verb and a path
  { type = \"message\" }                 what sends or answers a type, and the type; exclude also takes its properties out
  { namespace = \"microsoft.graph.x\" }  ... or a type of a namespace
  { area = \"mail\" }                    what `ms.prod` of the page says
  { permission = \"User.Read.All\" }     what can be called with that permission
  { method = [\"GET\"], area = \"mail\" }  several keys must all hold; `graphdown why TYPE` says why a type is there

Corrections (corrections.toml; every entry with reason = \"...\", and version = \"beta\" if it is about one version alone):
  [[ignore]]    page, row              a page, or rows on it, as if they were not there
  [[rename]]    target, to             a type, an enumeration, a property or a member
  [[retype]]    target, type, navigation     a property: `namespace.type/property`
  [[add]]       target, type, navigation, value, description     a property (with a type) or a member
  [[drop]]      target                 a property or a member
  [[base]]      target, base           the base of a type, or `none`
  [[kind]]      target, kind           `entity` or `complex`
  [[flags]]     target, flags          whether values of an enumeration are sets
  [[response]]  operation, type, status      `GET /users/{id}`; `none` for no body

Examples:
  graphdown generate
  graphdown generate --check
  graphdown generate --report
  graphdown generate --docs graph-docs/api-reference --out bindings --crate-name graph --crate-version 1.2.0";

/// Show what is wrong in the pages, and write nothing
///
/// Exits with 1 if anything is found that is as bad as --deny says, or if --stats leaves anything unaccounted.
#[derive(Group)]
#[command(after_help = STATS)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) source: Source,
    /// How to show findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// From which severity on a finding makes the command fail
    #[arg(long, value_enum, default_value_t = Level::Error, value_name = "SEVERITY")]
    pub(crate) deny: Level,
    /// From which severity on a finding is shown; notes also with -v
    #[arg(long, value_enum, default_value_t = Level::Warning, value_name = "SEVERITY")]
    pub(crate) show: Level,
    /// Close the accounts: show what became of every table row, request line, code block, annotation, include and link
    #[arg(long)]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) mending: Mending,
}

// Whether pages are mended. (A doc comment would become the text of the command.)
#[derive(clap::Args)]
pub(crate) struct Mending {
    /// Mend the pages where the mend is sure: show the change, ask on a terminal, write. What is left is shown then
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show the change and write nothing
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
    /// Do not ask
    #[arg(long, requires = "fix", conflicts_with = "dry_run")]
    pub(crate) yes: bool,
}

const STATS: &str = "\
The accounts (--stats) say of each item of each page that it was
  used         it holds facts of the API, followed or outvoted by others (`graphdown inspect` tells which)
  reported     a diagnostic is about it
  aside        it holds no fact of ours, and why: a tab in another language, a link out of the documentation
  unaccounted  none of these; there should be none. Each is shown with file and line, and the command exits with 1

Examples:
  graphdown check --docs docs-input --show note
  graphdown check --docs docs-input --stats
  graphdown check --docs docs-input --stats --format json | tail -n 1
  graphdown check --docs docs-input --show note --format sarif > graphdown.sarif
  graphdown check --docs docs-input --fix --dry-run

How bad a finding is can be set in graphdown.toml (`error`, `warning`, `note` or `off`), for all pages or for some:
  [diagnostics]
  GD0202 = \"error\"
  [diagnostics.pages.\"**/intune-*\"]
  GD0404 = \"off\"
On a page, `<!-- graphdown: allow GD0202: why -->` is about its line or, alone on a line, about the line or code block below;
`allow-page` is about the whole page. A comment that allows nothing is a finding itself.";

/// Show what the documentation says
///
/// Without a name: everything, one line each, or all of it as JSON. With the name of a type or enum, a path, or a verb and a path: all
/// that is known of it, and the file and line each fact comes from.
///
/// Properties, members and operations are shown with their trail: each thing that a page says of them, the words and where they stand.
/// Where pages contradict each other, what was not followed is shown too, and why.
#[derive(Group)]
#[command(after_help = "\
Examples:
  graphdown inspect --docs docs-input --format json > inventory.json
  graphdown inspect --docs docs-input synchronizationJob
  graphdown inspect --docs docs-input microsoft.graph.user --api-version beta
  graphdown inspect --docs docs-input user.displayName
  graphdown inspect --docs docs-input importance.high
  graphdown inspect --docs docs-input 'POST /users'")]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) source: Source,
    /// As text for people, or as JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The version of the API [default: v1.0 if the documentation has it]
    #[arg(long, value_name = "VERSION", value_parser = api_version)]
    pub(crate) api_version: Option<graphdown::docset::ApiVersion>,
    /// A type or enum (`user`), a property or member (`user.displayName`), a path (`/users/{id}`), or a verb and a path (`'GET /users'`)
    #[arg(value_name = "TYPE|PROPERTY|PATH|OPERATION")]
    pub(crate) name: Option<String>,
}

/// Hold the examples of the pages against what the pages say
///
/// Takes every request and response that a page shows: the request must call just one documented operation, with known query options and
/// headers; the bodies must fit the documented types, with no property, value, member or status code that is not documented.
///
/// Exits with 1 if anything is found that is as bad as --deny says. With --baseline every finding that the file does not have counts.
#[derive(Group)]
#[command(after_help = VERIFY)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) source: Source,
    /// How to show findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Show only findings with this code or name, of any severity; may be given many times
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub(crate) show: Vec<Code>,
    /// From which severity on a finding makes the command fail, if there is no baseline
    #[arg(long, value_enum, default_value_t = Level::Warning, value_name = "SEVERITY")]
    pub(crate) deny: Level,
    /// Show the figures only, and no findings unless --show asks for them
    #[arg(long)]
    pub(crate) stats: bool,
    /// A file with findings that are known: they are not shown, and any other fails
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Take out of the baseline what is no longer found; write it if it is not there
    #[arg(long, requires = "baseline")]
    pub(crate) update_baseline: bool,
    #[command(flatten)]
    pub(crate) mending: Mending,
}

const VERIFY: &str = "\
Each finding names the example and who is at fault:
  documentation  no page says what the example shows
  bindings       a page says it, but another one contradicts it and was followed (`graphdown inspect` tells which)

Examples:
  graphdown verify --docs docs-input
  graphdown verify --docs docs-input --stats
  graphdown verify --docs docs-input --show GD0917 --format json
  graphdown verify --docs docs-input --fix --dry-run
  graphdown verify --docs docs-input --baseline known.txt --update-baseline";

/// Explain a diagnostic code, or list them all
#[derive(Group)]
#[command(after_help = "\
Examples:
  graphdown explain
  graphdown explain GD0202
  graphdown explain RowWithoutName")]
pub(crate) struct Explain {
    /// For instance GD0202, or its name, RowWithoutName
    pub(crate) code: Option<String>,
}

/// Where the crate goes and what it is called.
#[derive(Group)]
pub(crate) struct Target {
    /// Folder for the crate; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Name of the generated package
    #[arg(long, value_name = "NAME")]
    pub(crate) crate_name: Option<String>,
    /// Version of the generated package
    #[arg(long, value_name = "VERSION")]
    pub(crate) crate_version: Option<String>,
    /// Let the crate take `graphdown-client` from this folder instead of the registry
    #[arg(long, value_name = "DIR")]
    pub(crate) client_path: Option<PathBuf>,
}

/// Where the documentation is.
#[derive(Group)]
pub(crate) struct Source {
    /// Folder with the documentation: `resources` and `api` in it, or `v1.0` and `beta` above these. Settings files are then not
    /// looked for
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
    /// Settings file [default: graphdown.toml, if it is there and --docs is not given]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Excerpts of the pages with the words marked
    Text,
    /// One JSON object per line
    Json,
    /// One SARIF 2.1 log, for code scanning
    Sarif,
    /// Workflow commands of GitHub, which show findings in a pull request
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    pub(crate) fn severity(self) -> graphdown::diagnostics::Severity {
        match self {
            Level::Error => graphdown::diagnostics::Severity::Error,
            Level::Warning => graphdown::diagnostics::Severity::Warning,
            Level::Note => graphdown::diagnostics::Severity::Note,
        }
    }
}

impl Source {
    /// The settings that the options name. `None` if they name none and there is no settings file.
    pub(crate) fn config(&self) -> Result<Option<Config>, Error> {
        let found = Path::new("graphdown.toml");
        let file = match (&self.config, &self.docs) {
            (Some(file), _) => Some(file.as_path()),
            (None, None) if found.exists() => Some(found),
            (None, _) => None,
        };
        let mut config = match (file, &self.docs) {
            (Some(file), _) => Config::from_file(file)?,
            (None, Some(_)) => Config::new(),
            (None, None) => return Ok(None),
        };
        if let Some(docs) = &self.docs {
            // The build script would read the folder of the settings file, which is another one.
            config.docs(docs).without_build_script();
        }
        Ok(Some(config))
    }
}

fn code(text: &str) -> Result<Code, String> {
    Code::find(text).map_err(|near| match near {
        Some(it) => format!("there is no such code; is `{it}` ({}) meant?", it.name()),
        None => "there is no such code; `graphdown explain` lists them all".to_owned(),
    })
}

fn api_version(text: &str) -> Result<graphdown::docset::ApiVersion, String> {
    graphdown::docset::ApiVersion::parse(text)
        .ok_or_else(|| "the versions are v1.0 and beta".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
