//! Content that is not held in memory.

use crate::support::{answers, error, graph, header, received};
use graphdown_client::{FileStream, RequestContent};
use std::io::Write;
use wiremock::ResponseTemplate;

const SIZE: usize = 3_000_000;

#[tokio::test]
async fn content_arrives_in_pieces() {
    let server = answers([ResponseTemplate::new(200).set_body_bytes(vec![7; SIZE])]).await;
    let photo = graph(&server).me().photo().value();
    let mut download = photo.get().stream().await.expect("it begins");
    assert_eq!((download.status(), download.size()), (200, Some(SIZE as u64)));
    let (mut pieces, mut size) = (0, 0);
    while let Some(piece) = download.next().await {
        let piece = piece.expect("it comes");
        assert!(piece.iter().all(|it| *it == 7));
        (pieces, size) = (pieces + 1, size + piece.len());
    }
    assert_eq!(size, SIZE);
    assert!(pieces > 1, "it came in one piece");
}

#[tokio::test]
async fn a_stream_of_an_error_is_an_error() {
    let server = answers([error(404, "itemNotFound")]).await;
    let error = graph(&server).me().photo().value().get().stream().await;
    assert!(error.expect_err("there is no photo").is_not_found());
}

#[tokio::test]
async fn a_file_is_sent_and_sent_again_on_a_retry() {
    let mut file = tempfile::NamedTempFile::new().expect("there is room");
    file.write_all(&vec![9; SIZE]).expect("there is room");
    let throttled = error(429, "TooManyRequests").insert_header("Retry-After", "0");
    let server = answers([throttled, ResponseTemplate::new(200)]).await;
    let content = FileStream::open(file.path()).await.expect("it is there");
    let photo = graph(&server).me().photo().value();
    photo.put(RequestContent::stream(content)).await.expect("it arrives");
    let requests = received(&server).await;
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(request.body.len(), SIZE);
        assert!(header(request, "content-type").starts_with("image/"), "{:?}", request.headers);
    }
}

#[tokio::test]
async fn a_missing_file_is_an_error_at_once() {
    assert!(FileStream::open("no/such/file").await.is_err());
    assert!(FileStream::open(env!("CARGO_MANIFEST_DIR")).await.is_err(), "a folder is no file");
}
