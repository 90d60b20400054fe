//! Upload sessions.

use crate::support::{client, error, header, json, ok, received, responder};
use graph_bindings::v1_0::models;
use graphdown_client::{Error, FileStream, NoContent, RequestContent, Upload};
use std::io::Write;
use std::sync::{Arc, Mutex};
use wiremock::{MockServer, Request, ResponseTemplate};

const UNIT: usize = 320 * 1024;

/// What a session has of a file, and what it does next.
#[derive(Default)]
struct Session {
    content: Vec<u8>,
    /// Numbers of the requests that fail with 500 though the part is kept.
    lost: Vec<usize>,
    requests: usize,
}

type Shared = Arc<Mutex<Session>>;

/// A server with an upload session for a file of this size.
async fn session(size: usize, lost: &[usize]) -> (MockServer, Shared) {
    let shared = Shared::default();
    shared.lock().expect("it is whole").lost = lost.to_vec();
    let state = shared.clone();
    let server =
        responder(move |request| answer(&mut state.lock().expect("it is whole"), request, size))
            .await;
    (server, shared)
}

fn answer(session: &mut Session, request: &Request, size: usize) -> ResponseTemplate {
    let next = |it: &Session| json!({ "nextExpectedRanges": [format!("{}-", it.content.len())] });
    match request.method.as_str() {
        "GET" => return ok(&next(session)),
        "DELETE" => return ResponseTemplate::new(204),
        _ => {}
    }
    let first = session.content.len();
    let expected = format!("bytes {first}-{}/{size}", first + request.body.len() - 1);
    if header(request, "content-range") != expected {
        return error(416, "invalidRange");
    }
    assert!(request.body.len().is_multiple_of(UNIT) || first + request.body.len() == size);
    session.content.extend(&request.body);
    session.requests += 1;
    if session.lost.contains(&session.requests) {
        error(400, "lost")
    } else if session.content.len() == size {
        ResponseTemplate::new(201).set_body_json(json!({ "id": "file", "size": size }))
    } else {
        ResponseTemplate::new(202).set_body_json(next(session))
    }
}

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|it| u8::try_from(it % 251).expect("it fits")).collect()
}

fn url(server: &MockServer) -> String {
    format!("{}/session?key=hidden", server.uri())
}

#[tokio::test]
async fn parts_arrive_in_order_without_the_token() {
    let size = UNIT * 2 + 100;
    let (server, session) = session(size, &[]).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let upload =
        Upload::<models::DriveItem>::new(&client(&server.uri()), &url(&server), content(size));
    let mut upload = upload
        .expect("it is an upload")
        .part_size(UNIT as u64 + 5)
        .on_progress(move |it| log.lock().expect("it is whole").push((it.sent, it.size)));
    assert!(!format!("{upload:?}").contains("hidden"), "the URL is a secret");
    let item = upload.send().await.expect("it arrives");
    assert_eq!(item.id.as_deref(), Some("file"));
    assert_eq!(session.lock().expect("it is whole").content, content(size));
    let (unit, size) = (UNIT as u64, size as u64);
    assert_eq!(*seen.lock().expect("it is whole"), [(unit, size), (2 * unit, size), (size, size)]);
    let requests = received(&server).await;
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(header(request, "authorization"), "");
        assert_eq!(header(request, "content-length"), request.body.len().to_string());
    }
}

#[tokio::test]
async fn a_file_is_read_while_it_is_sent_and_taken_up_again() {
    let size = UNIT * 3 + 7;
    let mut file = tempfile::NamedTempFile::new().expect("there is room");
    file.write_all(&content(size)).expect("there is room");
    let (server, session) = session(size, &[2]).await;
    let client = client(&server.uri());
    let stream = FileStream::open(file.path()).await.expect("it is there");
    let content = RequestContent::stream(stream.clone());
    let upload = Upload::<models::DriveItem>::new(&client, &url(&server), content);
    let mut upload = upload.expect("it is an upload").part_size(UNIT as u64);
    let error = upload.send().await.expect_err("an answer was lost");
    assert_eq!(error.status(), Some(400));

    // The same upload goes on; so does one of another process.
    let item = upload.send().await.expect("it goes on");
    assert_eq!(item.size, Some(size as i64));
    assert_eq!(session.lock().expect("it is whole").content, self::content(size));
    session.lock().expect("it is whole").content.truncate(UNIT * 2);
    let content = RequestContent::stream(stream);
    let upload = Upload::<models::DriveItem>::new(&client, &url(&server), content);
    let mut upload = upload.expect("it is an upload").part_size(UNIT as u64).resumed();
    upload.send().await.expect("it goes on");
    assert_eq!(session.lock().expect("it is whole").content, self::content(size));
}

#[tokio::test]
async fn a_part_that_arrived_without_an_answer_is_not_sent_twice() {
    let size = UNIT * 2;
    let (server, session) = session(size, &[]).await;
    let upload =
        Upload::<models::DriveItem>::new(&client(&server.uri()), &url(&server), content(size));
    let mut upload = upload.expect("it is an upload").part_size(UNIT as u64);
    // The service has the first part already, so it refuses it with 416.
    session.lock().expect("it is whole").content = content(UNIT);
    upload.send().await.expect("it goes on behind it");
    assert_eq!(session.lock().expect("it is whole").content, content(size));
}

#[tokio::test]
async fn an_expired_session_is_an_error() {
    let server = responder(|_| error(404, "itemNotFound")).await;
    let upload = Upload::<NoContent>::new(&client(&server.uri()), &url(&server), "abc");
    let error = upload.expect("it is an upload").send().await.expect_err("it expired");
    assert!(error.is_not_found());
    assert!(!format!("{error:?} {error}").contains("hidden"), "{error:?}");
}

#[tokio::test]
async fn a_session_that_goes_in_circles_is_an_error() {
    let server = responder(|_| {
        ResponseTemplate::new(202).set_body_json(json!({ "nextExpectedRanges": ["0-"] }))
    })
    .await;
    let upload = Upload::<NoContent>::new(&client(&server.uri()), &url(&server), "abc");
    let error = upload.expect("it is an upload").send().await.expect_err("it never ends");
    assert!(matches!(error, Error::InvalidLink(_)), "{error:?}");
    assert_eq!(received(&server).await.len(), 1);
}

#[tokio::test]
async fn a_session_can_be_given_up() {
    let (server, _) = session(3, &[]).await;
    let upload = Upload::<NoContent>::new(&client(&server.uri()), &url(&server), "abc");
    upload.expect("it is an upload").cancel().await.expect("it is gone");
    let requests = received(&server).await;
    assert_eq!(requests[0].method.as_str(), "DELETE");
    assert_eq!(header(&requests[0], "authorization"), "");
}

#[tokio::test]
async fn an_upload_url_needs_tls() {
    let client = client("http://127.0.0.1:1");
    for url in ["http://upload.example/s", "nonsense", "ftp://upload.example"] {
        assert!(Upload::<NoContent>::new(&client, url, "abc").is_err(), "{url}");
    }
}
