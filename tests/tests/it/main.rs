//! All tests over the whole project, in one binary.

mod accounts;
mod corpus;
mod corrections;
mod determinism;
mod diagnostics;
mod diff;
mod export;
mod fixtures;
mod house;
mod layout;
mod readme;
mod rebuild;
mod report;
mod round_trip;
mod surface;
mod verify;
