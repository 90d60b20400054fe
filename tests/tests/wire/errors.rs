//! Everything that can go wrong with one call.

use crate::support::{TOKEN, answers, client, error, graph, json, ok, options, raw, received};
use graph_bindings::v1_0::Graph;
use graphdown_client::azure_core::credentials::{
    AccessToken, TokenCredential, TokenRequestOptions,
};
use graphdown_client::azure_core::error::ErrorKind;
use graphdown_client::azure_core::{self};
use graphdown_client::{Error, GraphClient, GraphClientOptions};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wiremock::ResponseTemplate;

async fn get(answer: ResponseTemplate) -> Error {
    let server = answers([answer]).await;
    graph(&server).users().by_id("1").get().await.expect_err("it fails")
}

#[tokio::test]
async fn the_questions_tell_errors_apart() {
    type Question = fn(&Error) -> bool;
    let cases: [(u16, &str, Question); 7] = [
        (401, "InvalidAuthenticationToken", Error::is_unauthorized),
        (403, "Authorization_RequestDenied", Error::is_forbidden),
        (404, "Request_ResourceNotFound", Error::is_not_found),
        (409, "nameAlreadyExists", Error::is_conflict),
        (412, "preconditionFailed", Error::is_precondition_failed),
        (410, "syncStateNotFound", Error::is_delta_expired),
        (501, "notImplemented", Error::is_server_error),
    ];
    for (status, code, question) in cases {
        let error = get(error(status, code)).await;
        let holding: Vec<u16> = cases.iter().filter(|it| it.2(&error)).map(|it| it.0).collect();
        assert!(question(&error), "{status}: {error:?}");
        assert!(holding == [status] || (status == 410 && holding == [404, 410]), "{holding:?}");
        let service = error.service().expect("the service answered");
        assert_eq!((service.status, service.code.as_str()), (status, code));
        assert_eq!(service.request_id.as_deref(), Some("r-1"));
        assert!(service.date.is_some());
        assert!(service.has_code(&format!("{code}inner")));
        assert_eq!(
            error.to_string(),
            format!(
                "`GET /users/{{id | userPrincipalName}}`: {status} {code}: because (request-id r-1)"
            )
        );
    }
}

#[tokio::test]
async fn a_refused_call_names_the_permissions() {
    let error = get(error(403, "Authorization_RequestDenied")).await;
    let permissions = error.missing_permission().expect("the documentation says them");
    assert!(
        permissions.application.as_ref().is_some_and(|it| it.contains(&"User.Read.All")),
        "{permissions:?}"
    );
    assert!(get(error_404()).await.missing_permission().is_none());
}

fn error_404() -> ResponseTemplate {
    error(404, "itemNotFound")
}

#[tokio::test]
async fn throttling_is_waited_for() {
    let throttled = error(429, "TooManyRequests");
    let server = answers([
        throttled.clone().insert_header("Retry-After", "0.3"),
        error(503, "serviceUnavailable"),
        ok(&json!({ "id": "1" })),
    ])
    .await;
    let begin = Instant::now();
    let user = graph(&server).users().by_id("1").get().await.expect("the third try is answered");
    assert_eq!(user.id.as_deref(), Some("1"));
    assert!(begin.elapsed() >= Duration::from_millis(300), "the decimal time was not waited");
    let ids: Vec<_> =
        received(&server).await.iter().map(|it| it.headers["client-request-id"].clone()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|it| *it == ids[0]), "tries of one call have one id: {ids:?}");
}

#[tokio::test]
async fn endless_throttling_is_an_error() {
    let throttled = error(429, "TooManyRequests").insert_header("Retry-After", "0");
    let server = answers(std::iter::repeat_n(throttled, 10)).await;
    let error = graph(&server).users().by_id("1").get().await.expect_err("it stays throttled");
    assert!(error.is_throttled());
    assert_eq!(error.retry_after(), Some(Duration::ZERO));
    assert_eq!(received(&server).await.len(), 4);
}

#[tokio::test]
async fn answers_that_are_not_the_documented_ones() {
    let broken = ResponseTemplate::new(200).set_body_raw("{\"id\":", "application/json");
    let error = get(broken).await;
    assert!(matches!(&error, Error::Decode { operation, .. } if operation.contains("GET /users/")));

    let other_type = ok(&json!({ "id": "1", "accountEnabled": "maybe" }));
    assert!(matches!(get(other_type).await, Error::Decode { .. }));

    let html = ResponseTemplate::new(200).set_body_raw("<html>", "text/html");
    let error = get(html).await;
    assert!(
        matches!(&error, Error::UnexpectedAnswer { status: 200, found, .. } if found.contains("text/html"))
    );

    let empty = get(ResponseTemplate::new(204)).await;
    assert!(matches!(empty, Error::UnexpectedAnswer { status: 204, .. }), "{empty:?}");

    let proxy = ResponseTemplate::new(407).set_body_raw("<h1>Proxy\u{1b}[31m</h1>", "text/html");
    let error = get(proxy).await;
    assert_eq!(error.status(), Some(407));
    assert!(!error.to_string().contains('\u{1b}'), "{error}");
}

#[tokio::test]
async fn a_cut_connection_is_an_error_after_retries() {
    let server =
        raw(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{")
            .await;
    let error = Graph::new(&client(&server)).me().get().await.expect_err("the answer breaks off");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let server = raw(b"").await;
    let error = Graph::new(&client(&server)).me().get().await.expect_err("there is no answer");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let nobody = Graph::new(&client("http://127.0.0.1:1"));
    assert!(matches!(nobody.me().get().await, Err(Error::Transport(_))));
}

#[tokio::test]
async fn nonsense_instead_of_http_is_an_error() {
    let server = raw(b"SSH-2.0-OpenSSH\r\n\r\n").await;
    let error = Graph::new(&client(&server)).me().get().await.expect_err("it is not HTTP");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn an_answer_has_a_limit() {
    let long = ok(&json!({ "id": "x".repeat(5000) }));
    let server = answers([long.clone(), long]).await;
    let options = GraphClientOptions { response_limit: 4096, ..options(&server.uri()) };
    let credential = Arc::new(crate::support::TestCredential::default());
    let graph = Graph::new(&GraphClient::new(credential, Some(options)).expect("they are right"));
    let error = graph.me().get().await.expect_err("it is too long");
    assert!(matches!(error, Error::TooLarge { limit: 4096 }), "{error:?}");
    let mut download = graph.me().get().stream().await.expect("a stream has no limit");
    let mut size = 0;
    while let Some(bytes) = download.next().await {
        size += bytes.expect("it comes whole").len();
    }
    assert!(size > 5000);
}

/// A credential that has no token to give.
#[derive(Debug)]
struct NoCredential;

#[async_trait::async_trait]
impl TokenCredential for NoCredential {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        Err(azure_core::Error::with_message(ErrorKind::Credential, "no login"))
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = answers([]).await;
    let client = GraphClient::new(Arc::new(NoCredential), Some(options(&server.uri())));
    let error = Graph::new(&client.expect("it is a client")).me().get().await;
    let error = error.expect_err("there is no token");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let server = answers([error(403, "accessDenied")]).await;
    let graph = graph(&server);
    let request = graph.me().get().header("x-key", "hidden-value");
    let shown = format!("{graph:?} {request:?}");
    let error = request.await.expect_err("it is refused");
    let shown = format!("{shown} {error:?} {error}");
    assert!(!shown.contains(TOKEN) && !shown.contains("hidden-value"), "{shown}");
}
