//! The three intermediate representations. Plain data: no tokens, no markdown events, no input or output.

pub mod edm;
pub mod page;
pub mod rust;

/// Words of a page that many places name. Short ones stand in the value itself, long ones are shared by its copies, so that a copy costs
/// no memory.
pub type Text = smol_str::SmolStr;
