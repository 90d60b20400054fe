//! The edits in `tests/diff/edits.toml` and the pages they are made in.

use graphdown_tests::{files, repository};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Path and text.
pub(super) type Pages = BTreeMap<String, String>;

/// One edit.
pub(super) struct Edit {
    steps: Vec<Step>,
    /// What has to be found.
    pub(super) expect: Vec<String>,
    /// True if it breaks programs that the compiler cannot see.
    pub(super) unseen: bool,
    /// True if it is about a crate that has features.
    pub(super) features: bool,
}

struct Step {
    page: String,
    how: How,
}

enum How {
    Add(String),
    Remove,
    Replace(String, String),
}

impl Edit {
    /// The pages it is made in.
    pub(super) fn pages(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(|it| it.page.as_str())
    }

    /// A copy of `pages` with the edit made.
    pub(super) fn applied(&self, pages: &Pages) -> Pages {
        let mut pages = pages.clone();
        for Step { page, how } in &self.steps {
            match how {
                How::Add(text) => {
                    assert!(pages.insert(page.clone(), text.clone()).is_none(), "{page}")
                }
                How::Remove => assert!(pages.remove(page).is_some(), "{page}"),
                How::Replace(from, to) => {
                    let text = pages.get_mut(page).unwrap_or_else(|| panic!("{page}"));
                    assert_eq!(text.matches(from.as_str()).count(), 1, "{page}: {from}");
                    *text = text.replace(from.as_str(), to);
                }
            }
        }
        pages
    }
}

/// The pages of `docs-input/v1.0`, what they include, and those of this test.
pub(super) fn pages() -> Pages {
    let mut pages = Pages::new();
    let own = repository().join("tests/diff/pages/v1.0");
    for folder in [repository().join("docs-input/v1.0"), own] {
        add(&folder, "v1.0/", &mut pages);
    }
    add(&repository().join("docs-input/includes"), "includes/", &mut pages);
    pages
}

fn add(folder: &Path, prefix: &str, pages: &mut Pages) {
    for path in files(folder, "md") {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        pages.insert(format!("{prefix}{name}"), fs::read_to_string(&path).unwrap());
    }
}

/// All edits.
pub(super) fn edits() -> Vec<Edit> {
    let text = fs::read_to_string(repository().join("tests/diff/edits.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    table["edit"].as_array().unwrap().iter().map(edit).collect()
}

fn edit(it: &toml::Value) -> Edit {
    let expect = it["expect"].as_array().unwrap().iter();
    Edit {
        steps: it["steps"].as_array().unwrap().iter().map(step).collect(),
        expect: expect.map(|it| it.as_str().unwrap().to_owned()).collect(),
        unseen: it.get("unseen").is_some(),
        features: it.get("features").is_some(),
    }
}

fn step(it: &toml::Value) -> Step {
    let text = |key: &str| it.get(key).map(|it| it.as_str().unwrap().to_owned());
    let how = match (text("text"), text("from"), text("to")) {
        (Some(text), None, None) => How::Add(text),
        (None, Some(from), Some(to)) => How::Replace(from, to),
        (None, None, None) => How::Remove,
        _ => panic!("{it}"),
    };
    Step { page: format!("v1.0/{}", text("page").unwrap()), how }
}
