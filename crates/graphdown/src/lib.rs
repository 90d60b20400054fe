//! Reads Microsoft Graph's reference documentation and writes typed Rust from it.
//!
//! ```text
//! docs (files) → read → ir::page → lower → ir::edm → plan → ir::rust → emit → files + diagnostics
//! ```
//!
//! [`Config`] is the way in: it loads a folder of pages and writes a crate. Behind it stands [`generate()`], a pure function from a
//! [`DocSet`](docset::DocSet) and [`Settings`] to files in memory. A page that cannot be read is never an error: what was found in it is
//! in the output, and what was not is a [diagnostic](diagnostics::Diagnostic) with file, line and column. An [`Error`] means that
//! settings are wrong or that the file system refused.
//!
//! ```no_run
//! // build.rs of a crate that writes its bindings itself
//! fn main() -> Result<(), graphdown::Error> {
//!     graphdown::Config::new().docs("docs").include("/users/**").out_dir("bindings").generate()?;
//!     Ok(())
//! }
//! ```

pub mod diagnostics;
pub mod diff;
pub mod docset;
pub mod emit;
pub mod export;
pub mod inventory;
pub mod ir;
pub mod lower;
pub mod plan;
pub mod read;
pub mod slice;
pub mod span;
pub mod verify;

pub use accounts::{Account, Accounts, accounts};
pub use build::build_script;
pub use config::{Config, Ir, Live, Outcome, Refreshed, path_from};
pub use corrections::Corrections;
pub use dump::{Stage, dump};
pub use error::Error;
pub use files::{Changes, Mend, mends, write_site};
pub use generate::{Generated, PageHead, Summary, generate};
pub use inventory::inventory;
pub use session::Session;
pub use settings::{BuildScript, Level, Levels, PathPattern, PropertyList, Selector, Settings};
pub use start::FirstCall;

mod accounts;
mod build;
mod cache;
mod characters;
mod config;
mod corrections;
mod dump;
mod error;
mod files;
mod generate;
mod session;
mod settings;
mod start;
