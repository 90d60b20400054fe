//! The `graphdown` command.
//!
//! Exit codes, as `graphdown --help` promises them: a command that returns true exits with 0, one that returns false with 1 (it did its
//! work and found something wrong), one that fails with 2 (it could not do its work).

mod args;
mod check;
mod console;
mod diff;
mod explain;
mod export;
mod fix;
mod generate;
mod init;
mod inspect;
#[cfg(feature = "mock")]
mod mock;
mod render;
#[cfg(feature = "report")]
mod report;
mod shell;
mod stats;
mod summary;
mod verify;
mod watch;
mod why;

use args::{Args, Command};
use clap::Parser;
use console::{Console, Failure};
use std::process::ExitCode;

/// What reads many small texts at once, in several threads, spends much of its time on memory; this allocator takes a fifth off.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    let console = Console::new(&args.common);
    let done = match &args.command {
        Command::Init(it) => init::run(it, &console),
        Command::Generate(it) => generate::run(it, &console),
        Command::Watch(it) => watch::run(it, &console),
        Command::Check(it) => check::run(it, &console),
        Command::Inspect(it) => inspect::run(it, &console),
        Command::Why(it) => why::run(it, &console),
        Command::Verify(it) => verify::run(it, &console),
        #[cfg(feature = "mock")]
        Command::Mock(it) => mock::run(it, &console),
        Command::Diff(it) => diff::run(it, &console),
        Command::Export(it) => export::run(it, &console),
        #[cfg(feature = "report")]
        Command::Report(it) => report::run(it, &console),
        Command::Explain(it) => explain::run(it, &console),
        Command::Completions(it) => shell::completions(it, &console),
        Command::Man(it) => shell::man(it, &console),
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
