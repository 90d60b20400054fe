//! What is read, and what is refused with its line.

use super::*;
use crate::docset::{ApiVersion, SourceFile};

fn read(text: &str) -> Result<Corrections, Error> {
    let docs = DocSet::new(vec![SourceFile::new("resources/thing.md", b"")])
        .with_corrections(SourceFile::new("corrections.toml", text.as_bytes()));
    Corrections::read(&docs)
}

#[test]
fn a_set_without_the_file_and_a_file_without_entries_correct_nothing() {
    assert!(Corrections::read(&DocSet::default()).unwrap().entries.is_empty());
    assert!(read("# There is none yet.\n").unwrap().entries.is_empty());
}

#[test]
fn every_kind_of_entry_is_understood_and_keeps_its_place() {
    let text = "\
[[ignore]]\npage = 'resources/thing.md'\nreason = 'r'
[[ignore]]\npage = 'resources/thing.md'\nrow = 'size'\nreason = 'r'
[[rename]]\ntarget = 'a.b.thing'\nto = 'a.b.object'\nreason = 'r'
[[rename]]\ntarget = 'a.b.thing/sise'\nto = 'size'\nreason = 'r'\nversion = 'beta'
[[retype]]\ntarget = 'a.b.thing/size'\ntype = 'Collection(Edm.Int64)'\nnavigation = false\nreason = 'r'
[[base]]\ntarget = 'a.b.thing'\nbase = 'none'\nreason = 'r'
[[kind]]\ntarget = 'a.b.thing'\nkind = 'complex'\nreason = 'r'
[[add]]\ntarget = 'a.b.thing/weight'\ntype = 'Edm.Double'\ndescription = 'In kg.'\nreason = 'r'
[[add]]\ntarget = 'a.b.color/red'\nvalue = 3\nreason = 'r'
[[drop]]\ntarget = 'a.b.thing/color'\nreason = 'r'
[[flags]]\ntarget = 'a.b.color'\nflags = true\nreason = 'r'
[[response]]\noperation = 'GET /things/{id}'\ntype = 'a.b.thing'\nstatus = 200\nreason = ' why '
";
    let entries = read(text).unwrap().entries;
    assert_eq!(entries.len(), 12);
    let places: Vec<&str> = entries.iter().map(|it| &text[it.span.range()]).collect();
    assert!(places.iter().all(|it| it.starts_with("[[")), "{places:#?}");
    assert_eq!(entries[3].version, Some(ApiVersion::Beta));
    assert_eq!(entries[11].reason, "why");
    let Change::Retype(it) = &entries[4].change else { panic!("{entries:#?}") };
    let ty = it.ty.as_ref().unwrap();
    assert!(ty.collection && ty.name.to_string() == "Edm.Int64" && it.target.name == "size");
}

#[test]
fn what_is_wrong_is_refused_with_its_line() {
    for (text, line, words) in [
        ("not toml", "line 1", "="),
        ("[[renaem]]\ntarget = 'a.b'\n", "line 1", "unknown field `renaem`"),
        ("[rename]\ntarget = 'a.b'\n", "line 1", "sequence"),
        ("\n[[flags]]\ntarget = 'a.b'\nflags = true\n", "line 2", "missing field `reason`"),
        ("[[flags]]\ntarget = 'a.b'\nflags = true\nreason = ' '\n", "line 4", "says nothing"),
        ("[[flags]]\ntarget = 'a.b'\nflags = 'yes'\nreason = 'r'\n", "line 3", "a boolean"),
        ("[[flags]]\ntarget = 'a.b'\nreason = 'r'\n", "line 1", "missing field `flags`"),
        ("[[drop]]\ntarget = 'a.b/c'\nbecause = 'r'\n", "line 3", "unknown field `because`"),
        ("[[drop]]\ntarget = 'a.b'\nreason = 'r'\n", "line 2", "`a.b` is no property"),
        ("[[kind]]\ntarget = 'b'\nkind = 'entity'\nreason = 'r'\n", "line 2", "namespace"),
        ("[[kind]]\ntarget = 'a.b'\nkind = 'enum'\nreason = 'r'\n", "line 3", "`enum`"),
        ("[[base]]\ntarget = 'a.b'\nbase = ''\nreason = 'r'\n", "line 3", "namespace"),
        ("\n[[retype]]\ntarget = 'a.b/c'\nreason = 'r'\n", "line 2", "needs `type`"),
        (
            "[[retype]]\ntarget = 'a.b/c'\ntype = 'String'\nreason = 'r'\n",
            "line 3",
            "`String` is no type",
        ),
        ("[[add]]\ntarget = 'a.b/c'\nnavigation = true\nreason = 'r'\n", "line 1", "needs `type`"),
        (
            "[[add]]\ntarget = 'a.b/c'\ntype = 'Edm.Guid'\nvalue = 1\nreason = 'r'\n",
            "line 1",
            "no `value`",
        ),
        ("[[rename]]\ntarget = 'a.b'\nto = 'c'\nreason = 'r'\n", "line 1", "namespace"),
        ("[[rename]]\ntarget = 'a.b/c'\nto = 'a.b/d'\nreason = 'r'\n", "line 1", "alone"),
        (
            "[[response]]\noperation = '/things'\ntype = 'none'\nreason = 'r'\n",
            "line 2",
            "no operation",
        ),
        ("[[response]]\noperation = 'GET /things'\nreason = 'r'\n", "line 1", "needs `type`"),
        (
            "[[response]]\noperation = 'GET /things'\nstatus = 404\nreason = 'r'\n",
            "line 1",
            "success",
        ),
        ("[[ignore]]\npage = 'a.md'\nversion = 'v2'\nreason = 'r'\n", "line 3", "`v2`"),
    ] {
        let message = read(text).unwrap_err().to_string();
        assert!(
            message.contains(line) && message.contains(words),
            "{words}: {text}\n---\n{message}"
        );
        assert!(message.contains("`corrections.toml`"), "{message}");
    }
}
