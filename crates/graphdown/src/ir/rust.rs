//! What the Rust looks like.
