//! The file system's edge: documentation in, an output folder out.

pub(crate) use load::{CORRECTIONS, Listed, corrections, from_memory, is_read, list, page, read};
pub use mend::{Mend, mends};
pub use output::Changes;
pub(crate) use output::{append_contents, compare, is_as_left, rewrite, write};
pub use site::write_site;
pub(crate) use stamp::Stamp;

mod load;
mod lock;
mod manifest;
mod mend;
mod output;
mod site;
mod stamp;
