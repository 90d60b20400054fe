//! What the file system and the keyboard have to say while `graphdown watch` runs.

use crate::console::Failure;
use graphdown::Config;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

/// Something that happened.
pub(super) enum Event {
    /// A file that a run reads was saved, came or went; or a folder did.
    Changed(PathBuf),
    /// The system cannot tell everything.
    Trouble(String),
    /// Ctrl-C.
    Stop,
}

/// Sends events as long as it lives.
pub(super) struct Watcher {
    _watcher: RecommendedWatcher,
}

impl Watcher {
    /// Watches the documentation, the corrections and the settings.
    pub(super) fn new(config: &Config, send: Sender<Event>) -> Result<Self, Failure> {
        let interest = Interest::new(config);
        let folders = interest.folders();
        let handler = move |event: notify::Result<notify::Event>| match event {
            Ok(event) if event.need_rescan() => {
                // An empty path is no page, so the folder is listed again.
                let _ = send.send(Event::Changed(PathBuf::new()));
            }
            Ok(event) if is_change(&event.kind) => {
                for path in event.paths.iter().filter_map(|it| interest.known_as(it)) {
                    let _ = send.send(Event::Changed(path));
                }
            }
            Ok(_) => {}
            Err(error) => drop(send.send(Event::Trouble(error.to_string()))),
        };
        let mut watcher = notify::recommended_watcher(handler).map_err(failure)?;
        for (folder, mode) in folders {
            watcher.watch(&folder, mode).map_err(failure)?;
        }
        Ok(Watcher { _watcher: watcher })
    }
}

/// Sends a stop at the first Ctrl-C, and ends at once at the second. Files are whole also then.
pub(super) fn stop_on_interrupt(send: Sender<Event>) -> Result<(), Failure> {
    let is_second = AtomicBool::new(false);
    let handler = move || {
        if is_second.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ = send.send(Event::Stop);
    };
    ctrlc::set_handler(handler).map_err(|error| {
        Failure::Usage(
            format!("cannot listen for Ctrl-C: {error}"),
            "run it in a terminal".to_owned(),
        )
    })
}

/// Reading is none.
fn is_change(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    )
}

fn failure(error: notify::Error) -> Failure {
    Failure::Usage(
        format!("cannot watch the documentation: {error}"),
        "check that the folder is there; on Linux, `fs.inotify.max_user_watches` limits how many can be watched".to_owned(),
    )
}

/// Which files matter, and what they are called.
struct Interest {
    /// The documentation as the system calls it, and as the settings do.
    docs: (PathBuf, PathBuf),
    /// Single files elsewhere, in the same two ways.
    files: Vec<(PathBuf, PathBuf)>,
}

impl Interest {
    fn new(config: &Config) -> Self {
        let docs = config.documentation_folder();
        let corrections = config.corrections_file();
        let files = config.settings_file().into_iter().chain(corrections.as_deref());
        Interest {
            docs: (resolved(docs), docs.to_owned()),
            files: files.map(|it| (resolved_file(it), it.to_owned())).collect(),
        }
    }

    /// What has to be watched: folders, for editors put new files in place of old ones.
    fn folders(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let mut folders = vec![(self.docs.0.clone(), RecursiveMode::Recursive)];
        for (file, _) in &self.files {
            let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
            let is_new = folders.iter().all(|it| it.0 != folder);
            if is_new && !folder.starts_with(&self.docs.0) {
                folders.push((folder, RecursiveMode::NonRecursive));
            }
        }
        folders
    }

    /// The name that the library knows the file by; `None` if it does not matter.
    fn known_as(&self, path: &Path) -> Option<PathBuf> {
        if let Some((_, name)) = self.files.iter().find(|it| it.0 == path) {
            return Some(name.clone());
        }
        let below = path.strip_prefix(&self.docs.0).ok()?;
        let parts: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
        // A folder that came or went; of one that is gone the name must do.
        let is_folder = path.is_dir() || (path.extension().is_none() && !path.exists());
        let matters = Config::reads(&parts.join("/"))
            || (is_folder && !parts.iter().any(|it| it.starts_with('.')));
        matters.then(|| self.docs.1.join(below))
    }
}

fn resolved(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder resolved, the name as it is: the file itself may be about to be replaced.
fn resolved_file(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.file_name().map_or_else(|| resolved(path), |name| resolved(folder).join(name))
}
