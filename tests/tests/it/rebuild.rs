//! Editing a page changes just the files that are about it.

use graphdown::Config;
use graphdown_tests::{files, repository};
use std::fs;
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    for page in files(from, "md") {
        let target = to.join(page.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&page, target).unwrap();
    }
}

#[test]
fn an_edited_property_changes_few_files_and_is_in_one_of_them() {
    let work = tempfile::tempdir().unwrap();
    let (docs, out) = (work.path().join("docs"), work.path().join("out"));
    copy(&repository().join("docs-input"), &docs);
    let mut config = Config::new();
    config.docs(&docs).out_dir(&out);
    let first = config.generate().unwrap().changes;
    assert!(first.written.len() > 10 && first.removed.is_empty());
    assert!(config.generate().unwrap().changes.is_empty());

    let page = docs.join("v1.0/resources/user.md");
    let text = fs::read_to_string(&page).unwrap();
    let row = text
        .lines()
        .find(|it| it.starts_with("|displayName|") || it.starts_with("| displayName "))
        .unwrap();
    fs::write(&page, text.replace(row, &row.replace("displayName", "shownName"))).unwrap();
    let second = config.generate().unwrap().changes;
    assert!(!second.is_empty() && second.written.len() < 5, "{:?}", second.written);
    let is_there = |it: &String| fs::read_to_string(out.join(it)).unwrap().contains("shown_name");
    assert!(second.written.iter().any(is_there), "{:?}", second.written);
}

#[test]
fn a_page_that_goes_takes_its_files_along() {
    let work = tempfile::tempdir().unwrap();
    let (docs, out) = (work.path().join("docs"), work.path().join("out"));
    copy(&repository().join("docs-input"), &docs);
    let mut config = Config::new();
    config.docs(&docs).out_dir(&out);
    config.generate().unwrap();
    fs::remove_dir_all(docs.join("beta")).unwrap();
    let changes = config.generate().unwrap().changes;
    assert!(changes.removed.iter().any(|it| it.contains("beta")), "{:?}", changes.removed);
    assert!(
        files(&out, "rs").iter().all(|it| !it.components().any(|part| part.as_os_str() == "beta"))
    );
}
