//! What stays behind when the command is killed while it writes, and what the next run makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn start(out: &Path) -> Child {
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs-input");
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.arg("generate").arg("--docs").arg(docs).arg("--out").arg(out);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Every file below `root` but those that only exist while something is written.
fn contents(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let is_passing = ["-lock", "-tmp-"]
                .iter()
                .any(|it| entry.file_name().to_string_lossy().contains(it));
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false if is_passing => {}
                false => drop(found.insert(
                    entry.path().strip_prefix(root).unwrap().to_owned(),
                    fs::read(entry.path()).unwrap(),
                )),
            }
        }
    }
    found
}

fn names(root: &Path) -> Vec<String> {
    fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn each_file_is_whole_and_the_next_run_mends_the_set() {
    let work = tempfile::tempdir().unwrap();
    let whole = work.path().join("whole");
    assert!(start(&whole).wait().unwrap().success());
    let expected = contents(&whole);
    let mut partial = 0;
    for round in 0..10 {
        let out = work.path().join(format!("killed{round}"));
        let mut child = start(&out);
        // The folder is made when the writing begins.
        while !out.exists() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_micros(500 * round));
        let _ = child.kill();
        child.wait().unwrap();

        let left = contents(&out);
        partial += usize::from(left.len() < expected.len());
        for (path, text) in left.iter().filter(|(path, _)| !path.ends_with(".graphdown-manifest")) {
            assert!(expected.get(path) == Some(text), "{} is not whole", path.display());
        }
        assert!(start(&out).wait().unwrap().success());
        assert!(contents(&out) == expected, "the run behind the killed one does not mend the set");
        assert!(
            names(&out).iter().all(|it| !it.contains("-lock") && !it.contains("-tmp-")),
            "{:?}",
            names(&out)
        );
    }
    assert!(partial > 0, "no run was killed while it wrote; the test shows nothing");
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let work = tempfile::tempdir().unwrap();
    let (whole, out) = (work.path().join("whole"), work.path().join("out"));
    assert!(start(&whole).wait().unwrap().success());
    let children: Vec<Child> = (0..3).map(|_| start(&out)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(contents(&out) == contents(&whole));
}
