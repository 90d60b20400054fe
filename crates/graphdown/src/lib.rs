//! Reads Microsoft Graph's reference documentation and writes typed Rust from it.
//!
//! ```text
//! docs (files) → read → ir::page → lower → ir::edm → plan → ir::rust → emit → files + diagnostics
//! ```

pub mod diagnostics;
pub mod docset;
pub mod emit;
pub mod inventory;
pub mod ir;
pub mod lower;
pub mod plan;
pub mod read;
pub mod span;
