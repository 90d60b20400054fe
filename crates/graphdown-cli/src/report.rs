//! `graphdown report`.

use crate::args::Report;
use crate::console::{Console, Failure};
use crate::diff;
use crate::generate::require;
use crate::summary;
use graphdown::diagnostics::Diagnostic;

pub(crate) fn run(args: &Report, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let old = args.against.as_deref().map(|it| diff::read(it, console)).transpose()?;
    let progress = console.progress(format!("reading {}", config.documentation_folder().display()));
    let ir = config.load()?;
    let mut found: Vec<Diagnostic> = config.compile(&ir)?.diagnostics;
    // What the examples contradict is wrong in a page as anything else is.
    let verified = ir.verify();
    found.extend(verified.findings.into_iter().map(|it| it.diagnostic).chain(verified.comments));
    found.sort();
    found.dedup();
    let difference = match &old {
        Some(old) => {
            let new = graphdown::inventory(&ir.docs, &ir.edm);
            Some(graphdown::diff::diff(&old.inventory, &new)?)
        }
        None => None,
    };
    let files = graphdown_report::site(&graphdown_report::Report {
        title: &args.title,
        ir: &ir,
        diagnostics: &found,
        against: difference.as_ref().zip(args.against.as_deref()),
    });
    let changes = graphdown::write_site(&args.out, &files)?;
    drop(progress);
    summary::tell_links(&ir.skipped_links, console);
    if !console.quiet {
        console.print(format!(
            "{}: {} files written, {} unchanged, {} removed\nopen {}\n",
            args.out.display(),
            changes.written.len(),
            changes.unchanged,
            changes.removed.len(),
            args.out.join("index.html").display(),
        ))?;
    }
    Ok(true)
}
