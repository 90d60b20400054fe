//! The examples in the documentation of the bindings send the requests that the pages show: method, URL, headers and body as they arrive.
//!
//! The calls are a table that the generator writes (`Config::samples`), of the same lines as the examples themselves.

// Examples name what they set and leave the rest to its default, also where nothing is left today.
#![allow(clippy::needless_update)]

#[path = "support/client.rs"]
mod client;

use graphdown_client::GraphClient;
use graphdown_client::azure_core::http::Url;
use serde_json::Value;
use std::error::Error;
use std::pin::Pin;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// How many requests there must be at least, so that the test cannot pass by looking at none.
const LEAST: usize = 150;

/// A documented request, and the call that makes it.
struct Row {
    path: &'static str,
    version: &'static str,
    page: &'static str,
    start_line: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    call: fn(&GraphClient) -> Sent<'_>,
}

type Sent<'a> = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>> + 'a>>;

include!(concat!(env!("OUT_DIR"), "/samples.rs"));

#[tokio::test]
async fn the_examples_send_the_documented_requests() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let client = client::of_server(server.uri());
    let mut wrong = Vec::new();
    for row in ROWS {
        let result = (row.call)(&client).await.map_err(|error| error.to_string());
        let received = server.received_requests().await.expect("the server remembers");
        let found = match (result, received.last()) {
            (Err(error), _) => Err(error),
            (Ok(()), Some(request)) => compare(row, request),
            (Ok(()), None) => Err("nothing was sent".to_owned()),
        };
        if let Err(what) = found {
            wrong.push(format!("{} ({}, {}): {what}", row.start_line, row.page, row.path));
        }
        server.reset().await;
        Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ROWS.len(), wrong.join("\n"));
    assert!(ROWS.len() >= LEAST, "{}", ROWS.len());
}

/// What of a request is not as documented.
fn compare(row: &Row, sent: &Request) -> Result<(), String> {
    let (verb, url) = row.start_line.trim().split_once(' ').ok_or("no URL")?;
    let url = url.trim().trim_end_matches("HTTP/1.1").trim();
    let differ = |what: &str, documented: &str, sent: &str| {
        Err(format!("{what}: documented {documented}, sent {sent}"))
    };
    if !sent.method.as_str().eq_ignore_ascii_case(verb) {
        return differ("method", verb, sent.method.as_str());
    }
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (documented, arrived) = (plain(path, row.version), plain(sent.url.path(), row.version));
    if documented != arrived {
        return differ("path", &documented, &arrived);
    }
    let (documented, arrived) = (pairs(query), pairs(sent.url.query().unwrap_or_default()));
    if documented != arrived {
        return differ("query", &format!("{documented:?}"), &format!("{arrived:?}"));
    }
    for (name, value) in row.headers.iter().filter(|it| !is_of_the_connection(it.0)) {
        let arrived = sent.headers.get(name.trim()).and_then(|it| it.to_str().ok());
        if arrived.map(str::trim) != Some(value.trim()) {
            return differ(name, value, arrived.unwrap_or("nothing"));
        }
    }
    let arrived = String::from_utf8_lossy(&sent.body);
    match (serde_json::from_str::<Value>(row.body), serde_json::from_str::<Value>(&arrived)) {
        (Ok(Value::Object(it)), Err(_)) if it.is_empty() && arrived.is_empty() => Ok(()),
        (Ok(documented), Ok(sent)) if spaced(documented.clone()) == spaced(sent.clone()) => Ok(()),
        (Err(_), _) if row.body.trim() == arrived.trim() => Ok(()),
        _ => differ("body", row.body, &arrived),
    }
}

/// Members of flags may have a blank behind the comma.
fn spaced(value: Value) -> Value {
    match value {
        Value::String(text) => text.replace(", ", ",").into(),
        Value::Array(elements) => elements.into_iter().map(spaced).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(key, value)| (key, spaced(value))).collect()
        }
        other => other,
    }
}

/// Headers that the documentation shows with a stand-in, or that say what the bytes of the message are.
fn is_of_the_connection(name: &str) -> bool {
    let names = [
        "authorization",
        "accept",
        "content-type",
        "content-length",
        "host",
        "content-range",
        "connection",
        "user-agent",
        "transfer-encoding",
    ];
    names.iter().any(|it| it.eq_ignore_ascii_case(name.trim()))
}

/// The path below the version, without escapes, and of a stand-in the words in its braces.
fn plain(path: &str, version: &str) -> String {
    let version = if version == "beta" { "/beta/" } else { "/v1.0/" };
    let path = path.split_once(version).map_or(path, |it| it.1).trim_matches('/');
    let text = decoded(path).to_lowercase();
    text.split('/')
        .map(|it| it.trim_matches(['{', '}', '<', '>', ' ']))
        .collect::<Vec<_>>()
        .join("/")
}

/// The query options in order of their names, without blanks between the elements of a list.
fn pairs(query: &str) -> Vec<(String, String)> {
    let options = query.split('&').filter(|it| !it.is_empty());
    let mut pairs: Vec<(String, String)> = options
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(name, value)| (decoded(name), decoded(value).trim().replace(", ", ",")))
        .collect();
    pairs.sort();
    pairs
}

fn decoded(text: &str) -> String {
    // The parser of URLs knows the rules; what it decodes stands in a query.
    let url = Url::parse(&format!(
        "https://x/?{}",
        text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D")
    ));
    url.ok().and_then(|it| it.query_pairs().next().map(|it| it.0.into_owned())).unwrap_or_default()
}
