//! The runtime that generated bindings call.
//!
//! Generated models are plain structs whose only code is two short methods of [`Model`]; everything else about JSON, values, paths and
//! requests is here, once, and not generic over models or operations wherever that can be avoided.
//!
//! # From a credential to a result
//!
//! ```no_run
//! use graphdown_client::azure_core::credentials::TokenCredential;
//! use graphdown_client::{Error, GraphClient};
//! use graph_bindings::v1_0::Graph;
//! use std::sync::Arc;
//!
//! # async fn f(credential: Arc<dyn TokenCredential>) -> graphdown_client::Result<()> {
//! let client = GraphClient::new(credential, None)?;
//! let graph = Graph::new(&client);
//!
//! // A request is a value; `.await` sends it.
//! let user = graph.users().by_id("adele@contoso.com").get().select(["displayName"]).await?;
//!
//! // Pages and items come as they are needed.
//! let mut users = graph.users().list().top(100).items();
//! while let Some(user) = users.next().await {
//!     println!("{:?}", user?.display_name);
//! }
//!
//! match graph.users().by_id("nobody").get().await {
//!     Ok(user) => println!("{:?}", user.display_name),
//!     Err(error) if error.is_not_found() => println!("nobody"),
//!     Err(error) => match error.missing_permission() {
//!         Some(permissions) => println!("one of {:?} is needed", permissions.application),
//!         None => return Err(error),
//!     },
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is where
//!
//! | to | see |
//! |---|---|
//! | make a client, choose a cloud | [`GraphClient`], [`GraphClientOptions`], [`Cloud`] |
//! | set query options and headers, send | [`Request`], [`Response`], [`Download`] |
//! | read collections | [`Pages`], [`Items`], [`Changes`] |
//! | send several requests at once | [`Batch`] |
//! | wait for what takes time | [`LongRunning`] |
//! | send large files | [`Upload`], [`FileStream`] |
//! | know what went wrong | [`Error`], [`ServiceError`] |
//! | know what is allowed | [`OperationInfo`], [`least_permissions`] |
//! | change or clear properties | [`Patch`] |
//! | read related data | [`Nav`], [`NavCollection`] |
//!
//! # Features
//!
//! `reqwest` (default) brings azure_core's transport; without it, give [`GraphClientOptions::client_options`] one of your own.
//! `tokio` (default) waits on tokio and brings [`FileStream`].

pub mod model;
pub mod request;
pub mod response;
pub mod values;

mod answer;
mod batch;
mod client;
mod delta;
mod download;
mod enums;
mod error;
#[cfg(feature = "tokio")]
mod file_stream;
mod long_running;
mod nav;
mod pages;
mod patch;
mod permissions;
mod upload;

pub use answer::{Answer, RawAnswer, Response};
pub use batch::{Batch, BatchKey, BatchResults};
pub use client::{Cloud, ForeignHost, GraphClient, GraphClientOptions};
pub use download::Download;

pub use delta::{Change, Changes};
pub use enums::{Flags, OpenEnum, UnknownMember, read_enum};
pub use error::{Error, ErrorDetail, OperationFailure, Result, ServiceError};
#[cfg(feature = "tokio")]
pub use file_stream::FileStream;
pub use long_running::{Completed, LongRunning, Progress};
pub use model::{
    Additional, DowncastError, Entry, Model, Property, Undeclared, Wire, Writer, debug_model,
    read_model, write_model,
};
pub use nav::{Nav, NavCollection, Resource};
pub use pages::{Items, Pages};
pub use patch::Patch;
pub use permissions::{AccountType, LeastPermissions, Permissions, least_permissions};
pub use request::{
    Body, Condition, Expand, Literal, Method, Monitor, Name, Null, OperationInfo, Order, Path,
    PropertyPath, Request, RequestContent,
};
pub use response::{Bytes, Collection, NoContent, PropertyValue};
pub use upload::{Upload, UploadProgress};
pub use values::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Json, Stream, TimeOfDay};

/// Credentials, transport, retries and headers are azure_core's.
pub use azure_core;
/// The parts of serde that generated code names, so that bindings depend on this crate alone.
pub use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, MapAccess},
    ser::SerializeMap,
};
/// The JSON library whose values appear in the interface.
pub use serde_json;
