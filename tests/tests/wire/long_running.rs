//! Operations that are done later.

use crate::support::{answers, client, error, header, json, ok, received, responder};
use graph_bindings::v1_0::{Graph, models, requests};
use graphdown_client::{
    Error, LongRunning, Method, Monitor, NoContent, OperationInfo, Path, Progress, Request,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use wiremock::{MockServer, ResponseTemplate};

fn accepted(location: &str) -> ResponseTemplate {
    ResponseTemplate::new(202)
        .insert_header("location", location)
        .insert_header("Retry-After", "0.01")
}

fn state(status: &str) -> ResponseTemplate {
    ok(&json!({ "status": status, "percentageComplete": 50.0, "resourceId": "new" }))
        .insert_header("Retry-After", "0.01")
}

/// Begins to copy an item.
async fn copy(server: &MockServer) -> LongRunning<NoContent> {
    let item = Graph::new(&client(&server.uri())).me().drive().items().by_id("1");
    item.copy(&requests::DriveItemCopy::default()).await.expect("it was accepted")
}

#[tokio::test]
async fn a_monitor_elsewhere_is_asked_without_the_token() {
    let monitor = answers([state("inProgress"), state("completed")]).await;
    let server = answers([accepted(&format!("{}/monitor?key=1", monitor.uri()))]).await;
    let mut operation = copy(&server).await;
    assert!(matches!(operation.progress(), Progress::Running { .. }));
    assert!(!format!("{operation:?}").contains("key=1"), "the URL is a secret");
    let progress = operation.poll().await.expect("the monitor answers").clone();
    assert_eq!(
        progress,
        Progress::Running { status: "inProgress".to_owned(), percent: Some(50.0) }
    );
    let done = operation.wait().await.expect("it is done");
    assert_eq!((done.status.as_str(), done.resource_id()), ("completed", Some("new")));
    let requests = received(&monitor).await;
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|it| header(it, "authorization").is_empty()));
}

#[tokio::test]
async fn a_relative_location_belongs_to_the_version() {
    let server = answers([
        accepted("/teams('t')/operations('o')"),
        state("running"),
        ok(&json!({ "status": "succeeded", "targetResourceLocation": "/teams('t')" })),
    ])
    .await;
    let done = copy(&server).await.wait().await.expect("it is done");
    assert_eq!(done.resource_location(), Some("/teams('t')"));
    assert!(done.value.is_none());
    let requests = received(&server).await;
    assert_eq!(requests[1].url.path(), "/v1.0/teams('t')/operations('o')");
    assert!(header(&requests[1], "authorization").starts_with("Bearer "));
}

#[tokio::test]
async fn a_resource_is_asked_until_its_status_is_final() {
    let server = responder(|request| {
        let context = format!("http://{}/v1.0/$metadata#users/$entity", header(request, "host"));
        let is_first = request.method.as_str() == "POST";
        let status = if is_first { "notStarted" } else { "partiallySuccessful" };
        ResponseTemplate::new(if is_first { 201 } else { 200 })
            .set_body_json(json!({ "@odata.context": context, "id": "j 1", "status": status }))
            .insert_header("Retry-After", "0.01")
    })
    .await;
    let users = Graph::new(&client(&server.uri())).users();
    let request = users.create(&models::User::default());
    let operation = request.with_response::<LongRunning<models::User>>().await.expect("it began");
    let done = operation.wait().await.expect("it is done");
    assert_eq!(done.value.expect("the resource is the result").id.as_deref(), Some("j 1"));
    assert_eq!(received(&server).await[1].url.path(), "/v1.0/users/j%201");
}

#[tokio::test]
async fn a_redirect_leads_to_the_result() {
    let calls = AtomicUsize::new(0);
    let server = responder(move |_| match calls.fetch_add(1, Ordering::Relaxed) {
        0 => accepted("/v1.0/monitor"),
        1 => ResponseTemplate::new(303).insert_header("location", "/v1.0/users/9"),
        _ => ok(&json!({ "id": "9" })),
    })
    .await;
    let users = Graph::new(&client(&server.uri())).users();
    let request = users.create(&models::User::default());
    let operation = request.with_response::<LongRunning<models::User>>().await.expect("it began");
    let done = operation.wait().await.expect("it is done");
    assert_eq!(done.value.expect("it was fetched").id.as_deref(), Some("9"));
}

#[tokio::test]
async fn a_failure_has_its_reason() {
    let failed =
        json!({ "status": "failed", "error": { "code": "quotaLimitReached", "message": "full" } });
    let server = answers([accepted("/v1.0/monitor"), ok(&failed)]).await;
    let error = copy(&server).await.wait().await.expect_err("it failed");
    let Error::OperationFailed(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.status, "failed");
    assert!(error.service().expect("it has a reason").has_code("quotaLimitReached"));
    assert_eq!(failure.body, failed);
    assert!(error.to_string().contains("full"), "{error}");
}

#[tokio::test]
async fn another_process_takes_it_up() {
    let server =
        answers([accepted("/v1.0/monitor"), state("inProgress"), state("completed")]).await;
    let stored = copy(&server).await.monitor_url().expect("there is one").to_owned();
    let operation = LongRunning::<NoContent>::resume(&client(&server.uri()), &stored).await;
    let done = operation.expect("it is known").wait().await.expect("it is done");
    assert_eq!(done.status, "completed");
}

#[tokio::test]
async fn a_resource_that_is_taken_up_is_the_result() {
    let job = |status: &str| {
        let body = json!({ "@odata.id": "/v1.0/jobs/1", "id": "1", "status": status });
        ResponseTemplate::new(201).set_body_json(body).insert_header("Retry-After", "0.01")
    };
    let server = answers([job("notStarted"), job("running"), job("succeeded")]).await;
    let client = client(&server.uri());
    let request = Graph::new(&client).users().create(&models::User::default());
    let begun = request.with_response::<LongRunning<models::User>>().await.expect("it began");
    assert!(begun.is_resource());
    let stored = begun.monitor_url().expect("there is one");
    let operation = LongRunning::<models::User>::resume_resource(&client, stored).await;
    let done = operation.expect("it is known").wait().await.expect("it is done");
    assert_eq!(done.value.expect("the resource is the result").id.as_deref(), Some("1"));
}

#[tokio::test]
async fn a_monitor_that_is_gone_is_an_error() {
    let server = answers([accepted("/v1.0/monitor"), error(404, "itemNotFound")]).await;
    let error = copy(&server).await.wait().await.expect_err("it is gone");
    assert!(error.is_not_found());
}

#[tokio::test]
async fn without_a_place_to_ask_it_is_said() {
    let server = answers([ResponseTemplate::new(202)]).await;
    let operation = copy(&server).await;
    let error = operation.wait().await.expect_err("there is nobody to ask");
    assert!(error.to_string().contains("monitored_at"), "{error}");
}

#[tokio::test]
async fn a_monitor_without_tls_is_refused() {
    let server = answers([accepted("http://evil.example/monitor")]).await;
    let item = Graph::new(&client(&server.uri())).me().drive().items().by_id("1");
    let error = item.copy(&requests::DriveItemCopy::default()).await;
    assert!(matches!(error, Err(Error::InvalidLink(_))), "{error:?}");
}

static REFIT: OperationInfo = OperationInfo {
    method: Method::Post,
    path: "/vessels/{id}/refit",
    monitor: Some(Monitor::Location),
    ..OperationInfo::NOTHING
};

#[tokio::test]
async fn what_stands_at_the_location_is_the_job() {
    let job = ok(&json!({ "id": "j", "status": "succeeded" }));
    let server = answers([accepted("/v1.0/jobs/j"), state("running"), job]).await;
    let path = Path::root("/v1.0", Some(&client(&server.uri()))).literal("vessels").key("1");
    let begin: Request<LongRunning<models::ConfigurationSnapshotJob>> =
        path.literal("refit").request(&REFIT);
    let done = begin.await.expect("it was accepted").wait().await.expect("it is done");
    assert_eq!(done.value.expect("the monitor is the job").id.as_deref(), Some("j"));
    assert_eq!(received(&server).await[2].url.path(), "/v1.0/jobs/j");
}
