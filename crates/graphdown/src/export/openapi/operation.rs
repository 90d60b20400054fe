//! One operation.

use super::super::common::words;
use super::tags::Tags;
use super::{bodies, security};
use crate::ir::edm::{Api, Operation};
use serde_json::{Map, Value, json};

/// `GET /users/{id}/manager` is `get.users.id.manager`: the same as long as verb and path are.
pub(super) fn id(it: &Operation, path: &str) -> String {
    let words: Vec<&str> = path
        .split(|it: char| !it.is_alphanumeric() && it != '-' && it != '_')
        .filter(|it| !it.is_empty())
        .collect();
    format!("{}.{}", it.method.as_str().to_lowercase(), words.join("."))
}

pub(super) fn operation(api: &Api, it: &Operation, id: &str, tags: &Tags) -> Value {
    let mut found = Map::new();
    let mut put = |key: &str, value: Value| found.insert(key.to_owned(), value);
    put("operationId", id.into());
    if let Some(tag) = it.area.as_deref().and_then(|it| tags.tag(it)) {
        put("tags", json!([tag]));
    }
    if !it.title.is_empty() {
        put("summary", it.title.as_str().into());
    }
    if let Some(words) = words(&it.documentation) {
        put("description", words.into());
    }
    if it.documentation.deprecated.is_some() {
        put("deprecated", true.into());
    }
    let parameters = parameters(it);
    if !parameters.is_empty() {
        put("parameters", parameters.into());
    }
    if let Some(body) = bodies::request(api, it) {
        put("requestBody", body);
    }
    put("responses", bodies::responses(api, it));
    put("security", security::alternatives(it));
    put("x-graphdown-permissions", security::extension(it));
    put("x-graphdown-kind", it.kind.as_str().into());
    if it.response.long_running {
        put("x-ms-long-running-operation", true.into());
    }
    if let Some(clouds) = &it.clouds {
        let clouds: Vec<&str> = clouds.iter().map(|it| it.as_str()).collect();
        put("x-graphdown-clouds", clouds.into());
    }
    found.into()
}

/// Query options and headers. OpenAPI passes over `Accept`, `Content-Type` and `Authorization`, and wants no name twice.
fn parameters(it: &Operation) -> Vec<Value> {
    let options = it.query_options.iter();
    let mut found: Vec<Value> = options
        .map(|it| json!({ "$ref": format!("#/components/parameters/{}", component(it)) }))
        .collect();
    let mut seen = vec!["accept".to_owned(), "content-type".to_owned(), "authorization".to_owned()];
    for header in it.headers.iter() {
        let name = header.name.to_lowercase();
        let is_token = name.chars().all(|it| it.is_ascii_alphanumeric() || "-_.".contains(it));
        if !is_token || name.is_empty() || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let mut it = json!({ "name": header.name, "in": "header", "schema": { "type": "string" } });
        if header.facts.required && !header.facts.optional {
            it["required"] = true.into();
        }
        if let Some(words) = words(&header.documentation) {
            it["description"] = words.into();
        }
        found.push(it);
    }
    found
}

/// The name that a query option has among the components.
pub(super) fn component(option: &str) -> String {
    option.chars().filter(|it| it.is_ascii_alphanumeric() || "-_.".contains(*it)).collect()
}
