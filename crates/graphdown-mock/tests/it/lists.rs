//! Lists: pages, query options, delta functions.

use crate::client::{Client, served, served_with, user};
use serde_json::{Value, json};

fn names(value: &Value) -> Vec<String> {
    value["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["displayName"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn add(client: &Client, all: &[&str]) {
    for it in all {
        client.post("/v1.0/users", &user(it)).expect(201);
    }
}

#[test]
fn pages_lead_to_each_other_and_hold_everything_once() {
    served(|_, client| {
        add(client, &["u1", "u2", "u3", "u4", "u5"]);
        let all = names(&client.get("/v1.0/users").expect(200));
        let mut found = Vec::new();
        let mut next = Some("/v1.0/users?$top=2&$select=displayName&$count=true".to_owned());
        while let Some(link) = next {
            let page = client.get(&link).expect(200);
            assert_eq!(page["@odata.count"], all.len());
            assert!(
                page["value"].as_array().unwrap().iter().all(|it| it.get("jobTitle").is_none())
            );
            found.extend(names(&page));
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        assert_eq!(found, all);
        assert_eq!(names(&client.get("/v1.0/users?$skip=1&$top=1").expect(200)), all[1..2]);
        let preferred = client
            .send("GET", "/v1.0/users", &[("Prefer", "odata.maxpagesize=3")], b"")
            .expect(200);
        assert_eq!(names(&preferred).len(), 3);
        assert_eq!(client.get("/v1.0/users/$count").body, all.len().to_string().as_bytes());
    });
}

#[test]
fn filters_order_and_search_are_evaluated() {
    served(|_, client| {
        add(client, &["Zoe", "Adam", "Zack"]);
        let get = |query: &str| names(&client.get(&format!("/v1.0/users?{query}")).expect(200));
        assert_eq!(
            get("$filter=startswith(displayName,'Z')&$orderby=displayName"),
            ["Zack", "Zoe"]
        );
        assert_eq!(get("$filter=displayName%20eq%20'adam'"), ["Adam"]);
        assert_eq!(
            get("$filter=startswith(displayName,'Z')&$orderby=displayName%20desc"),
            ["Zoe", "Zack"]
        );
        assert_eq!(get("$search=%22displayName:zac%22"), ["Zack"]);
        assert_eq!(get("filter=displayName%20in%20('Zoe')"), ["Zoe"]);
    });
}

#[test]
fn what_is_not_evaluated_is_said() {
    served(|_, client| {
        for query in
            ["$apply=x", "$expand=manager($select=id)", "$filter=tolower(displayName)%20eq%20'x'"]
        {
            client.get(&format!("/v1.0/users?{query}")).refusal(501);
        }
    });
}

#[test]
fn expand_brings_what_stands_there() {
    served(|server, client| {
        let id = client.post("/v1.0/users", &user("Megan")).expect(201)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let link = json!({"@odata.id": format!("{}/v1.0/users/{id}", server.url())});
        client.json("PUT", "/v1.0/users/u/manager/$ref", &link).expect(204);
        let user = client.get("/v1.0/users/u?$expand=manager&$select=id").expect(200);
        assert_eq!((&user["manager"]["displayName"], &user["id"]), (&json!("Megan"), &json!("u")));
        assert!(user.get("displayName").is_none());
    });
}

#[test]
fn delta_links_bring_what_changed_and_what_was_removed() {
    served(|_, client| {
        add(client, &["Old"]);
        let first = client.get("/v1.0/users/delta").expect(200);
        assert!(names(&first).contains(&"Old".to_owned()));
        let link = first["@odata.deltaLink"].as_str().unwrap().to_owned();
        let none = client.get(&link).expect(200);
        assert_eq!(none["value"], json!([]));
        let id =
            client.post("/v1.0/users", &user("New")).expect(201)["id"].as_str().unwrap().to_owned();
        let changed = client.get(&link).expect(200);
        assert_eq!(names(&changed), ["New"]);
        let link = changed["@odata.deltaLink"].as_str().unwrap().to_owned();
        client.delete(&format!("/v1.0/users/{id}")).expect(204);
        let removed = client.get(&link).expect(200);
        assert_eq!(removed["value"], json!([{"id": id, "@removed": {"reason": "deleted"}}]));
        assert_eq!(
            client.get("/v1.0/users/delta?$deltatoken=latest").expect(200)["value"],
            json!([])
        );
        client.get("/v1.0/users/delta?$deltatoken=99999").refusal(410);
        client.get("/v1.0/users/delta?$deltatoken=nonsense").refusal(410);
    });
}

#[test]
fn delta_functions_have_pages_too() {
    served_with(
        |it| it.page_size(2),
        |_, client| {
            add(client, &["u1", "u2", "u3"]);
            let mut found = 0;
            let mut link = "/v1.0/users/delta?$select=displayName".to_owned();
            let end = loop {
                let page = client.get(&link).expect(200);
                found += page["value"].as_array().unwrap().len();
                match page["@odata.nextLink"].as_str() {
                    Some(it) => link = it.to_owned(),
                    None => break page,
                }
            };
            let all = client.get("/v1.0/users/$count");
            assert_eq!(all.body, found.to_string().as_bytes());
            let rest = client.get(end["@odata.deltaLink"].as_str().unwrap()).expect(200);
            assert_eq!(rest["value"], json!([]));
        },
    );
}
