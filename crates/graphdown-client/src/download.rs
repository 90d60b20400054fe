//! Answers that are read while they arrive.

use crate::client::Silence;
use crate::error::{Error, Result};
use azure_core::http::headers::{HeaderName, Headers};
use azure_core::http::{AsyncRawResponse, AsyncResponseBody};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// An answer that arrives in pieces: a stream of bytes.
///
/// It has no limit of size unless [`at_most`](Download::at_most) sets one, for nothing of it is held in memory. A service that is silent for
/// longer than `silence_limit` of the client's options while a piece is waited for ends it with an error; how long a reader takes between two
/// pieces does not count.
///
/// ```no_run
/// # async fn f(download: graphdown_client::Download) -> graphdown_client::Result<()> {
/// let mut download = download.at_most(1 << 30);
/// while let Some(bytes) = download.next().await {
///     println!("{} bytes", bytes?.len());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Download {
    status: u16,
    headers: Headers,
    body: AsyncResponseBody,
    silence: Silence,
    /// The most bytes, and those that are left of them.
    limit: Option<(u64, u64)>,
    is_over: bool,
}

impl Download {
    pub(crate) fn new(answer: AsyncRawResponse, silence: Option<Duration>) -> Self {
        let (status, headers, body) = answer.deconstruct();
        let silence = Silence::new(silence);
        Download { status: status.into(), headers, body, silence, limit: None, is_over: false }
    }

    /// The same, but it ends with [`Error::TooLarge`] in front of the piece that makes it more than so many bytes. They are counted as they
    /// are read, after decompression.
    #[must_use]
    pub fn at_most(self, bytes: u64) -> Self {
        Download { limit: Some((bytes, bytes)), ..self }
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The size in bytes, if the service said it. What was compressed on the way is larger.
    pub fn size(&self) -> Option<u64> {
        self.headers.get_optional_str(&HeaderName::from_static("content-length"))?.parse().ok()
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes>> {
        StreamExt::next(self).await
    }

    fn counted(&mut self, piece: Bytes) -> Result<Bytes> {
        if let Some((limit, left)) = &mut self.limit {
            let rest = left.checked_sub(piece.len() as u64);
            *left = rest.ok_or(Error::TooLarge { limit: *limit })?;
        }
        Ok(piece)
    }
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let item = match Pin::new(&mut self.body).poll_next(context) {
            Poll::Ready(item) => item.map(|it| it.map_err(Error::from_core)),
            Poll::Pending => match self.silence.poll(context) {
                Poll::Ready(error) => Some(Err(Error::from_core(error))),
                Poll::Pending => return Poll::Pending,
            },
        };
        self.silence.end();
        let item = item.map(|it| it.and_then(|piece| self.counted(piece)));
        self.is_over = !matches!(item, Some(Ok(_)));
        Poll::Ready(item)
    }
}
