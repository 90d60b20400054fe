//! What a request carries.

use crate::error::{Error, Result};
use azure_core::stream::SeekableStream;
use bytes::Bytes;
use serde::Serialize;
use std::fmt;

/// What a request carries.
#[derive(Clone)]
#[non_exhaustive]
pub enum Body {
    /// JSON, written out.
    Json(Vec<u8>),
    /// Content that is not JSON.
    Content {
        /// The content.
        content: RequestContent,
        /// For instance `image/jpeg`, if the documentation names one.
        media_type: Option<&'static str>,
    },
    /// The body could not be written; sending the request gives this error.
    Invalid(String),
}

impl Body {
    pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        serde_json::to_vec(value).map_or_else(|error| Body::Invalid(error.to_string()), Body::Json)
    }

    /// The media type.
    pub fn media_type(&self) -> Option<&str> {
        match self {
            Body::Json(_) => Some("application/json"),
            Body::Content { media_type, .. } => {
                Some(media_type.unwrap_or("application/octet-stream"))
            }
            Body::Invalid(_) => None,
        }
    }

    pub(crate) fn to_core(&self) -> Result<azure_core::http::Body> {
        match self {
            Body::Json(text) => Ok(text.clone().into()),
            Body::Content { content, .. } => Ok(match content.clone() {
                RequestContent::Bytes(content) => content.into(),
                RequestContent::Stream(content) => content.into(),
            }),
            Body::Invalid(reason) => Err(Error::InvalidRequest(reason.clone())),
        }
    }
}

impl fmt::Debug for Body {
    /// Sizes only: bodies hold secrets now and then.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Json(text) => write!(f, "Json({} bytes)", text.len()),
            Body::Content { content, media_type } => write!(f, "{content:?} as {media_type:?}"),
            Body::Invalid(error) => write!(f, "Invalid({error:?})"),
        }
    }
}

/// Content to be sent: bytes in memory, or a stream that is read while it is sent.
///
/// Bytes, vectors and strings become `RequestContent` by `into()`.
#[derive(Clone)]
#[non_exhaustive]
pub enum RequestContent {
    /// Bytes in memory.
    Bytes(Bytes),
    /// A stream that can begin anew, which retries need. [`FileStream`](crate::FileStream) is one.
    Stream(Box<dyn SeekableStream>),
}

impl RequestContent {
    /// Content that is read while it is sent.
    pub fn stream(stream: impl SeekableStream + 'static) -> Self {
        RequestContent::Stream(Box::new(stream))
    }

    /// Its size in bytes, if it is known.
    pub fn size(&self) -> Option<u64> {
        match self {
            RequestContent::Bytes(content) => Some(content.len() as u64),
            RequestContent::Stream(content) => content.len(),
        }
    }
}

impl fmt::Debug for RequestContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.size() {
            Some(size) => write!(f, "RequestContent({size} bytes)"),
            None => f.write_str("RequestContent(of unknown size)"),
        }
    }
}

macro_rules! content_from {
    ($($source:ty),+) => {$(
        impl From<$source> for RequestContent {
            fn from(content: $source) -> Self {
                RequestContent::Bytes(content.into())
            }
        }
    )+};
}

content_from!(Bytes, Vec<u8>, String, &'static [u8], &'static str);
