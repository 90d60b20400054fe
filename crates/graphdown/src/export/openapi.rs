//! OpenAPI 3.1: paths, bodies, answers, permissions as scopes, and the documented examples.

mod bodies;
mod examples;
mod older;
mod operation;
mod paths;
mod security;
mod tags;

use super::schema;
use crate::ir::Text;
use crate::ir::edm::Api;
use serde_json::{Map, Value, json};
use tags::Tags;

/// Where schemas are.
const SCHEMAS: &str = "#/components/schemas/";

/// The document of one version.
///
/// Each type of account is a security scheme of its own, whose scopes are the permissions. An operation's alternatives stand from least
/// to most privileged. Two paths that differ in the names of their parameters alone are one, as OpenAPI demands.
pub fn openapi(api: &Api) -> Value {
    let mut schemas = schema::definitions(api, SCHEMAS);
    schemas.insert("error".to_owned(), error());
    let tags = Tags::new(api);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("Microsoft Graph {}", api.version),
            "version": api.version.as_str(),
            "description": "Made by graphdown from the reference documentation.",
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{ "url": format!("https://graph.microsoft.com/{}", api.version) }],
        "tags": tags.list(),
        "paths": paths(api, &tags),
        "components": {
            "schemas": schemas,
            "responses": { "error": bodies::failure() },
            "parameters": query_options(api),
            "securitySchemes": security::schemes(api),
        },
    })
}

/// The same in OpenAPI 3.0, which more tools read: schemas say `nullable` in place of the type `null`.
pub fn openapi_3_0(api: &Api) -> Value {
    older::older(openapi(api))
}

fn paths(api: &Api, tags: &Tags) -> Map<String, Value> {
    let mut found = Map::new();
    let mut ids = std::collections::BTreeSet::new();
    for path in paths::paths(api) {
        let mut item = Map::new();
        item.insert("parameters".to_owned(), paths::parameters(api, &path));
        if item["parameters"].as_array().is_some_and(Vec::is_empty) {
            item.remove("parameters");
        }
        for it in &path.operations {
            let id = unique(&mut ids, &operation::id(it, &path.text));
            item.insert(
                it.method.as_str().to_lowercase(),
                operation::operation(api, it, &id, tags),
            );
        }
        found.insert(path.text, item.into());
    }
    found
}

/// `id`, or with a number behind it if there is one of this name already. Programs that read the document make names of their own of
/// these, and in many languages those differ in more than letter case.
fn unique(taken: &mut std::collections::BTreeSet<String>, id: &str) -> String {
    let mut found = id.to_owned();
    let mut number = 2;
    while !taken.insert(found.to_lowercase()) {
        found = format!("{id}-{number}");
        number += 1;
    }
    found
}

/// The options that pages name, one definition for all operations.
fn query_options(api: &Api) -> Map<String, Value> {
    let mut names: Vec<&str> =
        api.operations.iter().flat_map(|it| &it.query_options).map(Text::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let definition = |name: &str| {
        let schema = match name {
            "$top" | "$skip" => json!({ "type": "integer", "minimum": 0 }),
            "$count" => json!({ "type": "boolean" }),
            _ => json!({ "type": "string" }),
        };
        let it = json!({ "name": name, "in": "query", "schema": schema, "allowReserved": true });
        (operation::component(name), it)
    };
    names.into_iter().map(definition).collect()
}

/// What comes back when something fails. Source: OData JSON Format 4.01, section 21.
fn error() -> Value {
    json!({
        "type": "object",
        "required": ["error"],
        "properties": { "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": { "type": "string" },
                "message": { "type": "string" },
                "target": { "type": ["string", "null"] },
                "details": { "type": "array", "items": { "type": "object" } },
                "innerError": { "type": "object" },
            },
        } },
    })
}

#[cfg(test)]
mod tests {
    use super::unique;
    use std::collections::BTreeSet;

    #[test]
    fn names_that_differ_in_case_alone_get_numbers() {
        let mut taken = BTreeSet::new();
        let found = ["Id", "id", "name", "ID"].map(|it| unique(&mut taken, it));
        assert_eq!(found, ["Id", "id-2", "name", "ID-3"]);
    }
}
