//! What is wrong with a request is said, with its place in the documentation.

use crate::client::{served, served_with, user};
use serde_json::json;

#[test]
fn a_token_has_to_be_there() {
    served(|_, client| {
        for headers in [&[][..], &[("Authorization", "Basic x")], &[("Authorization", "Bearer ")]] {
            let reply = client.send_as_is("GET", "/v1.0/me", headers, b"");
            reply.refusal(401);
            assert!(reply.header("www-authenticate").unwrap().starts_with("Bearer"));
        }
    });
    served_with(
        |it| it.require_token(false),
        |_, client| {
            client.send_as_is("GET", "/v1.0/me", &[], b"").expect(200);
        },
    );
}

#[test]
fn paths_versions_and_methods_have_to_be_documented() {
    served(|_, client| {
        assert!(client.get("/v1.0/nonsense/x").refusal(400).contains("'nonsense'"));
        assert!(client.get("/v3/users").refusal(400).contains("v3"));
        client.get("/v1.0").refusal(501);
        let reply = client.json("PUT", "/v1.0/users", &user("x"));
        reply.refusal(405);
        assert_eq!(reply.header("allow"), Some("GET, POST"));
        client.send("BREW", "/v1.0/users", &[], b"").refusal(405);
    });
}

#[test]
fn query_options_have_to_be_known_and_well_formed() {
    served(|_, client| {
        for (query, word) in [
            ("$nonsense=1", "nonsense"),
            ("$top=many", "$top"),
            ("$top=1&$top=2", "$top"),
            ("$select=nonsense", "'nonsense' on type 'microsoft.graph.user'"),
            ("$orderby=displayName/nonsense", ""),
            ("$filter=displayName", "user-list.md"),
            ("$filter=nonsense%20eq%20'x'", "'nonsense'"),
            ("$expand=nonsense", "'nonsense'"),
            ("$skiptoken=nonsense", "$skiptoken"),
        ] {
            let reply = client.get(&format!("/v1.0/users?{query}"));
            if !word.is_empty() && !query.starts_with("$filter=displayName") {
                assert!(reply.refusal(400).contains(word), "{query}: {}", reply.refusal(400));
            }
        }
    });
}

#[test]
fn bodies_have_to_be_of_the_documented_type() {
    served(|_, client| {
        let with = |name: &str, value: serde_json::Value| {
            let mut it = user("x");
            it[name] = value;
            it
        };
        for (name, value) in [
            ("accountEnabled", json!("yes")),
            ("displayName", json!(1)),
            ("displayName", json!(["a"])),
            ("businessPhones", json!("one")),
            ("passwordProfile", json!({"nonsense": 1})),
        ] {
            let reply = client.post("/v1.0/users", &with(name, value));
            let message = reply.refusal(400);
            assert!(message.contains(name) && message.contains(".md:"), "{message}");
            let inner = &reply.value()["error"]["innerError"];
            assert!(inner["link"].as_str().unwrap().starts_with("https://learn."), "{inner}");
        }
    });
}

#[test]
fn what_is_required_has_to_be_there_and_all_findings_are_told() {
    served(|_, client| {
        let reply = client.post("/v1.0/users", &json!({"displayName": 1}));
        reply.refusal(400);
        let details = reply.value()["error"]["details"].as_array().unwrap().clone();
        let of = |code: &str| details.iter().filter(|it| it["code"] == code).count();
        assert_eq!((of("MissingRequired"), of("ValueOfOtherType")), (4, 1), "{details:?}");
        client.post("/v1.0/groups/g/members/$ref", &json!({})).refusal(400);
    });
}

#[test]
fn a_body_has_to_be_json_and_say_so() {
    served(|_, client| {
        let json = ("Content-Type", "application/json");
        client.send("POST", "/v1.0/users", &[json], b"{\"displayName\":").refusal(400);
        client.send("POST", "/v1.0/users", &[json], b"").refusal(400);
        client.send("POST", "/v1.0/users", &[], b"{}").refusal(415);
        client.send("GET", "/v1.0/users", &[("Accept", "application/xml")], b"").refusal(406);
    });
}
