//! What goes out with a call, and what comes back.

use crate::support::{
    TestCredential, answers, graph, header, json, json_body, ok, options, received,
};
use graph_bindings::v1_0::models::{self, User};
use graph_bindings::v1_0::{Graph, requests};
use graphdown_client::{Error, GraphClient, NoContent, Patch};
use std::sync::Arc;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn a_call_carries_what_the_service_wants() {
    let server = answers([ok(&json!({ "id": "1", "displayName": "Adele" }))]).await;
    let user = graph(&server).users().by_id("ä/1").get().select(["id", "displayName"]).await;
    assert_eq!(user.expect("it is a user").display_name.as_deref(), Some("Adele"));
    let request = &received(&server).await[0];
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(request.url.path(), "/v1.0/users/%C3%A4%2F1");
    assert_eq!(request.url.query(), Some("$select=id,displayName"));
    assert_eq!(header(request, "authorization"), "Bearer secret-token-0");
    assert_eq!(header(request, "accept"), "application/json");
    assert_eq!(header(request, "prefer"), "include-unknown-enum-members");
    assert!(header(request, "user-agent").contains("graphdown-client"));
    assert_eq!(header(request, "client-request-id").len(), 36);
}

#[tokio::test]
async fn preferences_are_joined_and_headers_replaced() {
    let server = answers([ok(&json!({ "value": [] }))]).await;
    let request = graph(&server).users().list().prefer("odata.maxpagesize=5").prefer("a=b");
    let request = request.header("X-One", "1").header("x-one", "2").if_none_match("W/\"5\"");
    request.await.expect("it is a page");
    let request = &received(&server).await[0];
    assert_eq!(header(request, "prefer"), "odata.maxpagesize=5, a=b, include-unknown-enum-members");
    assert_eq!(header(request, "x-one"), "2");
    assert_eq!(header(request, "if-none-match"), "W/\"5\"");
}

#[tokio::test]
async fn a_search_is_eventually_consistent() {
    let server = answers([ok(&json!({ "value": [] })), ok(&json!({ "value": [] }))]).await;
    let users = graph(&server).users();
    users.list().search("\"displayName:Ad\"").await.expect("it is a page");
    users.list().search("\"displayName:Ad\"").consistency_level("session").await.expect("a page");
    let requests = received(&server).await;
    assert_eq!(header(&requests[0], "consistencylevel"), "eventual");
    assert_eq!(header(&requests[1], "consistencylevel"), "session");
}

#[tokio::test]
async fn conditions_and_names_are_written_out() {
    let server = answers([ok(&json!({ "value": [] }))]).await;
    let condition = User::DISPLAY_NAME.starts_with("O'Neil").and(User::ACCOUNT_ENABLED.eq(true));
    let request = graph(&server).users().list().filter(condition);
    request.select([User::ID]).order_by([User::DISPLAY_NAME.desc()]).await.expect("it is a page");
    let request = &received(&server).await[0];
    let pairs: Vec<_> =
        request.url.query_pairs().map(|it| (it.0.into_owned(), it.1.into_owned())).collect();
    let text = |it: &str| it.to_owned();
    assert!(
        pairs.contains(&(
            text("$filter"),
            text("startswith(displayName,'O''Neil') and accountEnabled eq true")
        )),
        "{pairs:?}"
    );
    assert!(pairs.contains(&(text("$select"), text("id"))), "{pairs:?}");
    assert!(pairs.contains(&(text("$orderby"), text("displayName desc"))), "{pairs:?}");
}

#[tokio::test]
async fn a_resource_is_referred_to_by_its_path() {
    let server = answers([ResponseTemplate::new(204)]).await;
    let graph = graph(&server);
    let manager = graph.users().by_id("boss");
    graph.users().by_id("1").manager().reference().put(&manager).await.expect("it was set");
    let body = json_body(&received(&server).await[0]);
    assert_eq!(body, json!({ "@odata.id": format!("{}/v1.0/users/boss", server.uri()) }));
}

#[tokio::test]
async fn a_response_has_status_and_headers() {
    let user = ok(&json!({ "id": "1" })).insert_header("etag", "W/\"7\"");
    let server = answers([user.insert_header("request-id", "r-9")]).await;
    let response = graph(&server).users().by_id("1").get().response().await.expect("it is there");
    assert_eq!((response.status(), response.etag()), (200, Some("W/\"7\"")));
    assert_eq!(response.request_id(), Some("r-9"));
    assert_eq!(response.body().as_ref(), br#"{"id":"1"}"#);
    assert_eq!(response.value().id.as_deref(), Some("1"));
}

#[tokio::test]
async fn updates_send_just_what_was_set() {
    let server = answers([ResponseTemplate::new(204)]).await;
    let body = requests::UserUpdate {
        department: "Sales".into(),
        mobile_phone: Patch::Null,
        ..Default::default()
    };
    let answer = graph(&server).me().update(&body).if_match("W/\"1\"").await;
    assert_eq!(answer.expect("it was done"), NoContent);
    let request = &received(&server).await[0];
    assert_eq!(request.method.as_str(), "PATCH");
    assert_eq!(header(request, "content-type"), "application/json");
    assert_eq!(header(request, "if-match"), "W/\"1\"");
    assert_eq!(json_body(request), json!({ "department": "Sales", "mobilePhone": null }));
}

#[tokio::test]
async fn creates_send_the_resource() {
    let created = ResponseTemplate::new(201).set_body_json(json!({ "id": "new" }));
    let server = answers([created]).await;
    let user = models::User {
        account_enabled: Some(true),
        display_name: Some("Adele".to_owned()),
        ..Default::default()
    };
    let user = graph(&server).users().create(&user).await.expect("it was created");
    assert_eq!(user.id.as_deref(), Some("new"));
    let request = &received(&server).await[0];
    assert_eq!(json_body(request), json!({ "accountEnabled": true, "displayName": "Adele" }));
}

#[tokio::test]
async fn raw_gives_whatever_comes() {
    let server = answers([ResponseTemplate::new(200).set_body_string("not JSON")]).await;
    let bytes = graph(&server).users().by_id("1").get().raw().await.expect("it came");
    assert_eq!(bytes.as_ref(), b"not JSON");
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let server = answers([ok(&json!({}))]).await;
    let options = options(&format!("{}/proxy/", server.uri()));
    let client = GraphClient::new(Arc::new(TestCredential::default()), Some(options));
    Graph::new(&client.expect("it is an endpoint")).me().get().await.expect("it is a user");
    assert_eq!(received(&server).await[0].url.path(), "/proxy/v1.0/me");
}

#[tokio::test]
async fn without_a_client_nothing_is_sent() {
    let request = Graph::detached().users().by_id("1").get();
    assert_eq!(request.url(), "/v1.0/users/1");
    let error = request.await.expect_err("there is no client");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(error.to_string().contains("Graph::new"), "{error}");
}

#[tokio::test]
async fn headers_cannot_be_injected() {
    let server = answers([]).await;
    let request = graph(&server).me().get().header("x-a", "1\r\nx-b: 2");
    assert!(matches!(request.await, Err(Error::InvalidRequest(_))));
    assert!(received(&server).await.is_empty());
}
