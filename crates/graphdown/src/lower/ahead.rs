//! Pages that are read ahead, in parallel, by readers that declare nothing.
//!
//! What a name means depends on what the pages before have declared. But nearly all pages name what is known already; what a reader found
//! on them counts if nothing was declared since that it asked for.

use super::world::World;
use crate::diagnostics::Diagnostics;
use crate::ir::Text;
use crate::ir::edm::{Aspect, Evidence, Subject};
use std::collections::BTreeMap;

/// How many pages are read ahead.
pub(super) const AHEAD: usize = 128;

/// What a reader found on a page, and what it noted.
pub(super) struct Ahead<T> {
    found: T,
    diagnostics: Diagnostics,
    evidence: Vec<Evidence>,
    reasons: BTreeMap<(Subject, Aspect), &'static str>,
    asked: Vec<Text>,
}

impl<T> Ahead<T> {
    /// What `read` finds. `None` if it would declare something.
    pub(super) fn of(
        world: &World<'_>,
        read: impl FnOnce(&mut World<'_>) -> T,
    ) -> Option<Ahead<T>> {
        let mut diagnostics = Diagnostics::default();
        let mut reader = world.reader(&mut diagnostics);
        let found = read(&mut reader);
        let World { changes, evidence, reasons, asked, .. } = reader;
        (changes == 0).then_some(Ahead { found, diagnostics, evidence, reasons, asked })
    }

    /// True if something was declared by a name that the reader asked for.
    pub(super) fn is_stale(&self, world: &World<'_>) -> bool {
        !world.fresh.is_empty() && self.asked.iter().any(|it| world.fresh.contains(it))
    }

    /// Takes over what was noted.
    pub(super) fn accepted(self, world: &mut World<'_>) -> T {
        world.diagnostics.append(self.diagnostics);
        world.evidence.extend(self.evidence);
        world.reasons.extend(self.reasons);
        self.found
    }
}
