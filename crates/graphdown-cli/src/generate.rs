//! `graphdown generate`.

mod report;

use crate::args::{Format, Generate, Source, Target};
use crate::console::{Console, Failure};
use crate::{render, summary};
use graphdown::diagnostics::Severity;
use graphdown::{Changes, Config, Outcome};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(crate) fn run(args: &Generate, console: &Console) -> Result<bool, Failure> {
    let mut config = config(&args.source, &args.target)?;
    if let Some(folder) = cache_folder(args, &config) {
        config.cache(folder);
    }
    let started = Instant::now();
    let outcome = outcome(&config, args, console)?;
    let shown = if console.quiet {
        Severity::Error
    } else {
        summary::shown_severity(Severity::Error, console)
    };
    let painter = render::Painter::new(config.documentation_folder(), console);
    for it in outcome.diagnostics.iter().filter(|it| it.severity <= shown) {
        console.tell(painter.text(outcome.docs()?, it));
    }
    if console.verbose > 0 || args.check {
        console.tell(changes(&outcome.changes, args.check));
    }
    summary::tell_links(&outcome.skipped_links, console);
    let summary = summary(&config, &outcome, args.check, started);
    match args.report {
        // Its reader expects nothing else.
        Some(Format::Json) => console.tell(summary),
        _ if console.quiet => {}
        _ => console.print(summary)?,
    }
    let is_current = !args.check || outcome.changes.is_empty();
    if !is_current {
        console.tell(format!(
            "`{}` is not current; run `graphdown generate`\n",
            config.output_folder().display()
        ));
    }
    Ok(is_current)
}

fn outcome(config: &Config, args: &Generate, console: &Console) -> Result<Outcome, Failure> {
    let doing =
        || console.progress(format!("generating from {}", config.documentation_folder().display()));
    let Some(format) = args.report else {
        let _progress = doing();
        return Ok(if args.check { config.check()? } else { config.generate()? });
    };
    let ir = {
        let _progress = doing();
        config.load()?
    };
    let report = config.report(&ir)?;
    match format {
        Format::Text => console.print(report::text(&report, console.verbose > 0))?,
        Format::Json => console.print(report::json(&report))?,
    }
    let _progress = doing();
    Ok(if args.check { config.compare(ir)? } else { config.write(ir)? })
}

/// Where cargo puts what can be made again, beside the settings. Without settings there is no telling what is whose.
fn cache_folder(args: &Generate, config: &Config) -> Option<PathBuf> {
    let beside =
        || config.settings_file().and_then(Path::parent).map(|it| it.join("target/graphdown"));
    args.cache.clone().or_else(beside).filter(|_| !args.no_cache)
}

pub(crate) fn config(source: &Source, target: &Target) -> Result<Config, Failure> {
    let mut config = require(source)?;
    if let Some(folder) = &target.out {
        config.out_dir(folder);
    } else if source.docs.is_some() && source.config.is_none() {
        let help =
            "add `--out DIR`, or describe the crate in graphdown.toml and leave out `--docs`";
        return Err(Failure::Usage(
            "`--docs` is given, but not where the crate should go".to_owned(),
            help.to_owned(),
        ));
    }
    if let Some(name) = &target.crate_name {
        config.crate_name(name);
    }
    if let Some(version) = &target.crate_version {
        config.crate_version(version);
    }
    if let Some(folder) = &target.client_path {
        config.client_path(folder);
    }
    Ok(config)
}

/// The settings, or what to do if there are none.
pub(crate) fn require(source: &Source) -> Result<Config, Failure> {
    source.config()?.ok_or_else(|| {
        let help =
            "give the documentation with `--docs DIR`, or go to the folder with graphdown.toml";
        Failure::Usage("there is no graphdown.toml in this folder".to_owned(), help.to_owned())
    })
}

fn changes(changes: &Changes, check: bool) -> String {
    let (write, remove) =
        if check { ("would write", "would remove") } else { ("wrote", "removed") };
    let written = changes.written.iter().map(|it| format!("{write} {it}\n"));
    written.chain(changes.removed.iter().map(|it| format!("{remove} {it}\n"))).collect()
}

fn summary(config: &Config, outcome: &Outcome, check: bool, started: Instant) -> String {
    let mut text = summary::text(&outcome.summary);
    let Changes { written, unchanged, removed } = &outcome.changes;
    let verb = if check { "to write" } else { "written" };
    let folder = config.output_folder().display();
    let _ = writeln!(
        text,
        "{folder}: {} files {verb}, {unchanged} unchanged, {} removed",
        written.len(),
        removed.len()
    );
    let _ = writeln!(text, "{:.1} s", started.elapsed().as_secs_f32());
    text
}
