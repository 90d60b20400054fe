//! `graphdown watch`.

mod events;
mod saved;

use crate::args::Watch;
use crate::console::{Console, Failure};
use crate::{generate, render, summary};
use events::{Event, Watcher};
use graphdown::diagnostics::{Code, Severity};
use graphdown::{Changes, Live, Refreshed};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// An editor that saves makes several events at once; so long it must be quiet.
const QUIET: Duration = Duration::from_millis(30);
/// Where it never gets quiet, so long is waited.
const LONGEST: Duration = Duration::from_millis(300);

pub(crate) fn run(args: &Watch, console: &Console) -> Result<bool, Failure> {
    let (send, events) = mpsc::channel();
    events::stop_on_interrupt(send.clone())?;
    let settings = || generate::config(&args.source, &args.target);
    let config = settings()?;
    // Before anything is read, so that nothing is missed that is saved meanwhile.
    let mut watcher = Watcher::new(&config, send.clone())?;
    let started = Instant::now();
    let (mut live, first) = {
        let folder = config.documentation_folder().display();
        let _progress = console.progress(format!("generating from {folder}"));
        Live::start(config)?
    };
    let mut known = BTreeSet::new();
    tell(&live, &first, &mut known, "", started, console);
    console.tell(format!(
        "watching {}; Ctrl-C to stop\n",
        live.config().documentation_folder().display()
    ));
    while let Some(changed) = next(&events, console) {
        let started = Instant::now();
        let Some(saved) = saved::saved(&live, changed) else { continue };
        let is_configured =
            saved.paths.iter().any(|it| Some(it.as_path()) == live.config().settings_file());
        let done = if is_configured {
            settings().and_then(|config| {
                watcher = Watcher::new(&config, send.clone())?;
                Ok(live.configure(config)?)
            })
        } else {
            live.refresh(&saved.paths).map_err(Failure::from)
        };
        match done {
            Ok(done) => tell(&live, &done, &mut known, &saved.names, started, console),
            Err(failure) => console.fail(&failure),
        }
    }
    drop(watcher);
    console.tell("stopped\n");
    Ok(true)
}

/// What was saved, once nothing more comes. `None` if it is time to stop.
fn next(events: &Receiver<Event>, console: &Console) -> Option<Vec<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut first = None;
    loop {
        let event = match first {
            None => events.recv().ok()?,
            Some(first) if Instant::now() - first > LONGEST => break,
            Some(_) => match events.recv_timeout(QUIET) {
                Ok(event) => event,
                Err(_) => break,
            },
        };
        match event {
            Event::Changed(path) => {
                changed.insert(path);
                first.get_or_insert_with(Instant::now);
            }
            Event::Trouble(what) => console.fail(&Failure::Usage(
                format!("changes may be missed: {what}"),
                "save the page again, or start anew".to_owned(),
            )),
            Event::Stop => return None,
        }
    }
    Some(changed.into_iter().collect())
}

/// Says what a run did, and shows what it found that the runs before did not.
fn tell(
    live: &Live,
    done: &Refreshed,
    known: &mut BTreeSet<(String, Code, String)>,
    what: &str,
    started: Instant,
    console: &Console,
) {
    let docs = live.docs();
    let painter = render::Painter::new(live.config().documentation_folder(), console);
    let by_default = if what.is_empty() { Severity::Error } else { Severity::Warning };
    let shown = summary::shown_severity(by_default, console);
    let mut found = BTreeSet::new();
    for it in &done.diagnostics {
        let key = (docs.file(it.span.file).path.clone(), it.code, it.message.clone());
        if it.severity <= shown && !known.contains(&key) {
            console.tell(painter.text(docs, it));
        }
        found.insert(key);
    }
    let Changes { written, unchanged, removed } = &done.changes;
    if console.verbose > 0 {
        written.iter().for_each(|it| console.tell(format!("wrote {it}\n")));
        removed.iter().for_each(|it| console.tell(format!("removed {it}\n")));
    }
    let (new, gone) = (found.difference(known).count(), known.difference(&found).count());
    let findings = if what.is_empty() || new + gone == 0 {
        String::new()
    } else {
        format!("; {new} new findings, {gone} gone")
    };
    console.tell(format!(
        "{what}{} files written, {} removed, {unchanged} unchanged{findings} ({:.2} s)\n",
        written.len(),
        removed.len(),
        started.elapsed().as_secs_f32()
    ));
    *known = found;
}
