//! Hashes of what runs are made of.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::Hash;

/// A hash: two things with the same one are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct Digest(pub(super) [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

const FILES_IN_A_GROUP: usize = 64;

impl From<Digest> for String {
    fn from(it: Digest) -> String {
        it.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = blake3::HexError;

    fn try_from(text: String) -> Result<Digest, blake3::HexError> {
        Ok(Digest(*blake3::Hash::from_hex(text)?.as_bytes()))
    }
}

impl Digest {
    /// Of some bytes.
    pub(crate) fn of(bytes: &[u8]) -> Digest {
        Digest(*blake3::hash(bytes).as_bytes())
    }

    /// Of files, each with its path. Many small files are hashed in one go, for a few thousand bytes alone leave most of the processor's
    /// lanes empty. `append` puts the contents of the file of this number behind what is there; `None` if it has nothing of one of them.
    pub(crate) fn of_files(
        paths: &[&str],
        append: impl Fn(usize, &mut Vec<u8>) -> Option<()> + Sync,
    ) -> Option<Digest> {
        let group = |bytes: &mut Vec<u8>, (number, paths): (usize, &[&str])| {
            bytes.clear();
            for (path, at) in paths.iter().zip(number * FILES_IN_A_GROUP..) {
                bytes.extend_from_slice(path.as_bytes());
                let start = bytes.len();
                append(at, bytes)?;
                // Behind them, since the length of the contents is known when they are there.
                for length in [path.len(), bytes.len() - start] {
                    bytes.extend_from_slice(&(length as u64).to_le_bytes());
                }
            }
            Some(Digest::of(bytes).0)
        };
        let groups = paths.par_chunks(FILES_IN_A_GROUP).enumerate().map_init(Vec::new, group);
        let groups: Vec<[u8; 32]> = groups.collect::<Option<_>>()?;
        Some(Digest::of(groups.as_flattened()))
    }

    /// Of plain data. Holds within one program only: another compiler may feed it otherwise.
    pub(crate) fn of_data(it: &impl Hash) -> Digest {
        let mut hasher = Hasher::new("data");
        it.hash(&mut hasher);
        hasher.end()
    }
}

/// Takes parts one after another, each with its length, so that no two lists of parts are the same bytes.
///
/// Data comes a few bytes at a time, and a hash of many bytes at once takes a fraction of the time.
pub(super) struct Hasher {
    done: blake3::Hasher,
    waiting: Vec<u8>,
}

/// So many bytes are hashed at once: enough for all lanes of a processor.
const AT_ONCE: usize = 32 << 10;

impl Hasher {
    /// `about` keeps hashes of different sorts of things apart.
    pub(super) fn new(about: &str) -> Hasher {
        let mut hasher = Hasher { done: blake3::Hasher::new(), waiting: Vec::new() };
        hasher.part(about.as_bytes());
        hasher
    }

    pub(super) fn part(&mut self, bytes: &[u8]) {
        self.add(&(bytes.len() as u64).to_le_bytes());
        self.add(bytes);
    }

    fn add(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= AT_ONCE {
            self.done.update(&self.waiting);
            self.waiting.clear();
        }
    }

    pub(super) fn end(&self) -> Digest {
        let mut whole = self.done.clone();
        Digest(*whole.update(&self.waiting).finalize().as_bytes())
    }
}

/// [`Hash`] ends texts with a byte that is in none, and puts the length before lists.
impl std::hash::Hasher for Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.add(bytes);
    }

    fn finish(&self) -> u64 {
        u64::from_le_bytes(std::array::from_fn(|it| self.end().0[it]))
    }
}
