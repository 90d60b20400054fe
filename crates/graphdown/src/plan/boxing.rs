//! Pass: which types hold themselves, by way of others, and must be boxed there.
//!
//! Relationships and collections are pointers already, so only properties with one complex value count.

use super::context::is_relationship;
use super::properties::Properties;
use crate::ir::edm::{Api, TypeId, TypeTarget};
use std::collections::BTreeSet;

/// Pairs `(holder, held)` within a ring of types that hold each other.
pub(super) fn boxed(api: &Api, properties: &Properties<'_>) -> BTreeSet<(TypeId, TypeId)> {
    let edges: Vec<Vec<TypeId>> =
        (0..api.types.len() as u32).map(|id| held_by(properties, TypeId(id))).collect();
    let components = components(&edges);
    let mut boxed = BTreeSet::new();
    for (holder, held) in edges.iter().enumerate() {
        for target in held {
            if components[holder] == components[target.0 as usize] {
                boxed.insert((TypeId(holder as u32), *target));
            }
        }
    }
    boxed
}

fn held_by(properties: &Properties<'_>, id: TypeId) -> Vec<TypeId> {
    let properties = properties.of(id).map(|it| it.property);
    let properties = properties.filter(|it| !it.ty.collection && !is_relationship(it));
    properties
        .filter_map(
            |it| if let TypeTarget::Structured(held) = it.ty.target { Some(held) } else { None },
        )
        .collect()
}

/// The strongly connected component of each node, by Tarjan's algorithm without recursion.
fn components(edges: &[Vec<TypeId>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let count = edges.len();
    let (mut index, mut low, mut component) =
        (vec![NONE; count], vec![0; count], vec![NONE; count]);
    let (mut stack, mut next_index, mut next_component) = (Vec::new(), 0, 0);
    for root in 0..count {
        let mut work = if index[root] == NONE { vec![(root, 0)] } else { Vec::new() };
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                (index[node], low[node]) = (next_index, next_index);
                next_index += 1;
                stack.push(node);
            }
            if let Some(target) = edges[node].get(edge).map(|it| it.0 as usize) {
                work.push((node, edge + 1));
                if index[target] == NONE {
                    work.push((target, 0));
                } else if component[target] == NONE {
                    low[node] = low[node].min(index[target]);
                }
                continue;
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    component[member] = next_component;
                    if member == node {
                        break;
                    }
                }
                next_component += 1;
            }
            if let Some((parent, _)) = work.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::{TypeId, components};

    #[test]
    fn rings_are_components() {
        let edges = [vec![1], vec![2], vec![0, 3], vec![], vec![4], vec![0]];
        let edges: Vec<Vec<TypeId>> =
            edges.into_iter().map(|it| it.into_iter().map(TypeId).collect()).collect();
        let found = components(&edges);
        assert!(found[0] == found[1] && found[1] == found[2]);
        for other in [3, 4, 5] {
            assert_ne!(found[0], found[other]);
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<TypeId>> =
            (1..100_000).map(|it| vec![TypeId(it)]).chain([Vec::new()]).collect();
        assert_eq!(components(&edges).len(), 100_000);
    }
}
