//! The last pass: types and enums in order of their names, and all references made to fit.

use super::world::World;
use crate::diagnostics::Code;
use crate::docset::ApiVersion;
use crate::ir::edm::{Api, Operation, Renumbering, StructuredType};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Turns the world into the API.
pub(super) fn finish(world: World<'_>, version: ApiVersion, mut operations: Vec<Operation>) -> Api {
    let World { mut types, mut enums, mut evidence, diagnostics, .. } = world;
    // Of two that are equal one goes, so their order does not matter.
    evidence.par_sort_unstable();
    evidence.dedup();
    for it in enums.iter().filter(|it| it.members.is_empty()) {
        diagnostics.push(
            Code::EnumWithoutMembers,
            it.sources[0],
            format!("no page lists the members of `{}`", it.name),
        );
    }
    let renumbering = Renumbering {
        types: ranks(types.iter().map(|it| &it.name)),
        enums: ranks(enums.iter().map(|it| &it.name)),
    };
    types.sort_by(|a, b| a.name.cmp(&b.name));
    enums.sort_by(|a, b| a.name.cmp(&b.name));
    types.iter_mut().for_each(|it| renumbering.structured_type(it));
    operations.iter_mut().for_each(|it| renumbering.operation(it));
    let main_namespace = main_namespace(&types);
    Api { version, main_namespace, types, enums, operations, evidence }
}

/// The namespace with most types; of two the first by name.
fn main_namespace(types: &[StructuredType]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for it in types {
        *counts.entry(&it.name.namespace).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|it| it.1).map_or(String::new(), |it| it.0.to_owned())
}

/// For each index the place that it has when sorted.
fn ranks<'n, T: Ord + 'n>(names: impl Iterator<Item = &'n T>) -> Vec<u32> {
    let mut order: Vec<(&T, usize)> = names.zip(0..).collect();
    order.sort();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, index)) in order.iter().enumerate() {
        ranks[*index] = rank as u32;
    }
    ranks
}
