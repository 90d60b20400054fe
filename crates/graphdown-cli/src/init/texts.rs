//! What `graphdown init` writes and says.

use graphdown::FirstCall;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// What the texts depend on.
pub(super) struct Project {
    /// The program's package.
    pub(super) name: String,
    /// The documentation, seen from the project's folder.
    pub(super) docs: String,
    /// The runtime's folder, seen from there; `None` for the registry.
    pub(super) client: Option<String>,
    /// The call to begin with; `None` if the documentation has no GET without parameters.
    pub(super) call: Option<FirstCall>,
}

impl Project {
    /// The module of the version in the bindings.
    fn version(&self) -> &str {
        self.call.as_ref().map_or("v1_0", |it| it.version.as_str())
    }
}

/// A string of TOML: what JSON escapes, TOML escapes the same way.
fn string(text: &str) -> String {
    Value::from(text).to_string()
}

/// `graphdown.toml`.
pub(super) fn settings(it: &Project) -> String {
    let client = match &it.client {
        Some(path) => format!("client = {{ path = {} }}", string(path)),
        None => "# client = { path = \"../graphdown/crates/graphdown-client\" }".to_owned(),
    };
    let include = match &it.call {
        Some(call) if call.is_list => {
            format!("[{}, {}]", string(&call.path), string(&format!("{}/*", call.path)))
        }
        Some(call) => format!("[{}]", string(&call.path)),
        None => "[]".to_owned(),
    };
    format!(
        r#"# How graphdown makes the bindings. Paths are taken from the folder of this file; `graphdown generate --help` lists all keys.

# The documentation: a folder with `resources` and `api` in it, or with `v1.0` and `beta` above these.
docs = {docs}
# The crate, which is written whole: never edit it.
out = "bindings"
# What is known to be wrong in the pages. A `corrections.toml` in the documentation's folder is found without this key.
# corrections = "corrections.toml"

[crate]
name = "graph-bindings"
version = "0.1.0"
# Where the runtime comes from, if not from the registry: `path`, `version` or `workspace = true`.
{client}
# With this the crate regenerates itself in `cargo build` when a page changes. It then takes graphdown as a build dependency.
# build-script = true

[api]
# The versions to write, as far as the documentation has them.
versions = [{version}]
# The operations to take, and with them the types that they need; [] takes all. `*` stands for one segment of a path, `**` for any
# number of them. Entries may also name verbs, types, areas and permissions.
include = {include}
# The operations to leave out again.
exclude = []
"#,
        docs = string(&it.docs),
        version = string(if it.version() == "beta" { "beta" } else { "v1.0" }),
    )
}

/// The program's `Cargo.toml`.
pub(super) fn manifest(it: &Project) -> String {
    let client = match &it.client {
        Some(path) => format!("{{ path = {} }}", string(path)),
        None => string(env!("CARGO_PKG_VERSION")),
    };
    format!(
        r#"[package]
name = {name}
version = "0.1.0"
edition = "2024"
rust-version = "1.89"
publish = false

[dependencies]
azure_identity = "1"
# Written by `graphdown generate`.
graph-bindings = {{ path = "bindings" }}
graphdown-client = {client}
tokio = {{ version = "1", features = ["macros", "rt-multi-thread"] }}

# A workspace of its own, also below another one.
[workspace]
"#,
        name = string(&it.name),
    )
}

/// The program's `src/main.rs`.
pub(super) fn program(it: &Project) -> String {
    let version = it.version();
    let mut text = String::from("//! The first call of Microsoft Graph.\n");
    if let Some(permission) = it.call.as_ref().and_then(|it| it.permission.as_ref()) {
        let _ = write!(text, "//!\n//! Permission: `{permission}`.\n");
    }
    let _ = write!(
        text,
        r#"
use graph_bindings::{version}::Graph;
use graphdown_client::GraphClient;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    // Whoever is signed in with `az login` or `azd auth login`; any other credential of azure_identity will do.
    let credential = azure_identity::DeveloperToolsCredential::new(None)?;
    let client = GraphClient::new(credential, None)?;
    let graph = Graph::new(&client);

{call}    Ok(())
}}
"#,
        call = call(it.call.as_ref()),
    );
    text
}

fn call(it: Option<&FirstCall>) -> String {
    match it {
        Some(it) if it.is_list => format!(
            "    // GET {}, page after page as far as they are asked for.\n    let mut items = graph.{}.items();\n    \
             while let Some(item) = items.next().await {{\n        println!(\"{{:?}}\", item?);\n    }}\n",
            it.path, it.call
        ),
        Some(it) => format!(
            "    // GET {}\n    let answer = graph.{}.await?;\n    println!(\"{{answer:?}}\");\n",
            it.path, it.call
        ),
        None => {
            "    // The methods of `graph` are the first steps of all paths.\n    let _ = graph;\n"
                .to_owned()
        }
    }
}

/// What to do now.
pub(super) fn next_steps(it: &Project, folder: &Path, has_docs: bool, is_bare: bool) -> String {
    let mut steps = Vec::new();
    if folder != Path::new(".") {
        steps.push(format!("cd {}", folder.display()));
    }
    if !has_docs {
        steps.push(format!(
            "put the reference pages into `{}`: the folder `api-reference` of github.com/microsoftgraph/microsoft-graph-docs-contrib",
            it.docs
        ));
    }
    steps.push("graphdown generate".to_owned());
    if is_bare {
        steps.push("add to Cargo.toml: graph-bindings = { path = \"bindings\" }".to_owned());
    } else {
        steps.push("az login".to_owned());
        steps.push("cargo run".to_owned());
    }
    let steps = steps.iter().enumerate().map(|(index, it)| format!("  {}. {it}\n", index + 1));
    format!("\nNext:\n{}", steps.collect::<String>())
}
