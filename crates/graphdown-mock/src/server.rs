//! The server as programs use it.

use crate::documentation::Documentation;
use crate::error::Error;
use crate::fault::{Fault, Faults};
use crate::http::{self, Answered, Listener, Shared, lock};
use crate::received::{Log, Received};
use crate::settings::Settings;
use crate::worker::{self, Job};
use serde_json::Value;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A server that runs. It ends when this is dropped.
pub struct MockServer {
    shared: Arc<Shared>,
    documentation: Documentation,
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

/// How a server is to be. Everything has a default.
#[derive(Clone, Default)]
pub struct Builder {
    docs: Option<PathBuf>,
    documentation: Option<Documentation>,
    address: Option<IpAddr>,
    port: u16,
    settings: Settings,
    on_answer: Option<Listener>,
}

impl MockServer {
    /// A server on a free port of this machine, with the documentation in `docs-input`.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The address without a version: `http://127.0.0.1:43210`.
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.shared.address
    }

    /// How many operations are served.
    pub fn operations(&self) -> usize {
        self.documentation.operations()
    }

    /// The last requests, oldest first. See [`Builder::keep_received`].
    pub fn received(&self) -> Vec<Received> {
        lock(&self.shared.log).all()
    }

    /// Back to the start: what was created, changed, deleted and received is forgotten, faults are taken back, and what the builder
    /// seeded is there again.
    pub fn reset(&self) {
        let (done, is_done) = channel();
        if self.shared.jobs.send(Job::Reset(done)).is_ok() {
            let _ = is_done.recv();
        }
        lock(&self.shared.log).clear();
        let throttle = self.shared.settings.throttle;
        *lock(&self.shared.faults) = Faults::new(throttle);
    }

    /// Puts an object into a list, as if it had been created: `server.seed("users", json!({"displayName": "Megan"}))`. One without a key
    /// gets one.
    ///
    /// # Errors
    /// If the value is no object, or no page documents such a list.
    pub fn seed(&self, list: &str, object: Value) -> Result<(), Error> {
        let (reply, done) = channel();
        let job = Job::Seed(list.to_owned(), object, reply);
        let is_sent = self.shared.jobs.send(job).is_ok();
        match done.recv() {
            Ok(done) if is_sent => {
                done.map_err(|it| Error::new(format!("cannot seed: {it}"), None))
            }
            _ => Err(Error::new("the server is ending", None)),
        }
    }

    /// Lets something go wrong with the next request. Several faults are for as many requests.
    pub fn fail_next(&self, fault: Fault) {
        lock(&self.shared.faults).push(fault);
    }

    /// Ends the server, after the requests that are being answered.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        if let Some(task) = self.task.take() {
            let _ = task.await;
        }
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("url", &self.url()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Builder {
    /// The folder of the documentation.
    pub fn docs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.docs = Some(folder.into());
        self
    }

    /// Documentation that was read before; many servers can share it.
    pub fn documentation(mut self, documentation: &Documentation) -> Self {
        self.documentation = Some(documentation.clone());
        self
    }

    /// The address to listen on. Default: 127.0.0.1, which other machines do not reach.
    pub fn bind(mut self, address: IpAddr) -> Self {
        self.address = Some(address);
        self
    }

    /// The port to listen on. Default: any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Answers with the documented examples only, and keeps nothing.
    pub fn examples_only(mut self, it: bool) -> Self {
        self.settings.examples_only = it;
        self
    }

    /// Answers 404 for ids that no page shows and that were not created. Default: such an id gets the documented example, with this id.
    pub fn strict_ids(mut self, it: bool) -> Self {
        self.settings.strict_ids = it;
        self
    }

    /// Whether requests need a bearer token. Default: they do. What the token says is not looked at.
    pub fn require_token(mut self, it: bool) -> Self {
        self.settings.needs_token = it;
        self
    }

    /// How often a monitor says that work goes on before it says that it is done. Default: 2.
    pub fn polls(mut self, polls: u32) -> Self {
        self.settings.polls = polls;
        self
    }

    /// How many elements a page holds if the request does not say. Default: 100.
    pub fn page_size(mut self, size: usize) -> Self {
        self.settings.page_size = size.max(1);
        self
    }

    /// The longest body in bytes; longer ones are answered with 413. Default: 4 MiB.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// How many bytes of content and of open uploads are kept, each; more is answered with 507. Default: 256 MiB.
    pub fn max_kept_bytes(mut self, bytes: usize) -> Self {
        self.settings.limits.bytes = bytes;
        self
    }

    /// How many objects are kept; more is answered with 507. Default: 1,000,000.
    pub fn max_kept_objects(mut self, objects: usize) -> Self {
        self.settings.limits.entities = objects;
        self
    }

    /// How many requests [`MockServer::received`] tells of, the last ones. Default: 10,000.
    pub fn keep_received(mut self, requests: usize) -> Self {
        self.settings.max_recorded = requests;
        self
    }

    /// Answers this much later.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// Answers the first requests with 429.
    pub fn throttle(mut self, requests: u32) -> Self {
        self.settings.throttle = requests;
        self
    }

    /// As [`MockServer::seed`], and again after each reset.
    pub fn seed(mut self, list: impl Into<String>, object: Value) -> Self {
        self.settings.seeds.push((list.into(), object));
        self
    }

    /// Calls `listener` with each answer, for access logs.
    pub fn on_answer(mut self, listener: impl Fn(&Answered) + Send + Sync + 'static) -> Self {
        self.on_answer = Some(Arc::new(listener));
        self
    }

    /// Reads the documentation and starts the server, on the runtime that this is called on.
    ///
    /// # Errors
    /// If the documentation cannot be read, the address is not free, or something cannot be seeded.
    pub async fn start(self) -> Result<MockServer, Error> {
        let docs = self.docs.unwrap_or_else(|| "docs-input".into());
        let documentation = match self.documentation {
            Some(it) => it,
            None => {
                let loaded = tokio::task::spawn_blocking(move || Documentation::load(docs)).await;
                loaded.map_err(|it| {
                    Error::new(format!("cannot read the documentation: {it}"), None)
                })??
            }
        };
        let address =
            SocketAddr::new(self.address.unwrap_or(Ipv4Addr::LOCALHOST.into()), self.port);
        let cannot = |it: std::io::Error| {
            Error::new(format!("cannot listen on {address}: {it}"), Some("choose another port"))
        };
        let listener = TcpListener::bind(address).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let (jobs, ready) = worker::start(documentation.clone(), self.settings.clone())
            .map_err(|it| Error::new(format!("cannot start a thread: {it}"), None))?;
        let ready = tokio::task::spawn_blocking(move || ready.recv()).await;
        match ready {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(what))) => return Err(Error::new(what, None)),
            _ => return Err(Error::new("the documentation could not be made ready", None)),
        }
        let throttle = self.settings.throttle;
        let shared = Arc::new(Shared {
            settings: self.settings,
            jobs,
            faults: Mutex::new(Faults::new(throttle)),
            log: Mutex::new(Log::default()),
            on_answer: self.on_answer,
            address,
            requests: AtomicU64::new(0),
        });
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(http::serve(listener, shared.clone(), stopped));
        Ok(MockServer { shared, documentation, stop, task: Some(task) })
    }

    /// Starts the server on a runtime of its own, calls `ready`, and serves until the process is interrupted (Ctrl-C, or SIGTERM where
    /// there is such a thing).
    ///
    /// # Errors
    /// As [`Builder::start`].
    pub fn run(self, ready: impl FnOnce(&MockServer)) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|it| Error::new(format!("cannot start: {it}"), None))?;
        runtime.block_on(async {
            let server = self.start().await?;
            ready(&server);
            interrupted().await;
            server.shutdown().await;
            Ok(())
        })
    }
}

#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    let _ = tokio::signal::ctrl_c().await;
}
