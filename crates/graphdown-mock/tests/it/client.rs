//! A server for a test, and a client that hides nothing: what it sends are the bytes of the test.

use graphdown_mock::{Builder, Documentation, MockServer};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// The folder of the documentation in this repository.
pub(crate) fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs-input")
}

static DOCUMENTATION: LazyLock<Documentation> =
    LazyLock::new(|| Documentation::load(docs()).unwrap());

/// Runs a test against a server with the default settings.
pub(crate) fn served(test: impl FnOnce(&MockServer, &Client)) {
    served_with(|it| it, test);
}

/// Runs a test against a server with settings of its own.
pub(crate) fn served_with(
    change: impl FnOnce(Builder) -> Builder,
    test: impl FnOnce(&MockServer, &Client),
) {
    let builder = change(MockServer::builder().documentation(&DOCUMENTATION));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = runtime.block_on(builder.start()).unwrap();
    test(&server, &Client { address: server.address() });
    runtime.block_on(server.shutdown());
}

#[derive(Clone, Copy)]
pub(crate) struct Client {
    pub(crate) address: SocketAddr,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    pub(crate) fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        self.json("POST", path, body)
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Reply {
        self.json("PATCH", path, body)
    }

    pub(crate) fn json(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.send(
            method,
            path,
            &[("Content-Type", "application/json")],
            body.to_string().as_bytes(),
        )
    }

    /// Sends a request with a token. `path` may be a whole URL of the server.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let all = [&[("Authorization", "Bearer secret")], headers].concat();
        self.send_as_is(method, path, &all, body)
    }

    pub(crate) fn send_as_is(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        self.try_send(method, path, headers, body).expect("an answer")
    }

    /// `None` if the connection ends before an answer is whole.
    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Option<Reply> {
        let path = path.strip_prefix(&format!("http://{}", self.address)).unwrap_or(path);
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        self.raw(&[request.as_bytes(), body].concat())
    }

    /// Sends bytes and reads the answer.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // The server may have answered and closed before it read all.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Reply::read(&answer)
    }
}

impl Reply {
    fn read(bytes: &[u8]) -> Option<Reply> {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|it| it.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        let reply = Reply { status, headers, body: bytes[end + 4..].to_vec() };
        let length: usize = reply.header("content-length").map_or(0, |it| it.parse().unwrap());
        (reply.body.len() == length).then_some(reply)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str())
    }

    #[track_caller]
    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// Checks the status and gives the body, null if there is none.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        if self.body.is_empty() { Value::Null } else { self.value() }
    }

    /// Checks that this is an error as the service makes them, and gives its message.
    #[track_caller]
    pub(crate) fn refusal(&self, status: u16) -> String {
        let body = self.expect(status);
        let error = &body["error"];
        assert!(error["code"].as_str().is_some_and(|it| !it.is_empty()), "{body}");
        for name in ["date", "request-id", "client-request-id"] {
            assert!(error["innerError"][name].is_string(), "{name}: {body}");
        }
        error["message"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
    }
}

/// A user that the page lets pass.
pub(crate) fn user(name: &str) -> Value {
    serde_json::json!({
        "accountEnabled": true, "displayName": name, "mailNickname": "it",
        "userPrincipalName": format!("{name}@contoso.example"), "passwordProfile": {"password": "secret"},
    })
}
