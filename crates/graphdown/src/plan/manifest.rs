//! Pass: what the generated crate's `Cargo.toml` says.

use super::{PlanSettings, features};
use crate::ir::edm::Edm;
use crate::ir::rust::{Dependency, Manifest};

/// The manifest.
pub(super) fn manifest(edm: &Edm, settings: &PlanSettings) -> Manifest {
    let versions: Vec<_> = edm.apis.iter().map(|it| it.version.as_str()).collect();
    Manifest {
        name: settings.crate_name.clone(),
        version: settings.crate_version.clone(),
        description: format!("Typed bindings for Microsoft Graph ({})", versions.join(", ")),
        client: settings.client.clone(),
        generator: settings.generator.clone(),
        own_workspace: settings.own_workspace,
        is_private: [Some(&settings.client), settings.generator.as_ref()]
            .into_iter()
            .flatten()
            .any(|it| matches!(it, Dependency::Path(_))),
        extra: settings.manifest_extra.clone(),
        features: features::of_crate(edm),
    }
}
