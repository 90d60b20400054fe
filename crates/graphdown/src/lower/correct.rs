//! The passes that apply corrections: data over documentation.
//!
//! Pages and rows are left out before anything is collected. Types, properties and enumerations are corrected before entity types are
//! told from complex types and before operations follow paths along them; once more behind the operations, which may name things that
//! no page describes and may overrule what they find. Entries call things as the documentation does: renaming comes last.

mod bodies;
mod enums;
mod ignore;
mod names;
mod properties;
mod responses;
mod types;

pub(super) use ignore::ignore;

use super::world::{Entry, World};
use crate::corrections::{Change, Correction, Corrections, Name};
use crate::diagnostics::{Code, Diagnostics};
use crate::docset::ApiVersion;
use crate::ir::edm::{Aspect, EnumId, Operation, QualifiedName, Standing, Subject, TypeId};
use crate::span::Span;

/// Why a fact of a page was not followed.
pub(super) const CORRECTED: &str = "corrected by corrections.toml";

/// What an entry did: true if it changed something, false if all was so already; else why it does not apply.
type Effect = Result<bool, String>;

/// The entries, and what each of them did so far in any version.
pub(super) struct Ledger<'c> {
    corrections: &'c Corrections,
    effects: Vec<Option<Effect>>,
    version: ApiVersion,
}

impl<'c> Ledger<'c> {
    pub(super) fn new(corrections: &'c Corrections) -> Self {
        let effects = vec![None; corrections.entries.len()];
        Ledger { corrections, effects, version: ApiVersion::V1 }
    }

    /// The same entries for another version.
    pub(super) fn turn_to(&mut self, version: ApiVersion) {
        self.version = version;
    }

    /// Gives `apply` each entry for the version at hand. `None` means that the entry is another pass's.
    fn run(&mut self, mut apply: impl FnMut(&'c Correction) -> Option<Effect>) {
        for (entry, known) in self.corrections.entries.iter().zip(&mut self.effects) {
            if entry.version.is_some_and(|it| it != self.version) {
                continue;
            }
            let effect = apply(entry);
            // What was of use once is of use, and what fits somewhere is no slip.
            if effect
                .as_ref()
                .is_some_and(|it| known.as_ref().is_none_or(|old| rank(it) > rank(old)))
            {
                *known = effect;
            }
        }
    }

    /// Reports the entries that did nothing. An entry for a version that the set has no page of is not among them.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (entry, effect) in self.corrections.entries.iter().zip(self.effects) {
            let message = match effect {
                None | Some(Ok(true)) => continue,
                Some(Ok(false)) => {
                    "this corrects nothing: the documentation says so already".to_owned()
                }
                Some(Err(why)) => format!("this corrects nothing: {why}"),
            };
            diagnostics.push(Code::UnusedCorrection, entry.span, message);
        }
    }
}

fn rank(effect: &Effect) -> u8 {
    match effect {
        Ok(true) => 2,
        Ok(false) => 1,
        Err(_) => 0,
    }
}

/// Corrects types and enumerations, all but the kinds of types.
pub(super) fn shapes(world: &mut World<'_>, ledger: &mut Ledger<'_>) {
    let corrections = ledger.corrections;
    ledger.run(|by| match &by.change {
        Change::Base(it) => Some(types::base(world, by, it)),
        Change::Retype(it) => Some(properties::retype(world, corrections, by, it)),
        Change::Add(it) => Some(properties::add(world, by, it)),
        Change::Drop(it) => Some(properties::drop(world, by, it)),
        Change::Flags(it) => Some(enums::flags(world, by, it)),
        _ => None,
    });
    ledger.run(|by| match &by.change {
        Change::Rename(it) => Some(names::rename(world, by, it)),
        _ => None,
    });
}

/// Corrects which types are entity types.
pub(super) fn kinds(world: &mut World<'_>, ledger: &mut Ledger<'_>) {
    ledger.run(|by| match &by.change {
        Change::Kind(it) => Some(types::kind(world, by, it)),
        _ => None,
    });
}

/// Corrects operations, and the types that only these name.
pub(super) fn operations(
    world: &mut World<'_>,
    operations: &mut [Operation],
    ledger: &mut Ledger<'_>,
) {
    shapes(world, ledger);
    kinds(world, ledger);
    ledger.run(|by| match &by.change {
        Change::Response(it) => Some(responses::response(world, operations, by, it)),
        _ => bodies::correct(world, operations, by),
    });
}

fn entry(world: &World<'_>, name: &Name) -> Result<Entry, String> {
    let found = world.find(&QualifiedName::new(&name.namespace, &name.name));
    found.ok_or_else(|| format!("there is no type and no enumeration `{name}`"))
}

fn structured(world: &World<'_>, name: &Name) -> Result<TypeId, String> {
    match entry(world, name)? {
        Entry::Type(id) => Ok(id),
        Entry::Enum(_) => Err(format!("`{name}` is an enumeration")),
    }
}

fn enumeration(world: &World<'_>, name: &Name) -> Result<EnumId, String> {
    match entry(world, name)? {
        Entry::Enum(id) => Ok(id),
        Entry::Type(_) => Err(format!("`{name}` is no enumeration")),
    }
}

/// Notes in the trail what an entry says, and that what the pages say of it was not followed. `old` stands for what they say where the
/// trail has nothing yet.
fn note(
    world: &mut World<'_>,
    by: &Correction,
    subject: Subject,
    aspect: Aspect,
    says: &str,
    old: Option<(String, Span)>,
) {
    let is_one_of_many = aspect == Aspect::Member;
    let mut is_noted = false;
    for it in world.evidence.iter_mut().filter(|it| *it.subject == subject && it.aspect == aspect) {
        let is_meant = !is_one_of_many || old.as_ref().is_some_and(|old| old.0 == it.says);
        if is_meant && it.standing == Standing::Holds && it.span.file != by.span.file {
            it.standing = Standing::Lost(CORRECTED);
            is_noted = true;
        }
    }
    if let Some((words, span)) = old.filter(|it| !is_noted && it.1.file != by.span.file) {
        world.lost(subject.clone(), aspect, words, span, CORRECTED);
    }
    world.holds(subject, aspect, format!("{says} ({})", by.reason), by.span);
}
