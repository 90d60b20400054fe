//! `graphdown check`.

use crate::args::{Check, Format};
use crate::console::{Console, Failure};
use crate::generate::require;
use crate::{render, stats, summary};
use std::fmt::Write;
use std::time::Instant;

pub(crate) fn run(args: &Check, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let started = Instant::now();
    let (ir, generated) = {
        let _progress =
            console.progress(format!("reading {}", config.documentation_folder().display()));
        let ir = config.load()?;
        let generated = config.compile(&ir)?;
        (ir, generated)
    };
    let shown = summary::shown_severity(args.show.severity(), console);
    let painter = render::Painter::new(config.documentation_folder(), console);
    for it in generated.diagnostics.iter().filter(|it| it.code.severity() <= shown) {
        match args.format {
            Format::Text => console.print(painter.text(&ir.docs, it))?,
            Format::Json => console.print(render::json(&ir.docs, it))?,
        }
    }
    let accounts = args.stats.then(|| ir.accounts());
    if let Some(accounts) = &accounts {
        match args.format {
            Format::Text => console.print(stats::text(&ir.docs, accounts))?,
            Format::Json => console.print(stats::json(&ir.docs, accounts))?,
        }
    }
    summary::tell_links(&ir.skipped_links, console);
    let mut text = summary::text(&generated.summary);
    let _ = writeln!(text, "{:.1} s", started.elapsed().as_secs_f32());
    match args.format {
        _ if console.quiet => {}
        Format::Text => console.print(text)?,
        Format::Json => console.tell(text),
    }
    let is_closed = accounts.iter().flat_map(|it| it.values()).all(|it| it.unaccounted.is_empty());
    let is_good = generated.diagnostics.iter().all(|it| it.code.severity() > args.deny.severity());
    Ok(is_good && is_closed)
}
