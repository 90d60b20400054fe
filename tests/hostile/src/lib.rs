//! What is needed to hold the project against pages that mean harm.

pub mod mutate;
pub mod shapes;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every page below `folder`: its path below the folder, with `/` between the parts, and its text; sorted.
pub fn pages(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).into_iter().flatten().flatten().map(|it| it.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md")
                && let (Ok(below), Ok(text)) =
                    (path.strip_prefix(folder), std::fs::read_to_string(&path))
            {
                let names: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
                found.push((names.join("/"), text));
            }
        }
    }
    found.sort();
    found
}
