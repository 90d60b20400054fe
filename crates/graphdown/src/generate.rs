//! The pure core: a documentation set in, files and diagnostics out. No input or output, no failure.

pub(crate) mod build_script;
mod stages;


use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::docset::DocSet;
use crate::ir::edm::Edm;
use crate::lower;
use crate::read;
use crate::settings::Settings;
use std::collections::BTreeMap;

/// What a run makes of a documentation set.
#[derive(Debug, Default)]
pub struct Generated {
    /// The files of the crate: path below its folder, and text; sorted by path.
    pub files: Vec<(String, String)>,
    /// What is wrong or odd in the pages, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The numbers.
    pub summary: Summary,
}

/// How much was read.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Pages read, includes among them.
    pub pages: usize,
    /// Entity types and complex types.
    pub types: usize,
    /// Enum types.
    pub enums: usize,
    /// Operations.
    pub operations: usize,
    /// Diagnostics by code.
    pub diagnostics: BTreeMap<Code, usize>,
}

/// Reads `docs` and writes a crate, in memory. The same input gives the same bytes.
pub fn generate(docs: &DocSet, settings: &Settings) -> Generated {
    let mut diagnostics = Diagnostics::default();
    let edm = understand(docs, settings, &mut diagnostics);
    compile(docs, &edm, settings, diagnostics)
}

/// The first half: pages to the API they describe.
pub(crate) fn understand(docs: &DocSet, settings: &Settings, diagnostics: &mut Diagnostics) -> Edm {
    let pages = read::read(docs, diagnostics);
    let mut edm = lower::lower(docs, &pages, diagnostics);
    select(&mut edm, settings);
    edm
}

/// The second half: the API to files.
pub(crate) fn compile(
    docs: &DocSet,
    edm: &Edm,
    settings: &Settings,
    mut diagnostics: Diagnostics,
) -> Generated {
    let plan = stages::plan(edm, settings, &mut diagnostics);
    let mut files = stages::emit(&plan);
    files.extend(settings.build_script.iter().map(build_script::file));
    files.sort();
    let diagnostics = diagnostics.into_sorted();
    let summary = summary(docs, edm, &diagnostics);
    Generated { files, diagnostics, summary }
}

/// Leaves out the versions and operations that are not wanted. Types stay: indexes into their lists must hold.
fn select(edm: &mut Edm, settings: &Settings) {
    edm.apis.retain(|api| settings.api_versions.contains(&api.version));
    for api in &mut edm.apis {
        api.operations.retain(|it| settings.wants_path(&it.path.to_string()));
    }
}

fn summary(docs: &DocSet, edm: &Edm, diagnostics: &[Diagnostic]) -> Summary {
    let mut summary = Summary { pages: docs.files().len(), ..Summary::default() };
    for api in &edm.apis {
        summary.types += api.types.len();
        summary.enums += api.enums.len();
        summary.operations += api.operations.len();
    }
    for it in diagnostics {
        *summary.diagnostics.entry(it.code).or_default() += 1;
    }
    summary
}
