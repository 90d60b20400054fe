//! Which area of the product needs what: each becomes a feature of the generated crate.
//!
//! An area has the operations of its pages and the types that these need. What is only at the end of a relationship is not needed, as in a
//! slice, for through relationships nearly all of Graph hangs together.

use super::graph::{Graph, Target, Via};
use crate::ir::edm::{Api, AreaId, Areas, Operation, Segment, TypeTarget};
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The area of the types that no operation needs and whose page belongs to no area with operations; and of the smallest areas, where there
/// are too many.
const OTHER: &str = "other";

/// Documentation has some dozens of areas, registries take 300 features, and a type that many areas need names all of them.
const MOST: usize = 200;

/// What the pages call their areas: words, by page.
pub(crate) type AreasOfPages = BTreeMap<FileId, String>;

/// Tells the areas of `api` apart.
pub(crate) fn areas(api: &Api, pages: &AreasOfPages) -> Areas {
    let mut of_operations = of_operations(api);
    join_smallest(&mut of_operations);
    let mut names: BTreeSet<&str> = of_operations.iter().map(String::as_str).collect();
    names.insert(OTHER);
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let id = |name: &str| {
        let place = names.binary_search_by(|it| it.as_str().cmp(name));
        place.ok().map(|it| AreaId(it as u32))
    };
    // Of several with one verb and path the first one counts, which is the last one here.
    let operations = api.operations.par_iter().zip(&of_operations).rev();
    let operations: Vec<_> = operations
        .filter_map(|(it, area)| Some(((it.method, it.path.to_string()), id(area)?)))
        .collect();
    let graph = Graph::new(api);
    // What each type needs is asked for by many areas.
    let of_types: Vec<Vec<Target>> =
        api.types.par_iter().map(|it| only_needed(graph.of_type(it))).collect();
    let needed: Vec<Vec<Target>> =
        api.operations.par_iter().map(|it| only_needed(graph.of_operation(it))).collect();
    let mut roots = vec![Vec::new(); names.len()];
    for (needed, area) in needed.into_iter().zip(&of_operations) {
        if let Some(AreaId(area)) = id(area) {
            roots[area as usize].extend(needed);
        }
    }
    let mut of_areas: Vec<BTreeSet<Target>> =
        roots.into_par_iter().map(|it| reach(&of_types, it)).collect();
    let reached: BTreeSet<Target> = of_areas.iter().flatten().copied().collect();
    // Such as the types that are derived from one that is answered.
    for target in graph.all().filter(|it| !reached.contains(it)) {
        let own = page_of(api, target).and_then(|it| pages.get(&it));
        let area = own.and_then(|it| id(&word(it))).or_else(|| id(OTHER));
        if let Some(AreaId(area)) = area {
            of_areas[area as usize].extend(reach(&of_types, vec![target]));
        }
    }
    let mut areas = Areas {
        names,
        operations: operations.into_iter().collect(),
        types: vec![BTreeSet::new(); api.types.len()],
        enums: vec![BTreeSet::new(); api.enums.len()],
    };
    for (area, needed) in (0..).map(AreaId).zip(&of_areas) {
        needed.iter().for_each(|it| areas.need(area, *it));
    }
    areas
}

/// What has to be there.
fn only_needed(needs: Vec<(Via, Target)>) -> Vec<Target> {
    let is_needed = |(via, target): &(Via, Target)| {
        !matches!((via, target), (Via::Relationship(_), TypeTarget::Structured(_)))
    };
    needs.into_iter().filter(is_needed).map(|it| it.1).collect()
}

/// All that `open` needs, and itself; `of_types` is what each type needs.
fn reach(of_types: &[Vec<Target>], mut open: Vec<Target>) -> BTreeSet<Target> {
    let mut reached = BTreeSet::new();
    while let Some(target) = open.pop() {
        if let (true, TypeTarget::Structured(id)) = (reached.insert(target), target) {
            open.extend(&of_types[id.0 as usize]);
        }
    }
    reached
}

fn page_of(api: &Api, target: Target) -> Option<FileId> {
    match target {
        TypeTarget::Structured(id) => Some(api.structured_type(id).sources[0].file),
        TypeTarget::Enum(id) => Some(api.enum_type(id).sources[0].file),
        TypeTarget::Primitive(_) | TypeTarget::Untyped => None,
    }
}

/// The name of an area: pages differ in how they write it.
fn word(area: &str) -> String {
    area.trim().to_lowercase()
}

/// How often operations belong to which area.
type Counts = BTreeMap<String, usize>;

/// The area of each operation: what its page says, or else that of the nearest operation by path.
fn of_operations(api: &Api) -> Vec<String> {
    if api.operations.iter().all(|it| it.area.is_some()) {
        return api.operations.iter().filter_map(|it| it.area.as_deref()).map(word).collect();
    }
    let paths: Vec<Vec<String>> = api.operations.par_iter().map(steps).collect();
    let without = api.operations.iter().zip(&paths).filter(|it| it.0.area.is_none());
    // By the beginning of a path that is asked for: the areas of operations with just this path, and of all that begin so.
    let mut known: BTreeMap<&[String], (Counts, Counts)> = without
        .flat_map(|(_, path)| (1..=path.len()).map(|it| &path[..it]))
        .map(|it| (it, <(Counts, Counts)>::default()))
        .collect();
    for (operation, path) in api.operations.iter().zip(&paths) {
        let Some(area) = &operation.area else { continue };
        for length in 1..=path.len() {
            // What begins with none of them does not go on with one.
            let Some((here, below)) = known.get_mut(&path[..length]) else { break };
            *below.entry(word(area)).or_default() += 1;
            if length == path.len() {
                *here.entry(word(area)).or_default() += 1;
            }
        }
    }
    let nearest = |path: &[String]| {
        let mut lengths = (1..=path.len()).rev();
        let (here, below) =
            lengths.find_map(|it| known.get(&path[..it]).filter(|(_, below)| !below.is_empty()))?;
        most(here).or_else(|| most(below))
    };
    let operations = api.operations.iter().zip(&paths);
    let area = |(operation, path): (&Operation, &Vec<String>)| match &operation.area {
        Some(area) => word(area),
        None => nearest(path).unwrap_or_else(|| path.first().cloned().unwrap_or_default()),
    };
    operations.map(area).collect()
}

/// Makes one of the smallest areas, where there are too many.
fn join_smallest(of_operations: &mut [String]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    of_operations.iter().for_each(|it| *counts.entry(it).or_default() += 1);
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0));
    let small: BTreeSet<String> = names.iter().skip(MOST).map(|it| it.0.to_owned()).collect();
    let of_small = of_operations.iter_mut().filter(|it| small.contains(*it));
    of_small.for_each(|it| OTHER.clone_into(it));
}

/// The path without the names of its parameters.
fn steps(it: &Operation) -> Vec<String> {
    let step = |it: &Segment| match it {
        Segment::Literal(word) | Segment::Call { name: word, .. } => word.to_lowercase(),
        Segment::Parameter(_) | Segment::ItemPath { .. } => "{}".to_owned(),
    };
    it.path.segments.iter().map(step).collect()
}

/// The area with most operations, and of several the first.
fn most(counts: &Counts) -> Option<String> {
    let best = counts.iter().rev().max_by_key(|it| it.1)?;
    Some(best.0.clone())
}

#[cfg(test)]
mod tests {
    use super::{MOST, OTHER, join_smallest};
    use std::collections::BTreeSet;

    #[test]
    fn of_too_many_areas_the_smallest_are_one() {
        let areas = |count: usize| -> Vec<String> {
            // All have one operation, but for the last, which has two.
            (0..count).chain([count - 1]).map(|it| format!("{it:04}")).collect()
        };
        let mut few = areas(MOST);
        join_smallest(&mut few);
        assert_eq!(few, areas(MOST));

        let mut many = areas(MOST + 2);
        join_smallest(&mut many);
        let names: BTreeSet<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(names.len(), MOST + 1);
        let joined: Vec<usize> =
            many.iter().enumerate().filter(|it| it.1 == OTHER).map(|it| it.0).collect();
        assert_eq!(joined, [MOST - 1, MOST], "the last ones by name, but for the largest");
    }
}
