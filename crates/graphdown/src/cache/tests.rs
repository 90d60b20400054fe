//! What is kept comes back as it was, or not at all.

use super::*;
use crate::diagnostics::{Code, Diagnostic, Edit, Fix, Severity};
use crate::docset::SourceFile;
use crate::generate::Summary;
use crate::span::{FileId, Span};
use tempfile::{TempDir, tempdir};

fn docs(text: &str) -> DocSet {
    DocSet::new(vec![SourceFile::new("v1.0/api/a.md", text.as_bytes())])
}

fn cache(folder: &TempDir) -> Cache {
    Cache::new(folder.path(), Path::new("docs"), Path::new("out")).unwrap()
}

fn record() -> Record {
    let span = Span::new(FileId(3), 5..9);
    let mut finding = Diagnostic::new(Code::LinkCase, span, "one \"word\"\nand ä");
    finding.severity = Severity::Error;
    finding.related.push((Span::new(FileId(4), 0..1), "there".to_owned()));
    let edit = Edit { span, text: "x".to_owned() };
    finding.fix = Some(Fix { says: "mend it".to_owned(), edits: vec![edit] });
    let whole = of_files(&[("src/lib.rs", "text")]);
    let mut summary = Summary { pages: 1, types: 2, enums: 3, operations: 4, ..Summary::default() };
    summary.count(std::slice::from_ref(&finding));
    Record {
        outputs: vec!["src/lib.rs".to_owned()],
        whole,
        diagnostics: vec![finding],
        summary,
        ..Record::default()
    }
}

#[test]
fn a_record_comes_back_as_it_was() {
    let folder = tempdir().unwrap();
    let cache = cache(&folder);
    assert_eq!(cache.last(), None);
    cache.keep(record());
    let last = cache.last().unwrap();
    assert_eq!(Record { tool: Digest::default(), ..last }, record());
}

#[test]
fn what_is_seen_is_added_and_nothing_is_forgotten() {
    let folder = tempdir().unwrap();
    let cache = cache(&folder);
    cache.see(&record(), None, None);
    assert_eq!(cache.last(), None, "nothing new");
    let (one, two) = (Some(Digest::of(b"1")), Some(Digest::of(b"2")));
    cache.see(&record(), one, None);
    cache.see(&cache.last().unwrap(), None, two);
    let last = cache.last().unwrap();
    assert_eq!((last.inputs, last.output), (one, two));
    assert_eq!(last.outputs, record().outputs);
}

#[test]
fn other_inputs_and_settings_have_another_key() {
    let folder = tempdir().unwrap();
    let settings = Settings::default();
    let key = |docs: &DocSet, settings: &Settings| cache(&folder).key(docs, settings);
    let before = key(&docs("a"), &settings);
    assert_eq!(key(&docs("a"), &settings), before);
    let others = [
        docs("b"),
        DocSet::new(vec![SourceFile::new("v1.0/api/b.md", b"a")]),
        DocSet::new(["a.md", "b.md"].map(|it| SourceFile::new(it, b"")).into()),
        docs("a").with_root_version(Some(crate::docset::ApiVersion::Beta)),
        docs("a").with_corrections(SourceFile::new("c", b"")),
        docs("a").with_settings(SourceFile::new("graphdown.toml", b"#")),
    ];
    for other in &others {
        assert_ne!(key(other, &settings), before, "{other:?}");
    }
    let other = Settings { crate_name: "other".to_owned(), ..Settings::default() };
    assert_ne!(key(&docs("a"), &other), before);
    let mut other = Settings::default();
    other.levels.set(Code::LinkCase, crate::settings::Level::Off);
    assert_ne!(key(&docs("a"), &other), before);
}

#[test]
fn other_folders_have_another_place() {
    let folder = tempdir().unwrap();
    let cache =
        |from: &str, to: &str| Cache::new(folder.path(), Path::new(from), Path::new(to)).unwrap();
    cache("docs", "out").keep(record());
    assert!(cache("docs", "out").last().is_some());
    assert!(
        cache("docs", "elsewhere").last().is_none() && cache("elsewhere", "out").last().is_none()
    );
}

#[test]
fn what_is_not_whole_is_not_there() {
    let whole = record().text();
    assert!(Record::read(&whole).is_some());
    for length in 0..whole.len() {
        assert_eq!(Record::read(&whole[..length]), None, "{length}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        assert_eq!(Record::read(&bytes), None, "{at}");
    }
    assert_eq!(Record::read(&[whole.as_slice(), b"x"].concat()), None);
}

#[test]
fn the_record_of_another_program_is_not_there() {
    let folder = tempdir().unwrap();
    let cache = cache(&folder);
    let other = Cache {
        tool: Digest::of(b"other"),
        folder: cache.folder.clone(),
        file: cache.file.clone(),
    };
    other.keep(record());
    assert!(other.last().is_some() && cache.last().is_none());
}

#[test]
fn a_folder_that_cannot_be_written_is_no_error() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let below = folder.path().join("file/cache");
    let cache = Cache::new(&below, Path::new("d"), Path::new("o")).unwrap();
    cache.keep(record());
    assert_eq!(cache.last(), None);
}

#[test]
fn the_folder_holds_nothing_but_records_and_words_for_others() {
    let folder = tempdir().unwrap();
    let cache = cache(&folder);
    cache.keep(record());
    cache.keep(record());
    let names = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<String> = names.map(|it| it.into_string().unwrap()).collect();
    names.retain(|it| !it.ends_with(".run"));
    names.sort();
    assert_eq!(names, [".gitignore", "CACHEDIR.TAG"]);
}

fn of_files(files: &[(&str, &str)]) -> Digest {
    let paths: Vec<&str> = files.iter().map(|it| it.0).collect();
    let text = |at: usize, bytes: &mut Vec<u8>| {
        bytes.extend_from_slice(files.get(at)?.1.as_bytes());
        Some(())
    };
    Digest::of_files(&paths, text).unwrap()
}

#[test]
fn files_that_are_cut_otherwise_are_others() {
    let one = of_files(&[("a", "bc")]);
    assert_eq!(one, of_files(&[("a", "bc")]));
    assert_ne!(one, of_files(&[("ab", "c")]));
    assert_ne!(one, of_files(&[("a", "b"), ("c", "")]));
    let names: Vec<String> = (0..300).map(|it| it.to_string()).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|it| (it.as_str(), it.as_str())).collect();
    for at in [0, 63, 64, 250, 299] {
        let mut other = many.clone();
        other[at].1 = "x";
        assert_ne!(of_files(&many), of_files(&other), "{at}");
    }
    assert_ne!(of_files(&many), of_files(&many[..299]));
    let missing = |at: usize, _: &mut Vec<u8>| (at != 200).then_some(());
    assert_eq!(Digest::of_files(&many.iter().map(|it| it.0).collect::<Vec<_>>(), missing), None);
}
