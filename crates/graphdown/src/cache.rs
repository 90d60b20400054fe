//! What a run leaves behind for the next one, so that what did not change is not made again.
//!
//! One small file per pair of documentation and output folder, in a folder that may be deleted at any time. It says of what the run was
//! made (a hash of every input, of the settings and of the program) and what came out (the paths of the files and a hash of their
//! texts; the findings; the numbers). No text is kept: the files of the output folder are at hand, and count only if
//! they have the hash of what was written. What the file system says of pages and output is kept too, once a run has looked at their
//! contents ([`sight`]). So the file can only save work. It is written under another name and then renamed, and what
//! is not whole, not of this program, or of other inputs is as if it were not there.

mod digest;
mod record;
mod sight;
mod tool;

pub(crate) use digest::Digest;
pub(crate) use record::Record;
pub(crate) use sight::Sight;

use crate::docset::DocSet;
use crate::files::Stamp;
use crate::settings::Settings;
use digest::Hasher;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Where the record of a run lies, and what such a run is made of.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    file: PathBuf,
    /// Of this program: another one may make something else of the same pages.
    tool: Digest,
}

impl Cache {
    /// The place in `folder` for runs from the documentation `docs_folder` to `out`. `None` if this program cannot be told from others.
    pub(crate) fn new(folder: &Path, docs_folder: &Path, out: &Path) -> Option<Cache> {
        let tool = tool::identity()?;
        let mut place = Hasher::new("place");
        place.part(absolute(docs_folder).as_os_str().as_encoded_bytes());
        place.part(absolute(out).as_os_str().as_encoded_bytes());
        let file = folder.join(format!("{}.run", place.end()));
        Some(Cache { folder: folder.to_owned(), file, tool })
    }

    /// The record of the last run, whatever it was made of, if this program wrote it.
    pub(crate) fn last(&self) -> Option<Record> {
        let bytes = fs::read(&self.file).ok()?;
        Record::read(&bytes).filter(|it| it.tool == self.tool)
    }

    /// Keeps the record of a run. That this is not possible is no error.
    pub(crate) fn keep(&self, record: Record) {
        let record = Record { tool: self.tool, ..record };
        let _ = self.write(&record.text());
    }

    /// Adds to a record what was seen since, if that is something new.
    pub(crate) fn see(&self, last: &Record, inputs: Option<Digest>, output: Option<Digest>) {
        let (inputs, output) = (inputs.or(last.inputs), output.or(last.output));
        if (inputs, output) != (last.inputs, last.output) {
            self.keep(Record { inputs, output, ..last.clone() });
        }
    }

    /// What time it is for the file system: the stamp of a file that is made for this, and taken away.
    pub(crate) fn clock(&self) -> Option<Stamp> {
        let path = self.temporary();
        fs::File::create_new(&path).ok()?;
        let stamp = Stamp::of(&path);
        let _ = fs::remove_file(&path);
        stamp
    }

    /// Of all inputs, the settings and this program: two runs with one key make the same.
    pub(crate) fn key(&self, docs: &DocSet, settings: &Settings) -> Digest {
        let paths: Vec<&str> = docs.files().iter().map(|it| it.path.as_str()).collect();
        let text = |at: usize, bytes: &mut Vec<u8>| {
            bytes.extend_from_slice(docs.files().get(at)?.text.as_bytes());
            Some(())
        };
        let pages = Digest::of_files(&paths, text).unwrap_or_default();
        let marred: Vec<u8> = docs.files().iter().map(|it| u8::from(it.had_invalid_utf8)).collect();
        let mut hasher = Hasher::new("run");
        hasher.part(&self.tool.0);
        hasher.part(&pages.0);
        hasher.part(&marred);
        let papers = docs.corrections().into_iter().chain([docs.settings()]);
        for file in papers.map(|it| docs.file(it)) {
            hasher.part(file.path.as_bytes());
            hasher.part(file.text.as_bytes());
        }
        // What the text of a plain structure of data says of its contents differs where they differ.
        hasher.part(format!("{:?} {settings:?}", docs.root_version()).as_bytes());
        hasher.end()
    }

    fn temporary(&self) -> PathBuf {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        self.folder.join(format!(".tmp-{}-{number}", std::process::id()))
    }

    fn write(&self, text: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // Whatever looks after the folder around need not look in here.
        for (name, text) in [(".gitignore", "*\n"), ("CACHEDIR.TAG", TAG)] {
            let path = self.folder.join(name);
            if !path.exists() {
                fs::write(path, text)?;
            }
        }
        let temporary = self.temporary();
        let written = fs::File::create_new(&temporary)
            .and_then(|mut it| it.write_all(text))
            .and_then(|()| fs::rename(&temporary, &self.file));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }
}

/// Backups leave out folders with this file: <https://bford.info/cachedir/>.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder holds caches of graphdown; it may be deleted.\n";

fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests;
