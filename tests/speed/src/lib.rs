//! The phases of a run of the generator as functions, each from what the one before it made, and what they are measured against.

pub mod clock;
pub mod phases;
pub mod set;
