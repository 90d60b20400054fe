//! What can go wrong at the edge: settings, files and folders. A bad page is never an error; it is a diagnostic.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a run could not begin or end. Says what happened, where, and what to do next.
#[derive(Debug)]
pub struct Error {
    what: String,
    help: Option<String>,
    source: Option<io::Error>,
}

impl Error {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Error { what: what.into(), help: None, source: None }
    }

    /// `doing` failed at `path`: "cannot read `x`: permission denied".
    pub(crate) fn io(doing: &str, path: &Path, source: io::Error) -> Self {
        let help = match source.kind() {
            io::ErrorKind::NotFound => {
                Some("check the path; it is taken from the folder that names it".to_owned())
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Some(
                "check the owner and the permissions of the folder, or give another one".to_owned(),
            ),
            io::ErrorKind::StorageFull => Some(
                "make room on the disk and run again; no file was left half-written".to_owned(),
            ),
            _ => None,
        };
        Error { what: format!("cannot {doing} `{}`", path.display()), help, source: Some(source) }
    }

    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        Error { help: Some(help.into()), ..self }
    }

    /// What to do next, where there is something better to say than the message.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The text of the cause is part of the message already.
        None
    }
}
