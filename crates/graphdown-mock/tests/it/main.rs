//! The mock over real HTTP, with the documentation of `docs-input`.

mod batches;
mod client;
mod documented;
mod faults;
mod foreign;
mod limits;
mod lists;
mod objects;
mod refusals;
mod streams;
