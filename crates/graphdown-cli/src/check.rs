//! `graphdown check`.

use crate::args::{Check, CheckFormat};
use crate::console::{Console, Failure};
use crate::generate::require;
use crate::{fix, render, stats, summary};
use graphdown::{Config, Generated, Ir};
use std::fmt::Write;
use std::time::Instant;

pub(crate) fn run(args: &Check, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let started = Instant::now();
    let (mut ir, mut generated) = read(&config, console)?;
    if args.mending.fix {
        let is_text = matches!(args.format, CheckFormat::Text);
        let found = generated.diagnostics.iter();
        match fix::run(&args.mending, is_text, &config, &ir, found, console)? {
            fix::Done::Mended => (ir, generated) = read(&config, console)?,
            fix::Done::Nothing => {}
            fix::Done::Shown => return Ok(true),
        }
    }
    let shown = summary::shown_severity(args.show.severity(), console);
    let folder = config.documentation_folder();
    let found: Vec<_> = generated.diagnostics.iter().filter(|it| it.severity <= shown).collect();
    match args.format {
        CheckFormat::Sarif => {
            // A URI from the root may not go up.
            let plain = folder.is_absolute().then(|| folder.canonicalize().ok()).flatten();
            let folder = plain.as_deref().unwrap_or(folder);
            console.print(render::sarif(&ir.docs, folder, &found))?;
        }
        CheckFormat::Text => {
            let painter = render::Painter::new(folder, console);
            found.iter().try_for_each(|it| console.print(painter.text(&ir.docs, it)))?;
        }
        CheckFormat::Json => {
            found.iter().try_for_each(|it| console.print(render::json(&ir.docs, it)))?;
        }
        CheckFormat::Github => {
            found.iter().try_for_each(|it| console.print(render::github(&ir.docs, folder, it)))?;
        }
    }
    let accounts = args.stats.then(|| ir.accounts());
    if let Some(accounts) = &accounts {
        match args.format {
            CheckFormat::Text => console.print(stats::text(&ir.docs, accounts))?,
            CheckFormat::Json => console.print(stats::json(&ir.docs, accounts))?,
            // Their readers know nothing of accounts.
            CheckFormat::Sarif | CheckFormat::Github => {
                console.tell(stats::text(&ir.docs, accounts));
            }
        }
    }
    summary::tell_links(&ir.skipped_links, console);
    let mut text = summary::text(&generated.summary);
    text += &summary::next(&ir.docs, &generated.diagnostics, shown);
    let _ = writeln!(text, "{:.1} s", started.elapsed().as_secs_f32());
    match args.format {
        _ if console.quiet => {}
        CheckFormat::Text => console.print(text)?,
        _ => console.tell(text),
    }
    let is_closed = accounts.iter().flat_map(|it| it.values()).all(|it| it.unaccounted.is_empty());
    let is_good = generated.diagnostics.iter().all(|it| it.severity > args.deny.severity());
    Ok(is_good && is_closed)
}

fn read(config: &Config, console: &Console) -> Result<(Ir, Generated), Failure> {
    let _progress =
        console.progress(format!("reading {}", config.documentation_folder().display()));
    let ir = config.load()?;
    let generated = config.compile(&ir)?;
    Ok((ir, generated))
}
