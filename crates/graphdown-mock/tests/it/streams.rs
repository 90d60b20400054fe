//! Bytes, upload sessions, and work that takes longer.

use crate::client::{served, served_with};
use serde_json::{Value, json};

#[test]
fn bytes_that_were_put_are_given_back() {
    served(|_, client| {
        let path = "/v1.0/users/u/photo/$value";
        let sample = client.get(path);
        assert_eq!((sample.status, sample.header("content-type")), (200, Some("image/png")));
        assert!(
            client.send("PUT", path, &[("Content-Type", "image/jpeg")], b"picture").status < 300
        );
        let kept = client.get(path);
        assert_eq!(
            (kept.body.as_slice(), kept.header("content-type")),
            (&b"picture"[..], Some("image/jpeg"))
        );
        let part = client.send("GET", path, &[("Range", "bytes=1-3")], b"");
        assert_eq!((part.status, part.body.as_slice()), (206, &b"ict"[..]));
        assert_eq!(part.header("content-range"), Some("bytes 1-3/7"));
        assert_eq!(client.send("GET", path, &[("Range", "bytes=9-")], b"").status, 416);
    });
}

#[test]
fn a_file_put_by_its_path_is_found_by_its_id() {
    served(|_, client| {
        let put = client.send(
            "PUT",
            "/v1.0/me/drive/root:/a/b.txt:/content",
            &[("Content-Type", "text/plain")],
            b"hello",
        );
        let item = put.value();
        assert!(matches!(put.status, 200 | 201), "{item}");
        assert_eq!((&item["name"], &item["size"]), (&json!("b.txt"), &json!(5)));
        let id = item["id"].as_str().unwrap();
        assert_eq!(client.get(&format!("/v1.0/me/drive/items/{id}")).expect(200)["name"], "b.txt");
        let content = client.get(&format!("/v1.0/me/drive/items/{id}/content"));
        let bytes = match content.header("location") {
            Some(it) => client.send_as_is("GET", it, &[], b"").body,
            None => content.body,
        };
        assert_eq!(bytes, b"hello");
    });
}

#[test]
fn an_upload_session_takes_the_parts_in_order() {
    served(|_, client| {
        let begun = client
            .post("/v1.0/me/drive/root:/big.bin:/createUploadSession", &json!({}))
            .expect(200);
        let url = begun["uploadUrl"].as_str().unwrap();
        let part = |range: &str, body: &[u8]| {
            client.send_as_is("PUT", url, &[("Content-Range", range)], body)
        };
        part("bytes 3-5/8", b"def").refusal(416);
        part("bytes 0-9/8", b"abc").refusal(400);
        part("nonsense", b"abc").refusal(400);
        assert_eq!(part("bytes 0-2/8", b"abc").expect(202)["nextExpectedRanges"], json!(["3-"]));
        assert_eq!(
            client.send_as_is("GET", url, &[], b"").expect(200)["nextExpectedRanges"],
            json!(["3-"])
        );
        part("bytes 3-5/9", b"def").refusal(400);
        let item = part("bytes 3-7/8", b"defgh").expect(201);
        assert_eq!((&item["name"], &item["size"]), (&json!("big.bin"), &json!(8)));
        client.send_as_is("GET", url, &[], b"").refusal(404);
        let content = client.get("/v1.0/me/drive/root:/big.bin:/content");
        let bytes = match content.header("location") {
            Some(it) => client.send_as_is("GET", it, &[], b"").body,
            None => content.body,
        };
        assert_eq!(bytes, b"abcdefgh");
    });
}

#[test]
fn an_upload_session_can_be_given_up() {
    served(|_, client| {
        let begun =
            client.post("/v1.0/me/drive/items/i/createUploadSession", &json!({})).expect(200);
        let url = begun["uploadUrl"].as_str().unwrap();
        client.send_as_is("DELETE", url, &[], b"").expect(204);
        client.send_as_is("PUT", url, &[("Content-Range", "bytes 0-0/1")], b"a").refusal(404);
    });
}

#[test]
fn a_monitor_goes_on_and_ends() {
    let states = |polls: u32| {
        let mut found = Vec::new();
        served_with(
            |it| it.polls(polls),
            |_, client| {
                let body = json!({"parentReference": {"driveId": "d", "id": "i"}, "name": "copy"});
                let reply = client.post("/v1.0/me/drive/items/i/copy", &body);
                assert_eq!(reply.expect(202), Value::Null);
                let monitor = reply.header("location").unwrap().to_owned();
                for _ in 0..4 {
                    let state = client.send_as_is("GET", &monitor, &[], b"");
                    found
                        .push((state.status, state.value()["status"].as_str().unwrap().to_owned()));
                }
                client.send_as_is("POST", &monitor, &[], b"").refusal(405);
            },
        );
        found
    };
    let going = (202, "inProgress".to_owned());
    let done = (200, "completed".to_owned());
    assert_eq!(states(2), [going.clone(), going, done.clone(), done.clone()]);
    assert_eq!(states(0)[0], done);
}
