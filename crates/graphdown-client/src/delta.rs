//! Delta queries: what has changed since the last time.
//!
//! Source: <https://learn.microsoft.com/graph/delta-query-overview>.

use crate::error::{Error, Result};
use crate::model::{Model, Wire};
use crate::pages::Pages;
use crate::request::Request;
use crate::response::Collection;
use futures_util::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// What happened to an item since the last time.
#[derive(Debug, Clone, PartialEq)]
pub enum Change<T> {
    /// It is new or has changed. Depending on the resource just the changed properties are there.
    Changed(T),
    /// It is gone.
    Removed {
        /// What is known of it, usually just the id.
        item: T,
        /// `deleted` if it cannot come back, `changed` if it can.
        reason: String,
    },
}

impl<T> Change<T> {
    /// The item, whatever happened to it.
    pub fn item(&self) -> &T {
        match self {
            Change::Changed(item) | Change::Removed { item, .. } => item,
        }
    }
}

impl<T: Model> Change<T> {
    fn of(item: T) -> Self {
        match item.additional().get("@removed") {
            None => Change::Changed(item),
            Some(removed) => {
                let reason = removed.get("reason").and_then(|it| it.as_str());
                Change::Removed { reason: reason.unwrap_or("deleted").to_owned(), item }
            }
        }
    }
}

impl<T: Model + Wire + Send + 'static> Request<Collection<T>> {
    /// All changes of a delta function, page after page: everything there is at the first time, and what has changed since behind [`since`](Request::since).
    ///
    /// ```no_run
    /// # use graphdown_client::*;
    /// # async fn f<T: Model + Wire + Send + 'static>(users: Request<Collection<T>>, stored: Option<String>) -> Result<()> {
    /// let request = match &stored {
    ///     Some(link) => users.since(link)?,
    ///     None => users,
    /// };
    /// let mut changes = request.changes();
    /// while let Some(change) = changes.next().await {
    ///     match change? {
    ///         Change::Changed(user) => { /* ... */ }
    ///         Change::Removed { item, .. } => { /* ... */ }
    ///     }
    /// }
    /// let stored = changes.delta_link().map(str::to_owned);
    /// # Ok(())
    /// # }
    /// ```
    pub fn changes(self) -> Changes<T> {
        Changes { pages: self.pages(), page: Vec::new().into_iter(), delta_link: None }
    }

    /// Goes on where an earlier run ended: with its [`delta_link`](Changes::delta_link), or, if it was interrupted, with its [`next_link`](Changes::next_link).
    ///
    /// # Errors
    /// If the link does not lead to the service, or if the request has no client.
    pub fn since(self, link: &str) -> Result<Self> {
        self.resume(link)
    }

    /// Gives no items but a delta link, so that the next run sees what happens from now on.
    pub fn from_now(self) -> Self {
        self.query("$deltatoken", "latest")
    }
}

/// A stream of changes, which ends with a link for the next time.
#[must_use = "nothing is sent until the next change is asked for"]
pub struct Changes<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    delta_link: Option<String>,
}

impl<T: Model + Wire + Send + 'static> Changes<T> {
    /// The next change; `None` when all have been seen.
    pub async fn next(&mut self) -> Option<Result<Change<T>>> {
        futures_util::StreamExt::next(self).await
    }

    /// Where the next run begins; known once all changes have been seen.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    /// The link of the page that will be asked for next, for a run that is interrupted. The changes of the page at hand are not behind it.
    pub fn next_link(&self) -> Option<&str> {
        self.pages.next_link()
    }

    /// All changes that are left, in memory, and the link for the next run.
    ///
    /// # Errors
    /// The first error ends it. An answer without a delta link is one too: the request is not one of a delta function.
    pub async fn collect(mut self) -> Result<(Vec<Change<T>>, String)> {
        let mut changes = Vec::new();
        while let Some(change) = self.next().await {
            changes.push(change?);
        }
        let missing = || Error::InvalidLink("the last page has no delta link".to_owned());
        Ok((changes, self.delta_link.ok_or_else(missing)?))
    }
}

impl<T> Unpin for Changes<T> {}

impl<T: Model + Wire + Send + 'static> Stream for Changes<T> {
    type Item = Result<Change<T>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(Change::of(item))));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => {
                    this.delta_link = page.delta_link.or(this.delta_link.take());
                    this.page = page.value.into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("pages", &self.pages).finish_non_exhaustive()
    }
}
