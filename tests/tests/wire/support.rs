//! A client for a server on this machine, and servers that answer what a test wants.

use graph_bindings::v1_0::Graph;
use graphdown_client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use graphdown_client::azure_core::http::{ClientOptions, FixedRetryOptions, RetryOptions};
use graphdown_client::azure_core::time::{Duration, OffsetDateTime};
use graphdown_client::azure_core::{self};
use graphdown_client::{Cloud, GraphClient, GraphClientOptions};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub(crate) use serde_json::json;

/// What must never be seen by others.
pub(crate) const TOKEN: &str = "secret-token";

/// Gives out [`TOKEN`], numbered, for the scope it was asked for.
#[derive(Debug, Default)]
pub(crate) struct TestCredential {
    pub(crate) asked: AtomicUsize,
}

#[async_trait::async_trait]
impl TokenCredential for TestCredential {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        assert_eq!(scopes, ["https://graph.example/.default"]);
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        let token = format!("{TOKEN}-{number}");
        Ok(AccessToken::new(token, OffsetDateTime::now_utc() + Duration::HOUR))
    }
}

pub(crate) fn cloud(endpoint: &str) -> Cloud {
    let scope = "https://graph.example/.default".to_owned();
    Cloud::Custom { endpoint: endpoint.to_owned(), scope }
}

/// Options with three quick retries.
pub(crate) fn options(endpoint: &str) -> GraphClientOptions {
    let retry = FixedRetryOptions {
        delay: Duration::milliseconds(1),
        max_retries: 3,
        ..Default::default()
    };
    GraphClientOptions {
        cloud: cloud(endpoint),
        client_options: ClientOptions { retry: RetryOptions::fixed(retry), ..Default::default() },
        ..Default::default()
    }
}

pub(crate) fn client(endpoint: &str) -> GraphClient {
    GraphClient::new(Arc::new(TestCredential::default()), Some(options(endpoint)))
        .expect("the options are right")
}

/// The bindings on a server.
pub(crate) fn graph(server: &MockServer) -> Graph {
    Graph::new(&client(&server.uri()))
}

/// A server that gives these answers one after the other, and then 418.
pub(crate) async fn answers(
    answers: impl IntoIterator<Item = ResponseTemplate> + Send,
) -> MockServer {
    let answers: Vec<ResponseTemplate> = answers.into_iter().collect();
    let next = AtomicUsize::new(0);
    responder(move |_| {
        let index = next.fetch_add(1, Ordering::Relaxed);
        answers.get(index).cloned().unwrap_or_else(|| ResponseTemplate::new(418))
    })
    .await
}

/// A server that answers by a function.
pub(crate) async fn responder(
    respond: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(respond).mount(&server).await;
    server
}

pub(crate) fn ok(body: &serde_json::Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

pub(crate) fn error(status: u16, code: &str) -> ResponseTemplate {
    let body = json!({ "error": { "code": code, "message": "because", "innerError": {
        "code": format!("{code}Inner"), "request-id": "r-1", "client-request-id": "c-1",
        "date": "2026-01-01T00:00:00",
    } } });
    ResponseTemplate::new(status).set_body_json(body)
}

/// What the server received.
pub(crate) async fn received(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.expect("the server remembers")
}

/// A header's value, or nothing.
pub(crate) fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers.get(name).map_or("", |it| it.to_str().expect("it is text"))
}

pub(crate) fn json_body(request: &Request) -> serde_json::Value {
    serde_json::from_slice(&request.body).expect("it is JSON")
}

/// A server that sends these bytes to each connection once it has read a request's head, and closes it.
pub(crate) async fn raw(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match stream.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            let _ = stream.write_all(bytes).await;
            let _ = stream.shutdown().await;
        }
    });
    format!("http://{address}")
}
