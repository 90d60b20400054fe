//! Pass: which nodes share a file, so that no file is long and a change of a page touches one.

use super::names;
use super::tree::{NodeId, ROOT, Tree};
use crate::ir::rust::Name;

/// A file is not begun anew for a subtree up to this weight.
const SMALL: usize = 120;
/// A file takes no further subtree beyond this weight. A unit is about one line.
const LARGE: usize = 500;

/// A file of nodes.
#[derive(Debug)]
pub(super) struct PathFile {
    /// Its module; `None` for the file of the root.
    pub(super) module: Option<Name>,
    /// The nodes, the topmost first.
    pub(super) nodes: Vec<NodeId>,
    weight: usize,
}

/// Which node is in which file.
#[derive(Debug)]
pub(super) struct Partition {
    pub(super) files: Vec<PathFile>,
    pub(super) file_of: Vec<usize>,
}

/// Groups the nodes of `tree`.
pub(super) fn partition(tree: &Tree<'_>, names: &[Name]) -> Partition {
    let weights = weights(tree);
    let root = PathFile { module: None, nodes: Vec::new(), weight: 0 };
    let mut partition = Partition { files: vec![root], file_of: vec![0; tree.nodes.len()] };
    let mut scope = names::module_scope();
    let mut work = vec![(ROOT, 0)];
    while let Some((node, file)) = work.pop() {
        partition.file_of[node] = file;
        partition.files[file].nodes.push(node);
        partition.files[file].weight += own_weight(tree, node);
        let mut next = Vec::new();
        for child in tree.nodes[node].children.values().copied().filter(|it| tree.is_path(*it)) {
            let is_whole = weights[node] <= LARGE && node != ROOT;
            let fits = weights[child] <= SMALL
                && partition.files[file].weight + weights[child] <= LARGE
                && node != ROOT;
            if is_whole || fits {
                next.push((child, file));
                if !is_whole {
                    // Counted now, so that the siblings that follow see it; the subtree itself must not count twice.
                    partition.files[file].weight += weights[child];
                }
            } else {
                let module = scope.claim(&names::snake_name(names[child].as_str())).0;
                partition.files.push(PathFile {
                    module: Some(module),
                    nodes: Vec::new(),
                    weight: 0,
                });
                next.push((child, partition.files.len() - 1));
            }
        }
        work.extend(next.into_iter().rev());
    }
    partition
}

/// About how many lines the node itself takes.
fn own_weight(tree: &Tree<'_>, id: NodeId) -> usize {
    if !tree.is_path(id) {
        return 0;
    }
    let steps = tree.nodes[id].children.values().filter(|it| tree.is_path(**it)).count();
    8 + 5 * steps + 40 * tree.method_count(id)
}

/// About how many lines the node and all below take. Children come after their parents.
fn weights(tree: &Tree<'_>) -> Vec<usize> {
    let mut weights: Vec<usize> = (0..tree.nodes.len()).map(|id| own_weight(tree, id)).collect();
    for id in (1..tree.nodes.len()).rev() {
        weights[tree.nodes[id].parent] += weights[id];
    }
    weights
}
