//! The three intermediate representations. Plain data: no tokens, no markdown events, no input or output.

pub mod edm;
pub mod page;
pub mod rust;
