//! What a session makes of a documentation set after any edits is what a run from nothing makes of it.

use super::Session;
use crate::corrections::Corrections;
use crate::docset::{DocSet, SourceFile};
use crate::generate::{self, Generated};
use crate::ir::rust::When;
use crate::settings::Settings;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

/// The folder `docs-input`: paths and texts.
fn input() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs-input");
    let mut files = BTreeMap::new();
    // One version is enough, and takes half the time.
    let mut folders = vec![root.join("v1.0"), root.join("includes")];
    let corrections = fs::read_to_string(root.join("corrections.toml")).unwrap();
    files.insert("corrections.toml".to_owned(), corrections);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn set(files: &BTreeMap<String, String>) -> DocSet {
    let pages = files.iter().filter(|it| it.0 != "corrections.toml");
    let pages = pages.map(|(path, text)| SourceFile::new(path, text.as_bytes())).collect();
    DocSet::new(pages)
        .with_corrections(SourceFile::new("corrections.toml", files["corrections.toml"].as_bytes()))
}

fn settings(docs: &DocSet) -> Settings {
    let corrections = Corrections::read(docs).unwrap();
    // What a page says of its area reaches far then.
    Settings { corrections, features: When::Always, ..Settings::default() }
}

fn incremental(session: &Session) -> Generated {
    let settings = settings(session.docs());
    let Ok(generated) = session.generate(&settings, |_, _| Ok::<(), Infallible>(()));
    generated
}

#[track_caller]
fn same(session: &Session, files: &BTreeMap<String, String>, step: &str) -> Generated {
    let docs = set(files);
    let (full, incremental) = (generate::generate(&docs, &settings(&docs)), incremental(session));
    for (a, b) in full.files.iter().zip(&incremental.files) {
        assert!(a == b, "{step}: {} and {} differ", a.0, b.0);
    }
    assert_eq!(full.files.len(), incremental.files.len(), "{step}");
    assert_eq!(full.diagnostics, incremental.diagnostics, "{step}");
    assert_eq!(full.summary, incremental.summary, "{step}");
    incremental
}

/// Puts `new` in place of `old` in a file, which must have it.
fn replace(files: &mut BTreeMap<String, String>, path: &str, old: &str, new: &str) {
    let text = &files[path];
    assert!(text.contains(old), "{path} has no {old:?}");
    files.insert(path.to_owned(), text.replacen(old, new, 1));
}

#[test]
fn after_any_edits_the_result_is_that_of_a_full_run() {
    let mut files = input();
    let mut session = Session::new(set(&files));
    let mut last = same(&session, &files, "at first").files;
    let user = "v1.0/resources/user.md";
    let include = files.keys().find(|it| it.starts_with("includes/")).unwrap().clone();
    type Files = BTreeMap<String, String>;
    type Edit<'a> = (&'a str, &'a dyn Fn(&mut Files));
    let edits: [Edit<'_>; 10] = [
        ("a type", &|it| replace(it, user, "|displayName|String|", "|displayName|Int32|")),
        ("a word of a description", &|it| {
            replace(it, user, "|displayName|Int32|", "|displayName|Int32|Shown. ")
        }),
        ("an area", &|it| {
            replace(it, "v1.0/api/user-get.md", "ms.prod: \"users\"", "ms.prod: \"people\"")
        }),
        ("an enum", &|it| {
            replace(it, "v1.0/resources/enums.md", "| monday", "| someday");
        }),
        ("a page that is broken", &|it| {
            let half = it[user].len() / 2;
            let half = (0..half).rev().find(|at| it[user].is_char_boundary(*at)).unwrap();
            let text = it[user][..half].to_owned() + "\n``` json\n{ |";
            it.insert(user.to_owned(), text);
        }),
        ("a page that is mended", &|it| drop(it.insert(user.to_owned(), input()[user].clone()))),
        ("a part that pages include", &|it| {
            let text = it[&include].clone() + "\nMore.\n";
            it.insert(include.clone(), text);
        }),
        ("a page that comes", &|it| {
            let text = it["v1.0/resources/device.md"].replace("device", "gadget");
            it.insert("v1.0/resources/agadget.md".to_owned(), text);
        }),
        ("a page that goes", &|it| drop(it.remove("v1.0/api/device-get.md"))),
        ("corrections", &|it| {
            let more = "\n[[retype]]\ntarget = \"microsoft.graph.user/mail\"\ntype = \"Edm.Int32\"\nreason = \"For the test.\"\n";
            let text = it["corrections.toml"].clone() + more;
            it.insert("corrections.toml".to_owned(), text);
        }),
    ];
    for (step, edit) in edits {
        let before = files.clone();
        edit(&mut files);
        let changed: Vec<&String> = files
            .iter()
            .filter(|(path, text)| before.get(*path) != Some(text))
            .map(|it| it.0)
            .collect();
        let is_one_page = before.len() == files.len() && !changed[0].ends_with(".toml");
        if is_one_page {
            let path = changed[0];
            assert!(session.edit(SourceFile::new(path, files[path].as_bytes())), "{step}");
        } else {
            session.update(set(&files));
        }
        let now = same(&session, &files, step).files;
        assert!(
            now != last || step.contains("include"),
            "{step} changes nothing; the test shows little"
        );
        last = now;
    }
}

#[test]
fn only_what_has_a_new_form_is_formatted_again() {
    let mut files = input();
    let mut session = Session::new(set(&files));
    incremental(&session);
    let at_first = session.shapes.formatted();
    assert!(at_first > 100, "{at_first}");
    let user = "v1.0/resources/user.md";
    replace(&mut files, user, "|displayName|String|", "|displayName|Int32|");
    assert!(session.edit(SourceFile::new(user, files[user].as_bytes())));
    incremental(&session);
    let again = session.shapes.formatted() - at_first;
    assert!(again < 5, "{again} of {at_first}");
    assert!(!session.edit(SourceFile::new("v1.0/resources/new.md", b"# new")));
}
