//! Paths as they are seen from another folder, for files that must be the same on every machine.

use crate::error::Error;
use std::ffi::OsStr;
use std::path::{self, Component, Path, PathBuf};

/// `to` as seen from the folder `from`, with `/` between its parts. Both need not exist.
///
/// # Errors
/// If the two have no folder in common (drives of Windows), or the way is not text.
pub fn relative(from: &Path, to: &Path) -> Result<String, Error> {
    let cannot = || {
        Error::new(format!(
            "there is no relative path from `{}` to `{}`",
            from.display(),
            to.display()
        ))
    };
    let (from, to) = (normal(from).ok_or_else(cannot)?, normal(to).ok_or_else(cannot)?);
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return Err(cannot());
    }
    let up = from[common..].iter().map(|_| Some(".."));
    let down = to[common..].iter().map(|it| OsStr::to_str(it.as_os_str()));
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    let parts = parts.ok_or_else(cannot)?;
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// The absolute path without `.` and `..`.
fn normal(it: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for part in path::absolute(it).ok()?.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    Some(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_and_down() {
        for (from, to, expected) in [
            ("generated", "graphdown.toml", "../graphdown.toml"),
            ("generated", "crates/graphdown", "../crates/graphdown"),
            ("a/./b/../c", "a/d", "../d"),
            ("a", "a", "."),
            ("a", "a/b", "b"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)).unwrap(), expected, "{from} {to}");
        }
    }
}
