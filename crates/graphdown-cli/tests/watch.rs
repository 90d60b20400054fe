//! `graphdown watch`: what is saved is in the crate soon, however it is saved, and Ctrl-C leaves the crate whole.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Nothing that is waited for takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

const PAGE: &str = "---\ntitle: \"device resource type\"\ndoc_type: resourcePageType\n---\n\n# device resource type\n\nNamespace: microsoft.graph\n\n\
A thing that is enrolled.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Read-only.|\n|name|String|What it is called.|\n";

struct Watched {
    root: TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    fn start() -> Self {
        let root = TempDir::new().unwrap();
        fs::create_dir_all(root.path().join("docs/v1.0/resources")).unwrap();
        fs::write(root.path().join("docs/v1.0/resources/device.md"), PAGE).unwrap();
        fs::write(root.path().join("graphdown.toml"), "docs = 'docs'\nout = 'out'\n").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_graphdown"))
            .arg("watch")
            .current_dir(root.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, lines) = mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            stderr.lines().map_while(Result::ok).try_for_each(|it| send.send(it))
        });
        let watched = Watched { root, child, lines };
        watched.says("watching docs");
        watched
    }

    /// Waits for a line with these words.
    #[track_caller]
    fn says(&self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut said = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            if line.contains(words) {
                return line;
            }
            said.push(line);
        }
        panic!("it does not say `{words}` but\n{}", said.join("\n"));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn has(&self, file: &str, words: &str) -> bool {
        fs::read_to_string(self.path(file)).is_ok_and(|it| it.contains(words))
    }

    /// Stops it as Ctrl-C does, and returns the exit code.
    fn interrupt(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// As editors do that keep the file whole: another file is written and takes its place.
fn save_by_rename(path: &Path, text: &str) {
    let temporary = path.with_file_name(".device.md.new");
    fs::write(&temporary, text).unwrap();
    fs::rename(&temporary, path).unwrap();
}

#[test]
fn what_is_saved_is_in_the_crate_soon() {
    let mut it = Watched::start();
    let (page, model) = (it.path("docs/v1.0/resources/device.md"), "out/src/v1_0/models/device.rs");
    fs::write(&page, PAGE.replace("|name|String|", "|label|String|")).unwrap();
    let line = it.says("v1.0/resources/device.md: 1 files written, 0 removed");
    assert!(it.has(model, "pub label:"), "{line}");

    save_by_rename(&page, &PAGE.replace("|name|String|", "|title|String|"));
    it.says("device.md: 1 files written");
    assert!(it.has(model, "pub title:"));

    // A page that is broken, with what is wrong with it, and mended.
    save_by_rename(&page, &PAGE.replace("|name|String|", "|name||"));
    it.says("warning[GD0301]");
    it.says("1 new findings, 0 gone");
    save_by_rename(&page, PAGE);
    it.says("0 new findings, 1 gone");
    assert!(it.has(model, "pub name: Option<String>"));

    // Pages that come, in a folder that comes too, and go.
    fs::create_dir_all(it.path("docs/beta/resources")).unwrap();
    fs::write(it.path("docs/beta/resources/gadget.md"), PAGE.replace("device", "gadget")).unwrap();
    let end = Instant::now() + PATIENCE;
    while !it.has("out/src/beta/models/gadget.rs", "pub name:") && Instant::now() < end {
        thread::sleep(Duration::from_millis(20));
    }
    assert!(it.has("out/src/beta/models/gadget.rs", "pub name:"));
    fs::remove_dir_all(it.path("docs/beta")).unwrap();
    let end = Instant::now() + PATIENCE;
    while it.path("out/src/beta.rs").exists() && Instant::now() < end {
        thread::sleep(Duration::from_millis(20));
    }
    assert!(!it.path("out/src/beta.rs").exists());

    assert_eq!(it.interrupt(), Some(0));
    // What is left is what a full run makes.
    let check = Command::new(env!("CARGO_BIN_EXE_graphdown"))
        .args(["generate", "--check"])
        .current_dir(it.root.path())
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
}

/// As editors do that first try whether they may write, keep the page beside itself, and leave their own files there.
fn save_with_noise(folder: &Path, text: &str) {
    let page = folder.join("device.md");
    for name in ["#device.md#", ".#device.md", ".device.md.swp"] {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("4913"), "").unwrap();
    fs::remove_file(folder.join("4913")).unwrap();
    fs::rename(&page, folder.join("device.md~")).unwrap();
    fs::write(folder.join("0"), text).unwrap();
    fs::rename(folder.join("0"), &page).unwrap();
}

#[test]
fn what_editors_do_beside_the_page_is_not_named() {
    let mut it = Watched::start();
    let folder = it.path("docs/v1.0/resources");
    // By itself it is no reason to do anything.
    fs::write(folder.join("4913"), "").unwrap();
    fs::remove_file(folder.join("4913")).unwrap();
    thread::sleep(Duration::from_millis(200));
    save_with_noise(&folder, &PAGE.replace("|name|String|", "|label|String|"));
    loop {
        let line = it.lines.recv_timeout(PATIENCE).unwrap();
        let own = ["4913", "resources/0", "#device", ".device", "~", " more"];
        assert!(!own.iter().any(|it| line.contains(it)), "{line}");
        let is_done = it.has("out/src/v1_0/models/device.rs", "pub label:");
        if is_done && line.starts_with("v1.0/resources/device.md: ") {
            break;
        }
    }

    // A page that was there is named when it goes.
    fs::write(folder.join("gadget.md"), PAGE.replace("device", "gadget")).unwrap();
    it.says("v1.0/resources/gadget.md: ");
    fs::remove_file(folder.join("gadget.md")).unwrap();
    let line = it.says("1 removed");
    assert!(line.starts_with("v1.0/resources/gadget.md: "), "{line}");
    assert!(!it.path("out/src/v1_0/models/gadget.rs").exists());
    assert_eq!(it.interrupt(), Some(0));
}

#[test]
fn settings_and_corrections_count_and_mistakes_in_them_stop_nothing() {
    let mut it = Watched::start();
    let settings = it.path("graphdown.toml");
    fs::write(&settings, "docs = 'docs'\nout = 'out'\n[crate]\nnam = 'x'\n").unwrap();
    it.says("unknown field `nam`");
    fs::write(&settings, "docs = 'docs'\nout = 'out'\n[crate]\nname = 'renamed'\n").unwrap();
    it.says("graphdown.toml: ");
    assert!(it.has("out/Cargo.toml", "name = \"renamed\""));

    let retype = "[[retype]]\ntarget = \"microsoft.graph.device/name\"\ntype = \"Edm.Int32\"\nreason = \"For the test.\"\n";
    fs::write(it.path("docs/corrections.toml"), retype).unwrap();
    it.says("corrections.toml: ");
    assert!(it.has("out/src/v1_0/models/device.rs", "pub name: Option<i32>"));
    assert_eq!(it.interrupt(), Some(0));
}
