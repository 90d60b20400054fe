//! An HTTP server that answers as Microsoft Graph would, made from its documentation.
//!
//! Every documented operation is served: with the response that its page shows or, where there is none, one made from the types. What is
//! sent is checked against the page, and refused as Graph refuses it, with an OData error that says what was wrong and where the page
//! says so. What is created, changed and deleted lives as long as the server.
//!
//! ```
//! use graphdown_mock::{Documentation, MockServer};
//! use std::io::{Read, Write};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
//! # runtime.block_on(async {
//! // Once for all tests; each test then starts a server of its own on a free port.
//! let documentation = Documentation::load("../../docs-input")?;
//! let server = MockServer::builder().documentation(&documentation).start().await?;
//!
//! // The program under test gets `server.url()` instead of `https://graph.microsoft.com`.
//! let mut stream = std::net::TcpStream::connect(server.address())?;
//! write!(stream, "GET /v1.0/users?$top=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n")?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//! assert!(answer.starts_with("HTTP/1.1 200 OK"));
//!
//! let received = server.received();
//! assert_eq!((received[0].path.as_str(), received[0].option("$top")), ("/v1.0/users", Some("1")));
//! server.reset();
//! assert!(server.received().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })
//! # }
//! ```
//!
//! # Faults
//!
//! [`MockServer::fail_next`] and [`Builder::throttle`] let things go wrong; so do headers of a request:
//!
//! | header | effect |
//! |---|---|
//! | `x-mock-throttle: 2` | 429 with `Retry-After`, twice; the third time the same request goes through |
//! | `x-mock-retry-after: 1` | the seconds in `Retry-After`; 0 otherwise |
//! | `x-mock-status: 503` | this error |
//! | `x-mock-delay-ms: 500` | the answer comes later |
//! | `x-mock-fault: cut` | the connection ends without an answer |
//! | `x-mock-fault: cut-body` | it ends in the middle of the body |
//! | `x-mock-fault: broken-json` | the body ends in the middle and claims to be whole |
//!
//! # What is not evaluated
//!
//! `$apply`, `$compute`, `$expand` with options, functions of `$filter` beside `startswith`, `endswith`, `contains`, `any` and `all`,
//! and `$metadata` are answered with 501 and a message, not ignored. Permissions are not checked.

pub use documentation::Documentation;
pub use error::Error;
pub use fault::Fault;
pub use http::Answered;
pub use received::Received;
pub use server::{Builder, MockServer};

mod clock;
mod documentation;
mod engine;
mod error;
mod fault;
#[cfg(fuzzing)]
pub mod fuzzing;
mod http;
mod message;
mod query;
mod received;
mod refusal;
mod sample;
mod server;
mod settings;
mod state;
mod table;
mod worker;
