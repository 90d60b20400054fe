//! What others write is read, and does no harm: see SECURITY.md, which names these tests.

mod bounded;
mod confined;
mod injection;
mod mutated;
