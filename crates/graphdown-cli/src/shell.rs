//! `graphdown completions` and `graphdown man`: what a shell and the manual know of the command.

use crate::args::{Args, Completions, Man};
use crate::console::{Console, Failure};
use clap::CommandFactory;
use std::fs;
use std::io;
use std::path::Path;

pub(crate) fn completions(args: &Completions, console: &Console) -> Result<bool, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "graphdown", &mut script);
    console.print(String::from_utf8_lossy(&script))?;
    Ok(true)
}

pub(crate) fn man(args: &Man, console: &Console) -> Result<bool, Failure> {
    let mut all = Args::command().disable_help_subcommand(true);
    all.build();
    if let Some(folder) = &args.out {
        let written = write(&all, folder).map_err(|error| {
            Failure::Usage(
                format!("cannot write to `{}`: {error}", folder.display()),
                "give a folder that you may write".to_owned(),
            )
        })?;
        console.tell(format!("{}: {written} pages written\n", folder.display()));
        return Ok(true);
    }
    let wanted = match &args.command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(it) => it.clone(),
            None => {
                let help = "`graphdown --help` lists the commands";
                return Err(Failure::Usage(
                    format!("there is no command `{name}`"),
                    help.to_owned(),
                ));
            }
        },
    };
    console.print(page(wanted)?)?;
    Ok(true)
}

/// One page per command, and one for the whole; how many that are.
fn write(all: &clap::Command, folder: &Path) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let commands = std::iter::once(all).chain(all.get_subcommands());
    let mut written = 0;
    for it in commands {
        let name = it.get_display_name().unwrap_or(it.get_name());
        fs::write(folder.join(format!("{name}.1")), page(it.clone())?)?;
        written += 1;
    }
    Ok(written)
}

/// The page in the language of `man`. What stands behind the options are tables and examples of ours, which must keep their lines.
fn page(command: clap::Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    Ok(page.replacen(".SH EXTRA\n", ".SH NOTES\n.nf\n", 1))
}
