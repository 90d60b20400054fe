//! `graphdown-speed`: the phases of a run against what they are measured by, in one run. `tests/speed.sh` makes a table of it.
//!
//! ```text
//! graphdown-speed table ROUNDS      a line per phase: name, median wall time and median processor time in milliseconds
//! graphdown-speed once PHASE        one phase with all before it: for a counter of instructions, and for its peak of memory in bytes
//! graphdown-speed bytes FOLDER...   reads all files of these folders, and nothing else
//! graphdown-speed set FOLDER        writes the set
//! ```
//!
//! The set is `GRAPHDOWN_CORPUS`, or else made of `docs-input`; `RAYON_NUM_THREADS` is the number of threads.

use graphdown_speed::clock::{Time, median, peak_memory, time};
use graphdown_speed::{phases, set};
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What reads many small texts at once, in several threads, spends much of its time on memory; this allocator takes a fifth off.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["table", rounds] => table(rounds.parse().unwrap_or(5)),
        ["once", phase] => once(phase),
        ["bytes", folders @ ..] => bytes(folders),
        ["set", folder] => write_set(Path::new(folder)).map(|()| Vec::new()),
        _ => Err(io::Error::other("table ROUNDS | once PHASE | bytes FOLDER... | set FOLDER")),
    };
    match done {
        Ok(lines) => {
            show(&lines);
            ExitCode::SUCCESS
        }
        Err(error) => {
            show(&[format!("error: {error}")]);
            ExitCode::from(2)
        }
    }
}

#[allow(clippy::print_stdout)] // A bench has a result to show.
fn show(lines: &[String]) {
    lines.iter().for_each(|it| println!("{it}"));
}

/// All phases in turn, again and again, so that all of them have the same weather.
fn table(rounds: usize) -> io::Result<Vec<String>> {
    let folder = std::env::temp_dir().join(format!("graphdown-speed-{}", std::process::id()));
    let (files, paths) = (set::files()?, written(&folder.join("docs"))?);
    let bytes = docs_size(&files);
    let docs = set::docs(files);
    let pages = phases::read(&docs);
    let edm = phases::lower(&docs, &pages);
    let plan = phases::plan(&docs, &edm);
    let output = phases::emit(&plan);
    let size: usize = output.iter().map(|it| it.1.len()).sum();
    let mut times: Vec<(&str, Vec<Time>)> = Vec::new();
    let mut note = |name: &'static str, it: Time| match times.iter_mut().find(|of| of.0 == name) {
        Some(of) => of.1.push(it),
        None => times.push((name, vec![it])),
    };
    for _ in 0..rounds {
        note("bytes", time(|| phases::bytes(&paths)));
        note("markdown", time(|| phases::markdown(&docs)));
        note("read", time(|| phases::read(&docs)));
        note("lower", time(|| phases::lower(&docs, &pages)));
        note("trail", time(|| phases::lower_with_trail(&docs, &pages)));
        note("ir", time(|| phases::understand(&docs)));
        note("plan", time(|| phases::plan(&docs, &edm)));
        note("emit", time(|| phases::emit(&plan)));
        note("tokens", time(|| phases::tokens(&output)));
        note("pretty", time(|| phases::pretty(&output)));
        note("write", time(|| phases::write(&folder.join("out"), &output)));
        note("generate", time(|| phases::generate(&docs)));
    }
    std::fs::remove_dir_all(&folder)?;
    let milliseconds = |it: Option<std::time::Duration>| it.unwrap_or_default().as_secs_f64() * 1e3;
    let line = |(name, times): &(&str, Vec<Time>)| {
        let wall = milliseconds(median(times.iter().map(|it| it.wall).collect()));
        let cpu = milliseconds(median(times.iter().map(|it| it.cpu).collect()));
        format!("{name} {wall:.1} {cpu:.1}")
    };
    let head = format!("pages {} bytes {} output {size}", docs.files().len(), bytes);
    Ok([head].into_iter().chain(times.iter().map(line)).collect())
}

/// One phase and those before it.
fn once(phase: &str) -> io::Result<Vec<String>> {
    let files = set::files()?;
    let size = docs_size(&files);
    let docs = set::docs(files);
    match phase {
        "load" => {}
        "markdown" => drop(black_box(phases::markdown(&docs))),
        "read" => drop(black_box(phases::read(&docs))),
        "lower" => drop(black_box(phases::understand(&docs))),
        "plan" => drop(black_box(phases::plan(&docs, &phases::understand(&docs)))),
        "generate" => drop(black_box(phases::generate(&docs))),
        "pretty" => {
            black_box(phases::pretty(&phases::generate(&docs)));
        }
        _ => return Err(io::Error::other(format!("there is no phase `{phase}`"))),
    }
    Ok(vec![format!("pages {size} peak {}", peak_memory().unwrap_or_default())])
}

fn docs_size(files: &[(String, Vec<u8>)]) -> usize {
    files.iter().map(|it| it.1.len()).sum()
}

fn bytes(folders: &[&str]) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for folder in folders {
        paths.extend(set::paths(Path::new(folder))?);
    }
    Ok(vec![format!("files {} bytes {}", paths.len(), phases::bytes(&paths)?)])
}

fn write_set(folder: &Path) -> io::Result<()> {
    let files = set::files()?.into_iter();
    let texts = files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()));
    phases::write(folder, &texts.collect::<Vec<_>>())
}

/// The pages of the set on a disk: where they are, or a copy of those that were made.
fn written(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if let Some(corpus) = std::env::var_os("GRAPHDOWN_CORPUS") {
        return set::pages(Path::new(&corpus));
    }
    write_set(folder)?;
    set::pages(folder)
}
