//! Parts of the content, whether it is in memory or a stream.

use crate::error::{Error, Result};
use crate::request::RequestContent;
use azure_core::stream::SeekableStream;
use bytes::Bytes;
use futures_util::AsyncReadExt;

/// Content whose parts can be read.
pub(super) struct Source {
    content: Content,
    size: u64,
}

enum Content {
    Bytes(Bytes),
    Stream {
        stream: Box<dyn SeekableStream>,
        /// How much of it was read.
        position: u64,
    },
}

impl Source {
    /// `None` if the size is not known.
    pub(super) fn new(content: RequestContent) -> Option<Self> {
        let size = content.size()?;
        let content = match content {
            RequestContent::Bytes(content) => Content::Bytes(content),
            RequestContent::Stream(stream) => Content::Stream { stream, position: 0 },
        };
        Some(Source { content, size })
    }

    /// How many bytes there are.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The bytes from `first` on. A stream is read from its beginning again if they were read before.
    pub(super) async fn read(&mut self, first: u64, length: u64) -> Result<Bytes> {
        match &mut self.content {
            Content::Bytes(content) => {
                // Both are within the size, which is that of memory.
                let index = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
                Ok(content.slice(index(first)..index(first + length)))
            }
            Content::Stream { stream, position } => {
                if *position > first {
                    stream.reset().await.map_err(Error::from_core)?;
                    *position = 0;
                }
                skip(stream.as_mut(), first - *position).await?;
                let mut part = vec![0; usize::try_from(length).unwrap_or(usize::MAX)];
                stream.read_exact(&mut part).await.map_err(unreadable)?;
                *position = first + length;
                Ok(part.into())
            }
        }
    }
}

async fn skip(stream: &mut dyn SeekableStream, mut bytes: u64) -> Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    while bytes > 0 {
        let length = usize::try_from(bytes).unwrap_or(usize::MAX).min(buffer.len());
        stream.read_exact(&mut buffer[..length]).await.map_err(unreadable)?;
        bytes -= length as u64;
    }
    Ok(())
}

/// The content changed its size, or its medium failed.
fn unreadable(error: std::io::Error) -> Error {
    Error::InvalidRequest(format!("the content cannot be read: {error}"))
}
