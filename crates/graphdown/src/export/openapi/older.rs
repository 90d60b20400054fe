//! The same document in OpenAPI 3.0, for tools that do not read 3.1 yet.
//!
//! What changes is the form of schemas. Source: OpenAPI 3.0.4, section 4.7.24 (Schema Object), and JSON Schema draft 5, on which it stands:
//! there is no type `null`, `type` is one word, nothing stands beside `$ref`, and binary text is a `format`. What is not JSON has a schema
//! as well. Source: OpenAPI 3.0.4, section 4.7.14.2 (Considerations for File Uploads).

use serde_json::{Map, Value, json};

/// Makes a document of OpenAPI 3.1 one of 3.0.
pub(super) fn older(document: Value) -> Value {
    let Value::Object(mut document) = document else { return document };
    document.shift_remove("jsonSchemaDialect");
    document.insert("openapi".to_owned(), "3.0.4".into());
    rewrite(document.into())
}

/// Rewrites all schemas in a part of the document. Examples are data and stay as they are.
fn rewrite(it: Value) -> Value {
    match it {
        Value::Array(list) => list.into_iter().map(rewrite).collect(),
        Value::Object(map) => {
            let parts = map.into_iter();
            let part = |(key, value): (String, Value)| match key.as_str() {
                "examples" | "example" => (key, value),
                // Names of properties are no words of schemas.
                "properties" | "schemas" | "parameters" if value.is_object() => (key, each(value)),
                "content" => (key, contents(rewrite(value))),
                _ => (key, rewrite(value)),
            };
            schema(parts.map(part).collect())
        }
        other => other,
    }
}

/// Rewrites the values of a map from names to schemas.
fn each(it: Value) -> Value {
    let Value::Object(map) = it else { return it };
    map.into_iter().map(|(name, it)| (name, rewrite(it))).collect::<Map<_, _>>().into()
}

/// Says of contents without a schema whether they are text or bytes. What is JSON may be any.
fn contents(mut it: Value) -> Value {
    for (media_type, content) in it.as_object_mut().into_iter().flatten() {
        if content["schema"] == json!({}) && media_type != "application/json" {
            let is_text = media_type.starts_with("text/");
            let text = json!({ "type": "string" });
            content["schema"] =
                if is_text { text } else { json!({ "type": "string", "format": "binary" }) };
        }
    }
    it
}

fn schema(mut it: Map<String, Value>) -> Value {
    if let Some(Value::Array(types)) = it.get("type") {
        let types: Vec<Value> = types.clone();
        it.shift_remove("type");
        choose(&mut it, types.into_iter().map(|ty| json!({ "type": ty })).collect());
    } else if let Some(Value::Array(list)) = it.get("anyOf") {
        let list: Vec<Value> = list.clone();
        it.shift_remove("anyOf");
        choose(&mut it, list);
    }
    if it.shift_remove("contentEncoding").is_some() {
        it.insert("format".to_owned(), "byte".into());
    }
    if it.len() > 1
        && let Some(reference) = it.shift_remove("$ref")
    {
        it.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
    it.into()
}

/// One of several schemas: `null` among them is a word of its own, and one alone needs no list.
fn choose(it: &mut Map<String, Value>, mut list: Vec<Value>) {
    let is_null = |of: &Value| of.get("type").is_some_and(|ty| ty == "null");
    if list.iter().any(is_null) {
        list.retain(|of| !is_null(of));
        it.insert("nullable".to_owned(), true.into());
    }
    match (list.len(), list.pop()) {
        (1, Some(Value::Object(only))) => it.extend(only),
        (_, Some(last)) => {
            list.push(last);
            it.insert("anyOf".to_owned(), list.into());
        }
        (_, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::older;
    use serde_json::json;

    #[test]
    fn schemas_get_the_older_form() {
        let cases = [
            (
                json!({ "type": ["string", "null"], "maxLength": 9 }),
                json!({ "type": "string", "nullable": true, "maxLength": 9 }),
            ),
            (
                json!({ "type": ["number", "string"] }),
                json!({ "anyOf": [{ "type": "number" }, { "type": "string" }] }),
            ),
            (
                json!({ "anyOf": [{ "$ref": "#/a" }, { "type": "null" }], "readOnly": true }),
                json!({ "allOf": [{ "$ref": "#/a" }], "nullable": true, "readOnly": true }),
            ),
            (
                json!({ "anyOf": [{ "anyOf": [{ "type": "number" }, { "enum": ["INF"] }] }, { "type": "null" }] }),
                json!({ "anyOf": [{ "type": "number" }, { "enum": ["INF"] }], "nullable": true }),
            ),
            (
                json!({ "type": "string", "contentEncoding": "base64url" }),
                json!({ "type": "string", "format": "byte" }),
            ),
            (json!({ "$ref": "#/a" }), json!({ "$ref": "#/a" })),
            // A property may have the name of a word.
            (
                json!({ "properties": { "type": { "type": ["string", "null"] }, "examples": { "type": ["string", "null"] } } }),
                json!({ "properties": { "type": { "type": "string", "nullable": true }, "examples": { "type": "string", "nullable": true } } }),
            ),
        ];
        for (schema, wanted) in cases {
            let document = json!({ "openapi": "3.1.0", "jsonSchemaDialect": "x", "components": { "schemas": { "s": schema } } });
            let found = older(document);
            assert_eq!(found["components"]["schemas"]["s"], wanted);
            assert_eq!(
                (&found["openapi"], found.get("jsonSchemaDialect")),
                (&"3.0.4".into(), None)
            );
        }
    }

    #[test]
    fn contents_are_text_bytes_or_any_json() {
        let any = json!({ "schema": {} });
        let content = json!({ "image/png": any, "text/plain": any, "application/json": any });
        // A property may have this name too.
        let properties = json!({ "content": { "type": ["string", "null"] } });
        let found = older(json!({ "content": content, "properties": properties }));
        let content = &found["content"];
        assert_eq!(content["image/png"]["schema"], json!({ "type": "string", "format": "binary" }));
        assert_eq!(content["text/plain"]["schema"], json!({ "type": "string" }));
        assert_eq!(content["application/json"], any);
        assert_eq!(found["properties"]["content"], json!({ "type": "string", "nullable": true }));
    }

    #[test]
    fn examples_are_data() {
        let content = json!({ "schema": { "type": ["string", "null"] }, "examples": { "e": { "value": { "type": ["a"] } } } });
        let found = older(json!({ "content": content }));
        assert_eq!(found["content"]["examples"]["e"]["value"]["type"], json!(["a"]));
    }
}
