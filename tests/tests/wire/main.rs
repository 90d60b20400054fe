//! The bindings over real HTTP on loopback: every feature of the runtime, each with its failure side.

mod support;

mod batches;
mod calls;
mod deltas;
mod errors;
mod harm;
mod hosts;
mod long_running;
mod pages;
mod streams;
mod uploads;
