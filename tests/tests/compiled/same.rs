//! When two JSON values say the same, and what is left of a value that the bindings do not declare.

use serde_json::Value;

/// Where `a` and `b` differ; order and the spelling of numbers do not count, nor does a member that is `null` in one and missing in the
/// other.
pub(crate) fn difference(a: &Value, b: &Value, at: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a.keys().chain(b.keys().filter(|it| !a.contains_key(*it)));
            names.into_iter().find_map(|name| {
                let of = |it: &serde_json::Map<String, Value>| it.get(name).cloned();
                let (a, b) = (of(a).unwrap_or_default(), of(b).unwrap_or_default());
                difference(&a, &b, &format!("{at}/{name}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(index, (a, b))| difference(a, b, &format!("{at}/{index}")))
        }
        // A set of members may have spaces behind its commas.
        (Value::String(a), Value::String(b)) if a.split(", ").eq(b.split(',')) => None,
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        _ => (a != b).then(|| format!("{at}: {a} became {b}")),
    }
}

/// The value without members and elements that are only dots for what was left out.
pub(crate) fn without_truncation(value: Value) -> Value {
    let is_dots = |text: &str| !text.is_empty() && text.chars().all(|it| matches!(it, '.' | '…'));
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !is_dots(name));
            kept.map(|(name, it)| (name, without_truncation(it))).collect()
        }
        Value::Array(elements) => {
            let kept = elements.into_iter().filter(|it| !it.as_str().is_some_and(is_dots));
            kept.map(without_truncation).collect()
        }
        other => other,
    }
}

/// What one `additional` holds.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Undeclared {
    /// The struct that it belongs to.
    pub(crate) holder: String,
    /// The type that the value says it has.
    pub(crate) odata_type: Option<String>,
    /// The names in it, but for annotations.
    pub(crate) names: Vec<String>,
}

/// Every `additional` that a model's `Debug` text shows with more than annotations.
pub(crate) fn undeclared(debug: &str) -> Vec<Undeclared> {
    let mut found = Vec::new();
    // The brackets that are open: the word before each, and what was collected if it is an `additional`.
    let mut open: Vec<(String, Option<Undeclared>)> = Vec::new();
    let (mut word, mut text) = (String::new(), String::new());
    let mut rest = debug.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => {
                text = quoted(&mut rest);
                // The first value behind the key `@odata.type`, as `String("...")`.
                if let [.., (_, Some(it)), (wrapper, None)] = open.as_mut_slice()
                    && wrapper == "String"
                    && it.odata_type.as_deref() == Some("")
                {
                    it.odata_type = Some(text.trim_start_matches('#').to_owned());
                }
            }
            ':' => {
                if let Some((_, Some(it))) = open.last_mut() {
                    match text.as_str() {
                        "@odata.type" => it.odata_type = Some(String::new()),
                        name if !name.contains('@') => it.names.push(name.to_owned()),
                        _ => {}
                    }
                }
            }
            '{' | '[' | '(' => {
                let holder = open.last().map_or(String::new(), |(word, _)| word.clone());
                let is_additional = word == "additional";
                let collected =
                    is_additional.then(|| Undeclared { holder, ..Undeclared::default() });
                open.push((std::mem::take(&mut word), collected));
            }
            '}' | ']' | ')' => {
                let closed = open.pop().and_then(|(_, it)| it);
                found.extend(closed.filter(|it| !it.names.is_empty()));
            }
            c if c.is_alphanumeric() || c == '_' => {
                word.push(c);
                continue;
            }
            _ => {}
        }
        // `additional: {` and `User {` have their word before the bracket.
        let another_follows = c == ' ' && rest.as_str().starts_with(char::is_alphabetic);
        if another_follows || !matches!(c, ':' | ' ') {
            word.clear();
        }
    }
    found
}

/// The text up to the closing quote.
fn quoted(rest: &mut std::str::Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next().filter(|it| *it != '"') {
        text.push(c);
        if c == '\\' {
            text.extend(rest.next());
        }
    }
    text
}

#[test]
fn names_of_additional_are_found() {
    let text = r##"A { id: "additional: {", b: Some(B { additional: {"@odata.type": String("#x.y"), "a{b": Object {"c": Null}, "d": Null} }), additional: {"@x": Null} }"##;
    let expected = Undeclared {
        holder: "B".to_owned(),
        odata_type: Some("x.y".to_owned()),
        names: vec!["a{b".to_owned(), "d".to_owned()],
    };
    assert_eq!(undeclared(text), [expected]);
}

#[test]
fn names_of_additional_are_found_in_a_model() {
    let text = r##"{"@odata.context":"c","identities":[{"issuer":"x","surprise":1}],"zzz":null}"##;
    let user: graph_bindings::v1_0::models::User = serde_json::from_str(text).unwrap();
    let found = undeclared(&format!("{user:?}"));
    let found: Vec<_> =
        found.iter().map(|it| (it.holder.to_lowercase(), it.names.join(","))).collect();
    let expected = [("objectidentity", "surprise"), ("user", "zzz")];
    assert_eq!(found, expected.map(|(holder, name)| (holder.to_owned(), name.to_owned())));
}

#[test]
fn a_lost_member_is_a_difference() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let (a, b) = (value(r#"{"a": {"b": 1}, "c": null}"#), value(r#"{"a": {}}"#));
    assert_eq!(difference(&a, &b, "").as_deref(), Some("/a/b: 1 became null"));
    assert_eq!(difference(&value("[1.0]"), &value("[1]"), ""), None);
}
