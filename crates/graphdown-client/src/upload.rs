//! Large files in parts, which can be taken up again.
//!
//! Source: <https://learn.microsoft.com/graph/api/driveitem-createuploadsession>.

mod source;

use crate::answer::{Answer, RawAnswer};
use crate::client::{Call, GraphClient, Location, may_carry_token};
use crate::error::{Error, Result};
use crate::request::{Body, Method, OperationInfo, RequestContent};
use azure_core::http::Url;
use serde::Deserialize;
use source::Source;
use std::fmt;
use std::marker::PhantomData;

/// All parts but the last one have a multiple of this size in bytes.
const UNIT: u64 = 320 * 1024;
const DEFAULT_PART: u64 = 16 * UNIT;
/// The service takes less than 60 MiB in one request.
const LARGEST_PART: u64 = 191 * UNIT;

static PART: OperationInfo =
    OperationInfo { method: Method::Put, path: "(upload session)", ..OperationInfo::NOTHING };

/// The upload of one file to an upload session, part by part.
///
/// The URL of a session is a secret by itself: it is asked without the token, and shown nowhere.
///
/// ```no_run
/// # use graphdown_client::*;
/// # async fn f<DriveItem: Answer>(client: &GraphClient, upload_url: &str) -> Result<()> {
/// let file = FileStream::open("video.mp4").await?;
/// let mut upload = Upload::<DriveItem>::new(client, upload_url, RequestContent::stream(file))?
///     .on_progress(|it| eprintln!("{} of {} bytes", it.sent, it.size));
/// let item = match upload.send().await {
///     Ok(item) => item,
///     // It goes on with the parts that are still missing.
///     Err(error) if error.service().is_none() => upload.send().await?,
///     Err(error) => return Err(error),
/// };
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before `send`"]
pub struct Upload<T> {
    client: GraphClient,
    url: Url,
    source: Source,
    part_size: u64,
    /// What the service wants next: the first byte, and the last one if it says it.
    wanted: (u64, Option<u64>),
    /// True if it is not known what the service has.
    is_interrupted: bool,
    on_progress: Option<Box<dyn FnMut(UploadProgress) + Send>>,
    result: PhantomData<fn() -> T>,
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UploadProgress {
    /// Bytes that the service has.
    pub sent: u64,
    /// All bytes.
    pub size: u64,
}

/// What the service says of a session.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Session {
    #[serde(default)]
    next_expected_ranges: Vec<String>,
}

impl<T: Answer> Upload<T> {
    /// An upload of `content` to the session with this URL.
    ///
    /// # Errors
    /// If the URL is none that content may be sent to, or if the size of the content is not known.
    pub fn new(
        client: &GraphClient,
        upload_url: &str,
        content: impl Into<RequestContent>,
    ) -> Result<Self> {
        let url = Url::parse(upload_url).ok().filter(may_carry_token).ok_or_else(|| {
            Error::InvalidLink("the URL of the upload session is none that may be asked".to_owned())
        })?;
        let source = Source::new(content.into()).ok_or_else(|| {
            Error::InvalidRequest("an upload session needs content of a known size".to_owned())
        })?;
        Ok(Upload {
            client: client.clone(),
            url,
            source,
            part_size: DEFAULT_PART,
            wanted: (0, None),
            is_interrupted: false,
            on_progress: None,
            result: PhantomData,
        })
    }

    /// Takes up an upload that another process began: `send` first asks what is missing.
    pub fn resumed(mut self) -> Self {
        self.is_interrupted = true;
        self
    }

    /// How many bytes go into one request: 5 MiB if not set. It is rounded to what the service takes, multiples of 320 KiB below 60 MiB.
    pub fn part_size(mut self, bytes: u64) -> Self {
        self.part_size = (bytes / UNIT * UNIT).clamp(UNIT, LARGEST_PART);
        self
    }

    /// Calls `progress` behind each part.
    pub fn on_progress(mut self, progress: impl FnMut(UploadProgress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(progress));
        self
    }

    /// Sends the parts that are missing, and gives what the service made of them. After an error it can be called again, and goes on.
    ///
    /// # Errors
    /// If the service cannot be reached or refuses a part, if the session has expired (404), or if the content cannot be read.
    pub async fn send(&mut self) -> Result<T> {
        if self.is_interrupted {
            self.ask().await?;
        }
        self.is_interrupted = true;
        loop {
            let answer = match self.put().await {
                // The service has the part already; only its answer was lost.
                Err(error) if error.status() == Some(416) => {
                    let before = self.wanted;
                    self.ask().await?;
                    if self.wanted == before {
                        return Err(error);
                    }
                    continue;
                }
                answer => answer?,
            };
            if answer.status() != 202 {
                self.report(self.source.size());
                return T::read(answer);
            }
            let session: Session = answer.json()?;
            let sent = self.wanted.0;
            self.expect(&session)?;
            if self.wanted.0 == sent && self.source.size() > 0 {
                let reason = "the service keeps asking for a part that it was sent";
                return Err(Error::InvalidLink(reason.to_owned()));
            }
            self.report(self.wanted.0);
        }
    }

    /// Gives the session up; what was sent is thrown away.
    ///
    /// # Errors
    /// If the service cannot be reached, or does not know the session any more.
    pub async fn cancel(self) -> Result<()> {
        self.call(Method::Delete, &[], None).await.map(drop)
    }

    async fn call(
        &self,
        method: Method,
        headers: &[(String, String)],
        body: Option<&Body>,
    ) -> Result<RawAnswer> {
        let location = Location::Anonymous(self.url.clone());
        let accept = "application/json";
        let call = Call { operation: &PART, method, location, headers, body, accept, stays: false };
        Ok(call.send(&self.client).await?.into())
    }

    /// Asks the service what is missing.
    async fn ask(&mut self) -> Result<()> {
        let session: Session = self.call(Method::Get, &[], None).await?.json()?;
        self.expect(&session)?;
        self.report(self.wanted.0);
        Ok(())
    }

    fn expect(&mut self, session: &Session) -> Result<()> {
        let first = session.next_expected_ranges.first();
        let range = first.and_then(|it| range(it)).filter(|it| it.0 < self.source.size());
        let invalid =
            || Error::InvalidLink("the service does not say which part it wants".to_owned());
        self.wanted = range.ok_or_else(invalid)?;
        Ok(())
    }

    /// Sends the part that is wanted.
    async fn put(&mut self) -> Result<RawAnswer> {
        let size = self.source.size();
        let (first, last) = self.wanted;
        let end = last.map_or(size, |it| (it + 1).min(size)).min(first + self.part_size);
        let content = self.source.read(first, end - first).await?;
        let range = if size == 0 {
            "bytes */0".to_owned()
        } else {
            format!("bytes {first}-{}/{size}", end - 1)
        };
        let headers = [("Content-Range".to_owned(), range)];
        let body = Body::Content { content: content.into(), media_type: None };
        self.call(Method::Put, &headers, Some(&body)).await
    }

    fn report(&mut self, sent: u64) {
        let size = self.source.size();
        if let Some(progress) = &mut self.on_progress {
            progress(UploadProgress { sent, size });
        }
    }
}

/// `26-` or `26-127`.
fn range(text: &str) -> Option<(u64, Option<u64>)> {
    let (first, last) = text.trim().split_once('-')?;
    let first = first.trim().parse().ok()?;
    let last = last.trim();
    if last.is_empty() {
        return Some((first, None));
    }
    last.parse().ok().filter(|it| *it >= first).map(|it| (first, Some(it)))
}

impl<T> fmt::Debug for Upload<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("size", &self.source.size())
            .field("next", &self.wanted.0)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges_are_read() {
        assert_eq!(range("26-"), Some((26, None)));
        assert_eq!(range("12345-55232"), Some((12345, Some(55232))));
        for bad in ["", "-", "x-1", "5-3", "5", "1-x"] {
            assert_eq!(range(bad), None, "{bad}");
        }
    }
}
