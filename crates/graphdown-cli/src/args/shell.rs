//! The options of `graphdown completions` and `graphdown man`.

use clap::Args as Group;
use clap_complete::Shell;
use std::path::PathBuf;

/// Write the completions of a shell
///
/// The script goes to standard output; each shell has a folder where it looks for such files.
#[derive(Group)]
#[command(after_help = COMPLETIONS)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

const COMPLETIONS: &str = "\
Examples:
  graphdown completions bash > ~/.local/share/bash-completion/completions/graphdown
  graphdown completions zsh > ~/.zfunc/_graphdown            with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc
  graphdown completions fish > ~/.config/fish/completions/graphdown.fish
  graphdown completions powershell >> $PROFILE";

/// Show or write the manual pages
///
/// Without options the page of `graphdown` goes to standard output, with the name of a command the page of that.
#[derive(Group)]
#[command(after_help = MAN)]
pub(crate) struct Man {
    /// The command that the page is about
    #[arg(conflicts_with = "out")]
    pub(crate) command: Option<String>,
    /// Write all pages into this folder; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

const MAN: &str = "\
Examples:
  graphdown man | man -l -
  graphdown man generate | man -l -
  graphdown man --out ~/.local/share/man/man1                `man graphdown-generate` finds it then";
