//! What a call leaves for those who watch. It is a program of its own, because who watches is set for all threads.

#[allow(dead_code)] // The wire tests use all of it.
#[path = "wire/support.rs"]
mod support;

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use support::{TOKEN, answers, graph, json, ok};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down spans, their values and events.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut log = self.0.lock().expect("it is whole");
        writeln!(log, "{}={value:?}", field.name()).expect("a string takes it");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_names_operation_and_request() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let answer = ok(&json!({ "id": "1" })).insert_header("request-id", "r-77");
    let server = answers([answer]).await;
    graph(&server).users().by_id("private-name").get().await.expect("it is there");
    drop(guard);
    let log = log.0.lock().expect("it is whole").clone();
    for part in [
        "method=\"GET\"",
        "operation=\"/users/{id | userPrincipalName}\"",
        "request_id=\"r-77\"",
        "status=200",
        "client_request_id=",
    ] {
        assert!(log.contains(part), "{part} is not in:\n{log}");
    }
    assert!(!log.contains(TOKEN), "{log}");
}
