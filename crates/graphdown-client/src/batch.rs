//! Several requests in one call.
//!
//! Source: <https://learn.microsoft.com/graph/json-batching>.

mod rounds;
mod wire;

use crate::answer::{Answer, RawAnswer};
use crate::client::GraphClient;
use crate::error::{Error, Result};
use crate::request::{Body, Method, OperationInfo, Request};
use std::fmt;
use std::marker::PhantomData;

/// How many requests the service takes in one call.
const LIMIT: usize = 20;

/// Requests that are sent together: up to twenty go into one call, more into several calls one after the other.
///
/// ```no_run
/// # use graphdown_client::*;
/// # async fn f<A: Answer, B: Answer>(client: &GraphClient, me: Request<A>, mail: Request<B>) -> Result<()> {
/// let mut batch = Batch::new();
/// let me = batch.add(me);
/// let mail = batch.add(mail);
/// let mut results = batch.send(client).await;
/// let me: A = results.take(me)?;
/// let mail: B = results.take(mail)?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "a batch does nothing until it is sent"]
pub struct Batch {
    items: Vec<Item>,
}

/// One request of a batch.
#[derive(Clone)]
struct Item {
    operation: &'static OperationInfo,
    method: Method,
    /// `v1.0`, without slashes.
    version: String,
    /// Path and query below the version.
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Body>,
    /// Indexes of earlier items that have to succeed first.
    depends_on: Vec<usize>,
}

/// Which result of a batch is meant, and of which type it is.
pub struct BatchKey<R> {
    index: usize,
    result: PhantomData<fn() -> R>,
}

impl<R> Clone for BatchKey<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for BatchKey<R> {}

impl<R> fmt::Debug for BatchKey<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BatchKey({})", self.index)
    }
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Batch::default()
    }

    /// How many requests there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a request. It may be one that was made without a client.
    pub fn add<R: Answer>(&mut self, request: Request<R>) -> BatchKey<R> {
        let url = request.url();
        let (version, rest) = match url.trim_start_matches('/').split_once('/') {
            Some((version, rest)) => (version.to_owned(), format!("/{rest}")),
            None => (url.trim_start_matches('/').to_owned(), "/".to_owned()),
        };
        self.items.push(Item {
            operation: request.operation(),
            method: request.method(),
            version,
            url: rest,
            headers: request.headers().to_vec(),
            body: request.body().cloned(),
            depends_on: Vec::new(),
        });
        BatchKey { index: self.items.len() - 1, result: PhantomData }
    }

    /// Does the later of two requests only if the earlier one has succeeded; otherwise it fails with 424.
    ///
    /// # Panics
    /// If `later` was not added after `earlier`.
    pub fn depends_on<A, B>(&mut self, later: BatchKey<A>, earlier: BatchKey<B>) {
        assert!(
            earlier.index < later.index,
            "a request depends on requests that were added before it"
        );
        let depends_on = &mut self.items[later.index].depends_on;
        if !depends_on.contains(&earlier.index) {
            depends_on.push(earlier.index);
        }
    }

    /// Sends all of them. Requests that the service throttles are sent again after the time that it asks for.
    ///
    /// What goes wrong is told by each result; if a whole call fails, all of its requests have that error.
    pub async fn send(self, client: &GraphClient) -> BatchResults {
        rounds::send(self.items, client).await
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.items.iter().map(|it| format!("{} {}", it.method, it.url));
        f.debug_list().entries(lines).finish()
    }
}

/// What came of the requests of a batch.
#[derive(Debug)]
pub struct BatchResults {
    results: Vec<Option<Result<RawAnswer>>>,
}

impl BatchResults {
    /// The result of one request. It can be taken once.
    ///
    /// # Errors
    /// What went wrong with this request.
    pub fn take<R: Answer>(&mut self, key: BatchKey<R>) -> Result<R> {
        let result = self.results.get_mut(key.index).and_then(Option::take);
        let taken = || {
            Error::InvalidRequest(
                "the result is not there any more, or of another batch".to_owned(),
            )
        };
        R::read(result.ok_or_else(taken)??)
    }

    /// What went wrong with one request, if anything.
    pub fn error<R>(&self, key: BatchKey<R>) -> Option<&Error> {
        self.results.get(key.index)?.as_ref()?.as_ref().err()
    }

    /// What went wrong, in the order of the requests.
    pub fn errors(&self) -> impl Iterator<Item = &Error> {
        self.results.iter().flatten().filter_map(|it| it.as_ref().err())
    }
}
