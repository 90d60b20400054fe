//! The runtime that generated bindings call.
