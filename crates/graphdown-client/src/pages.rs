//! Collections page by page, and item by item.

use crate::answer::RawAnswer;
use crate::client::Location;
use crate::error::{Error, Result};
use crate::model::Wire;
use crate::request::Request;
use crate::response::Collection;
use futures_util::Stream;
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

type Fetching = Pin<Box<dyn Future<Output = Result<RawAnswer>> + Send>>;

impl<T: Wire + Send + 'static> Request<Collection<T>> {
    /// The pages of the collection one after the other, each with count and links. Every page is asked for with the headers of the request,
    /// a valid token and retries, and only if its link leads to the service.
    pub fn pages(self) -> Pages<T> {
        let next = Next::First;
        Pages { seen: BTreeSet::new(), request: self, next, fetching: None }
    }

    /// The items of all pages. Pages are asked for as they are needed.
    pub fn items(self) -> Items<T> {
        Items { pages: self.pages(), page: Vec::new().into_iter() }
    }

    /// Goes on at a link that was kept from an earlier run: [`Pages::next_link`], or one of the service's. Query options of the request have no effect then, headers do.
    ///
    /// # Errors
    /// If the link does not lead to the service, or if the request has no client.
    pub fn resume(self, link: &str) -> Result<Self> {
        let url = self.sender()?.hosts().check(link)?;
        Ok(self.at(Location::Link(url)))
    }
}

/// A stream of pages.
#[must_use = "nothing is sent until the next page is asked for"]
pub struct Pages<T> {
    request: Request<Collection<T>>,
    next: Next,
    /// Links that were followed, so that a ring ends.
    seen: BTreeSet<String>,
    fetching: Option<Fetching>,
}

/// Where the next page is.
#[derive(Debug)]
enum Next {
    /// Where the request points.
    First,
    Link(String),
    End,
}

impl<T: Wire + Send + 'static> Pages<T> {
    /// The next page; `None` behind the last one. After an error the same page is asked for again.
    pub async fn next(&mut self) -> Option<Result<Collection<T>>> {
        futures_util::StreamExt::next(self).await
    }

    /// The link of the page that will be asked for next, to be kept for [`Request::resume`]; `None` before the first page and behind the last one.
    pub fn next_link(&self) -> Option<&str> {
        match &self.next {
            Next::Link(link) => Some(link),
            Next::First | Next::End => None,
        }
    }

    fn fetch(&self) -> Fetching {
        let request = match &self.next {
            Next::Link(link) => self.request.clone().resume(link),
            Next::First | Next::End => Ok(self.request.clone()),
        };
        Box::pin(async move { Ok(request?.exchange("application/json", false).await?.into()) })
    }

    fn take(&mut self, answer: &RawAnswer) -> Result<Collection<T>> {
        let page: Collection<T> = answer.json()?;
        self.next = match &page.next_link {
            None => Next::End,
            Some(link) if !self.seen.insert(link.clone()) => {
                let reason = "the link to the next page leads back to a page that was seen";
                return Err(Error::InvalidLink(reason.to_owned()));
            }
            Some(link) => Next::Link(link.clone()),
        };
        Ok(page)
    }
}

impl<T: Wire + Send + 'static> Stream for Pages<T> {
    type Item = Result<Collection<T>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.fetching.is_none() {
            if matches!(this.next, Next::End) {
                return Poll::Ready(None);
            }
            this.fetching = Some(this.fetch());
        }
        let Some(fetching) = &mut this.fetching else { return Poll::Ready(None) };
        let answer = ready!(fetching.as_mut().poll(context));
        this.fetching = None;
        let page = answer.and_then(|it| this.take(&it));
        if let Err(Error::InvalidLink(_) | Error::ForeignHost(_)) = &page {
            // Asking again would give the same.
            this.next = Next::End;
        }
        Poll::Ready(Some(page))
    }
}

impl<T> std::fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).finish_non_exhaustive()
    }
}

/// A stream of items.
#[must_use = "nothing is sent until the next item is asked for"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
}

impl<T: Wire + Send + 'static> Items<T> {
    /// The next item; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Result<T>> {
        futures_util::StreamExt::next(self).await
    }

    /// All items that are left, in memory.
    ///
    /// # Errors
    /// The first error ends it.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    /// The link of the page that will be asked for next; the items of the page at hand are not behind it.
    pub fn next_link(&self) -> Option<&str> {
        self.pages.next_link()
    }
}

impl<T> Unpin for Items<T> {}
impl<T> Unpin for Pages<T> {}

impl<T: Wire + Send + 'static> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.page = page.value.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> std::fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
