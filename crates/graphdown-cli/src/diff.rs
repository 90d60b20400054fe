//! `graphdown diff`.

#[cfg(feature = "report")]
pub(crate) use side::read;

mod git;
mod side;
mod text;

use crate::args::{Diff, DiffFormat};
use crate::console::{Console, Failure};
use graphdown::diff::Difference;

pub(crate) fn run(args: &Diff, console: &Console) -> Result<bool, Failure> {
    let (old, new) = (side::read(&args.old, console)?, side::read(&args.new, console)?);
    let mut found = graphdown::diff::diff(&old.inventory, &new.inventory)?;
    if let Some(version) = args.api_version {
        found.changes.retain(|it| it.version == version.as_str());
    }
    match args.format {
        DiffFormat::Text => console.print(text::text(&found, &old, &new, console))?,
        DiffFormat::Markdown => {
            console.print(graphdown::diff::markdown(&found, &args.old, &args.new))?;
        }
        DiffFormat::Json => {
            console
                .print(format!("{:#}\n", graphdown::diff::json(&found, &args.old, &args.new)))?;
        }
    }
    Ok(!is_denied(args, &found))
}

fn is_denied(args: &Diff, found: &Difference) -> bool {
    args.deny.is_some_and(|deny| found.changes.iter().any(|it| it.class >= deny.class()))
}
