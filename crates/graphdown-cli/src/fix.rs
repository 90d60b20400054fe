//! `graphdown check --fix` and `graphdown verify --fix`: shows how pages can be mended, and mends them.

use crate::args::Mending;
use crate::console::{Console, Failure};
use graphdown::diagnostics::Diagnostic;
use graphdown::{Config, Ir, Mend, mends};
use similar::TextDiff;
use std::io::{self, IsTerminal, Write};

/// What became of it.
pub(crate) enum Done {
    /// There is nothing that can be mended.
    Nothing,
    /// Pages were shown, and left as they are.
    Shown,
    /// Pages were written.
    Mended,
}

/// Mends what of `found` can be mended. The change is shown on standard output if that is for people (`is_text`), else on standard error:
/// there the findings are that are left.
pub(crate) fn run<'f>(
    args: &Mending,
    is_text: bool,
    config: &Config,
    ir: &Ir,
    found: impl Iterator<Item = &'f Diagnostic>,
    console: &Console,
) -> Result<Done, Failure> {
    let mends = mends(&ir.docs, found);
    let findings: usize = mends.iter().map(|it| it.findings).sum();
    if mends.is_empty() {
        console.tell("nothing can be mended for sure\n");
        return Ok(Done::Nothing);
    }
    let text: String = mends.iter().map(|it| difference(it, console)).collect();
    match is_text {
        true => console.print(text)?,
        false => console.tell(text),
    }
    let what = format!("{findings} findings in {} pages", mends.len());
    if args.dry_run {
        console.tell(format!("{what} can be mended; nothing was written\n"));
        return Ok(Done::Shown);
    }
    if !args.yes && io::stdin().is_terminal() && !agreed(&what)? {
        console.tell("nothing was written\n");
        return Ok(Done::Shown);
    }
    for it in &mends {
        it.write(config.documentation_folder())?;
    }
    console.tell(format!("{what} were mended\n"));
    Ok(Done::Mended)
}

/// The change as a unified diff. Control characters of a page do not reach the terminal.
fn difference(it: &Mend, console: &Console) -> String {
    let diff = TextDiff::from_lines(&it.before, &it.after);
    let (old, new) = (format!("a/{}", it.path), format!("b/{}", it.path));
    let text = diff.unified_diff().context_radius(1).header(&old, &new).to_string();
    let line = |line: &str| {
        let is_odd = |it: char| it.is_control() && it != '\t';
        let line = line.replace(is_odd, "");
        match line.chars().next() {
            Some('+') => console.styled(&line, "32"),
            Some('-') => console.styled(&line, "31"),
            Some('@') => console.styled(&line, "36"),
            _ => line,
        }
    };
    text.lines().map(|it| line(it) + "\n").collect()
}

/// Asks on the terminal.
fn agreed(what: &str) -> Result<bool, Failure> {
    write!(io::stderr(), "mend {what}? [y/N] ")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
