//! What of all that happened in a folder matters: editors leave more behind than the page that was saved.

use graphdown::docset::DocSet;
use graphdown::{Config, Live};
use std::path::{Path, PathBuf};

/// Pages that were saved, came or went, and folders that did.
pub(super) struct Saved {
    /// All of them, for the next run.
    pub(super) paths: Vec<PathBuf>,
    /// As messages name them.
    pub(super) names: String,
}

/// Leaves out what is neither there nor was read before: editors write a page under another name first, and try whether they may write
/// (`4913`). `None` if nothing is left.
pub(super) fn saved(live: &Live, changed: Vec<PathBuf>) -> Option<Saved> {
    let matters =
        |it: &PathBuf| it.exists() || is_asked_for(live.config(), it) || was_read(live, it);
    let paths: Vec<PathBuf> = changed.into_iter().filter(matters).collect();
    let names = names(live.config().documentation_folder(), &paths);
    (!paths.is_empty()).then_some(Saved { paths, names })
}

/// True for the files of the settings, and for the word that everything may have changed, which is no path.
fn is_asked_for(config: &Config, path: &Path) -> bool {
    path.as_os_str().is_empty()
        || config.settings_file() == Some(path)
        || config.corrections_file().as_deref() == Some(path)
}

/// True if it is one of the pages of the last run, or a folder with such a page.
fn was_read(live: &Live, path: &Path) -> bool {
    let below = path.strip_prefix(live.config().documentation_folder()).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
    has(live.docs(), &parts.join("/"))
}

fn has(docs: &DocSet, path: &str) -> bool {
    let is_below = |it: &str| it.strip_prefix(path).is_some_and(|it| it.starts_with('/'));
    docs.files().iter().any(|it| it.path == path || is_below(&it.path))
}

/// The pages, or the folders where no page can be named.
fn names(root: &Path, paths: &[PathBuf]) -> String {
    let name = |it: &PathBuf| {
        let below = it.strip_prefix(root).unwrap_or(it);
        let shown = if below.as_os_str().is_empty() { root } else { below };
        shown.display().to_string()
    };
    let pages: Vec<&PathBuf> = paths.iter().filter(|it| is_file(it)).collect();
    let all = if pages.is_empty() { paths.iter().collect() } else { pages };
    match all.as_slice() {
        [one] => format!("{}: ", name(one)),
        [first, rest @ ..] => format!("{} and {} more: ", name(first), rest.len()),
        [] => String::new(),
    }
}

/// By its name, for it may be gone.
fn is_file(path: &Path) -> bool {
    path.extension().is_some() && !path.is_dir()
}
