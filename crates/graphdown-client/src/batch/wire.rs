//! A batch as JSON.

use super::Item;
use crate::answer::RawAnswer;
use crate::client::{Answered, Call, GraphClient, Location};
use crate::error::{Error, Result};
use crate::request::{Body, Method, OperationInfo, RequestContent};
use azure_core::http::headers::Headers;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use std::collections::BTreeMap;

static BATCH: OperationInfo =
    OperationInfo { method: Method::Post, path: "/$batch", ..OperationInfo::NOTHING };

#[derive(Serialize)]
struct Requests<'a> {
    requests: Vec<RequestItem<'a>>,
}

struct RequestItem<'a> {
    id: usize,
    item: &'a Item,
    depends_on: Vec<String>,
    body: Option<Box<RawValue>>,
}

impl Serialize for RequestItem<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.id.to_string())?;
        map.serialize_entry("method", self.item.method.as_str())?;
        map.serialize_entry("url", &self.item.url)?;
        if !self.depends_on.is_empty() {
            map.serialize_entry("dependsOn", &self.depends_on)?;
        }
        let mut headers: BTreeMap<&str, &str> = BTreeMap::new();
        if let Some(media_type) = self.item.body.as_ref().and_then(Body::media_type) {
            headers.insert("Content-Type", media_type);
        }
        headers
            .extend(self.item.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        if !headers.is_empty() {
            map.serialize_entry("headers", &headers)?;
        }
        if let Some(body) = &self.body {
            map.serialize_entry("body", body)?;
        }
        map.end()
    }
}

#[derive(Deserialize)]
struct Responses {
    #[serde(default)]
    responses: Vec<ResponseItem>,
}

#[derive(Deserialize)]
struct ResponseItem {
    id: String,
    #[serde(default)]
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, serde_json::Value>,
    body: Option<Box<RawValue>>,
}

/// One call with the chosen items; the answers stand at the indexes of their items.
pub(super) async fn call(
    items: &[Item],
    chosen: &[usize],
    client: &GraphClient,
) -> Result<Vec<Option<RawAnswer>>> {
    let version = &items[chosen[0]].version;
    let body = Body::json(&requests(items, chosen, client)?);
    let call = Call {
        operation: &BATCH,
        method: Method::Post,
        location: Location::Path(format!("/{version}/$batch")),
        headers: &[],
        body: Some(&body),
        accept: "application/json",
        stays: false,
    };
    let answer = RawAnswer::from(call.send(client).await?);
    let responses: Responses = answer.json()?;
    let mut answers: Vec<Option<RawAnswer>> = items.iter().map(|_| None).collect();
    for response in responses.responses {
        // Answers come in any order; one that nobody asked for is not ours.
        let index = response.id.parse::<usize>().ok().filter(|it| chosen.contains(it));
        if let Some(index) = index {
            answers[index] = Some(answered(response, &items[index], client)?.into());
        }
    }
    Ok(answers)
}

fn requests<'a>(items: &'a [Item], chosen: &[usize], client: &GraphClient) -> Result<Requests<'a>> {
    let requests = chosen.iter().map(|index| {
        let item = &items[*index];
        // What cannot be sent by itself is not sent among others.
        client.url(&format!("/{}{}", item.version, item.url))?;
        let depends_on = item.depends_on.iter().filter(|it| chosen.contains(it));
        Ok(RequestItem {
            id: *index,
            item,
            depends_on: depends_on.map(usize::to_string).collect(),
            body: item.body.as_ref().map(body).transpose()?,
        })
    });
    Ok(Requests { requests: requests.collect::<Result<_>>()? })
}

/// JSON as it is, bytes in base64.
fn body(body: &Body) -> Result<Box<RawValue>> {
    let invalid = |reason: &dyn std::fmt::Display| Error::InvalidRequest(reason.to_string());
    match body {
        Body::Json(text) => serde_json::from_slice(text).map_err(|error| invalid(&error)),
        Body::Content { content: RequestContent::Bytes(content), .. } => {
            to_raw_value(&STANDARD.encode(content)).map_err(|error| invalid(&error))
        }
        Body::Content { .. } => Err(invalid(&"a stream cannot be put into a batch")),
        Body::Invalid(reason) => Err(invalid(reason)),
    }
}

fn answered(response: ResponseItem, item: &Item, client: &GraphClient) -> Result<Answered> {
    let mut headers = Headers::new();
    for (name, value) in response.headers {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        headers.insert(name.to_ascii_lowercase(), text);
    }
    let body = response.body.map(|it| content(&it, &headers)).unwrap_or_default();
    Ok(Answered {
        client: client.clone(),
        operation: item.operation,
        url: client.url(&format!("/{}{}", item.version, item.url))?,
        status: response.status,
        headers,
        body,
    })
}

/// JSON as it is; what is not JSON is a string in base64.
fn content(body: &RawValue, headers: &Headers) -> Bytes {
    let media_type = headers.get_optional_str(&azure_core::http::headers::CONTENT_TYPE);
    let is_json = media_type.is_none_or(|it| it.contains("json"));
    let encoded: Option<String> =
        if is_json { None } else { serde_json::from_str(body.get()).ok() };
    match encoded.map(|it| STANDARD.decode(&it).unwrap_or_else(|_| it.into_bytes())) {
        Some(content) => content.into(),
        None if body.get() == "null" => Bytes::new(),
        None => Bytes::copy_from_slice(body.get().as_bytes()),
    }
}
