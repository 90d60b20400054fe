//! What writing an output folder must and must not do.

use super::*;
use tempfile::{TempDir, tempdir};

fn set(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), format!("// {}\n{text}", manifest::MARKER)))
        .collect()
}

fn read(root: &TempDir, path: &str) -> String {
    fs::read_to_string(root.path().join(path)).unwrap()
}

fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn files_of_the_last_run_are_rewritten_without_a_look_at_the_others() {
    let root = tempdir().unwrap();
    let before = set(&[("a.rs", "1"), ("src/b.rs", "2")]);
    write(root.path(), &before).unwrap();
    let after = set(&[("a.rs", "9")]);
    assert!(rewrite(root.path(), &[&after[0]]).unwrap());
    assert!(read(&root, "a.rs").ends_with('9') && read(&root, "src/b.rs").ends_with('2'));
    assert_eq!(names(root.path()), [".graphdown-manifest", "a.rs", "src"]);

    // What somebody else put there, or took away, is a matter for `write`.
    fs::write(root.path().join("a.rs"), "mine").unwrap();
    assert!(!rewrite(root.path(), &[&after[0]]).unwrap());
    assert_eq!(read(&root, "a.rs"), "mine");
    fs::remove_file(root.path().join("a.rs")).unwrap();
    assert!(!rewrite(root.path(), &[&after[0]]).unwrap());
    assert!(!rewrite(&root.path().join("gone"), &[&after[0]]).unwrap());
}

#[test]
fn only_what_differs_is_written() {
    let root = tempdir().unwrap();
    let first = write(root.path(), &set(&[("a.rs", "1"), ("src/b.rs", "2")])).unwrap();
    assert_eq!(first.written, [".graphdown-manifest", "a.rs", "src/b.rs"]);
    let old = fs::metadata(root.path().join("a.rs")).unwrap().modified().unwrap();

    let second = write(root.path(), &set(&[("a.rs", "1"), ("src/b.rs", "3")])).unwrap();
    assert_eq!((second.written, second.unchanged), (vec!["src/b.rs".to_owned()], 1));
    assert_eq!(fs::metadata(root.path().join("a.rs")).unwrap().modified().unwrap(), old);
    assert!(read(&root, "src/b.rs").ends_with('3'));
    assert!(write(root.path(), &set(&[("a.rs", "1"), ("src/b.rs", "3")])).unwrap().is_empty());
    assert_eq!(names(root.path()), [".graphdown-manifest", "a.rs", "src"]);
}

#[test]
fn files_of_an_earlier_run_go_and_empty_folders_with_them() {
    let root = tempdir().unwrap();
    write(root.path(), &set(&[("a.rs", "1"), ("x/y/b.rs", "2")])).unwrap();
    let changes = write(root.path(), &set(&[("a.rs", "1")])).unwrap();
    assert_eq!(changes.removed, ["x/y/b.rs"]);
    assert_eq!(names(root.path()), [".graphdown-manifest", "a.rs"]);
}

#[test]
fn a_file_of_someone_else_is_neither_overwritten_nor_removed() {
    let root = tempdir().unwrap();
    fs::write(root.path().join("a.rs"), "mine").unwrap();
    let error = write(root.path(), &set(&[("a.rs", "1"), ("b.rs", "2")])).unwrap_err();
    assert!(error.to_string().contains("`a.rs`") && error.help().is_some(), "{error}");
    assert_eq!(names(root.path()), ["a.rs"]);

    fs::remove_file(root.path().join("a.rs")).unwrap();
    fs::create_dir(root.path().join("src")).unwrap();
    fs::write(root.path().join("src/mine.rs"), "mine").unwrap();
    write(root.path(), &set(&[("a.rs", "1"), ("src/b.rs", "2")])).unwrap();
    // A generated file that someone replaced by his own.
    fs::write(root.path().join("src/b.rs"), "mine too").unwrap();
    write(root.path(), &set(&[("a.rs", "1")])).unwrap();
    assert_eq!(
        (read(&root, "src/mine.rs"), read(&root, "src/b.rs")),
        ("mine".to_owned(), "mine too".to_owned())
    );
}

#[test]
fn a_lost_list_is_made_again_from_the_markers() {
    let root = tempdir().unwrap();
    write(root.path(), &set(&[("a.rs", "1")])).unwrap();
    fs::remove_file(root.path().join(manifest::NAME)).unwrap();
    let changes = write(root.path(), &set(&[("a.rs", "2")])).unwrap();
    assert_eq!(changes.written, [".graphdown-manifest", "a.rs"]);
}

#[test]
fn paths_that_lead_out_are_refused_before_anything_is_written() {
    let root = tempdir().unwrap();
    for bad in ["../a.rs", "/a.rs", "x/../../a.rs", manifest::NAME] {
        assert!(write(root.path(), &set(&[("ok.rs", "1"), (bad, "2")])).is_err(), "{bad}");
    }
    assert!(write(root.path(), &set(&[("User.rs", "1"), ("user.rs", "2")])).is_err());
    assert!(names(root.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let (root, outside) = (tempdir().unwrap(), tempdir().unwrap());
    std::os::unix::fs::symlink(outside.path(), root.path().join("src")).unwrap();
    let error = write(root.path(), &set(&[("src/a.rs", "1")])).unwrap_err();
    assert!(error.to_string().contains("symbolic link"), "{error}");
    assert!(names(outside.path()).is_empty());
}

#[test]
fn a_listed_path_behind_a_link_is_not_removed() {
    let (root, outside) = (tempdir().unwrap(), tempdir().unwrap());
    write(root.path(), &set(&[("a.rs", "1"), ("src/b.rs", "2")])).unwrap();
    fs::rename(root.path().join("src/b.rs"), outside.path().join("b.rs")).unwrap();
    fs::remove_dir(root.path().join("src")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), root.path().join("src")).unwrap();
        assert!(write(root.path(), &set(&[("a.rs", "1")])).is_err());
        assert_eq!(names(outside.path()), ["b.rs"]);
    }
}

#[test]
fn the_next_run_mends_what_a_killed_one_left() {
    let root = tempdir().unwrap();
    write(root.path(), &set(&[("a.rs", "1"), ("old.rs", "1")])).unwrap();
    // As a run leaves it that is killed behind its first file: the list is wide, one file is new, one lies under its temporary name.
    let all = ["a.rs", "b.rs", "old.rs"].map(str::to_owned);
    fs::write(root.path().join(manifest::NAME), manifest::text(&BTreeSet::from(all))).unwrap();
    fs::write(root.path().join("b.rs"), "// Generated by graphdown\nhalf-way state").unwrap();
    fs::write(root.path().join(".graphdown-tmp-1-0"), "half a fi").unwrap();
    fs::write(root.path().join(".graphdown-lock"), "").unwrap();

    let changes = write(root.path(), &set(&[("a.rs", "2"), ("c/d.rs", "1")])).unwrap();
    assert_eq!(changes.removed, ["b.rs", "old.rs"]);
    assert_eq!(names(root.path()), [".graphdown-manifest", "a.rs", "c"]);
    assert!(compare(root.path(), &set(&[("a.rs", "2"), ("c/d.rs", "1")])).unwrap().is_empty());
}

#[test]
fn a_file_may_become_a_folder_and_the_other_way_round() {
    let root = tempdir().unwrap();
    let (flat, deep) = (set(&[("a", "1")]), set(&[("a/b.rs", "1")]));
    write(root.path(), &flat).unwrap();
    write(root.path(), &deep).unwrap();
    assert!(compare(root.path(), &deep).unwrap().is_empty());
    write(root.path(), &flat).unwrap();
    assert!(compare(root.path(), &flat).unwrap().is_empty());
}

#[test]
fn two_runs_at_once_leave_one_of_the_two_sets() {
    let root = tempdir().unwrap();
    let sets: Vec<_> = ["1", "2"]
        .map(|text| set(&[("a.rs", text), ("b.rs", text), (&format!("only{text}.rs"), text)]))
        .into();
    std::thread::scope(|scope| {
        for files in &sets {
            scope.spawn(|| (0..20).for_each(|_| drop(write(root.path(), files).unwrap())));
        }
    });
    let whole = sets.iter().filter(|files| compare(root.path(), files).unwrap().is_empty()).count();
    assert_eq!(whole, 1);
    assert_eq!(names(root.path()).len(), 4);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_gives_a_clear_error_and_no_error_if_it_is_current() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempdir().unwrap();
    let files = set(&[("a.rs", "1")]);
    write(root.path(), &files).unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o555)).unwrap();
    assert!(write(root.path(), &files).unwrap().is_empty());
    // The administrator may write everywhere.
    if File::create_new(root.path().join("probe")).is_err() {
        let error = write(root.path(), &set(&[("a.rs", "2")])).unwrap_err();
        assert!(error.to_string().contains("cannot write into"), "{error}");
        assert!(error.help().is_some());
    }
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn what_is_only_called_like_a_temporary_file_stays() {
    let root = tempdir().unwrap();
    for name in [".graphdown-tmp-mine", ".graphdown-tmp-1", ".graphdown-tmp-1-x", ".graphdown-tmp-"]
    {
        fs::write(root.path().join(name), "mine").unwrap();
    }
    fs::create_dir(root.path().join(".graphdown-tmp-1-2")).unwrap();
    write(root.path(), &set(&[("a.rs", "1")])).unwrap();
    assert_eq!(names(root.path()).len(), 7);
}

#[cfg(unix)]
#[test]
fn links_in_place_of_our_own_files_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let (root, outside) = (tempdir().unwrap(), tempdir().unwrap());
    let target = outside.path().join("target");
    symlink(&target, root.path().join(".graphdown-lock")).unwrap();
    assert!(write(root.path(), &set(&[("a.rs", "1")])).is_err());
    fs::remove_file(root.path().join(".graphdown-lock")).unwrap();
    fs::write(&target, "").unwrap();
    symlink(&target, root.path().join(manifest::NAME)).unwrap();
    write(root.path(), &set(&[("a.rs", "1")])).unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "");
    assert!(!fs::symlink_metadata(root.path().join(manifest::NAME)).unwrap().is_symlink());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_way_is_refused_and_not_read() {
    let root = tempdir().unwrap();
    let made = std::process::Command::new("mkfifo").arg(root.path().join("a.rs")).status();
    if made.is_ok_and(|it| it.success()) {
        let error = write(root.path(), &set(&[("a.rs", "1")])).unwrap_err();
        assert!(error.to_string().contains("neither a file nor a folder"), "{error}");
    }
}
