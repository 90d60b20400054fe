//! The last pass: types and enums in order of their names, and all references made to fit.

use super::world::World;
use crate::diagnostics::Code;
use crate::docset::ApiVersion;
use crate::ir::Text;
use crate::ir::edm::{Api, Areas, Evidence, Operation, Renumbering, StructuredType, Subject};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Turns the world into the API.
pub(super) fn finish(world: World<'_>, version: ApiVersion, mut operations: Vec<Operation>) -> Api {
    let World { types, enums, evidence, diagnostics, .. } = world;
    let (mut types, mut enums) = (types.into_owned(), enums.into_owned());
    let evidence = in_order(evidence);
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
    types.par_sort_by(|a, b| a.name.cmp(&b.name));
    enums.par_sort_by(|a, b| a.name.cmp(&b.name));
    types.par_iter_mut().for_each(|it| renumbering.structured_type(it));
    operations.par_iter_mut().for_each(|it| renumbering.operation(it));
    let main_namespace = main_namespace(&types);
    let areas = Areas::default();
    Api { version, main_namespace, types, enums, operations, evidence, areas }
}

/// Sorted, and of two that are equal one. What is said of one subject mostly stands together, so subjects are compared run by run: there
/// is much evidence, and its subjects are long names that lie all over the memory.
fn in_order(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    let mut runs: Vec<(Arc<Subject>, Range<usize>)> = Vec::new();
    for run in evidence.chunk_by(|a, b| Arc::ptr_eq(&a.subject, &b.subject)) {
        let start = runs.last().map_or(0, |it| it.1.end);
        runs.push((Arc::clone(&run[0].subject), start..start + run.len()));
    }
    runs.par_sort_by(|a, b| a.0.cmp(&b.0));
    let order = runs.into_iter().flat_map(|it| it.1).collect::<Vec<_>>();
    arrange(&mut evidence, &order);
    let is_one = |a: &Evidence, b: &Evidence| a.subject == b.subject;
    evidence.par_chunk_by_mut(is_one).for_each(sort_of_one_subject);
    evidence.dedup();
    evidence.shrink_to_fit();
    evidence
}

/// Puts the element that is at `order[n]` to place `n`, where the list stands: a second one would be the most memory of the whole run.
fn arrange<T>(list: &mut [T], order: &[usize]) {
    for (to, mut from) in order.iter().copied().enumerate() {
        // An element from a place that was filled already was moved to where the one for that place came from.
        while from < to {
            from = order[from];
        }
        list.swap(to, from);
    }
}

fn sort_of_one_subject(evidence: &mut [Evidence]) {
    evidence.sort_unstable_by(|a, b| {
        (a.aspect, &a.says, a.span, a.standing).cmp(&(b.aspect, &b.says, b.span, b.standing))
    });
}

/// The namespace with most types; of two the first by name.
fn main_namespace(types: &[StructuredType]) -> Text {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for it in types {
        *counts.entry(&it.name.namespace).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|it| it.1).map_or(Text::default(), |it| it.0.into())
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

#[cfg(test)]
mod tests {
    use super::{arrange, in_order};
    use crate::ir::edm::{Aspect, Evidence, Standing, Subject};
    use crate::span::{FileId, Span};
    use std::sync::Arc;

    fn evidence(subject: &Arc<Subject>, aspect: Aspect, says: &str, start: usize) -> Evidence {
        Evidence {
            subject: Arc::clone(subject),
            aspect,
            says: says.to_owned(),
            span: Span::new(FileId(0), start..start + 1),
            standing: Standing::Holds,
        }
    }

    #[test]
    fn a_list_is_arranged_where_it_stands() {
        for order in
            [vec![2, 0, 3, 1, 4], vec![4, 3, 2, 1, 0], vec![1, 2, 3, 4, 0], vec![0, 2, 1, 4, 3]]
        {
            let mut list = ['a', 'b', 'c', 'd', 'e'];
            let wanted: Vec<char> = order.iter().map(|it| list[*it]).collect();
            arrange(&mut list, &order);
            assert_eq!(list.to_vec(), wanted);
        }
    }

    #[test]
    fn evidence_of_one_subject_comes_together_whoever_holds_it() {
        let subject = |it| Arc::new(Subject::Page(FileId(it)));
        let (one, other, one_again) = (subject(1), subject(0), subject(1));
        let it = vec![
            evidence(&one, Aspect::Status, "200", 5),
            evidence(&one, Aspect::Name, "b", 1),
            evidence(&other, Aspect::Status, "204", 9),
            evidence(&one_again, Aspect::Name, "a", 3),
            evidence(&one_again, Aspect::Name, "b", 1),
            evidence(&one, Aspect::Name, "b", 0),
        ];
        let mut plainly = it.clone();
        plainly.sort();
        plainly.dedup();
        assert_eq!(plainly.len(), 5);
        assert_eq!(in_order(it), plainly);
        assert_eq!(in_order(Vec::new()), Vec::new());
    }
}
