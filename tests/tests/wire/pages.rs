//! Collections that come in pages.

use crate::support::{answers, error, graph, header, json, ok, received, responder};
use graphdown_client::Error;
use wiremock::ResponseTemplate;

/// Three pages, which link to each other as the service does.
fn three_pages(request: &wiremock::Request) -> ResponseTemplate {
    let number: u32 = request
        .url
        .query_pairs()
        .find(|it| it.0 == "$skiptoken")
        .map_or(1, |it| it.1.parse().expect("it is a number"));
    let host = header(request, "host");
    let mut page = json!({ "@odata.count": 5, "value": [{ "id": number.to_string() }] });
    if number < 3 {
        page["@odata.nextLink"] =
            json!(format!("http://{host}/v1.0/users?$top=1&$skiptoken={}", number + 1));
    }
    ok(&page)
}

#[tokio::test]
async fn all_pages_come_with_headers_and_token() {
    let server = responder(three_pages).await;
    let request = graph(&server).users().list().top(1).count().header("x-mine", "1");
    let mut pages = request.pages();
    let mut ids = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.expect("it is a page");
        assert_eq!(page.count, Some(5));
        ids.extend(page.value.into_iter().filter_map(|it| it.id));
    }
    assert_eq!(ids, ["1", "2", "3"]);
    let requests = received(&server).await;
    assert_eq!(requests[0].url.query(), Some("$top=1&$count=true"));
    assert_eq!(requests[1].url.query(), Some("$top=1&$skiptoken=2"));
    for (number, request) in requests.iter().enumerate() {
        assert_eq!(header(request, "x-mine"), "1");
        assert_eq!(header(request, "authorization"), format!("Bearer secret-token-{number}"));
    }
}

#[tokio::test]
async fn items_are_fetched_as_needed() {
    let server = responder(three_pages).await;
    let mut items = graph(&server).users().list().items();
    assert_eq!(items.next().await.expect("one").expect("a user").id.as_deref(), Some("1"));
    assert_eq!(received(&server).await.len(), 1);
    let rest = items.collect().await.expect("they come");
    assert_eq!(rest.len(), 2);
}

#[tokio::test]
async fn a_stored_link_resumes() {
    let server = responder(three_pages).await;
    let users = graph(&server).users();
    let mut pages = users.list().pages();
    pages.next().await.expect("there is one").expect("it is a page");
    let stored = pages.next_link().expect("there are more").to_owned();
    drop(pages);
    let rest = users.list().resume(&stored).expect("it is the service's").items().collect().await;
    let ids: Vec<_> = rest.expect("they come").into_iter().filter_map(|it| it.id).collect();
    assert_eq!(ids, ["2", "3"]);
}

#[tokio::test]
async fn after_an_error_the_same_page_is_asked_again() {
    let next = |request: &wiremock::Request| {
        json!(format!("http://{}/v1.0/users?$skiptoken=2", header(request, "host")))
    };
    let calls = std::sync::atomic::AtomicUsize::new(0);
    let server =
        responder(move |request| match calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            0 => ok(&json!({ "value": [{ "id": "1" }], "@odata.nextLink": next(request) })),
            1 => error(400, "badRequest"),
            _ => ok(&json!({ "value": [{ "id": "2" }] })),
        })
        .await;
    let mut pages = graph(&server).users().list().pages();
    assert!(pages.next().await.expect("the first").is_ok());
    assert!(pages.next().await.expect("the second").is_err());
    assert!(pages.next().await.expect("the second again").is_ok());
    assert!(pages.next().await.is_none());
    let urls: Vec<_> =
        received(&server).await.iter().map(|it| it.url.query().map(str::to_owned)).collect();
    assert_eq!(urls[1], urls[2]);
}

#[tokio::test]
async fn a_ring_of_links_ends() {
    let server = responder(|request| {
        let link = format!("http://{}/v1.0/users?$skiptoken=same", header(request, "host"));
        ok(&json!({ "value": [{ "id": "1" }], "@odata.nextLink": link }))
    })
    .await;
    let error = graph(&server).users().list().items().collect().await.expect_err("it is a ring");
    assert!(matches!(error, Error::InvalidLink(_)), "{error:?}");
    assert_eq!(received(&server).await.len(), 2);
}

#[tokio::test]
async fn throttling_in_the_middle_is_waited_for() {
    let calls = std::sync::atomic::AtomicUsize::new(0);
    let server =
        responder(move |request| match calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            1 => error(429, "TooManyRequests").insert_header("Retry-After", "0.01"),
            _ => three_pages(request),
        })
        .await;
    let users = graph(&server).users().list().items().collect().await.expect("they come");
    assert_eq!(users.len(), 3);
    assert_eq!(received(&server).await.len(), 4);
}

#[tokio::test]
async fn a_page_that_is_none_is_an_error() {
    let server = answers([ok(&json!({ "value": "none" }))]).await;
    let error = graph(&server).users().list().pages().next().await.expect("there is an answer");
    assert!(matches!(error, Err(Error::Decode { .. })));
}
