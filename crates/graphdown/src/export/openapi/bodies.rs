//! Bodies of requests and answers.

use super::super::common::words;
use super::super::schema;
use super::{SCHEMAS, examples};
use crate::ir::edm::{
    Api, Operation, Parameter, Primitive, RequestBody, ResponseBody, TypeTarget, TypeUse,
};
use serde_json::{Map, Value, json};

/// What the request carries, if anything.
pub(super) fn request(api: &Api, it: &Operation) -> Option<Value> {
    let stream = TypeTarget::Primitive(Primitive::Stream);
    let (media_type, schema) = match &it.request {
        RequestBody::None => return None,
        RequestBody::Resource { ty, .. } if ty.target == stream => {
            ("application/octet-stream", json!({}))
        }
        RequestBody::Resource { ty, members } if members.is_empty() => {
            ("application/json", schema::value(api, *ty, SCHEMAS))
        }
        RequestBody::Resource { ty, members } => {
            let whole = schema::value(api, *ty, SCHEMAS);
            let listed = object(api, members);
            ("application/json", json!({ "allOf": [whole, listed] }))
        }
        RequestBody::Parameters(members) if members.is_empty() => return None,
        RequestBody::Parameters(members) => ("application/json", object(api, members)),
        RequestBody::Reference => ("application/json", reference()),
        RequestBody::Stream { media_type } => {
            (media_type.as_deref().unwrap_or("application/octet-stream"), json!({}))
        }
        RequestBody::Untyped => ("application/json", json!({})),
    };
    let mut content = json!({ "schema": schema });
    let examples = examples::requests(it);
    if !examples.is_empty() {
        content["examples"] = examples.into();
    }
    Some(json!({ "required": true, "content": { media_type: content } }))
}

fn object(api: &Api, members: &[Parameter]) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for it in members {
        if properties.contains_key(it.name.as_str()) {
            continue;
        }
        let mut schema = schema::value(api, it.ty, SCHEMAS);
        if let Some(words) = words(&it.documentation) {
            schema["description"] = words.into();
        }
        if it.facts.required && !it.facts.optional {
            required.push(it.name.as_str());
        }
        properties.insert(it.name.to_string(), schema);
    }
    let mut found = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        found["required"] = required.into();
    }
    found
}

fn reference() -> Value {
    json!({
        "type": "object",
        "required": ["@odata.id"],
        "properties": { "@odata.id": { "type": "string", "format": "uri" } },
    })
}

/// The documented successes, and failure.
pub(super) fn responses(api: &Api, it: &Operation) -> Value {
    let mut found = Map::new();
    for (index, status) in it.response.status.iter().enumerate() {
        let mut answer = json!({ "description": reason(*status) });
        let has_body = !matches!(status, 202 | 204 | 301 | 302 | 304);
        if let (Some((media_type, schema)), true) = (content(api, it), index == 0 || has_body) {
            let mut content = json!({ "schema": schema });
            let examples = examples::responses(it, *status);
            if !examples.is_empty() {
                content["examples"] = examples.into();
            }
            answer["content"] = json!({ media_type: content });
        }
        if it.response.location || *status == 302 {
            answer["headers"] = json!({ "Location": { "schema": { "type": "string", "format": "uri-reference" } } });
        }
        found.insert(status.to_string(), answer);
    }
    found.insert("default".to_owned(), json!({ "$ref": "#/components/responses/error" }));
    found.into()
}

/// Media type and schema of a successful answer's body.
fn content(api: &Api, it: &Operation) -> Option<(&'static str, Value)> {
    let json = "application/json";
    match it.response.body {
        ResponseBody::None => None,
        ResponseBody::Stream => Some(("application/octet-stream", json!({}))),
        ResponseBody::Untyped => Some((json, json!({}))),
        ResponseBody::Collection(ty) => Some((json, collection(api, ty))),
        ResponseBody::Single(ty) if ty.collection => Some((json, collection(api, ty))),
        ResponseBody::Single(ty) => Some(match ty.target {
            TypeTarget::Primitive(Primitive::Stream) => ("application/octet-stream", json!({})),
            TypeTarget::Structured(_)
            | TypeTarget::Untyped
            | TypeTarget::Primitive(Primitive::Json) => (json, schema::value(api, ty, SCHEMAS)),
            // Other values are wrapped. Source: OData JSON Format 4.01, section 11.
            _ => (
                json,
                json!({ "type": "object", "properties": { "value": schema::value(api, ty, SCHEMAS) } }),
            ),
        }),
    }
}

fn collection(api: &Api, ty: TypeUse) -> Value {
    let item = schema::value(api, TypeUse { collection: false, ..ty }, SCHEMAS);
    json!({
        "type": "object",
        "properties": {
            "@odata.count": { "type": "integer", "format": "int64" },
            "@odata.nextLink": { "type": "string", "format": "uri" },
            "@odata.deltaLink": { "type": "string", "format": "uri" },
            "value": { "type": "array", "items": item },
        },
    })
}

/// The answer when something fails.
pub(super) fn failure() -> Value {
    json!({
        "description": "What went wrong.",
        "content": { "application/json": { "schema": { "$ref": format!("{SCHEMAS}error") } } },
    })
}

/// Source: RFC 9110, section 15.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        _ => "Success",
    }
}
