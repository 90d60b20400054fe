//! How a server behaves.

use crate::state::Limits;
use serde_json::Value;
use std::time::Duration;

/// What the builder collects.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) examples_only: bool,
    pub(crate) strict_ids: bool,
    pub(crate) needs_token: bool,
    /// How often a monitor says that it goes on before it says that it is done.
    pub(crate) polls: u32,
    pub(crate) page_size: usize,
    pub(crate) max_body: usize,
    pub(crate) max_recorded: usize,
    pub(crate) latency: Duration,
    /// How many requests are answered with 429 at the start.
    pub(crate) throttle: u32,
    pub(crate) limits: Limits,
    /// List and object.
    pub(crate) seeds: Vec<(String, Value)>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            examples_only: false,
            strict_ids: false,
            needs_token: true,
            polls: 2,
            page_size: 100,
            max_body: 4 << 20,
            max_recorded: 10_000,
            latency: Duration::ZERO,
            throttle: 0,
            limits: Limits::default(),
            seeds: Vec::new(),
        }
    }
}
