//! The bindings against the mock server, which answers as the pages of `docs-input` say: both are made from the same pages, so a program
//! that was written with the bindings gets along with it.

#[path = "support/client.rs"]
mod client;

use graph_bindings::v1_0::models::{PasswordProfile, User};
use graph_bindings::v1_0::{Graph, requests::UserUpdate};
use graphdown_client::{Batch, Change, GraphClient, Patch};
use graphdown_mock::MockServer;

async fn start() -> (MockServer, GraphClient) {
    let docs = graphdown_tests::repository().join("docs-input");
    let server =
        MockServer::builder().docs(docs).strict_ids(true).start().await.expect("it starts");
    let client = client::of_server(server.url());
    (server, client)
}

fn new_user(name: &str) -> User {
    User {
        account_enabled: Some(true),
        display_name: Some(name.to_owned()),
        mail_nickname: Some(name.to_owned()),
        user_principal_name: Some(format!("{name}@contoso.com")),
        password_profile: Some(PasswordProfile {
            password: Some("xWwvJ]6NMw+bWH-d".to_owned()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_user_is_created_found_changed_and_deleted() {
    let (server, client) = start().await;
    let users = Graph::new(&client).users();
    let created = users.create(&new_user("Lee")).await.expect("it is what the page asks for");
    let id = created.id.expect("it has an id now");
    let lee = users.by_id(&id);

    let change =
        UserUpdate { department: "Sales".into(), job_title: Patch::Null, ..Default::default() };
    lee.update(&change).await.expect("the page lists both");
    let found = lee.get().select([User::ID, User::DISPLAY_NAME, User::DEPARTMENT]).await;
    let found = found.expect("it is there");
    assert_eq!(
        (found.display_name.as_deref(), found.department.as_deref()),
        (Some("Lee"), Some("Sales"))
    );

    let all = users.list().top(1).items().collect().await.expect("they come page by page");
    assert!(all.iter().any(|it| it.id.as_deref() == Some(&id)));

    lee.delete().await.expect("it can go");
    assert!(lee.get().await.expect_err("it is gone").is_not_found());
    let methods: Vec<_> = server.received().iter().map(|it| it.method.clone()).collect();
    assert_eq!((methods[0].as_str(), methods[1].as_str()), ("POST", "PATCH"));
}

#[tokio::test]
async fn a_mistake_is_answered_with_the_page() {
    let (_server, client) = start().await;
    let user = User { password_profile: None, ..new_user("Kim") };
    let error =
        Graph::new(&client).users().create(&user).await.expect_err("a password is required");
    assert_eq!(error.status(), Some(400));
    assert!(error.to_string().contains("user-post-users.md"), "{error}");
}

#[tokio::test]
async fn changes_are_seen_the_next_time() {
    let (_server, client) = start().await;
    let users = Graph::new(&client).users();
    let (_, link) = users.delta().changes().collect().await.expect("the first time");
    let created = users.create(&new_user("Max")).await.expect("it is created");
    let next_time = users.delta().since(&link).expect("it is the server's").changes();
    let (changes, _) = next_time.collect().await.expect("the next time");
    let ids: Vec<_> = changes
        .iter()
        .filter_map(|it| match it {
            Change::Changed(user) => user.id.as_deref(),
            Change::Removed { .. } => None,
        })
        .collect();
    assert_eq!(ids, [created.id.as_deref().expect("it has one")]);
}

#[tokio::test]
async fn a_batch_has_results_of_its_own() {
    let (_server, client) = start().await;
    let graph = Graph::detached();
    let mut batch = Batch::new();
    let created = batch.add(graph.users().create(&new_user("Pat")));
    let missing = batch.add(graph.users().by_id("nobody").get());
    batch.depends_on(missing, created);
    let mut results = batch.send(&client).await;
    assert_eq!(results.take(created).expect("it is created").display_name.as_deref(), Some("Pat"));
    assert!(results.take(missing).expect_err("there is nobody").is_not_found());
}

#[tokio::test]
async fn throttling_is_gone_after_a_while() {
    let (server, client) = start().await;
    let users = Graph::new(&client).users();
    users.list().header("x-mock-throttle", "2").await.expect("the third try is answered");
    assert_eq!(server.received().len(), 3);
}
