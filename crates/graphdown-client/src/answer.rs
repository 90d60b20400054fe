//! From the bytes of an answer to what was asked for.

use crate::client::{Answered, GraphClient};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::request::OperationInfo;
use crate::response::{Bytes, NoContent};
use azure_core::http::Url;
use azure_core::http::headers::{CONTENT_TYPE, ETAG, HeaderName, Headers};
use serde_json::Value;

/// What a request can be answered with.
pub trait Answer: Sized + Send + 'static {
    /// What is asked for in the header `Accept`.
    const ACCEPT: &'static str = "application/json";

    /// True if a redirect is not followed.
    const REDIRECT_IS_ANSWER: bool = false;

    /// Reads an answer that is not an error.
    ///
    /// # Errors
    /// If it is not of this type.
    fn read(from: RawAnswer) -> Result<Self>;
}

/// An answer that is not an error, as it came.
#[derive(Clone, Debug)]
pub struct RawAnswer(Answered);

impl From<Answered> for RawAnswer {
    fn from(answered: Answered) -> Self {
        RawAnswer(answered)
    }
}

impl RawAnswer {
    /// The status code.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.0.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// What was asked.
    pub fn operation(&self) -> &'static OperationInfo {
        self.0.operation
    }

    /// Where the answer came from, behind redirects.
    pub fn url(&self) -> &Url {
        &self.0.url
    }

    /// Who asked.
    pub fn client(&self) -> &GraphClient {
        &self.0.client
    }

    /// A header's value.
    pub fn header(&self, name: &'static str) -> Option<&str> {
        self.0.headers.get_optional_str(&HeaderName::from_static(name))
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// If it is none, or not of the form that `T` wants.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        if self.body().is_empty() {
            return Err(self.unexpected("empty".to_owned()));
        }
        let media_type = self.0.headers.get_optional_str(&CONTENT_TYPE);
        if let Some(other) = media_type.filter(|it| !is_json(it)) {
            return Err(self.unexpected(format!("`{other}`, not JSON")));
        }
        serde_json::from_slice(self.body())
            .map_err(|source| Error::Decode { operation: self.operation().to_string(), source })
    }

    fn unexpected(&self, found: String) -> Error {
        let operation = self.operation().to_string();
        Error::UnexpectedAnswer { operation, status: self.status(), found }
    }
}

/// `application/json;odata.metadata=minimal`, `application/problem+json`, and `text/plain`, which some services say of their JSON.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json") || essence == "text/plain"
}

impl<T: Model + Send + 'static> Answer for T {
    fn read(from: RawAnswer) -> Result<Self> {
        from.json()
    }
}

/// For operations that may answer with nothing: `request.with_response::<Option<User>>()`.
impl<T: Model + Send + 'static> Answer for Option<T> {
    fn read(from: RawAnswer) -> Result<Self> {
        if from.body().is_empty() { Ok(None) } else { from.json().map(Some) }
    }
}

impl Answer for NoContent {
    /// A body without a meaning is not read.
    fn read(_: RawAnswer) -> Result<Self> {
        Ok(NoContent)
    }
}

impl Answer for Bytes {
    const ACCEPT: &'static str = "*/*";

    fn read(from: RawAnswer) -> Result<Self> {
        Ok(from.0.body)
    }
}

impl Answer for Value {
    fn read(from: RawAnswer) -> Result<Self> {
        from.json()
    }
}

/// A result together with what came with it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    value: T,
    raw: RawAnswer,
}

impl<T: Answer> Response<T> {
    pub(crate) fn read(answered: Answered) -> Result<Self> {
        let raw = RawAnswer(answered);
        Ok(Response { value: T::read(raw.clone())?, raw })
    }
}

impl<T> Response<T> {
    /// The result.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The result alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.raw.status()
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        self.raw.headers()
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        self.raw.body()
    }

    /// The resource's ETag, if the service sent it as a header.
    pub fn etag(&self) -> Option<&str> {
        self.headers().get_optional_str(&ETAG)
    }

    /// The service's id of the request, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.header("request-id")
    }
}
