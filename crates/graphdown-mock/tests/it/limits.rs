//! Requests that are malformed, oversized or hostile get an answer of the 4xx kind, and the server lives on.

use crate::client::{served, served_with};
use serde_json::json;

#[test]
fn oversized_requests_are_refused() {
    served_with(
        |it| it.max_body(1000),
        |_, client| {
            let json_type = ("Content-Type", "application/json");
            client.send("POST", "/v1.0/users", &[json_type], &[b' '; 2000]).refusal(413);
            let chunks = format!(
                "POST /v1.0/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n{}\r\n0\r\n\r\n",
                " ".repeat(2000)
            );
            assert_eq!(client.raw(chunks.as_bytes()).unwrap().status, 413);
            let long = "a".repeat(100_000);
            assert_eq!(client.get(&format!("/v1.0/{long}")).status, 414);
            let header = "a".repeat(1_000_000);
            assert_eq!(client.send("GET", "/v1.0/me", &[("x", &header)], b"").status, 431);
            client.get("/v1.0/me").expect(200);
        },
    );
}

#[test]
fn malformed_requests_are_refused() {
    served(|_, client| {
        for bytes in
            ["nonsense\r\n\r\n", "GET\r\n\r\n", "GET /v1.0/me HTTP/9.9\r\n\r\n", "\0\0\0\0\r\n\r\n"]
        {
            let status = client.raw(bytes.as_bytes()).map(|it| it.status);
            assert_eq!(status, Some(400), "{bytes:?}");
        }
        let deep = "[".repeat(100_000);
        client
            .send("POST", "/v1.0/users", &[("Content-Type", "application/json")], deep.as_bytes())
            .refusal(400);
        let filter = "(".repeat(5_000);
        client.get(&format!("/v1.0/users?$filter={filter}")).refusal(400);
        for path in [
            "/",
            "//",
            "/v1.0/%",
            "/v1.0/%00",
            "/v1.0/%ff%fe",
            "/v1.0/users('",
            "/v1.0/../..",
            "/v1.0/me/drive/root:/:/content:",
            "/_mock/waits/x",
            "/_mock/uploads/99",
            "/_mock/contents/x",
            "/_mock",
            "/v1.0/users/..%2f..%2f",
            "/v1.0/:/:/:",
            "/v1.0/()()",
            "/v1.0/users/''/photo",
            "/v1.0/me/photo/$value/$value",
        ] {
            let status = client.get(path).status;
            assert!((200..502).contains(&status) && status != 500, "{path}: {status}");
        }
        client.get("/v1.0/me").expect(200);
    });
}

#[test]
fn what_is_kept_has_a_limit() {
    served_with(
        |it| it.max_kept_bytes(10),
        |_, client| {
            let put = |body: &[u8]| {
                client.send(
                    "PUT",
                    "/v1.0/users/u/photo/$value",
                    &[("Content-Type", "image/png")],
                    body,
                )
            };
            assert!(put(b"0123456789").status < 300);
            put(b"0123456789x").refusal(507);
        },
    );
    served_with(
        |it| it.max_kept_objects(1),
        |_, client| {
            client.patch("/v1.0/users/a", &json!({"jobTitle": "x"})).expect(204);
            client.patch("/v1.0/users/b", &json!({"jobTitle": "x"})).refusal(507);
        },
    );
}

#[test]
fn many_connections_at_once_are_served() {
    served(|_, client| {
        let all: Vec<_> = (0..50)
            .map(|_| {
                let client = *client;
                std::thread::spawn(move || client.get("/v1.0/users?$top=1").status)
            })
            .collect();
        assert!(all.into_iter().all(|it| it.join().unwrap() == 200));
    });
}

#[test]
fn a_server_that_is_dropped_listens_no_more() {
    let mut address = None;
    served(|server, _| address = Some(server.address()));
    assert!(std::net::TcpStream::connect(address.unwrap()).is_err());
}
