//! The API in forms that others read: OpenAPI, CSDL, JSON Schema, tables of permissions. Each is a pure function of one version of the
//! API; the inventory is [`crate::inventory()`].

pub use csdl::{csdl_json, csdl_xml};
pub use openapi::{openapi, openapi_3_0};
pub use permissions::{permissions_csv, permissions_markdown};
pub use schema::json_schema;

mod common;
mod csdl;
mod openapi;
mod permissions;
mod schema;
