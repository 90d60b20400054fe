//! Connections: HTTP/1.1 on a listener, with limits.

use crate::fault::{Faults, Planned};
use crate::message::{Answer, Request};
use crate::received::Log;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::worker::Job;
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::fmt;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How many connections may be open; further ones wait.
const MOST_CONNECTIONS: usize = 1024;

/// How long a request may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(30);

/// How long connections may take to end when the server does.
const FAREWELL: Duration = Duration::from_secs(3);

/// What was answered, for access logs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Answered {
    /// The method.
    pub method: String,
    /// Path and query, as they were sent.
    pub target: String,
    /// The status; 0 if the connection was cut.
    pub status: u16,
    /// How long it took.
    pub took: Duration,
    /// What was wrong with the request, if it was refused.
    pub refusal: Option<String>,
}

pub(crate) type Listener = Arc<dyn Fn(&Answered) + Send + Sync>;

/// What all connections use.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) jobs: Sender<Job>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) log: Mutex<Log>,
    pub(crate) on_answer: Option<Listener>,
    pub(crate) address: SocketAddr,
    pub(crate) requests: AtomicU64,
}

/// Nothing that is kept under these locks can be half done.
pub(crate) fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves until `stop` says so, and then lets the connections end.
pub(crate) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let seats = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let Ok(seat) = seats.clone().acquire_owned().await else { return };
        let accepted = tokio::select! {
            it = listener.accept() => it,
            _ = stop.wait_for(|it| *it) => break,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, _)) => {
                let (shared, stop) = (shared.clone(), stop.clone());
                connections.spawn(async move {
                    connection(stream, shared, stop).await;
                    drop(seat);
                });
            }
            // For instance too many open files: that may pass.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listener);
    let _ = timeout(FAREWELL, async { while connections.join_next().await.is_some() {} }).await;
}

async fn connection(stream: TcpStream, shared: Arc<Shared>, mut stop: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |it| {
        let shared = shared.clone();
        async move { exchange(&shared, it).await }
    });
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(ARRIVAL);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // How a connection ends is the client's affair.
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|it| *it) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// The connection is to end without an answer.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is cut on demand")
    }
}

impl std::error::Error for Cut {}

async fn exchange(
    shared: &Shared,
    incoming: hyper::Request<Incoming>,
) -> Result<hyper::Response<Sent>, Cut> {
    let started = Instant::now();
    let (parts, body) = incoming.into_parts();
    let mut request = request_of(shared, &parts);
    let target = parts.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
    let mut planned = Planned::default();
    let answer = match receive(shared, body, &mut request).await {
        Err(it) => it.answer(&request),
        Ok(()) => {
            lock(&shared.log).push(&request, shared.settings.max_recorded);
            let plan = lock(&shared.faults).plan(&request);
            match plan {
                Err(it) => it.answer(&request),
                Ok(it) => {
                    planned = it;
                    sleep_for(shared.settings.latency + planned.delay).await;
                    answer(shared, &planned, &request).await
                }
            }
        }
    };
    if let Some(listener) = &shared.on_answer {
        listener(&Answered {
            method: request.method.clone(),
            target,
            status: if planned.cut { 0 } else { answer.status },
            took: started.elapsed(),
            refusal: refusal_of(&answer),
        });
    }
    if planned.cut { Err(Cut) } else { Ok(sent(answer, &planned)) }
}

async fn sleep_for(time: Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

async fn answer(shared: &Shared, planned: &Planned, request: &Request) -> Answer {
    if let Some(refusal) = planned.refusal() {
        let mut answer = refusal.answer(request);
        answer.headers.push(("request-id", request.id.clone()));
        return answer;
    }
    if planned.cut {
        return Answer::empty(500);
    }
    let (reply, answer) = oneshot::channel();
    let job = Job::Answer(Box::new(request.clone()), reply);
    let is_sent = shared.jobs.send(job).is_ok();
    match answer.await {
        Ok(answer) if is_sent => planned.spoil(answer),
        _ => Refusal::new(503, "ServiceUnavailable", "The server is ending.").answer(request),
    }
}

fn refusal_of(answer: &Answer) -> Option<String> {
    if answer.status < 400 {
        return None;
    }
    let body: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
    body.get("error")?.get("message")?.as_str().map(str::to_owned)
}

fn request_of(shared: &Shared, parts: &hyper::http::request::Parts) -> Request {
    let number = shared.requests.fetch_add(1, Ordering::Relaxed) + 1;
    let headers = parts.headers.iter().map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let headers: Vec<(String, String)> = headers.collect();
    let host = headers.iter().find(|(name, _)| name == "host").map(|(_, it)| it.as_str());
    let is_host = |it: &&str| {
        !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || ".-:[]_".contains(it))
    };
    let host = host.filter(is_host).map_or_else(|| shared.address.to_string(), str::to_owned);
    Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: Bytes::new(),
        base: format!("http://{host}"),
        id: format!("6d6f636b-0000-4000-9000-{number:012x}"),
    }
}

/// Reads the body, as far as it may be long.
async fn receive(shared: &Shared, body: Incoming, request: &mut Request) -> Result<(), Refusal> {
    let most = shared.settings.max_body;
    let too_large = || {
        let message = format!("The request is larger than {most} bytes.");
        Refusal::new(413, "RequestEntityTooLarge", message).with("connection", "close")
    };
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    let collected = timeout(ARRIVAL, Limited::new(body, most).collect()).await;
    match collected {
        Ok(Ok(it)) => {
            request.body = it.to_bytes();
            Ok(())
        }
        Ok(Err(it)) if it.is::<http_body_util::LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => {
            Err(Refusal::bad("The body of the request could not be read.")
                .with("connection", "close"))
        }
        Err(_) => {
            let message = "The body of the request did not arrive in time.";
            Err(Refusal::new(408, "RequestTimeout", message).with("connection", "close"))
        }
    }
}

fn sent(answer: Answer, planned: &Planned) -> hyper::Response<Sent> {
    let mut response =
        hyper::Response::new(Sent { data: Some(answer.body), is_cut: planned.cut_body });
    *response.status_mut() =
        hyper::StatusCode::from_u16(answer.status).unwrap_or(hyper::StatusCode::OK);
    for (name, value) in answer.headers {
        // Values that came from a page or a request may hold what a header cannot.
        let value =
            HeaderValue::from_str(&value).or_else(|_| HeaderValue::from_str(&ascii(&value)));
        if let Ok(value) = value {
            response.headers_mut().append(HeaderName::from_static(name), value);
        }
    }
    response
}

fn ascii(text: &str) -> String {
    text.chars().map(|it| if it.is_ascii_graphic() || it == ' ' { it } else { '?' }).collect()
}

/// A body that is sent whole, or breaks off in the middle.
struct Sent {
    data: Option<Bytes>,
    is_cut: bool,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        let frame = match self.data.take() {
            Some(it) if self.is_cut => {
                let half = it.slice(..it.len() / 2);
                Some(Ok(Frame::data(half)))
            }
            Some(it) if !it.is_empty() => Some(Ok(Frame::data(it))),
            Some(_) => None,
            None if self.is_cut => Some(Err(Cut)),
            None => None,
        };
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        !self.is_cut && self.data.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.as_ref().map_or(0, |it| it.len() as u64))
    }
}
