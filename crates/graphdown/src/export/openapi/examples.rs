//! The documented examples, with the operation that they are about.

use crate::ir::edm::{Example, HttpMessage, Operation, PathTemplate, Segment};
use serde_json::{Map, Value, json};

/// Bodies of the requests of this operation that its page shows.
pub(super) fn requests(it: &Operation) -> Map<String, Value> {
    named(of(it).filter_map(|it| Some((it.title.as_deref(), &it.request.as_ref()?.value))))
}

/// Bodies of the answers with this status to requests of this operation.
pub(super) fn responses(it: &Operation, status: u16) -> Map<String, Value> {
    let answers = of(it).filter_map(|it| Some((it.title.as_deref(), &it.response.as_ref()?.value)));
    named(answers.filter(|(_, answer)| {
        let stated = answer.start_line.split_whitespace().nth(1);
        stated.and_then(|it| it.parse().ok()) == Some(status)
    }))
}

fn named<'a>(all: impl Iterator<Item = (Option<&'a str>, &'a HttpMessage)>) -> Map<String, Value> {
    let mut found = Map::new();
    for (title, message) in all.filter(|(_, it)| !it.body.trim().is_empty()) {
        // Bytes, and JSON with a slip in it, are carried as they stand.
        let value = serde_json::from_str(&message.body)
            .unwrap_or_else(|_| Value::from(message.body.as_str()));
        let mut example = json!({ "value": value });
        if let Some(title) = title {
            example["summary"] = title.into();
        }
        found.insert(format!("example-{}", found.len() + 1), example);
    }
    found
}

/// The page's examples whose request is one of this operation: a page may be about several.
fn of(it: &Operation) -> impl Iterator<Item = &Example> {
    it.examples.iter().filter(|example| {
        let Some(request) = &example.request else { return false };
        let mut words = request.value.start_line.split_whitespace();
        let method = words.next().unwrap_or_default();
        let url = words.next().unwrap_or_default();
        method.eq_ignore_ascii_case(it.method.as_str()) && fits(&it.path, url)
    })
}

/// True if the address may be one of the path.
fn fits(path: &PathTemplate, url: &str) -> bool {
    let url = url.split_once("://").map_or(url, |it| it.1.split_once('/').map_or("", |it| it.1));
    let url = url.split('?').next().unwrap_or_default().trim_matches('/');
    let is_version = |it: &&str| crate::docset::ApiVersion::parse(it).is_some();
    let words: Vec<&str> = url.split('/').skip_while(is_version).collect();
    // An address by path has any number of words in its middle.
    let by_path = path.segments.iter().any(|it| matches!(it, Segment::ItemPath { .. }));
    if by_path || url.contains(":/") {
        return by_path && url.contains(":/");
    }
    words.len() == path.segments.len()
        && words.iter().zip(&path.segments).all(|(word, segment)| match segment {
            Segment::Literal(literal) => literal.eq_ignore_ascii_case(word),
            Segment::Call { name, .. } => {
                word.split('(').next().unwrap_or_default().eq_ignore_ascii_case(name)
            }
            Segment::Parameter(_) | Segment::ItemPath { .. } => true,
        })
}
