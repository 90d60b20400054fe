//! The list of models as code, for a build script.

use crate::table::Table;
use std::fs;
use std::path::Path;

/// Reads the crate `name` in `folder` and writes, to the folder of the build script's output, `models.rs`: a constant `MODELS` with one
/// [`Entry`](crate::Entry) for each model.
///
/// # Errors
/// If the crate cannot be read or the list not be written.
pub fn list(folder: &Path, name: &str) -> Result<(), String> {
    let table = Table::read(&folder.join("src"))?;
    let entries: String = table
        .models
        .keys()
        .map(|path| {
            let code: Vec<String> = path.split("::").map(raw).collect();
            format!("    ({path:?}, graphdown_round_trip::see::<{name}::{}>),\n", code.join("::"))
        })
        .collect();
    let text = format!(
        "#[allow(deprecated)]\nconst MODELS: &[graphdown_round_trip::Entry] = &[\n{entries}];\n"
    );
    let out = std::env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    fs::write(Path::new(&out).join("models.rs"), text).map_err(|error| error.to_string())
}

/// A module may be named by a keyword; the name of its file does not show that.
fn raw(name: &str) -> String {
    if name.starts_with("r#") || syn::parse_str::<syn::Ident>(name).is_ok() {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}
