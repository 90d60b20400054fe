//! Faults on demand.

use crate::client::{Client, Reply, served, served_with};
use graphdown_mock::Fault;
use std::time::Duration;

fn get(client: &Client, headers: &[(&str, &str)]) -> Option<Reply> {
    let all = [&[("Authorization", "Bearer x")], headers].concat();
    client.try_send("GET", "/v1.0/me", &all, b"")
}

#[test]
fn throttling_ends_after_as_many_requests_as_asked_for() {
    served(|_, client| {
        let status = |header| get(client, &[header]).unwrap().status;
        let asked = ("x-mock-throttle", "2");
        assert_eq!(
            [status(asked), status(asked), status(asked), status(asked)],
            [429, 429, 200, 429]
        );
        let reply = get(client, &[("x-mock-throttle", "1"), ("x-mock-retry-after", "7")]).unwrap();
        reply.refusal(429);
        assert_eq!(reply.header("retry-after"), Some("7"));
    });
    served_with(
        |it| it.throttle(1),
        |server, client| {
            assert_eq!([(); 2].map(|()| client.get("/v1.0/me").status), [429, 200]);
            server.reset();
            assert_eq!([(); 2].map(|()| client.get("/v1.0/me").status), [429, 200]);
        },
    );
}

#[test]
fn errors_can_be_had_by_header_and_by_program() {
    served(|server, client| {
        get(client, &[("x-mock-status", "503")]).unwrap().refusal(503);
        get(client, &[("x-mock-status", "200")]).unwrap().refusal(400);
        server.fail_next(Fault::Status(500));
        server.fail_next(Fault::Throttle);
        assert_eq!([(); 3].map(|()| client.get("/v1.0/me").status), [500, 429, 200]);
    });
}

#[test]
fn connections_break() {
    served(|server, client| {
        assert!(get(client, &[("x-mock-fault", "cut")]).is_none());
        assert!(get(client, &[("x-mock-fault", "cut-body")]).is_none());
        let broken = get(client, &[("x-mock-fault", "broken-json")]).unwrap();
        assert_eq!(broken.status, 200);
        assert!(serde_json::from_slice::<serde_json::Value>(&broken.body).is_err());
        server.fail_next(Fault::Cut);
        assert!(get(client, &[]).is_none());
        assert_eq!(get(client, &[]).unwrap().status, 200);
    });
}

#[test]
fn answers_can_come_later() {
    // That a delay is kept is seen by which of two answers comes first, not by a clock.
    served(|server, client| {
        server.fail_next(Fault::Delay(Duration::from_secs(2)));
        let (sender, order) = std::sync::mpsc::channel();
        let (late, client) = (sender.clone(), *client);
        let slow = std::thread::spawn(move || {
            client.get("/v1.0/me");
            late.send("late").unwrap();
        });
        while server.received().is_empty() {
            std::thread::yield_now();
        }
        client.get("/v1.0/me");
        sender.send("soon").unwrap();
        slow.join().unwrap();
        assert_eq!(order.try_iter().collect::<Vec<_>>(), ["soon", "late"]);
    });
    served_with(
        |it| it.latency(Duration::from_millis(1)),
        |_, client| {
            client.get("/v1.0/me").expect(200);
        },
    );
}
