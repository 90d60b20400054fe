//! `graphdown mock` as a person meets it: it says where it is, answers, and ends when it is told to.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

fn docs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs-input")
}

fn command(docs: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command.arg("mock").arg("--docs").arg(docs).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// A server that runs, and is killed if the test ends before it does.
struct Running {
    child: Child,
    stderr: BufReader<std::process::ChildStderr>,
    /// `127.0.0.1:49152`.
    address: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Running {
        let mut child = command(&docs(), arguments).spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            assert!(stderr.read_line(&mut line).unwrap() > 0, "it ended: {said}");
            said += &line;
            if let Some((_, rest)) = line.split_once(" at http://") {
                assert!(line.starts_with("serving ") && line.contains("Ctrl-C"), "{line}");
                break rest.split_whitespace().next().unwrap().to_owned();
            }
        };
        Running { child, stderr, address }
    }

    /// Status and body.
    fn get(&self, path: &str, token: Option<&str>) -> (u16, serde_json::Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let token = token.map(|it| format!("authorization: Bearer {it}\r\n")).unwrap_or_default();
        let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\n{token}connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap())
    }

    /// The exit code after a signal, and what else it said.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_says_where_it_is_and_answers_there() {
    let server = Running::start(&["--port", "0"]);
    assert!(server.address.starts_with("127.0.0.1:") && !server.address.ends_with(":0"));
    let (status, users) = server.get("/v1.0/users?$top=1&$select=id", Some("any"));
    assert_eq!((status, users["value"].as_array().unwrap().len()), (200, 1), "{users}");
    let (status, error) = server.get("/v1.0/users", None);
    assert_eq!((status, &error["error"]["code"]), (401, &"InvalidAuthenticationToken".into()));
    let (status, _) = server.get("/v1.0/nonsense", Some("any"));
    assert_eq!(status, 400);
}

#[test]
fn switches_reach_the_server() {
    let server = Running::start(&["--port", "0", "--no-token", "--throttle", "1", "-v"]);
    assert_eq!(server.get("/v1.0/users", None).0, 429);
    assert_eq!(server.get("/v1.0/users", None).0, 200);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_in_good_order() {
    for signal in ["-INT", "-TERM"] {
        let server = Running::start(&["--port", "0"]);
        assert_eq!(server.get("/v1.0/users", Some("any")).0, 200);
        let (code, said) = server.stop(signal);
        assert_eq!((code, said.as_str()), (Some(0), "stopped\n"), "{signal}");
    }
}

#[test]
fn what_cannot_be_served_is_an_error() {
    let taken = Running::start(&["--port", "0"]);
    let port = taken.address.rsplit(':').next().unwrap();
    let output = command(&docs(), &["--port", port]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains(port), "{said}");

    let empty = tempfile::tempdir().unwrap();
    fs::create_dir(empty.path().join("v1.0")).unwrap();
    let output = command(empty.path(), &["--port", "0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}
