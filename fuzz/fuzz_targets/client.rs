//! Any answers of a service: status, headers and body, for calls of several kinds. The client gives a result or an error, the token
//! goes nowhere else, and a model that was read is written and read again the same.
#![no_main]

use async_trait::async_trait;
use futures_lite::future::block_on;
use graph_bindings::v1_0::{Graph, models};
use graphdown_client::azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use graphdown_client::azure_core::http::headers::{AUTHORIZATION, Headers};
use graphdown_client::azure_core::http::{
    AsyncRawResponse, ClientOptions, HttpClient, Request, RetryOptions, StatusCode, Transport,
};
use graphdown_client::azure_core::time::{Duration, OffsetDateTime};
use graphdown_client::azure_core::{self};
use graphdown_client::{Collection, DateTimeOffset, Decimal, GraphClient, GraphClientOptions};
use libfuzzer_sys::fuzz_target;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

#[derive(Debug)]
struct Credential;

#[async_trait]
impl TokenCredential for Credential {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
        Ok(AccessToken::new("secret", OffsetDateTime::now_utc() + Duration::HOUR))
    }
}

/// Gives the answers in turn, and watches the token.
#[derive(Debug)]
struct Service(Mutex<Vec<(u16, Headers, Vec<u8>)>>);

#[async_trait]
impl HttpClient for Service {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        if request.headers().get_optional_str(&AUTHORIZATION).is_some() {
            let host = request.url().host_str();
            assert_eq!((request.url().scheme(), host), ("https", Some("graph.microsoft.com")));
        }
        let next = self.0.lock().expect("no test panics with it").pop();
        let (status, headers, body) = next.unwrap_or_else(|| (410, Headers::new(), Vec::new()));
        Ok(AsyncRawResponse::from_bytes(StatusCode::from(status), headers, body))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    values(bytes);
    let mut answers: Vec<_> = bytes.split(|it| *it == 0xc).take(4).map(answer).collect();
    answers.reverse();
    let options = GraphClientOptions {
        response_limit: 1 << 16,
        client_options: ClientOptions {
            transport: Some(Transport::new(Arc::new(Service(Mutex::new(answers))))),
            retry: RetryOptions::none(),
            ..Default::default()
        },
        ..Default::default()
    };
    let client = GraphClient::new(Arc::new(Credential), Some(options)).expect("the options are right");
    block_on(call(&Graph::new(&client), *kind));
});

/// The first line is a status and the rest up to an empty line are headers.
fn answer(bytes: &[u8]) -> (u16, Headers, Vec<u8>) {
    let end = bytes.windows(2).position(|it| it == b"\n\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|it| it.trim().parse().ok()).filter(|it| (100..600).contains(it)).unwrap_or(200);
    let mut headers = Headers::new();
    for (name, value) in lines.filter_map(|it| it.split_once(':')) {
        // The transport has refused others already.
        if name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') {
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    (status, headers, bytes.get(end + 2..).unwrap_or_default().to_vec())
}

async fn call(graph: &Graph, kind: u8) {
    let users = graph.users();
    match kind % 6 {
        0 => same(users.by_id("1").get().await),
        1 => {
            let mut items = users.list().items();
            for _ in 0..20 {
                let Some(item) = items.next().await else { break };
                if item.is_err() {
                    break;
                }
            }
        }
        2 => {
            let mut changes = users.delta().changes();
            for _ in 0..20 {
                let Some(Ok(it)) = changes.next().await else { break };
                let _ = format!("{it:?}");
            }
        }
        3 => same(users.list().await),
        4 => drop(users.by_id("1").drive().items().by_id("2").get().response().await.map(|it| format!("{it:?}"))),
        _ => drop(users.by_id("1").delete().await.map_err(|it| (it.to_string(), format!("{it:?}")))),
    }
}

fn same<T: Debug + PartialEq + Serialize + for<'a> Deserialize<'a>>(read: graphdown_client::Result<T>) {
    match read {
        Ok(it) => round_trip(&it),
        Err(it) => assert!(!format!("{it} {it:?}").contains("secret"), "an error shows the token"),
    }
}

fn round_trip<T: Debug + PartialEq + Serialize + for<'a> Deserialize<'a>>(it: &T) {
    let _ = format!("{it:?}");
    let text = serde_json::to_string(it).expect("what was read can be written");
    let again: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(serde_json::to_string(&again).expect("it is written"), text);
}

/// The same bytes as models and values, without a call around them.
fn values(bytes: &[u8]) {
    fn read<T: Debug + PartialEq + Serialize + for<'a> Deserialize<'a>>(bytes: &[u8]) {
        if let Ok(it) = serde_json::from_slice::<T>(bytes) {
            round_trip(&it);
        }
    }
    read::<models::User>(bytes);
    read::<models::DriveItem>(bytes);
    read::<Collection<models::DirectoryObject>>(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(it) = text.parse::<DateTimeOffset>() {
        assert_eq!(it.to_string().parse::<DateTimeOffset>().ok(), Some(it));
    }
    if let Ok(it) = text.parse::<Decimal>() {
        assert_eq!(it.to_string().parse::<Decimal>().ok(), Some(it));
    }
    if let Ok(it) = text.parse::<graphdown_client::Duration>() {
        assert_eq!(it.to_string().parse::<graphdown_client::Duration>().ok(), Some(it));
    }
}
