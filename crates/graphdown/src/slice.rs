//! A slice of the API: the operations that the settings take, and the types that these need.
//!
//! ```text
//! settings → which operations and types (select) → what these need (graph) → without the rest (prune)
//! ```
//!
//! What is left can be told apart by areas of the product (areas): each becomes a feature of the crate.
//!
//! Without `include`, `exclude` and property lists the slice is the whole API, with types that no operation needs.

pub use graph::{User, Via};
pub use report::{Entry, Held, Report, VersionReport};
pub use why::{Place, Why};

mod areas;
mod check;
mod graph;
mod properties;
mod prune;
mod report;
mod select;
mod why;

pub(crate) use areas::areas;
pub(crate) use report::{over_budget, report};
pub(crate) use why::why;

use crate::diagnostics::Diagnostics;
use crate::docset::{ApiVersion, DocSet};
use crate::ir::edm::Edm;
use crate::settings::Settings;
use graph::Graph;

/// How large a version of the API was before it was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The version.
    pub version: ApiVersion,
    /// Structured types.
    pub types: usize,
    /// Enum types.
    pub enums: usize,
    /// Operations.
    pub operations: usize,
}

/// Leaves out what the settings do not want, and reports entries of the settings that fit nothing. Returns how much there was.
pub(crate) fn cut(
    docs: &DocSet,
    edm: &mut Edm,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<Whole> {
    edm.apis.retain(|api| settings.api_versions.contains(&api.version));
    let whole = edm.apis.iter().map(|it| Whole {
        version: it.version,
        types: it.types.len(),
        enums: it.enums.len(),
        operations: it.operations.len(),
    });
    let whole = whole.collect();
    if settings.takes_all() {
        return whole;
    }
    check::entries(docs, edm, settings, diagnostics);
    for api in &mut edm.apis {
        properties::keep(api, &settings.properties);
        let excluded = select::excluded_types(api, settings);
        properties::drop_of(api, &excluded);
        let selection = select::select(&Graph::new(api), settings, &excluded);
        prune::prune(api, &selection);
    }
    whole
}
