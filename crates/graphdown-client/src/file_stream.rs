//! Files as content.

use crate::error::{Error, Result};
use azure_core::stream::SeekableStream;
use futures_util::AsyncRead;
use std::fmt;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::fs::File;
use tokio::io::{AsyncRead as _, ReadBuf};

type Opening = Pin<Box<dyn Future<Output = io::Result<File>> + Send + Sync>>;

/// A file that is read while it is sent. It needs tokio.
///
/// ```no_run
/// # async fn f() -> graphdown_client::Result<()> {
/// use graphdown_client::{FileStream, RequestContent};
/// let content = RequestContent::stream(FileStream::open("report.pdf").await?);
/// # Ok(())
/// # }
/// ```
pub struct FileStream {
    path: PathBuf,
    size: u64,
    state: State,
}

enum State {
    Closed,
    Opening(Opening),
    Open(File),
}

impl FileStream {
    /// The file at `path`. It is opened when it is read; its size is that of now.
    ///
    /// # Errors
    /// If there is no such file, or if it is a folder.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let unreadable = |reason: &dyn fmt::Display| {
            Error::InvalidRequest(format!("`{}` cannot be read: {reason}", path.display()))
        };
        let metadata = tokio::fs::metadata(&path).await.map_err(|error| unreadable(&error))?;
        if !metadata.is_file() {
            return Err(unreadable(&"it is no file"));
        }
        Ok(FileStream { size: metadata.len(), path, state: State::Closed })
    }
}

impl Clone for FileStream {
    /// The same file from its beginning.
    fn clone(&self) -> Self {
        FileStream { path: self.path.clone(), size: self.size, state: State::Closed }
    }
}

#[async_trait::async_trait]
impl SeekableStream for FileStream {
    async fn reset(&mut self) -> azure_core::Result<()> {
        self.state = State::Closed;
        Ok(())
    }

    fn len(&self) -> Option<u64> {
        Some(self.size)
    }
}

impl AsyncRead for FileStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        loop {
            match &mut self.state {
                State::Closed => {
                    let path = self.path.clone();
                    self.state = State::Opening(Box::pin(File::open(path)));
                }
                State::Opening(opening) => {
                    let file = ready!(opening.as_mut().poll(context))?;
                    self.state = State::Open(file);
                }
                State::Open(file) => {
                    let mut buffer = ReadBuf::new(buffer);
                    ready!(Pin::new(file).poll_read(context, &mut buffer))?;
                    return Poll::Ready(Ok(buffer.filled().len()));
                }
            }
        }
    }
}

impl fmt::Debug for FileStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStream").field("path", &self.path).field("size", &self.size).finish()
    }
}
