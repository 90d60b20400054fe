//! Faults that people make, and how they are mended.

use super::*;

fn read(text: &str) -> Option<(String, bool)> {
    parse(FileId(0), &Arc::new(text.to_owned()), 0..text.len())
        .map(|it| (plain(&it.json), it.mended.is_some()))
}

fn plain(json: &Json) -> String {
    match &json.value {
        JsonValue::Null => "null".into(),
        JsonValue::Bool(it) => it.to_string(),
        JsonValue::Number(it) => it.to_string(),
        JsonValue::String(it) => format!("{it:?}"),
        JsonValue::Array(it) => {
            format!("[{}]", it.iter().map(plain).collect::<Vec<_>>().join(","))
        }
        JsonValue::Object(it) => {
            format!(
                "{{{}}}",
                it.iter()
                    .map(|(k, v)| format!("{}:{}", k.value, plain(v)))
                    .collect::<Vec<_>>()
                    .join(",")
            )
        }
    }
}

#[test]
fn valid_json_is_read_without_mending() {
    let text = r#" {"a": [1, -2.5e3, true, null], "b": {"c": "x\"\u00e9\ud83d\ude00"}} "#;
    assert_eq!(read(text), Some(("{a:[1,-2.5e3,true,null],b:{c:\"x\\\"é😀\"}}".into(), false)));
}

#[test]
fn the_usual_faults_are_mended() {
    for (text, expected) in [
        ("{\"a\": 1,}", "{a:1}"),
        ("{\"a\": 1 \"b\": 2}", "{a:1,b:2}"),
        ("{\"a\": 1, /* more */ \"b\": 2 // end\n}", "{a:1,b:2}"),
        ("{\"a\": [1, 2, ...]}", "{a:[1,2]}"),
        ("{isCollection: true}", "{isCollection:true}"),
        ("{\"a\": \"x\ny\"}", "{a:\"x\\ny\"}"),
        ("{\"a\": \"x,\n \"b\": 1}", "{a:\"x,\",b:1}"),
        ("{“a”: “x”}", "{a:\"x\"}"),
        ("{\"a\": 007}", "{a:7}"),
        ("{\"a\": [1, {\"b\": 2", "{a:[1,{b:2}]}"),
        ("{\"a\": [Zip file]}", "{a:[\"Zip file\"]}"),
        ("{\"a\": }", "{a:null}"),
    ] {
        assert_eq!(read(text), Some((expected.into(), true)), "{text}");
    }
}

#[test]
fn what_is_not_json_is_refused() {
    assert_eq!(read(""), None);
    assert_eq!(read("{ just words }"), None);
    assert_eq!(read(&"[".repeat(100_000)), None);
}

#[test]
fn spans_point_at_the_values() {
    let text = r#"{"a": "xyz"}"#;
    let json = parse(FileId(0), &Arc::new(text.to_owned()), 0..text.len()).unwrap().json;
    assert_eq!(&text[json.get("a").unwrap().span.range()], "\"xyz\"");
    assert_eq!(&text[json.members()[0].0.span.range()], "\"a\"");
}

/// The text with the sure mends, if there are any.
fn fixed(text: &str) -> Option<String> {
    let fix = parse(FileId(0), &Arc::new(text.to_owned()), 0..text.len())?.fix?;
    let mut mended = text.to_owned();
    for it in fix.edits.iter().rev() {
        mended.replace_range(it.span.range(), &it.text);
    }
    Some(mended)
}

#[test]
fn what_is_sure_can_be_mended_on_the_page() {
    for (text, expected) in [
        ("{\"a\": 1,}", "{\"a\": 1}"),
        ("{\"a\": [1, 2,],\n}", "{\"a\": [1, 2]\n}"),
        ("{\"a\": 1\n  \"b\": 2}", "{\"a\": 1,\n  \"b\": 2}"),
        ("{\"a\": 1\u{a0}\n \"b\": 2,\u{a0}}", "{\"a\": 1, \n \"b\": 2 }"),
        ("{\"a\": 1,, \"b\": 2}", "{\"a\": 1, \"b\": 2}"),
        ("{\u{a0}\"a\": 1}", "{ \"a\": 1}"),
    ] {
        assert_eq!(fixed(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_not_sure_is_left_alone() {
    for text in
        ["{\"a\": 1}", "{\"a\": 1, // more\n}", "{\"a\": [1, ...],}", "{\"a\": x,}", "{\"a\": 1,"]
    {
        assert_eq!(fixed(text), None, "{text}");
    }
}
