//! `$batch`.

use crate::client::{served, user};
use serde_json::{Value, json};

fn response<'v>(value: &'v Value, id: &str) -> &'v Value {
    value["responses"].as_array().unwrap().iter().find(|it| it["id"] == id).unwrap()
}

#[test]
fn the_requests_of_a_batch_are_answered_in_the_order_in_which_they_wait() {
    served(|_, client| {
        let json_type = json!({"Content-Type": "application/json"});
        let answer = client.post("/v1.0/$batch", &json!({"requests": [
            {"id": "last", "method": "GET", "url": "/users/$count", "dependsOn": ["new"]},
            {"id": "new", "method": "POST", "url": "/users", "headers": json_type, "body": user("Megan")},
            {"id": "photo", "method": "GET", "url": "me/photo/$value"},
            {"id": "bad", "method": "POST", "url": "/users", "headers": json_type, "body": {}},
            {"id": "after", "method": "GET", "url": "/me", "dependsOn": ["bad"]},
        ]}));
        let answer = answer.expect(200);
        let status = |id: &str| response(&answer, id)["status"].as_u64().unwrap();
        assert_eq!(["last", "new", "photo", "bad", "after"].map(status), [200, 201, 200, 400, 424]);
        assert_eq!(response(&answer, "new")["body"]["displayName"], "Megan");
        assert!(
            response(&answer, "photo")["body"].as_str().unwrap().starts_with("iVBOR"),
            "bytes are Base64"
        );
        let place =
            |id: &str| answer["responses"].as_array().unwrap().iter().position(|it| it["id"] == id);
        assert!(place("new") < place("last"));
    });
}

#[test]
fn a_batch_that_makes_no_sense_is_refused() {
    served(|_, client| {
        let get = |id: &str, needs: &[&str]| json!({"id": id, "method": "GET", "url": "/me", "dependsOn": needs});
        let many: Vec<Value> = (0..21).map(|it| get(&it.to_string(), &[])).collect();
        for requests in [
            json!([]),
            json!(many),
            json!([get("1", &[]), get("1", &[])]),
            json!([get("1", &["2"])]),
            json!([get("1", &["2"]), get("2", &["1"])]),
            json!([{"id": "1", "url": "/me"}]),
            json!([{"id": "1", "method": "GET", "url": "https://other.example/v1.0/me"}]),
            json!([{"id": "1", "method": "POST", "url": "/users", "body": {}}]),
            json!([{"id": "1", "method": "POST", "url": "/$batch", "body": {}}]),
            json!("x"),
        ] {
            client.post("/v1.0/$batch", &json!({"requests": requests})).refusal(400);
        }
        client.get("/v1.0/$batch").refusal(405);
    });
}
