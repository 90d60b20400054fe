//! Objects that are read, created, changed and deleted.

use crate::client::{served, served_with, user};
use serde_json::{Value, json};

#[test]
fn the_documented_example_is_served_with_the_headers_of_the_service() {
    served(|server, client| {
        let reply = client.send("GET", "/v1.0/me", &[("client-request-id", "mine")], b"");
        let me = reply.expect(200);
        assert_eq!(me["@odata.context"], format!("{}/v1.0/$metadata#users/$entity", server.url()));
        assert!(me["displayName"].is_string());
        assert_eq!(reply.header("client-request-id"), Some("mine"));
        assert!(reply.header("request-id").is_some() && reply.header("date").is_some());
        assert!(reply.header("content-type").unwrap().starts_with("application/json"));
        assert_eq!(client.get("/beta/me").expect(200)["id"], me["id"]);
    });
}

#[test]
fn an_object_lives_from_post_to_delete() {
    served(|_, client| {
        let created = client.post("/v1.0/users", &user("Megan"));
        let id = created.expect(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/v1.0/users/{id}");
        assert!(created.header("location").unwrap().ends_with(&path));
        assert_eq!(client.get(&path).expect(200)["displayName"], "Megan");
        assert_eq!(
            client.get(&path).expect(200)["jobTitle"],
            Value::Null,
            "what was not sent is not set"
        );
        let listed = client.get("/v1.0/users").expect(200);
        assert!(listed["value"].as_array().unwrap().iter().any(|it| it["id"] == id.as_str()));
        client.patch(&path, &json!({"jobTitle": "Lead"})).expect(204);
        let changed = client.get(&path).expect(200);
        assert_eq!(
            (&changed["jobTitle"], &changed["displayName"]),
            (&json!("Lead"), &json!("Megan"))
        );
        assert_eq!(client.get("/v1.0/users/Megan@contoso.example").expect(200)["id"], id.as_str());
        assert_eq!(
            client.get(&format!("/v1.0/directoryObjects/{id}")).expect(200)["id"],
            id.as_str()
        );
        client.delete(&path).expect(204);
        assert!(client.get(&path).refusal(404).contains(&id));
        client.patch(&path, &json!({"jobTitle": "x"})).refusal(404);
        client.delete(&path).refusal(404);
        let listed = client.get("/v1.0/users").expect(200);
        assert!(!listed["value"].as_array().unwrap().iter().any(|it| it["id"] == id.as_str()));
    });
}

#[test]
fn what_the_pages_show_can_be_changed_and_deleted_too() {
    served(|server, client| {
        let before = client.get("/v1.0/users").expect(200)["value"].as_array().unwrap().clone();
        let id = before[0]["id"].as_str().unwrap();
        client.patch(&format!("/v1.0/users/{id}"), &json!({"displayName": "Changed"})).expect(204);
        assert_eq!(client.get("/v1.0/users").expect(200)["value"][0]["displayName"], "Changed");
        client.delete(&format!("/v1.0/users/{id}")).expect(204);
        let after = client.get("/v1.0/users").expect(200)["value"].as_array().unwrap().len();
        assert_eq!(after, before.len() - 1);
        client.get(&format!("/v1.0/users/{id}/photo/$value")).refusal(404);
        server.reset();
        assert_eq!(client.get("/v1.0/users").expect(200)["value"], Value::Array(before));
    });
}

#[test]
fn the_signed_in_user_is_a_user_like_any_other() {
    served(|_, client| {
        let id = client.get("/v1.0/me").expect(200)["id"].as_str().unwrap().to_owned();
        client.patch("/v1.0/me", &json!({"jobTitle": "Lead"})).expect(204);
        assert_eq!(client.get(&format!("/v1.0/users/{id}")).expect(200)["jobTitle"], "Lead");
        assert_eq!(client.get("/v1.0/me").expect(200)["jobTitle"], "Lead");
    });
}

#[test]
fn an_unknown_id_gets_the_example_unless_ids_are_strict() {
    served(|_, client| {
        assert_eq!(client.get("/v1.0/users/some-id").expect(200)["id"], "some-id");
        client.delete("/v1.0/users/some-id").expect(204);
        client.get("/v1.0/users/some-id").refusal(404);
    });
    served_with(
        |it| it.strict_ids(true),
        |_, client| {
            client.get("/v1.0/users/some-id").refusal(404);
            let id = client.post("/v1.0/users", &user("Megan")).expect(201)["id"]
                .as_str()
                .unwrap()
                .to_owned();
            client.get(&format!("/v1.0/users/{id}")).expect(200);
        },
    );
}

#[test]
fn tags_change_with_the_object_and_guard_it() {
    served(|_, client| {
        let created = client.post("/v1.0/users", &user("Megan"));
        let path = format!("/v1.0/users/{}", created.value()["id"].as_str().unwrap());
        let tag = client.get(&path).header("etag").unwrap().to_owned();
        assert_eq!(created.header("etag"), Some(tag.as_str()));
        client.send("GET", &path, &[("If-None-Match", &tag)], b"").expect(304);
        let json = ("Content-Type", "application/json");
        client
            .send("PATCH", &path, &[json, ("If-Match", &tag)], b"{\"jobTitle\": \"a\"}")
            .expect(204);
        client
            .send("PATCH", &path, &[json, ("If-Match", &tag)], b"{\"jobTitle\": \"b\"}")
            .refusal(412);
        client.send("DELETE", &path, &[("If-Match", &tag)], b"").refusal(412);
        assert_eq!(client.get(&path).expect(200)["jobTitle"], "a");
        client.send("DELETE", &path, &[("If-Match", "*")], b"").expect(204);
    });
}

#[test]
fn a_changed_object_comes_back_if_it_is_preferred() {
    served(|_, client| {
        let headers = [("Content-Type", "application/json"), ("Prefer", "return=representation")];
        let reply = client.send("PATCH", "/v1.0/users/a", &headers, b"{\"jobTitle\": \"Lead\"}");
        assert_eq!(reply.expect(200)["jobTitle"], "Lead");
    });
}

#[test]
fn examples_only_keeps_nothing() {
    served_with(
        |it| it.examples_only(true),
        |_, client| {
            let id = client.post("/v1.0/users", &user("Megan")).expect(201)["id"]
                .as_str()
                .unwrap()
                .to_owned();
            client.delete(&format!("/v1.0/users/{id}")).expect(204);
            client.get(&format!("/v1.0/users/{id}")).expect(200);
            client.get("/v1.0/users?$top=1").expect(200);
        },
    );
}

#[test]
fn references_put_and_take_members() {
    served(|server, client| {
        let id = client.post("/v1.0/users", &user("Megan")).expect(201)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let link = json!({"@odata.id": format!("{}/v1.0/directoryObjects/{id}", server.url())});
        let members = || {
            client.get("/v1.0/groups/g/members").expect(200)["value"].as_array().unwrap().clone()
        };
        let before = members().len();
        client.post("/v1.0/groups/g/members/$ref", &link).expect(204);
        let added = members().into_iter().find(|it| it["id"] == id.as_str()).unwrap();
        assert_eq!(
            (&added["displayName"], &added["@odata.type"]),
            (&json!("Megan"), &json!("#microsoft.graph.user"))
        );
        client.post("/v1.0/groups/g/members/$ref", &link).refusal(400);
        client.delete(&format!("/v1.0/groups/g/members/{id}/$ref")).expect(204);
        assert_eq!(members().len(), before);
        client.delete(&format!("/v1.0/groups/g/members/{id}/$ref")).refusal(404);
        client.get(&format!("/v1.0/users/{id}")).expect(200);
        client
            .post("/v1.0/groups/g/members/$ref", &json!({"@odata.id": "nowhere/x/y"}))
            .refusal(400);
        client.json("PUT", "/v1.0/users/u/manager/$ref", &link).expect(204);
        assert_eq!(client.get("/v1.0/users/u/manager").expect(200)["displayName"], "Megan");
        client.delete("/v1.0/users/u/manager/$ref").expect(204);
        client.get("/v1.0/users/u/manager").refusal(404);
    });
}

#[test]
fn seeds_are_there_and_come_back_with_a_reset() {
    let seed = json!({"id": "seeded", "displayName": "Seed"});
    served_with(
        |it| it.seed("users", seed).strict_ids(true),
        |server, client| {
            assert_eq!(client.get("/v1.0/users/seeded").expect(200)["displayName"], "Seed");
            client.delete("/v1.0/users/seeded").expect(204);
            server.reset();
            client.get("/v1.0/users/seeded").expect(200);
            server.seed("/v1.0/groups/g/members", json!({"id": "m"})).unwrap();
            let members = client.get("/v1.0/groups/g/members").expect(200);
            assert!(members["value"].as_array().unwrap().iter().any(|it| it["id"] == "m"));
            assert!(
                server.seed("nonsense", json!({})).is_err()
                    && server.seed("users", json!(1)).is_err()
            );
        },
    );
}

#[test]
fn a_server_tells_what_it_received_without_the_token() {
    served(|server, client| {
        client.get("/v1.0/users?$filter=displayName%20eq%20'A%20%26%20B'").expect(200);
        client.patch("/beta/me", &json!({"jobTitle": "x"}));
        let received = server.received();
        assert_eq!(received.len(), 2);
        assert_eq!(received[0].option("$filter"), Some("displayName eq 'A & B'"));
        assert_eq!(received[0].header("authorization"), Some("Bearer"));
        let (method, path) = (received[1].method.as_str(), received[1].path.as_str());
        assert_eq!(
            (method, path, received[1].json()),
            ("PATCH", "/beta/me", Some(json!({"jobTitle": "x"})))
        );
    });
}

#[test]
fn each_version_keeps_its_own() {
    served(|server, client| {
        let id = client.post("/beta/users", &user("Megan")).expect(201)["id"].clone();
        let id = id.as_str().unwrap();
        client.patch("/v1.0/me", &json!({"jobTitle": "Lead"})).expect(204);
        assert_eq!(client.get("/v1.0/me").expect(200)["jobTitle"], "Lead");
        assert_ne!(client.get("/beta/me").expect(200)["jobTitle"], "Lead");
        let has = |version: &str| {
            let all = client.get(&format!("/{version}/users")).expect(200);
            all["value"].as_array().unwrap().iter().any(|it| it["id"] == id)
        };
        assert!(has("beta") && !has("v1.0"));
        // What is put there from outside is in each version that has the list, or in the one that is named.
        let lists = |name: &str| {
            let named = |version: &str| {
                let all = client.get(&format!("/{version}/users")).expect(200);
                all["value"].as_array().unwrap().iter().any(|it| it["displayName"] == name)
            };
            (named("v1.0"), named("beta"))
        };
        server.seed("users", user("Both")).unwrap();
        server.seed("/beta/users", user("One")).unwrap();
        assert_eq!((lists("Both"), lists("One")), ((true, true), (false, true)));
    });
}
