//! How findings look, whatever they point at.

use super::*;
use graphdown::diagnostics::{Code, Diagnostics};
use graphdown::docset::SourceFile;
use std::panic::catch_unwind;

fn docs(text: &str) -> DocSet {
    DocSet::new(vec![SourceFile::new("api/a.md", text.as_bytes())])
}

fn finding(docs: &DocSet, range: Range<usize>, related: Option<Range<usize>>) -> Diagnostic {
    let span = |it| Span::new(docs.ids().next().unwrap(), it);
    let mut found = Diagnostics::default();
    match related {
        None => found.push(Code::RowWithoutName, span(range), "the row has no name"),
        Some(other) => found.push_related(
            Code::RowWithoutName,
            span(range),
            "the row has no name",
            span(other),
            "as here",
        ),
    }
    found.into_sorted().remove(0)
}

fn painter() -> Painter {
    Painter { root: "docs".into(), renderer: Renderer::plain() }
}

#[test]
fn a_finding_shows_its_line_and_marks_the_words() {
    let docs = docs("# Title\n\n| | String |\n");
    let text = painter().text(&docs, &finding(&docs, 9..12, None));
    let expected = "warning[GD0202]: the row has no name
 --> docs/api/a.md:3:1
  |
3 | | | String |
  | ^^^
  |
  = help: Fill in the first cell, or join the row with the one above.

";
    assert_eq!(text, expected);
}

#[test]
fn another_place_is_shown_with_what_it_shows() {
    let docs = docs("one\ntwo\nthree\n");
    let text = painter().text(&docs, &finding(&docs, 0..3, Some(8..13)));
    assert!(text.contains("^^^") && text.contains("----- as here"), "{text}");
}

#[test]
fn no_place_of_any_text_is_too_odd() {
    let long = "ä".repeat(3000);
    for text in ["", "\n", "x", "ä\r\n\tö|\u{202e}x\n", long.as_str()] {
        let docs = docs(text);
        let ends: Vec<usize> = (0..=text.len()).filter(|it| text.is_char_boundary(*it)).collect();
        let step = ends.len().div_ceil(20);
        for start in ends.iter().step_by(step) {
            for end in ends.iter().step_by(step).filter(|it| *it >= start) {
                let it = finding(&docs, *start..*end, None);
                let drawn = catch_unwind(|| painter().text(&docs, &it).len()).unwrap_or(0);
                assert!(drawn > 0 && drawn < 4000, "{text:?} {start}..{end}");
            }
        }
    }
}

#[test]
fn json_is_one_line_with_all_that_is_known() {
    let docs = docs("one\ntwo\nthree\n");
    let line = json(&docs, &finding(&docs, 4..7, Some(8..13)));
    assert_eq!(line.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["file"], "api/a.md");
    assert_eq!(
        (&value["line"], &value["column"], &value["end_column"]),
        (&2.into(), &1.into(), &4.into())
    );
    assert_eq!((&value["code"], &value["severity"]), (&"GD0202".into(), &"warning".into()));
    assert_eq!(value["related"][0]["message"], "as here");
}
