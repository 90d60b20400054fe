//! Which program this is. Two builds of one version may write different files, so the version alone does not tell.

use super::digest::{Digest, Hasher};
use std::fs;

/// Of the file that runs, as the file system knows it; `None` if it does not.
pub(super) fn identity() -> Option<Digest> {
    let path = std::env::current_exe().ok()?;
    let file = fs::metadata(&path).ok()?;
    let mut hasher = Hasher::new("tool");
    hasher.part(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.part(path.as_os_str().as_encoded_bytes());
    let modified = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    hasher.part(format!("{} {}", file.len(), modified.as_nanos()).as_bytes());
    changed(&file, &mut hasher);
    Some(hasher.end())
}

/// A program that has the size and the time of another one was still put there at another time, which nobody can set.
#[cfg(unix)]
fn changed(file: &fs::Metadata, hasher: &mut Hasher) {
    use std::os::unix::fs::MetadataExt;
    let words = [file.dev(), file.ino(), file.ctime() as u64, file.ctime_nsec() as u64];
    words.iter().for_each(|it| hasher.part(&it.to_le_bytes()));
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata, _: &mut Hasher) {}
