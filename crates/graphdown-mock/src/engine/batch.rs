//! `$batch`: several requests in one, some of which wait for others.

use super::Engine;
use crate::message::{Answer, Request};
use crate::refusal::Refusal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// The service takes no more at once.
const MOST: usize = 20;

struct Part {
    id: String,
    depends_on: Vec<String>,
    request: Request,
}

impl Engine<'_> {
    pub(super) fn batch(&mut self, request: &Request) -> Result<Answer, Refusal> {
        if request.method != "POST" {
            let message =
                format!("'/$batch' is documented with POST, not with {}.", request.method);
            return Err(Refusal::new(405, "MethodNotAllowed", message).with("allow", "POST"));
        }
        let body: Value = serde_json::from_slice(&request.body)
            .map_err(|it| Refusal::bad(format!("Unable to read JSON request payload: {it}.")))?;
        let Some(Value::Array(requests)) = body.get("requests") else {
            return Err(Refusal::bad("A batch needs an array 'requests'."));
        };
        if requests.is_empty() || requests.len() > MOST {
            let message =
                format!("A batch holds 1 to {MOST} requests, this one {}.", requests.len());
            return Err(Refusal::bad(message));
        }
        let parts = requests.iter().map(|it| part(request, it)).collect::<Result<Vec<_>, _>>()?;
        for (at, it) in parts.iter().enumerate() {
            if parts[..at].iter().any(|other| other.id == it.id) {
                return Err(Refusal::bad(format!("Two requests have the id '{}'.", it.id)));
            }
            if let Some(other) =
                it.depends_on.iter().find(|id| parts.iter().all(|it| it.id != **id))
            {
                return Err(Refusal::bad(format!(
                    "Request '{}' depends on '{other}', which is not there.",
                    it.id
                )));
            }
        }
        let mut done: Vec<(String, u16, Value)> = Vec::new();
        while done.len() < parts.len() {
            let is_done = |id: &String| done.iter().any(|(it, _, _)| it == id);
            let ready =
                parts.iter().find(|it| !is_done(&it.id) && it.depends_on.iter().all(is_done));
            let Some(part) = ready else {
                return Err(Refusal::bad("The requests of this batch wait for each other."));
            };
            let failed = part
                .depends_on
                .iter()
                .any(|id| done.iter().any(|(it, status, _)| it == id && *status >= 400));
            let answer = if failed {
                let message = format!("A request that '{}' depends on failed.", part.id);
                Refusal::new(424, "FailedDependency", message).answer(&part.request)
            } else {
                self.answer(&part.request)
            };
            done.push((part.id.clone(), answer.status, response(&part.id, &answer)));
        }
        let responses: Vec<Value> = done.into_iter().map(|(_, _, it)| it).collect();
        Ok(Answer::json(200, &json!({ "responses": responses })))
    }
}

fn part(batch: &Request, value: &Value) -> Result<Part, Refusal> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let id = text("id").filter(|it| !it.is_empty());
    let id =
        id.ok_or_else(|| Refusal::bad("A request of a batch needs an 'id' that is a text."))?;
    let wrong = |what: &str| Refusal::bad(format!("Request '{id}' of the batch {what}."));
    let method = text("method").ok_or_else(|| wrong("has no 'method'"))?.to_uppercase();
    let url = text("url").ok_or_else(|| wrong("has no 'url'"))?;
    if url.contains("://") {
        return Err(wrong("has a 'url' with a host; it is relative to the version"));
    }
    if url.trim_start_matches('/').starts_with("$batch") {
        return Err(wrong("is a batch itself"));
    }
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let version = batch.path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, it) in value.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let it = it.as_str().ok_or_else(|| wrong("has a header that is no text"))?;
        headers.push((name.to_lowercase(), it.to_owned()));
    }
    let has = |headers: &[(String, String)], name: &str| headers.iter().any(|(it, _)| it == name);
    for name in ["authorization", "client-request-id"] {
        if let Some(it) = batch.header(name).filter(|_| !has(&headers, name)) {
            headers.push((name.to_owned(), it.to_owned()));
        }
    }
    let body = match value.get("body") {
        None | Some(Value::Null) => Bytes::new(),
        Some(_) if !has(&headers, "content-type") => {
            return Err(wrong("has a 'body' and no header 'Content-Type'"));
        }
        Some(Value::String(it)) => {
            STANDARD.decode(it).map_err(|_| wrong("has a 'body' that is no Base64"))?.into()
        }
        Some(it) => it.to_string().into(),
    };
    let depends_on = match value.get("dependsOn") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(all)) => {
            all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        Some(_) => return Err(wrong("has a 'dependsOn' that is no array")),
    };
    let request = Request {
        method,
        path: format!("/{version}/{}", path.trim_start_matches('/')),
        query: query.to_owned(),
        headers,
        body,
        base: batch.base.clone(),
        id: format!("{}-{id}", batch.id),
    };
    Ok(Part { id: id.to_owned(), depends_on, request })
}

fn response(id: &str, answer: &Answer) -> Value {
    let mut headers = Map::new();
    for (name, it) in &answer.headers {
        headers.insert((*name).to_owned(), it.clone().into());
    }
    let mut found = json!({ "id": id, "status": answer.status, "headers": headers });
    if !answer.body.is_empty() {
        let is_json = answer.header("content-type").is_some_and(|it| it.contains("json"));
        let body = serde_json::from_slice(&answer.body).ok().filter(|_| is_json);
        found["body"] = body.unwrap_or_else(|| STANDARD.encode(&answer.body).into());
    }
    found
}
