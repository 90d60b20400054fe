//! `ir::edm` → `ir::rust`: decides what the Rust looks like, down to the last name.

use crate::diagnostics::Diagnostics;
use crate::ir::edm::Edm;
use crate::ir::rust::{Crate, Dependency, File, When};
use context::Context;
pub(crate) use names::feature_name;

mod bodies;
mod boxing;
mod calls;
mod context;
mod docs;
mod enums;
mod examples;
mod features;
mod front;
mod layout;
mod manifest;
mod models;
mod modules;
mod monitors;
mod names;
mod nodes;
mod operations;
mod partition;
mod properties;
mod responses;
mod steps;
mod tree;
mod twin;
mod types;

/// What the documentation does not say about the crate.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSettings {
    /// The package's name.
    pub crate_name: String,
    /// The package's version.
    pub crate_version: String,
    /// Where the runtime comes from, seen from the generated crate.
    pub client: Dependency,
    /// Where the build-time crate comes from; `None` for a crate without a build script.
    pub generator: Option<Dependency>,
    /// The build script; `None` for a crate without one.
    pub build_script: Option<String>,
    /// True if the crate is no member of a workspace around it.
    pub own_workspace: bool,
    /// Further lines for `Cargo.toml`, taken as they are.
    pub manifest_extra: String,
    /// The path of each file of the documentation set, by its id: for links to the pages. May be empty; then there are no links.
    pub pages: Vec<String>,
    /// For benches: models with serde's derives.
    pub serde_derive_twin: bool,
    /// Which versions get example calls in their documentation.
    pub examples: When,
}

/// A version with more operations is large, see [`When::Auto`]. To test the examples of such a one would take longer than it is worth.
pub(crate) const LARGE: usize = 1_000;

fn wants_examples(examples: When, operations: usize) -> bool {
    match examples {
        When::Auto => operations <= LARGE,
        When::Always => true,
        When::Never => false,
    }
}

impl Default for PlanSettings {
    fn default() -> Self {
        PlanSettings {
            crate_name: "graph-bindings".to_owned(),
            crate_version: "0.1.0".to_owned(),
            client: Dependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
            generator: None,
            build_script: None,
            own_workspace: false,
            manifest_extra: String::new(),
            pages: Vec::new(),
            serde_derive_twin: false,
            examples: When::default(),
        }
    }
}

/// Decides what the Rust looks like.
pub fn plan(edm: &Edm, settings: &PlanSettings, diagnostics: &mut Diagnostics) -> Crate {
    let manifest = manifest::manifest(edm, settings);
    let mut files = vec![modules::root(edm)];
    for api in &edm.apis {
        let context = Context::new(api, settings, diagnostics);
        let first = files.len();
        // Types and paths know nothing of each other's files; findings are sorted in the end.
        let (types, paths) = rayon::join(|| types(&context), || paths(&context));
        for (made, findings) in [types, paths] {
            files.extend(made);
            diagnostics.append(findings);
        }
        if wants_examples(settings.examples, api.operations.len()) {
            examples::add(&mut files[first..], &context, &settings.crate_name);
        }
        let mut modules = modules::version(&context);
        modules[0].docs.extend(front::areas(api, &files[first..]));
        if first == 1 {
            let (name, version) = (&settings.crate_name, context.version.as_str());
            let has_features = !manifest.features.is_empty();
            let begin = front::begin(name, version, &files[first..], has_features);
            files[0].docs.extend(begin);
        }
        files.extend(modules);
    }
    files[0].docs.extend(features::docs(&settings.crate_name, &manifest.features));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let it = Crate { manifest, build_script: settings.build_script.clone(), files };
    if settings.serde_derive_twin { twin::twin(it) } else { it }
}

fn types(context: &Context<'_>) -> (Vec<File>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut files = models::files(context, &mut diagnostics);
    files.extend(enums::files(context, &mut diagnostics));
    (files, diagnostics)
}

fn paths(context: &Context<'_>) -> (Vec<File>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let files = nodes::files(context, &mut diagnostics);
    (files, diagnostics)
}

#[cfg(test)]
mod tests;
