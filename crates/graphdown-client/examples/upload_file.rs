//! Uploads a file in parts, with progress, without holding it in memory.
//!
//! `cargo run -p graphdown-client --example upload_file [-- --service]`
//!
//! Permission: `Files.ReadWrite`.

#![allow(clippy::print_stdout)]

#[path = "support/connect.rs"]
mod connect;

use graph_bindings::v1_0::{Graph, models::DriveItem, requests::DriveItemCreateUploadSession};
use graphdown_client::{FileStream, RequestContent, Upload};
use std::error::Error;
use std::io::Write;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let service = connect::connect().await?;
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(&vec![b'x'; 1_000_000])?;

    let item = Graph::new(&service.client).me().drive().root().by_path("graphdown example.txt");
    let session = item.create_upload_session(&DriveItemCreateUploadSession::default()).await?;
    let url = session.upload_url.ok_or("the service opened no session")?;

    let content = RequestContent::stream(FileStream::open(file.path()).await?);
    let mut upload = Upload::<DriveItem>::new(&service.client, &url, content)?
        .part_size(320 * 1024)
        .on_progress(|it| println!("{} of {} bytes", it.sent, it.size));
    // After an error `send` can be called again: it goes on with what is missing.
    let item = upload.send().await?;
    println!("it is there: {:?}", item.name);
    Ok(())
}
