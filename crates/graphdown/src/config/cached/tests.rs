//! With a cache a run gives what it gives without one, whatever was left behind.

use super::*;
use crate::diagnostics::Diagnostic;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use tempfile::{TempDir, tempdir};

const USER: &str = "# user resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n\
    |id|String|The key.|\n|name|String|The name.|\n";
const GROUP: &str = "# group resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n\
    |id|String|The key.|\n|size|strange thing|How many.|\n";

struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Place {
        let place = Place { root: tempdir().unwrap() };
        place.write("docs/v1.0/resources/user.md", USER);
        place.write("docs/v1.0/resources/group.md", GROUP);
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn config(&self) -> Config {
        let mut config = Config::new();
        config.docs(self.path("docs")).out_dir(self.path("out")).cache(self.path("cache"));
        config
    }

    /// Runs with the cache, and checks the folder and the findings against a run without.
    #[track_caller]
    fn run(&self) -> Outcome {
        let outcome = self.config().generate().unwrap();
        let mut fresh = Config::new();
        let expected =
            fresh.docs(self.path("docs")).out_dir(self.path("fresh")).generate().unwrap();
        assert_eq!(files(&self.path("out")), files(&self.path("fresh")));
        assert_eq!(outcome.diagnostics, expected.diagnostics);
        assert_eq!(outcome.summary, expected.summary);
        assert!(!outcome.diagnostics.is_empty(), "the pages have a finding to keep");
        outcome
    }

    fn record(&self) -> PathBuf {
        let files = fs::read_dir(self.path("cache")).unwrap().map(|it| it.unwrap().path());
        files.into_iter().find(|it| it.extension().is_some_and(|it| it == "run")).unwrap()
    }

    /// The cache of a run, to look into it.
    fn cache(&self) -> Cache {
        let config = self.config();
        Cache::new(&self.path("cache"), &config.docs, &config.out_dir).unwrap()
    }
}

fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn edits_are_seen_and_what_is_as_before_is_not_written() {
    let place = Place::new();
    let first = place.run().changes;
    assert!(!first.written.is_empty());
    let again = place.run().changes;
    assert!(again.is_empty() && again.unchanged + 1 == first.written.len(), "{again:?}");
    place.write("docs/v1.0/resources/user.md", &USER.replace("|name|String", "|name|Int32"));
    assert_eq!(place.run().changes.written.len(), 1);
    place.write("docs/v1.0/resources/device.md", &USER.replace("user", "device"));
    assert!(place.run().changes.written.len() > 1);
    fs::remove_file(place.path("docs/v1.0/resources/device.md")).unwrap();
    assert_eq!(place.run().changes.removed.len(), 1);
    place.write("docs/v1.0/resources/user.md", USER);
    assert_eq!(place.run().changes.written.len(), 1);
    assert!(place.run().changes.is_empty());
}

#[test]
fn a_run_with_nothing_changed_does_nothing() {
    let place = Place::new();
    place.run();
    // What only the record knows shows that it was followed.
    let cache = place.cache();
    let mut record = cache.last().unwrap();
    record.diagnostics[0] =
        Diagnostic { message: "kept".to_owned(), ..record.diagnostics[0].clone() };
    cache.keep(record);
    for outcome in [place.config().generate().unwrap(), place.config().check().unwrap()] {
        assert_eq!(outcome.diagnostics[0].message, "kept");
        assert!(outcome.changes.is_empty() && outcome.changes.unchanged > 0);
        assert!(!outcome.inputs.is_empty());
    }
}

#[test]
fn an_output_that_someone_changed_is_mended() {
    let place = Place::new();
    place.run();
    let path = place.path("out/src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}// mine\n")).unwrap();
    assert_eq!(place.config().check().unwrap().changes.written, ["src/lib.rs"]);
    assert_eq!(place.run().changes.written, ["src/lib.rs"]);
    fs::remove_file(&path).unwrap();
    assert_eq!(place.run().changes.written, ["src/lib.rs"]);
    fs::remove_file(place.path("out/.graphdown-manifest")).unwrap();
    assert_eq!(place.run().changes.written, [".graphdown-manifest"]);
    fs::write(place.path("out/src/.graphdown-tmp-1-1"), "half").unwrap();
    assert!(place.run().changes.is_empty());
    assert!(!place.path("out/src/.graphdown-tmp-1-1").exists());
    fs::remove_dir_all(place.path("out")).unwrap();
    assert!(place.run().changes.written.len() > 3);
}

/// Runs until all files are old enough to be told by what the file system says of them.
#[cfg(unix)]
fn settle(place: &Place) {
    for _ in 0..1000 {
        place.config().generate().unwrap();
        let last = place.cache().last().unwrap();
        if last.inputs.is_some() && last.output.is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the files never became old enough");
}

#[cfg(unix)]
fn set_back(path: &Path, to: std::time::SystemTime) {
    fs::File::options().write(true).open(path).unwrap().set_modified(to).unwrap();
}

/// Gives the file other contents in the ways that leave its size and its time as they were, and looks each time.
#[cfg(unix)]
fn swap(place: &Place, path: &Path, [one, other]: [&str; 2], mut look: impl FnMut()) {
    assert!(one != other && one.len() == other.len());
    settle(place);
    let modified = fs::metadata(path).unwrap().modified().unwrap();
    fs::write(path, other).unwrap();
    set_back(path, modified);
    look();

    fs::write(path, one).unwrap();
    settle(place);
    let modified = fs::metadata(path).unwrap().modified().unwrap();
    let beside = place.path("beside");
    fs::write(&beside, other).unwrap();
    set_back(&beside, modified);
    fs::rename(&beside, path).unwrap();
    assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), modified);
    look();
}

#[cfg(unix)]
#[test]
fn files_that_nobody_touched_are_not_read_again() {
    let place = Place::new();
    place.run();
    assert_eq!(place.cache().last().unwrap().output, None, "who writes has not looked again");
    settle(&place);
    // Were the contents looked at, they would not have these hashes.
    let cache = place.cache();
    let mut record = cache.last().unwrap();
    (record.key, record.whole) = (Digest::of(b"other"), Digest::of(b"other"));
    record.diagnostics = Vec::new();
    cache.keep(record);
    for outcome in [place.config().check().unwrap(), place.config().generate().unwrap()] {
        assert!(outcome.changes.is_empty() && outcome.diagnostics.is_empty());
        assert_eq!(outcome.inputs, place.config().load().unwrap().inputs);
    }
}

#[cfg(unix)]
#[test]
fn pages_that_were_not_read_are_at_hand_for_their_findings() {
    let place = Place::new();
    place.run();
    settle(&place);
    let outcomes = [0; 2].map(|_| place.config().generate().unwrap());
    let found = &outcomes[0].diagnostics[0];
    let shown = found.one_line(outcomes[0].docs().unwrap());
    assert!(shown.starts_with("v1.0/resources/group.md:10:"), "{shown}");
    place.write("docs/v1.0/resources/group.md", "");
    assert!(outcomes[0].docs().is_ok(), "they are read once");
    let error = outcomes[1].docs().unwrap_err();
    assert!(error.to_string().contains("changed") && error.help().is_some(), "{error}");
}

#[cfg(unix)]
#[test]
fn a_page_with_other_contents_is_seen_though_its_size_and_time_are_the_same() {
    let place = Place::new();
    place.run();
    let path = place.path("docs/v1.0/resources/user.md");
    swap(&place, &path, [USER, &USER.replace("|name|", "|nome|")], || {
        assert_eq!(place.run().changes.written.len(), 1);
    });
}

#[cfg(unix)]
#[test]
fn what_is_to_be_read_is_seen_without_reading() {
    let place = Place::new();
    place.run();
    settle(&place);
    place.write("docs/v1.0/resources/device.md", &USER.replace("user", "device"));
    assert!(place.run().changes.written.len() > 1);
    settle(&place);
    fs::remove_file(place.path("docs/v1.0/resources/device.md")).unwrap();
    assert_eq!(place.run().changes.removed.len(), 1);
    settle(&place);
    let mut other = place.config();
    assert!(!other.crate_name("other").check().unwrap().changes.is_empty());
    place.write("docs/corrections.toml", "[[correction]]\n");
    assert!(place.config().generate().unwrap_err().to_string().contains("corrections.toml"));
}

#[cfg(unix)]
#[test]
fn an_output_with_other_contents_is_seen_though_its_size_and_time_are_the_same() {
    let place = Place::new();
    place.run();
    let path = place.path("out/src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    swap(&place, &path, [&text, &text.replace("Generated", "GENERATED")], || {
        assert_eq!(place.config().check().unwrap().changes.written, ["src/lib.rs"]);
        assert_eq!(place.run().changes.written, ["src/lib.rs"]);
    });
    settle(&place);
    fs::remove_file(&path).unwrap();
    assert_eq!(place.run().changes.written, ["src/lib.rs"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_was_touched_and_is_the_same_is_looked_at_once() {
    let place = Place::new();
    place.run();
    settle(&place);
    let before = place.cache().last().unwrap();
    for path in ["out/src/lib.rs", "docs/v1.0/resources/user.md"].map(|it| place.path(it)) {
        fs::write(&path, fs::read(&path).unwrap()).unwrap();
    }
    assert!(place.config().check().unwrap().changes.is_empty());
    assert_eq!(place.cache().last().unwrap(), before, "`check` writes nothing");
    // The first of these runs may come too soon to trust the files.
    let looked = (0..1000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(place.config().generate().unwrap().changes.is_empty());
        let last = place.cache().last().unwrap();
        last.inputs != before.inputs && last.output != before.output
    });
    assert!(looked);
}

#[test]
fn a_record_that_is_broken_or_of_someone_else_is_written_again() {
    let place = Place::new();
    place.run();
    let kept = || Record { inputs: None, output: None, ..place.cache().last().unwrap() };
    let (whole, before) = (fs::read(place.record()).unwrap(), kept());
    let half = whole[..whole.len() / 2].to_vec();
    for bytes in [Vec::new(), b"something else".to_vec(), half, vec![0xff; 4096]] {
        fs::write(place.record(), &bytes).unwrap();
        assert!(place.run().changes.is_empty());
        assert_eq!(kept(), before);
    }
    fs::remove_dir_all(place.path("cache")).unwrap();
    assert!(place.run().changes.is_empty());
    assert_eq!(kept(), before);
}

#[test]
fn check_writes_nothing_at_all() {
    let place = Place::new();
    place.config().check().unwrap();
    assert!(!place.path("cache").exists() && !place.path("out").exists());
}

#[test]
fn two_runs_at_once_do_not_mind_each_other() {
    let place = Place::new();
    for round in 0..5 {
        let edited = USER.replace("The name.", &format!("The name of round {round}."));
        place.write("docs/v1.0/resources/user.md", &edited);
        std::thread::scope(|scope| {
            let runs = [0; 4].map(|_| scope.spawn(|| place.config().generate().unwrap()));
            runs.into_iter().for_each(|it| drop(it.join().unwrap()));
        });
        assert!(place.run().changes.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_is_refused_with_and_without_a_record() {
    let place = Place::new();
    place.run();
    fs::rename(place.path("out/src"), place.path("src")).unwrap();
    std::os::unix::fs::symlink(place.path("src"), place.path("out/src")).unwrap();
    let error = place.config().generate().unwrap_err().to_string();
    assert!(error.contains("symbolic link"), "{error}");
}
