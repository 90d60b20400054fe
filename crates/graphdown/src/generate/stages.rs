//! Stand-ins for the four verbs.

use crate::corrections::Corrections;
use crate::diagnostics::Diagnostics;
use crate::docset::DocSet;
use crate::ir::edm::Edm;
use crate::ir::page::Page;
use crate::settings::Settings;

pub(super) use crate::read::read;

pub(super) fn lower(_: &DocSet, _: &[Page], _: &Corrections, _: &mut Diagnostics) -> Edm {
    Edm::default()
}

pub(super) struct Crate;

pub(super) fn plan(_: &Edm, _: &Settings, _: &mut Diagnostics) -> Crate {
    Crate
}

pub(super) fn emit(_: &Crate) -> Vec<(String, String)> {
    Vec::new()
}

/// What the documentation says, as JSON.
pub fn inventory(_: &DocSet, _: &Edm) -> serde_json::Value {
    serde_json::json!({ "types": [], "enums": [], "operations": [] })
}
