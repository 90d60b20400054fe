//! Sending: a request becomes an answer.

use super::{Request, path};
use crate::answer::{Answer, Response};
use crate::client::{Answered, Call, GraphClient, Location};
use crate::download::Download;
use crate::error::{Error, Result};
use crate::response::Bytes;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

/// The future of a request.
pub type Sending<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

impl<R> Request<R> {
    /// Who sends it.
    pub(crate) fn sender(&self) -> Result<&GraphClient> {
        self.client().ok_or_else(|| {
            let reason =
                "the request was made without a client; make it from `Graph::new(&client)`";
            Error::InvalidRequest(reason.to_owned())
        })
    }

    /// The same request for another page of its answer: headers stay, the query is the link's.
    pub(crate) fn at(&self, link: Location) -> Self {
        let mut request = self.clone();
        request.parts.link = Some(link);
        request
    }

    fn call(&self, accept: &'static str, stays: bool) -> Call<'_> {
        let location =
            self.parts.link.clone().unwrap_or_else(|| {
                Location::Path(path::with_query(self.path(), self.query_pairs()))
            });
        Call {
            operation: self.operation(),
            method: self.method(),
            location,
            headers: self.headers(),
            body: self.body(),
            accept,
            stays,
        }
    }

    /// Sends it and reads the answer, whatever it is.
    pub(crate) async fn exchange(&self, accept: &'static str, stays: bool) -> Result<Answered> {
        self.call(accept, stays).send(self.sender()?).await
    }

    /// Sends it and gives the answer's bytes, whatever they are.
    ///
    /// # Errors
    /// If the service cannot be reached or answers with an error.
    pub async fn raw(self) -> Result<Bytes> {
        Ok(self.exchange("*/*", false).await?.body)
    }

    /// Sends it and gives the answer while it arrives, without holding it in memory. Redirects to where the content is are followed, without the token.
    ///
    /// # Errors
    /// If the service cannot be reached or answers with an error.
    pub async fn stream(self) -> Result<Download> {
        let client = self.sender()?;
        let (_, answer) = self.call("*/*", false).stream(client).await?;
        Ok(Download::new(answer, client.silence_limit()))
    }
}

impl<R: Answer> Request<R> {
    /// Sends it. The same as `.await`.
    ///
    /// # Errors
    /// If the service cannot be reached, answers with an error, or with something that is not the documented type.
    pub async fn send(self) -> Result<R> {
        let answered = self.exchange(R::ACCEPT, R::REDIRECT_IS_ANSWER).await?;
        R::read(answered.into())
    }

    /// Sends it, and gives status, headers and bytes together with the result.
    ///
    /// # Errors
    /// Like [`send`](Request::send).
    pub async fn response(self) -> Result<Response<R>> {
        let answered = self.exchange(R::ACCEPT, R::REDIRECT_IS_ANSWER).await?;
        Response::read(answered)
    }
}

impl<R: Answer> IntoFuture for Request<R> {
    type Output = Result<R>;
    type IntoFuture = Sending<R>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
