//! What is known to be wrong in the documentation, as data.

/// Corrections to the documentation.
#[derive(Debug, Clone, Default)]
pub struct Corrections {}
