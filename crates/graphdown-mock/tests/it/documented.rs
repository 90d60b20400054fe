//! Every example of the documentation is sent, and gets the status that its page shows.
//!
//! `GRAPHDOWN_CORPUS` names the folder of a whole documentation set; where it is not set, that part is skipped.

use crate::client::{Client, docs};
use graphdown::docset::ApiVersion;
use graphdown::verify::{Called, Example, serve};
use graphdown_mock::{Documentation, MockServer};
use std::path::Path;

/// What came of sending examples.
#[derive(Debug, Default)]
struct Outcome {
    sent: usize,
    wrong: Vec<String>,
}

#[test]
fn every_documented_get_of_docs_input_is_answered_as_documented() {
    let outcome = ask(&docs(), &["GET"]);
    assert!(outcome.sent > 50, "{}", outcome.sent);
    assert!(outcome.wrong.is_empty(), "{:#?}", outcome.wrong);
}

#[test]
fn every_documented_request_of_docs_input_is_accepted() {
    let outcome = ask(&docs(), &["POST", "PATCH", "PUT", "DELETE"]);
    assert!(outcome.sent > 50, "{}", outcome.sent);
    assert!(outcome.wrong.is_empty(), "{:#?}", outcome.wrong);
}

#[test]
fn every_documented_get_of_the_whole_documentation_is_answered_as_documented() {
    let Some(folder) = std::env::var_os("GRAPHDOWN_CORPUS") else { return };
    let outcome = ask(Path::new(&folder), &["GET"]);
    assert!(outcome.sent > 1000, "{}", outcome.sent);
    assert!(outcome.wrong.len() * 100 <= outcome.sent, "of {}: {:#?}", outcome.sent, outcome.wrong);
}

/// Sends the examples that call a documented operation, each to the state that the documentation shows.
fn ask(folder: &Path, methods: &[&str]) -> Outcome {
    let documentation = Documentation::load(folder).unwrap();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let builder = MockServer::builder().documentation(&documentation);
    let server = runtime.block_on(builder.start()).unwrap();
    let client = Client { address: server.address() };
    let mut outcome = Outcome::default();
    for example in documentation.examples() {
        let method = example
            .request
            .as_ref()
            .and_then(|it| it.start_line.split(' ').next())
            .unwrap_or_default();
        let is_called = matches!(example.called, Called::Operation(_));
        let shown = example.response.as_ref().and_then(serve::status).filter(|it| *it < 400);
        let (Some(shown), true) = (shown, is_called && methods.contains(&method)) else { continue };
        let got = send(&client, method, example);
        outcome.sent += 1;
        // Some pages show two answers to one request.
        let same = documentation.examples().iter().filter(|it| {
            it.page == example.page && line(it).is_some() && line(it) == line(example)
        });
        let mut statuses = same.filter_map(|it| it.response.as_ref().and_then(serve::status));
        if !statuses.any(|it| it == got.0) {
            let line = line(example).unwrap_or_default();
            outcome.wrong.push(format!("{line}: {shown} is shown, but {} {}", got.0, got.1));
        }
        server.reset();
    }
    runtime.block_on(server.shutdown());
    outcome
}

fn line(example: &Example) -> Option<&str> {
    example.request.as_ref().map(|it| it.start_line.as_str())
}

fn send(client: &Client, method: &str, example: &Example) -> (u16, String) {
    let request = example.request.as_ref().unwrap();
    let (url, options) = serve::target(&request.start_line);
    let path = url
        .split_once("://")
        .map_or(url.as_str(), |(_, it)| it.find('/').map_or("/", |at| &it[at..]));
    let path = path.trim_start_matches('/');
    // Some pages show another version than the one that they are about.
    let first = path.split('/').next().unwrap_or_default();
    let is_version = first == "v1" || ApiVersion::parse(first).is_some();
    let path = if is_version { path.split_once('/').map_or("", |it| it.1) } else { path };
    let path = format!("{}/{path}", example.version);
    let query: Vec<String> = options
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();
    let target = format!("/{}?{}", escaped(&path), query.join("&"));
    let mut headers = vec![("Authorization", "Bearer x")];
    for (name, value) in &request.headers {
        let is_ours = [
            "authorization",
            "host",
            "content-length",
            "connection",
            "transfer-encoding",
            "if-match",
            "if-none-match",
            "range",
        ]
        .iter()
        .any(|it| name.eq_ignore_ascii_case(it));
        if !is_ours {
            headers.push((name, value));
        }
    }
    let body = serve::body_of(request)
        .map(|it| it.to_string())
        .unwrap_or_else(|| request.body.to_string());
    let says_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    if !body.is_empty() && !says_type {
        headers.push(("Content-Type", "application/json"));
    }
    let reply = client.send_as_is(method, target.trim_end_matches('?'), &headers, body.as_bytes());
    let message = String::from_utf8_lossy(&reply.body).chars().take(300).collect();
    (reply.status, if reply.status < 400 { String::new() } else { message })
}

/// What may not stand in a request line as it is. Escapes that are there stay.
fn escaped(text: &str) -> String {
    let mut found = String::new();
    for it in text.bytes() {
        match it {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => found.push(char::from(it)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'\'' | b'(' | b')' | b',' | b'=' | b'@'
            | b'$' | b'%' | b'*' | b'!' | b'+' => {
                found.push(char::from(it));
            }
            _ => found.push_str(&format!("%{it:02X}")),
        }
    }
    found
}
