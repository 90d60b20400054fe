//! What keeps a server from starting.

use std::fmt;
use std::path::Path;

/// Why a server could not be started.
#[derive(Debug)]
pub struct Error {
    what: String,
    help: Option<String>,
}

impl Error {
    /// What to do about it, where there is something to say.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    pub(crate) fn new(what: impl Into<String>, help: Option<&str>) -> Self {
        Error { what: what.into(), help: help.map(str::to_owned) }
    }

    pub(crate) fn documentation(error: graphdown::Error) -> Self {
        Error { what: error.to_string(), help: error.help().map(str::to_owned) }
    }

    pub(crate) fn nothing_to_serve(folder: &Path) -> Self {
        let what = format!("the documentation in {} has no operation to serve", folder.display());
        Error::new(
            what,
            Some("the folder holds `api` and `resources`, or `v1.0` and `beta` above these"),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Error {}
