//! `graphdown verify`.

mod figures;

use crate::args::{Format, Verify};
use crate::console::{Console, Failure};
use crate::generate::require;
use crate::{fix, render, summary};
use graphdown::diagnostics::Diagnostic;
use graphdown::docset::DocSet;
use graphdown::verify::{Baseline, Finding, Verification};
use graphdown::{Config, Ir};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

pub(crate) fn run(args: &Verify, console: &Console) -> Result<bool, Failure> {
    // That an example calls what the settings leave out is no fault of its page: it is held against the whole API.
    let mut config = require(&args.source)?;
    config.without_slice();
    let started = Instant::now();
    let (mut ir, mut verification) = read(&config, console)?;
    if args.mending.fix {
        let is_text = matches!(args.format, Format::Text);
        let found = verification.findings.iter().map(|it| &it.diagnostic);
        match fix::run(&args.mending, is_text, &config, &ir, found, console)? {
            fix::Done::Mended => (ir, verification) = read(&config, console)?,
            fix::Done::Nothing => {}
            fix::Done::Shown => return Ok(true),
        }
    }
    let new = match &args.baseline {
        Some(path) => Some(against(path, args.update_baseline, &ir.docs, &verification, console)?),
        None => None,
    };
    let painter = render::Painter::new(config.documentation_folder(), console);
    let shown = summary::shown_severity(args.deny.severity(), console);
    for (index, it) in verification.findings.iter().enumerate() {
        let code = it.diagnostic.code;
        let is_new = new.as_ref().is_none_or(|new| new.contains(&index));
        let is_wanted = match args.show.as_slice() {
            [] => !args.stats && (new.is_some() || it.diagnostic.severity <= shown),
            codes => codes.contains(&code),
        };
        if is_new && is_wanted {
            match args.format {
                Format::Text => console.print(text(&painter, &ir.docs, &verification, it))?,
                Format::Json => console.print(json(&ir.docs, &verification, it))?,
            }
        }
    }
    for it in verification.comments.iter().filter(|it| it.severity <= shown && !args.stats) {
        match args.format {
            Format::Text => console.print(painter.text(&ir.docs, it))?,
            Format::Json => console.print(render::json(&ir.docs, it))?,
        }
    }
    let stats = verification.stats();
    match args.format {
        Format::Json => console.print(figures::json(&stats))?,
        Format::Text if console.quiet => {}
        Format::Text => {
            let seconds = started.elapsed().as_secs_f32();
            console.print(format!("{}{seconds:.1} s\n", figures::text(&stats)))?;
        }
    }
    let is_bad = |it: &Diagnostic| it.severity <= args.deny.severity();
    let are_good = match new {
        Some(new) => new.is_empty(),
        None => !verification.findings.iter().any(|it| is_bad(&it.diagnostic)),
    };
    Ok(are_good && !verification.comments.iter().any(is_bad))
}

fn read(config: &Config, console: &Console) -> Result<(Ir, Verification), Failure> {
    let _progress =
        console.progress(format!("reading {}", config.documentation_folder().display()));
    let ir = config.load()?;
    let verification = ir.verify();
    Ok((ir, verification))
}

/// Which findings the baseline does not have. Says what it has and nothing was found for, and takes that out if it should.
fn against(
    path: &Path,
    update: bool,
    docs: &DocSet,
    verification: &Verification,
    console: &Console,
) -> Result<BTreeSet<usize>, Failure> {
    let name = path.display();
    let write = |baseline: &Baseline| {
        let cannot = |error| {
            let help = "check the path and its permissions".to_owned();
            Failure::Usage(format!("cannot write `{name}`: {error}"), help)
        };
        fs::write(path, baseline.text()).map_err(cannot)
    };
    if update && !path.exists() {
        let all = Baseline::of(docs, verification);
        write(&all)?;
        console.tell(format!("{name}: {} known findings written\n", all.len()));
        return Ok(BTreeSet::new());
    }
    let text = fs::read_to_string(path).map_err(|error| {
        let help = "`--update-baseline` writes it if it is not there".to_owned();
        Failure::Usage(format!("cannot read `{name}`: {error}"), help)
    })?;
    let baseline = Baseline::parse(&text)?;
    let compared = baseline.compare(docs, verification);
    let (new, gone) = (compared.new.len(), compared.gone.len());
    for line in compared.gone.iter().filter(|_| !update) {
        console.tell(format!("no longer found: {line}\n"));
    }
    if update && gone > 0 {
        write(&compared.kept)?;
    }
    let hint = if gone > 0 && !update { "; --update-baseline takes them out" } else { "" };
    console.tell(format!(
        "{name}: {} known, {new} new, {gone} no longer found{hint}\n",
        compared.kept.len()
    ));
    Ok(compared.new.into_iter().collect())
}

/// The excerpt, with a line above it that names the example.
fn text(painter: &render::Painter, docs: &DocSet, all: &Verification, it: &Finding) -> String {
    let example = &all.examples[it.example];
    let title = example.title.as_deref().map(|it| format!(" ({it})")).unwrap_or_default();
    let path = if it.path.is_empty() { String::new() } else { format!(" at {}", it.path) };
    let (part, fault) = (it.part.as_str(), it.fault.as_str());
    let head = format!("example {}{title}, {part}{path}; at fault: {fault}", example.number);
    format!("{head}\n{}", painter.text(docs, &it.diagnostic))
}

fn json(docs: &DocSet, all: &Verification, it: &Finding) -> String {
    let mut line: Value = render::value(docs, &it.diagnostic);
    let example = &all.examples[it.example];
    line["version"] = example.version.as_str().into();
    line["example"] = example.number.into();
    line["part"] = it.part.as_str().into();
    line["path"] = it.path.as_str().into();
    line["fault"] = it.fault.as_str().into();
    format!("{line}\n")
}
