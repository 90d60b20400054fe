//! Where the token goes, and where it does not.

use crate::support::{TOKEN, answers, graph, header, json, ok, received, responder};
use graphdown_client::Error;
use wiremock::ResponseTemplate;

fn redirect(status: u16, to: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).insert_header("location", to)
}

#[tokio::test]
async fn content_is_fetched_from_elsewhere_without_the_token() {
    let elsewhere = answers([ResponseTemplate::new(200).set_body_bytes("content")]).await;
    let to = format!("{}/download?key=1", elsewhere.uri());
    let server = answers([redirect(302, &to)]).await;
    let photo = graph(&server).users().by_id("1").photo().value();
    let content = photo.get().header("x-key", "mine").header("Range", "bytes=0-6").await;
    assert_eq!(content.expect("it was fetched").as_ref(), b"content");
    assert_eq!(header(&received(&server).await[0], "authorization"), "Bearer secret-token-0");
    let request = &received(&elsewhere).await[0];
    assert_eq!(request.url.query(), Some("key=1"));
    assert_eq!(header(request, "range"), "bytes=0-6");
    for name in ["authorization", "x-key", "client-request-id", "prefer"] {
        assert_eq!(header(request, name), "", "{name} was sent elsewhere");
    }
    assert!(!format!("{request:?}").contains(TOKEN));
}

#[tokio::test]
async fn a_redirect_within_the_service_keeps_the_token() {
    let server = answers([redirect(307, "/v1.0/me"), ok(&json!({ "id": "me" }))]).await;
    let user = graph(&server).users().by_id("me").get().await.expect("it is followed");
    assert_eq!(user.id.as_deref(), Some("me"));
    let request = &received(&server).await[1];
    assert_eq!(request.url.path(), "/v1.0/me");
    assert!(header(request, "authorization").starts_with("Bearer "));
}

#[tokio::test]
async fn redirects_end() {
    let server = responder(|_| redirect(302, "/v1.0/me")).await;
    let error = graph(&server).me().get().await.expect_err("it is a ring");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(received(&server).await.len(), 10);
}

#[tokio::test]
async fn bodies_do_not_go_elsewhere() {
    let elsewhere = answers([ok(&json!({}))]).await;
    let server = answers([redirect(308, &elsewhere.uri())]).await;
    let user = graph_bindings::v1_0::models::User::default();
    graph(&server).users().create(&user).await.expect_err("it is not followed");
    assert!(received(&elsewhere).await.is_empty());
}

#[tokio::test]
async fn a_redirect_without_tls_is_not_followed() {
    let server = answers([redirect(302, "http://graph.example/v1.0/me")]).await;
    let error = graph(&server).me().get().await.expect_err("it is not followed");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_next_link_to_a_foreign_host_is_refused() {
    let foreign = answers([ok(&json!({ "value": [] }))]).await;
    let next = format!("{}/v1.0/users?$skiptoken=1", foreign.uri());
    let page = json!({ "value": [{ "id": "1" }], "@odata.nextLink": next });
    let server = answers([ok(&page)]).await;
    let mut items = graph(&server).users().list().items();
    assert!(items.next().await.expect("there is one").is_ok());
    let error = items.next().await.expect("there is an end").expect_err("it is foreign");
    assert!(
        matches!(&error, Error::ForeignHost(host) if foreign.uri() == host.origin),
        "{error:?}"
    );
    assert!(items.next().await.is_none());
    assert!(received(&foreign).await.is_empty(), "the foreign host was asked");
}

#[tokio::test]
async fn a_stored_link_to_a_foreign_host_is_refused() {
    let server = answers([]).await;
    let users = graph(&server).users();
    for link in ["https://evil.example/v1.0/users", "nonsense", "file:///etc/passwd"] {
        assert!(users.list().resume(link).is_err(), "{link}");
        assert!(users.delta().since(link).is_err(), "{link}");
    }
}
