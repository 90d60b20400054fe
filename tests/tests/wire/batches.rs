//! Batches: several typed requests in one call.

use crate::support::{answers, client, error, header, json, json_body, ok, received, responder};
use graph_bindings::{beta, v1_0::Graph};
use graphdown_client::{Batch, BatchKey, Bytes, Error, RequestContent};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use wiremock::{Request, ResponseTemplate};

/// What the service answers if it answers each request with `answer`.
fn each(request: &Request, answer: impl Fn(&Value) -> Value) -> ResponseTemplate {
    let body = json_body(request);
    let requests = body["requests"].as_array().expect("there are some");
    // In another order than they were asked.
    let responses: Vec<Value> = requests
        .iter()
        .rev()
        .map(|it| {
            let mut answer = answer(it);
            answer["id"] = it["id"].clone();
            answer
        })
        .collect();
    ok(&json!({ "responses": responses }))
}

fn user(request: &Value) -> Value {
    let id = request["url"].as_str().expect("it is text").rsplit('/').next();
    json!({ "status": 200, "headers": { "Content-Type": "application/json" }, "body": { "id": id } })
}

#[tokio::test]
async fn results_have_their_types() {
    let server = responder(|request| {
        each(request, |it| match it["url"].as_str().expect("it is text") {
            "/users/1" => user(it),
            "/users?$top=1" => json!({ "status": 200, "body": { "value": [{ "id": "x" }] } }),
            "/users/1/photo/$value" => {
                json!({ "status": 200, "headers": { "Content-Type": "image/png" }, "body": "AAEC" })
            }
            "/users/2" => json!({ "status": 404, "headers": { "request-id": "r-2" }, "body":
                { "error": { "code": "Request_ResourceNotFound", "message": "not there" } } }),
            _ => json!({ "status": 204 }),
        })
    })
    .await;
    let graph = Graph::detached();
    let mut batch = Batch::new();
    let one = batch.add(graph.users().by_id("1").get().header("X-A", "b"));
    let list = batch.add(graph.users().list().top(1));
    let photo = batch.add(graph.users().by_id("1").photo().value().get());
    let missing = batch.add(graph.users().by_id("2").get());
    let gone = batch.add(graph.users().by_id("3").delete());
    let mut results = batch.send(&client(&server.uri())).await;
    assert_eq!(results.errors().count(), 1);
    assert!(results.error(missing).is_some() && results.error(one).is_none());
    assert_eq!(results.take(one).expect("it is there").id.as_deref(), Some("1"));
    assert_eq!(results.take(list).expect("it is a page").value.len(), 1);
    assert_eq!(results.take(photo).expect("it is bytes"), Bytes::from_static(&[0, 1, 2]));
    results.take(gone).expect("it was done");
    let error = results.take(missing).expect_err("it is not there");
    assert!(error.is_not_found());
    assert_eq!(error.service().and_then(|it| it.request_id.as_deref()), Some("r-2"));
    assert!(matches!(results.take(one), Err(Error::InvalidRequest(_))), "it was taken");

    let requests = received(&server).await;
    assert_eq!((requests.len(), requests[0].url.path()), (1, "/v1.0/$batch"));
    assert!(header(&requests[0], "authorization").starts_with("Bearer "));
    let first = &json_body(&requests[0])["requests"][0];
    assert_eq!(
        first,
        &json!({ "id": "0", "method": "GET", "url": "/users/1", "headers": { "X-A": "b" } })
    );
}

#[tokio::test]
async fn bodies_are_json_or_base64() {
    let server = responder(|request| each(request, |_| json!({ "status": 204 }))).await;
    let graph = Graph::detached();
    let mut batch = Batch::new();
    let body = graph_bindings::v1_0::requests::UserUpdate {
        department: "Sales".into(),
        ..Default::default()
    };
    batch.add(graph.me().update(&body));
    batch.add(graph.me().photo().value().put("abc"));
    let results = batch.send(&client(&server.uri())).await;
    assert_eq!(results.errors().count(), 0);
    let requests = json_body(&received(&server).await[0]);
    assert_eq!(requests["requests"][0]["body"], json!({ "department": "Sales" }));
    assert_eq!(requests["requests"][0]["headers"]["Content-Type"], "application/json");
    assert_eq!(requests["requests"][1]["body"], "YWJj");
}

#[tokio::test]
async fn a_stream_is_refused() {
    let server = answers([]).await;
    let mut batch = Batch::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let file = graphdown_client::FileStream::open(path).await.expect("it is there");
    let photo = Graph::detached().me().photo().value();
    let key = batch.add(photo.put(RequestContent::stream(file)));
    let mut results = batch.send(&client(&server.uri())).await;
    assert!(matches!(results.take(key), Err(Error::InvalidRequest(_))));
    assert!(received(&server).await.is_empty());
}

#[tokio::test]
async fn more_than_twenty_are_split_by_version_too() {
    let server = responder(|request| each(request, user)).await;
    let mut batch = Batch::new();
    let keys: Vec<BatchKey<_>> = (0..45)
        .map(|it| batch.add(Graph::detached().users().by_id(&it.to_string()).get()))
        .collect();
    let newest = batch.add(beta::Graph::detached().users().by_id("b").get());
    let mut results = batch.send(&client(&server.uri())).await;
    for (number, key) in keys.into_iter().enumerate() {
        let user = results.take(key).expect("it is there");
        assert_eq!(user.id, Some(number.to_string()));
    }
    assert_eq!(results.take(newest).expect("it is there").id.as_deref(), Some("b"));
    let requests = received(&server).await;
    let sizes: Vec<_> = requests
        .iter()
        .map(|it| (it.url.path().to_owned(), json_body(it)["requests"].as_array().map(Vec::len)))
        .collect();
    let v1 = |size| ("/v1.0/$batch".to_owned(), Some(size));
    assert_eq!(sizes, [v1(20), v1(20), v1(5), ("/beta/$batch".to_owned(), Some(1))]);
}

#[tokio::test]
async fn throttled_ones_are_sent_again() {
    let calls = AtomicUsize::new(0);
    let server = responder(move |request| {
        let call = calls.fetch_add(1, Ordering::Relaxed);
        each(request, |it| match (call, it["url"].as_str()) {
            (0, Some("/users/1")) => json!({ "status": 429, "headers": { "Retry-After": "0.2" },
                "body": { "error": { "code": "TooManyRequests" } } }),
            (0, Some("/users/2")) => json!({ "status": 424 }),
            _ => user(it),
        })
    })
    .await;
    let users = Graph::detached().users();
    let mut batch = Batch::new();
    let zero = batch.add(users.by_id("0").get());
    let one = batch.add(users.by_id("1").get());
    let two = batch.add(users.by_id("2").get());
    batch.depends_on(two, one);
    let begin = Instant::now();
    let mut results = batch.send(&client(&server.uri())).await;
    for key in [zero, one, two] {
        results.take(key).expect("all are there in the end");
    }
    assert!(begin.elapsed() >= Duration::from_millis(200), "the time to wait was not waited");
    let requests = received(&server).await;
    assert_eq!(json_body(&requests[0])["requests"][2]["dependsOn"], json!(["1"]));
    let again = &json_body(&requests[1])["requests"];
    assert_eq!(again.as_array().map(Vec::len), Some(2));
    assert_eq!((&again[0]["id"], &again[1]["id"]), (&json!("1"), &json!("2")));
}

#[tokio::test]
async fn dependents_of_a_failure_fail() {
    let server = responder(|request| {
        each(request, |it| match it["url"].as_str() {
            Some("/users/0") => json!({ "status": 403, "body": { "error": { "code": "no" } } }),
            _ => user(it),
        })
    })
    .await;
    let users = Graph::detached().users();
    let mut batch = Batch::new();
    let first = batch.add(users.by_id("0").get());
    for number in 1..20 {
        batch.add(users.by_id(&number.to_string()).get());
    }
    // It would go into a second call.
    let dependent = batch.add(users.by_id("20").get());
    batch.depends_on(dependent, first);
    let mut results = batch.send(&client(&server.uri())).await;
    assert_eq!(results.take(first).expect_err("it is refused").status(), Some(403));
    assert_eq!(results.take(dependent).expect_err("it was not tried").status(), Some(424));
    assert_eq!(received(&server).await.len(), 1);
}

#[tokio::test]
async fn if_the_call_fails_all_fail() {
    let server = answers([error(401, "InvalidAuthenticationToken")]).await;
    let mut batch = Batch::new();
    let keys = ["1", "2"].map(|it| batch.add(Graph::detached().users().by_id(it).get()));
    let mut results = batch.send(&client(&server.uri())).await;
    for key in keys {
        assert!(results.take(key).expect_err("it was not done").is_unauthorized());
    }
}

#[tokio::test]
async fn a_missing_answer_is_an_error() {
    let responses = json!({ "responses": [{ "id": "7", "status": 200 }, { "id": "x" }] });
    let server = answers([ok(&responses)]).await;
    let mut batch = Batch::new();
    let key = batch.add(Graph::detached().users().by_id("1").get());
    let mut results = batch.send(&client(&server.uri())).await;
    assert!(matches!(results.take(key), Err(Error::UnexpectedAnswer { .. })));
}

#[tokio::test]
async fn an_empty_batch_sends_nothing() {
    let server = answers([]).await;
    let results = Batch::new().send(&client(&server.uri())).await;
    assert_eq!(results.errors().count(), 0);
    assert!(received(&server).await.is_empty());
}
