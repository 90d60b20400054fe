//! Services and arguments that mean harm: answers that never end or swell, keys that lead elsewhere, values that would be headers.

use crate::support::{
    TOKEN, TestCredential, answers, client, graph, json, ok, options, raw, received,
};
use graph_bindings::v1_0::Graph;
use graphdown_client::azure_core::http::RetryOptions;
use graphdown_client::{Batch, Error, GraphClient, GraphClientOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

/// A client with little patience, and room for 64 KB.
fn impatient(endpoint: &str) -> Graph {
    let mut options = GraphClientOptions {
        silence_limit: Some(Duration::from_millis(200)),
        response_limit: 64 << 10,
        ..options(endpoint)
    };
    options.client_options.retry = RetryOptions::none();
    let credential = Arc::new(TestCredential::default());
    Graph::new(&GraphClient::new(credential, Some(options)).expect("they are right"))
}

/// A server that reads a request's head, sends `head`, then `more` for ever, with `pause` between, and never closes.
async fn endless(head: &'static [u8], more: &'static [u8], pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut asked = Vec::new();
                while !asked.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => asked.push(byte),
                        Err(_) => return,
                    }
                }
                if stream.write_all(head).await.is_ok() {
                    while stream.write_all(more).await.is_ok() {
                        tokio::time::sleep(pause).await;
                    }
                }
            });
        }
    });
    format!("http://{address}")
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"id\":\"";
const FOR_EVER: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_silent_service_is_an_error() {
    for server in [endless(b"", b"", FOR_EVER).await, endless(HEAD, b"x", FOR_EVER).await] {
        let error = impatient(&server).me().get().await.expect_err("nothing more comes");
        assert!(
            matches!(&error, Error::Transport(it) if it.to_string().contains("silent")),
            "{error:?}"
        );
    }
    let refusal = b"HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\n\r\n{\"error\":";
    let server = endless(refusal, b" ", FOR_EVER).await;
    let error = impatient(&server).me().get().await.expect_err("it is refused");
    assert!(matches!(error, Error::Service(_)), "{error:?}");
}

#[tokio::test]
async fn an_endless_answer_ends_at_the_limit() {
    let server = endless(HEAD, &[b'x'; 4096], Duration::ZERO).await;
    let error = impatient(&server).me().get().await.expect_err("it never ends");
    assert!(matches!(error, Error::TooLarge { limit: 65536 }), "{error:?}");
    let headers = endless(b"HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n", Duration::ZERO).await;
    let error = impatient(&headers).me().get().await.expect_err("its head never ends");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

/// Zeros in gzip, about a thousand for each byte: one block with fixed codes, in which a length of 258 and a distance of 1 repeat.
fn swelling(repeats: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let mut put = |code: u32, length: u32| {
        bits.extend((0..length).rev().map(|it| code >> it & 1 == 1));
    };
    // The last block (1), of fixed codes (01, its lower bit first), and the literal 0.
    put(0b110, 3);
    put(0b0011_0000, 8);
    for _ in 0..repeats {
        put(0b1100_0101, 8);
        put(0, 5);
    }
    put(0, 7);
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |all, it| all << 1 | u8::from(*it));
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    bytes.extend(bits.chunks(8).map(byte));
    bytes
}

#[tokio::test]
async fn what_swells_when_it_is_unpacked_ends_at_the_limit() {
    let packed = swelling(40_000);
    assert!(packed.len() < 70_000, "{}", packed.len());
    let answer = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_raw(packed, "application/json");
    let server = answers([answer]).await;
    let error = impatient(&server.uri()).me().get().await.expect_err("it is ten megabytes");
    assert!(matches!(error, Error::TooLarge { limit: 65536 }), "{error:?}");
}

#[tokio::test]
async fn a_stream_has_the_limits_too() {
    let server = endless(HEAD, b"x", FOR_EVER).await;
    let photo = impatient(&server).me().photo().value();
    let mut download = photo.get().stream().await.expect("it begins");
    // The head of the answer came with words of its body; behind the first pieces there is silence.
    let error = loop {
        match download.next().await.expect("it does not end") {
            Ok(piece) => assert!(!piece.is_empty()),
            Err(error) => break error,
        }
    };
    assert!(
        matches!(&error, Error::Transport(it) if it.to_string().contains("silent")),
        "{error:?}"
    );
    assert!(download.next().await.is_none(), "nothing comes behind an error");

    let server = endless(HEAD, &[b'x'; 4096], Duration::ZERO).await;
    let photo = impatient(&server).me().photo().value();
    let mut download = photo.get().stream().await.expect("it begins").at_most(100_000);
    let (mut size, mut end) = (0, None);
    while let Some(piece) = download.next().await {
        match piece {
            Ok(piece) => size += piece.len(),
            Err(error) => end = Some(error),
        }
    }
    assert!(matches!(end, Some(Error::TooLarge { limit: 100_000 })), "{end:?}");
    assert!((1..=100_000).contains(&size), "{size}");
}

/// How long a reader takes is no silence of the service.
#[tokio::test]
async fn a_slow_reader_gets_all_of_a_stream() {
    let server = answers([ResponseTemplate::new(200).set_body_bytes(vec![7; 2_000_000])]).await;
    let photo = impatient(&server.uri()).me().photo().value();
    let mut download = photo.get().stream().await.expect("it begins").at_most(2_000_000);
    let mut size = 0;
    while let Some(piece) = download.next().await {
        size += piece.expect("it comes").len();
        if size < 200_000 {
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
    assert_eq!(size, 2_000_000);
}

#[tokio::test]
async fn a_key_is_one_segment_whatever_it_holds() {
    let keys = [
        "a/b",
        "a\\b",
        "/",
        "?",
        "#",
        "%",
        "%2F",
        "%2e%2e",
        "..%2f..",
        "a b",
        " ",
        "a+b",
        "a;b",
        "a:b",
        "a&b=c",
        "ü",
        "日本",
        "\u{202e}x",
        "a\r\nx: y",
        "\0",
        "...",
        "..a",
        "'",
        "\"",
        "<>",
        "{}",
        "|",
        "^",
        "`",
        "@",
        "me?$select=id",
    ];
    let server = answers(keys.map(|_| ok(&json!({ "id": "1" })))).await;
    let graph = graph(&server);
    for key in keys {
        graph.users().by_id(key).get().await.unwrap_or_else(|error| panic!("{key:?}: {error}"));
    }
    for (request, key) in received(&server).await.iter().zip(keys) {
        let path = request.url.path();
        let segment = path.strip_prefix("/v1.0/users/").expect("it is below the users");
        assert!(
            !segment.contains('/') && request.url.query().is_none(),
            "{key:?}: {}",
            request.url
        );
        let read = percent_encoding::percent_decode_str(segment).decode_utf8().expect("it is text");
        assert_eq!(read, key);
    }
}

#[tokio::test]
async fn a_key_that_leads_up_is_not_sent() {
    let server = answers([]).await;
    let graph = graph(&server);
    for key in [".", ".."] {
        let error = graph.users().by_id(key).delete().await.expect_err("it is refused");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        let mut batch = Batch::new();
        let added = batch.add(graph.users().by_id(key).get());
        let results = batch.send(&client(&server.uri())).await;
        assert!(results.error(added).is_some(), "{key}");
    }
    assert!(received(&server).await.is_empty(), "something was sent");
}

#[tokio::test]
async fn no_argument_becomes_a_header() {
    let server = answers([]).await;
    let graph = graph(&server);
    for value in ["x\r\ny: z", "x\ny", "x\0", "\u{7f}", "ü"] {
        let request = graph.me().get().header("x-key", value);
        let error = request.await.expect_err("it is refused");
        assert!(!format!("{error} {error:?}").contains('\n') && !error.to_string().contains(value));
        graph.me().get().if_match(value).await.expect_err("it is refused");
        graph.me().get().prefer(value).await.expect_err("it is refused");
    }
    for name in ["a b", "a:b", "a\r\nb", "", "ü"] {
        graph.me().get().header(name, "x").await.expect_err("it is refused");
    }
    assert!(received(&server).await.is_empty(), "something was sent");
}

#[tokio::test]
async fn nonsense_in_links_and_headers_shows_no_token() {
    for location in [
        "javascript:alert(1)",
        "//elsewhere.example/",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "\\\\x\\y",
    ] {
        let server =
            answers([ResponseTemplate::new(302).insert_header("location", location)]).await;
        let error = graph(&server).me().get().await.expect_err("it leads nowhere");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(TOKEN), "{shown}");
    }
    for next in
        ["", "x", "/v1.0/users", "ftp://x/", "https://user:word@x/", "http://127.0.0.1.example/"]
    {
        let server = answers([ok(&json!({ "value": [], "@odata.nextLink": next }))]).await;
        let mut items = graph(&server).users().list().items();
        let mut last = None;
        while let Some(it) = items.next().await {
            last = Some(it);
        }
        if !next.is_empty() {
            let error = last.expect("there is an end").expect_err("the link leads nowhere");
            assert!(!format!("{error:?}").contains("word"), "{error:?}");
        }
    }
    let server =
        raw(b"HTTP/1.1 200 OK\r\ncontent-type: \xff\xfe\r\ncontent-length: 2\r\n\r\n{}").await;
    let _ = Graph::new(&client(&server)).me().get().await;
}
