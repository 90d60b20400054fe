//! Where output goes: results to standard output, everything about the work itself to standard error.

use crate::args::{Color, Common};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library could not do it.
    Run(graphdown::Error),
    /// Wrong usage that the argument parser cannot see: message and help.
    Usage(String, String),
    /// Standard output cannot be written.
    Output(io::Error),
    /// The reader of our output has seen enough, as `head` does.
    PipeClosed,
}

impl From<graphdown::Error> for Failure {
    fn from(error: graphdown::Error) -> Self {
        Failure::Run(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::PipeClosed,
            _ => Failure::Output(error),
        }
    }
}

/// How loud and how colorful.
pub(crate) struct Console {
    pub(crate) quiet: bool,
    pub(crate) verbose: u8,
    color: Color,
}

impl Console {
    pub(crate) fn new(common: &Common) -> Self {
        Console { quiet: common.quiet, verbose: common.verbose, color: common.color }
    }

    /// Prints a result. Nothing is held back in a buffer, and a closed pipe is not an accident.
    pub(crate) fn print(&self, text: impl Display) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.to_string().as_bytes())?;
        Ok(out.flush()?)
    }

    /// Prints something about the work, unless it should be quiet.
    pub(crate) fn tell(&self, text: impl Display) {
        if !self.quiet {
            let _ = io::stderr().write_all(text.to_string().as_bytes());
        }
    }

    pub(crate) fn fail(&self, failure: &Failure) {
        let (what, help) = match failure {
            Failure::Run(error) => (error.to_string(), error.help().map(str::to_owned)),
            Failure::Usage(what, help) => (what.clone(), Some(help.clone())),
            Failure::Output(error) => (format!("cannot write to standard output: {error}"), None),
            Failure::PipeClosed => return,
        };
        let help = help.map(|it| format!("help: {it}\n")).unwrap_or_default();
        let _ = write!(io::stderr(), "{} {what}\n{help}", self.paint_stderr("error:", "1;31"));
    }

    /// True if standard output takes colors.
    pub(crate) fn colors(&self) -> bool {
        self.wants_colors(io::stdout().is_terminal())
    }

    /// `text` in bold, if standard output takes colors.
    pub(crate) fn bold(&self, text: &str) -> String {
        paint(text, "1", self.colors())
    }

    /// `text` in a style of the terminal, if standard output takes colors.
    pub(crate) fn styled(&self, text: &str, style: &str) -> String {
        paint(text, style, self.colors())
    }

    fn paint_stderr(&self, text: &str, style: &str) -> String {
        paint(text, style, self.wants_colors(io::stderr().is_terminal()))
    }

    fn wants_colors(&self, is_terminal: bool) -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|it| !it.is_empty());
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                is_terminal
                    && !is_set("NO_COLOR")
                    && std::env::var_os("TERM").is_none_or(|it| it != "dumb")
            }
        }
    }

    /// Says `doing` on a terminal if it takes long, and takes it back when the result is dropped.
    pub(crate) fn progress(&self, doing: String) -> Progress {
        if self.quiet || !io::stderr().is_terminal() {
            return Progress(None);
        }
        let (stop, stopped) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            let mut seconds = 0;
            while stopped.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                seconds += 1;
                let _ = write!(io::stderr(), "\r{doing} ({seconds} s)");
            }
            if seconds > 0 {
                let _ =
                    write!(io::stderr(), "\r{:width$}\r", "", width = doing.chars().count() + 12);
            }
        });
        Progress(Some((stop, thread)))
    }
}

/// A line on the terminal while something takes long.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.0.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

fn paint(text: &str, style: &str, colors: bool) -> String {
    if colors { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
}
