//! The runtime that generated bindings call.
//!
//! Generated models are plain structs whose only code is two short methods of [`Model`]; everything else about JSON, values, paths and
//! requests is here, once, and not generic over models or operations wherever that can be avoided.

pub mod model;
pub mod request;
pub mod response;
pub mod values;

mod answer;
mod batch;
mod client;
mod delta;
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

pub use answer::{Answer, Download, RawAnswer, Response};
pub use batch::{Batch, BatchKey, BatchResults};
pub use client::{Cloud, ForeignHost, GraphClient, GraphClientOptions};

pub use delta::{Change, Changes};
pub use enums::{Flags, OpenEnum, UnknownMember, read_enum};
pub use error::{Error, ErrorDetail, OperationFailure, Result, ServiceError};
#[cfg(feature = "tokio")]
pub use file_stream::FileStream;
pub use long_running::{Completed, LongRunning, Progress};
pub use model::{
    Additional, DowncastError, Entry, Model, Property, Wire, Writer, read_model, write_model,
};
pub use nav::{Nav, NavCollection};
pub use pages::{Items, Pages};
pub use patch::Patch;
pub use permissions::{AccountType, LeastPermissions, least_permissions};
pub use request::{
    Body, Literal, Method, OperationInfo, Path, Permissions, Request, RequestContent,
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
