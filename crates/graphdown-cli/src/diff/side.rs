//! One side of a comparison: where it is, and its inventory.

use super::git;
use crate::console::{Console, Failure};
use graphdown::{Config, Ir};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A side that was read.
pub(crate) struct Side {
    pub(crate) inventory: Value,
    /// What stands before the path of a file: a folder, or a revision and a folder; empty for an inventory.
    pub(crate) prefix: String,
}

/// Reads the side that `name` names.
pub(crate) fn read(name: &str, console: &Console) -> Result<Side, Failure> {
    let path = Path::new(name);
    let _progress = console.progress(format!("reading {name}"));
    if path.is_dir() {
        let ir = Config::new().docs(path).load()?;
        return Ok(Side { inventory: inventory(&ir), prefix: folder(name) });
    }
    if path.is_file() {
        return Ok(Side { inventory: file(path)?, prefix: String::new() });
    }
    let Some((revision, tree)) = name.split_once(':').filter(|it| !it.0.is_empty()) else {
        return Err(Failure::Usage(
            format!("there is no folder and no file `{name}`"),
            "give a folder of documentation, an inventory file, or REVISION:FOLDER of a git repository"
                .to_owned(),
        ));
    };
    let ir = Config::new().load_files(tree.trim_end_matches('/'), git::files(revision, tree)?)?;
    Ok(Side { inventory: inventory(&ir), prefix: folder(name) })
}

fn inventory(ir: &Ir) -> Value {
    graphdown::inventory(&ir.docs, &ir.edm)
}

/// `docs/` for `docs`; nothing for the folder one is in, or the top of a revision.
fn folder(name: &str) -> String {
    match name.trim_end_matches('/') {
        "." => String::new(),
        it if it.ends_with(':') => it.to_owned(),
        it => format!("{it}/"),
    }
}

fn file(path: &Path) -> Result<Value, Failure> {
    let failure = |what: String, help: &str| Failure::Usage(what, help.to_owned());
    let text = fs::read(path).map_err(|error| {
        failure(
            format!("cannot read `{}`: {error}", path.display()),
            "check the path and its permissions",
        )
    })?;
    serde_json::from_slice(&text).map_err(|error| {
        failure(
            format!("`{}` is not JSON: {error}", path.display()),
            "make an inventory with `graphdown inspect --docs DIR --format json`",
        )
    })
}
