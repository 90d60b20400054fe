//! What a page *says*.
