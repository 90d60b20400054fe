//! Delta queries from the first time to the next.

use crate::support::{answers, error, graph, header, json, ok, received, responder};
use graphdown_client::Change;

#[tokio::test]
async fn changes_end_with_a_link_for_the_next_time() {
    let server = responder(|request| {
        let link = |query: &str| format!("http://{}/v1.0/users/delta?{query}", header(request, "host"));
        match request.url.query() {
            None => ok(&json!({ "value": [{ "id": "1" }], "@odata.nextLink": link("$skiptoken=a") })),
            Some("$skiptoken=a") => ok(&json!({
                "value": [{ "id": "2", "@removed": { "reason": "changed" } }, { "id": "3", "@removed": {} }],
                "@odata.deltaLink": link("$deltatoken=b"),
            })),
            Some("$deltatoken=b") => ok(&json!({
                "value": [{ "id": "4", "displayName": "New" }],
                "@odata.deltaLink": link("$deltatoken=c"),
            })),
            other => panic!("{other:?}"),
        }
    })
    .await;
    let users = graph(&server).users();
    let mut changes = users.delta().changes();
    let mut seen = Vec::new();
    while let Some(change) = changes.next().await {
        assert!(changes.delta_link().is_none() || !seen.is_empty());
        match change.expect("it is a change") {
            Change::Changed(user) => {
                seen.push((user.id.expect("it has one"), "changed".to_owned()))
            }
            Change::Removed { item, reason } => seen.push((item.id.expect("it has one"), reason)),
        }
    }
    let seen: Vec<_> = seen.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    assert_eq!(seen, [("1", "changed"), ("2", "changed"), ("3", "deleted")]);
    let stored = changes.delta_link().expect("it is the end").to_owned();
    assert!(stored.ends_with("$deltatoken=b"));

    let next_time = users.delta().since(&stored).expect("it is the service's").changes();
    let (changes, link) = next_time.collect().await.expect("they come");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].item().display_name.as_deref(), Some("New"));
    assert!(link.ends_with("$deltatoken=c"));
}

#[tokio::test]
async fn from_now_asks_for_the_latest_token() {
    let server = answers([ok(&json!({ "value": [], "@odata.deltaLink": "x" }))]).await;
    let (changes, link) =
        graph(&server).users().delta().from_now().changes().collect().await.expect("it is a page");
    assert_eq!((changes.len(), link.as_str()), (0, "x"));
    assert_eq!(received(&server).await[0].url.query(), Some("$deltatoken=latest"));
}

#[tokio::test]
async fn an_old_token_is_recognised() {
    let server = answers([error(410, "syncStateNotFound")]).await;
    let error = graph(&server).users().delta().changes().collect().await.expect_err("too old");
    assert!(error.is_delta_expired());
}

#[tokio::test]
async fn a_list_is_no_delta_function() {
    let server = answers([ok(&json!({ "value": [] }))]).await;
    assert!(graph(&server).users().list().changes().collect().await.is_err());
}
