//! The `graphdown` command.
//!
//! Exit codes: 0 for success; 1 if the work was done and found something wrong (errors in pages, output that is not current, a name that
//! is not there); 2 if it could not be done (wrong arguments or settings, files that cannot be read or written).

mod args;
mod check;
mod console;
mod diff;
mod explain;
mod export;
mod generate;
mod inspect;
#[cfg(feature = "mock")]
mod mock;
mod render;
mod stats;
mod summary;
mod verify;

use args::{Args, Command};
use clap::Parser;
use console::{Console, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let console = Console::new(&args.common);
    let done = match &args.command {
        Command::Generate(it) => generate::run(it, &console),
        Command::Check(it) => check::run(it, &console),
        Command::Inspect(it) => inspect::run(it, &console),
        Command::Verify(it) => verify::run(it, &console),
        #[cfg(feature = "mock")]
        Command::Mock(it) => mock::run(it, &console),
        Command::Diff(it) => diff::run(it, &console),
        Command::Export(it) => export::run(it, &console),
        Command::Explain(it) => explain::run(it, &console),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(Failure::PipeClosed) => ExitCode::SUCCESS,
        Err(failure) => {
            console.fail(&failure);
            ExitCode::from(2)
        }
    }
}
