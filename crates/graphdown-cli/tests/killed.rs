//! What stays behind when the command is killed while it writes, or cannot write, and what the next run makes of it.
//! With `GRAPHDOWN_LONG` set, it is killed 200 times instead of 10.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn docs_input() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs-input")
}

fn start(out: &Path) -> Child {
    start_with(&docs_input(), out)
}

fn start_with(docs: &Path, out: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.arg("generate").arg("--docs").arg(docs).arg("--out").arg(out);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How often the command is killed.
fn kills() -> u64 {
    if std::env::var_os("GRAPHDOWN_LONG").is_some() { 200 } else { 10 }
}

/// A number that looks random and is the same for the same seed (SplitMix64).
fn random(seed: u64) -> u64 {
    let mut it = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

/// A copy of `docs-input` in which each page says something else, one is missing and one has another name.
fn changed_docs(to: &Path) {
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        fs::create_dir_all(to.join(&folder)).unwrap();
        for entry in fs::read_dir(docs_input().join(&folder)).unwrap().map(Result::unwrap) {
            let below = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(below);
            } else {
                let text = fs::read_to_string(entry.path()).unwrap();
                fs::write(to.join(below), text.replace("|String|", "|String|Changed. ")).unwrap();
            }
        }
    }
    fs::remove_file(to.join("v1.0/resources/device.md")).unwrap();
    let resources = to.join("v1.0/resources");
    let text = fs::read_to_string(resources.join("group.md")).unwrap();
    fs::write(resources.join("team.md"), text.replace("group", "team")).unwrap();
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
    for round in 0..kills().min(20) {
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

#[test]
fn killed_over_an_older_state_each_file_is_the_old_or_the_new_one() {
    let work = tempfile::tempdir().unwrap();
    let (docs, old, new) =
        (work.path().join("docs"), work.path().join("old"), work.path().join("new"));
    changed_docs(&docs);
    let begin = Instant::now();
    assert!(start(&old).wait().unwrap().success());
    let whole = begin.elapsed().as_micros() as u64;
    assert!(start_with(&docs, &new).wait().unwrap().success());
    let (before, after) = (contents(&old), contents(&new));
    assert!(before != after && before.keys().ne(after.keys()));

    let out = work.path().join("out");
    assert!(start(&out).wait().unwrap().success());
    let (mut untouched, mut between, mut done) = (0, 0, 0);
    for round in 0..kills() * 10 {
        // On a busy machine the moment is missed again and again.
        if round >= kills() && between > 0 {
            break;
        }
        // To the new state in one round, and back in the next.
        let (to_docs, from, to) = match round % 2 {
            0 => (docs.clone(), &before, &after),
            _ => (docs_input(), &after, &before),
        };
        let mut child = start_with(&to_docs, &out);
        if round % 4 < 2 {
            // It begins with reading, and that is a moment too.
            std::thread::sleep(Duration::from_micros(random(round) % whole));
        } else {
            // While it writes: from the moment when its list names the new files too.
            let list = || fs::read(out.join(".graphdown-manifest")).ok();
            let listed = list();
            while list() == listed && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            std::thread::sleep(Duration::from_micros(random(round) % 10_000));
        }
        let _ = child.kill();
        child.wait().unwrap();

        let left = contents(&out);
        for (path, text) in left.iter().filter(|(path, _)| !path.ends_with(".graphdown-manifest")) {
            let is_whole = from.get(path) == Some(text) || to.get(path) == Some(text);
            assert!(is_whole, "round {round}: {} is neither old nor new", path.display());
        }
        for path in from.keys().filter(|it| to.contains_key(*it)) {
            assert!(left.contains_key(path), "round {round}: {} is lost", path.display());
        }
        match () {
            () if left == *from => untouched += 1,
            () if left == *to => done += 1,
            () => between += 1,
        }
        assert!(start_with(&to_docs, &out).wait().unwrap().success());
        assert!(contents(&out) == *to, "round {round}: the next run does not mend the set");
        assert!(names(&out).iter().all(|it| !it.contains("-lock") && !it.contains("-tmp-")));
    }
    say(&format!("killed before, while and after it wrote: {untouched}, {between}, {done}"));
    assert!(between > 0, "no run was killed while it wrote; the test shows nothing");
}

#[allow(clippy::print_stderr)] // What the figures were.
fn say(text: &str) {
    eprintln!("{text}");
}

/// Runs the command in a shell that can limit it; the output of the shell.
#[cfg(unix)]
fn limited(shell: &str, docs: &Path, out: &Path) -> std::process::Output {
    let command = format!("{shell} exec \"$0\" generate --docs \"$1\" --out \"$2\"");
    let mut sh = Command::new("sh");
    sh.arg("-c").arg(command).arg(env!("CARGO_BIN_EXE_graphdown")).arg(docs).arg(out);
    sh.output().unwrap()
}

/// As a full disk: no file may be larger than half a kilobyte (one, in some shells).
#[cfg(unix)]
#[test]
fn where_nothing_more_can_be_written_the_old_state_stays_and_the_reason_is_told() {
    let work = tempfile::tempdir().unwrap();
    let (docs, out) = (work.path().join("docs"), work.path().join("out"));
    changed_docs(&docs);
    assert!(start(&out).wait().unwrap().success());
    let before = contents(&out);
    let result = limited("trap '' XFSZ; ulimit -f 1;", &docs, &out);
    let told = String::from_utf8_lossy(&result.stderr);
    assert!(!result.status.success() && told.contains("cannot write"), "{told}");
    let left = contents(&out);
    let changed = left.iter().filter(|(path, text)| before.get(*path) != Some(*text));
    for (path, text) in changed {
        assert!(text.len() <= 1024 && !text.is_empty(), "{} is not whole", path.display());
    }
    assert!(start_with(&docs, &out).wait().unwrap().success());
    let new = work.path().join("new");
    assert!(start_with(&docs, &new).wait().unwrap().success());
    assert!(contents(&out) == contents(&new));
}

/// A disk of its own that is too small, where the system lets us make one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_no_half_file() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("disk");
    fs::create_dir(&out).unwrap();
    let script = "mount -t tmpfs -o size=64k none \"$2\" || exit 77; \"$0\" generate --docs \"$1\" --out \"$2\"; code=$?; \
        grep -rL 'Generated by graphdown' \"$2\"; ls -A \"$2\"; exit $code";
    let mut unshare = Command::new("unshare");
    unshare.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
    unshare.arg(env!("CARGO_BIN_EXE_graphdown")).arg(docs_input()).arg(&out);
    let Ok(result) = unshare.output() else { return say("skipped: there is no `unshare`") };
    let told = String::from_utf8_lossy(&result.stderr);
    if result.status.code() == Some(77) || told.contains("unshare") {
        return say("skipped: no disk can be made here");
    }
    assert!(!result.status.success(), "64 KB were enough");
    assert!(
        told.contains("make room on the disk") && told.contains("no file was left half"),
        "{told}"
    );
    // Files without the marker would be cut ones, or temporary ones; the list has it too.
    let listed = String::from_utf8_lossy(&result.stdout);
    assert!(!listed.contains("-tmp-") && !listed.contains(".rs\n"), "{listed}");
}

#[test]
fn pages_that_change_and_go_while_they_are_read_give_a_result_or_a_clear_error() {
    let work = tempfile::tempdir().unwrap();
    let docs = work.path().join("docs");
    changed_docs(&docs);
    let page = docs.join("v1.0/resources/user.md");
    let text = fs::read_to_string(&page).unwrap();
    for round in 0..kills().min(20) {
        let out = work.path().join(format!("out{round}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
        command.arg("generate").arg("--docs").arg(&docs).arg("--out").arg(&out);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        for step in 0..40 {
            match random(round * 100 + step) % 3 {
                0 => drop(fs::remove_file(&page)),
                1 => fs::write(&page, &text).unwrap(),
                _ => fs::write(&page, &text[..text.len() / 2]).unwrap(),
            }
        }
        let result = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&result.stderr);
        assert!(result.status.success() || told.contains("cannot read"), "{told}");
        assert!(!told.contains("panicked"), "{told}");
    }
}
