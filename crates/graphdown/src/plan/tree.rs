//! Pass: the paths of all operations become one tree, whose nodes are the distinct prefixes.

use super::names;
use super::operations::Described;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Text;
use crate::ir::edm::{
    AreaId, Argument, ArgumentValue, Operation, OperationKind, PathTemplate, Segment,
};
use crate::ir::rust::Name;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

/// Index into [`Tree::nodes`].
pub(super) type NodeId = usize;

/// The root's id.
pub(super) const ROOT: NodeId = 0;

/// All paths of an API version.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) nodes: Vec<TreeNode<'a>>,
}

/// A prefix of at least one path.
#[derive(Debug, Default)]
pub(super) struct TreeNode<'a> {
    /// The node without the last segment; the root is its own parent.
    pub(super) parent: NodeId,
    /// The last segment and the template it was first seen in; `None` for the root.
    pub(super) segment: Option<(&'a Segment, &'a PathTemplate)>,
    /// The nodes with one more segment, by their normal form.
    pub(super) children: BTreeMap<Text, NodeId>,
    /// Operations whose path ends here, one per verb.
    pub(super) operations: Vec<&'a Described<'a>>,
    /// The areas of the operations here and below.
    pub(super) areas: BTreeSet<AreaId>,
    /// The path, its parameters called as the methods call them.
    pub(super) display: Text,
}

impl<'a> Tree<'a> {
    pub(super) fn new(operations: &'a [Described<'a>], diagnostics: &mut Diagnostics) -> Self {
        let mut tree = Tree { nodes: vec![TreeNode::default()] };
        let (mut before, mut way): (&[Segment], Vec<NodeId>) = (&[], Vec::new());
        for operation in operations {
            let segments = operation.path.segments.as_slice();
            // Operations are sorted by path, so that most of a path is that of the one before.
            let same = before.iter().zip(segments).take_while(|(a, b)| a == b).count();
            way.truncate(same);
            for segment in &segments[same..] {
                let at = way.last().copied().unwrap_or(ROOT);
                way.push(tree.child(at, segment, &operation.path));
            }
            before = segments;
            tree.add(way.last().copied().unwrap_or(ROOT), operation, diagnostics);
        }
        tree.collect_areas();
        for id in 0..tree.nodes.len() {
            tree.nodes[id].display = tree.display_of(id);
        }
        tree
    }

    /// Children come after their parents.
    fn collect_areas(&mut self) {
        for id in (0..self.nodes.len()).rev() {
            let node = &mut self.nodes[id];
            node.areas.extend(node.operations.iter().filter_map(|it| it.area));
            let (areas, parent) = (mem::take(&mut node.areas), node.parent);
            self.nodes[parent].areas.extend(&areas);
            self.nodes[id].areas.extend(areas);
        }
    }

    fn add(&mut self, at: NodeId, operation: &'a Described<'a>, diagnostics: &mut Diagnostics) {
        let node = &mut self.nodes[at];
        match node.operations.iter().find(|it| it.method == operation.method) {
            Some(first) => {
                let message = format!(
                    "`{} {}` is the same as `{}` but for case or parentheses",
                    operation.method, operation.path, first.path
                );
                diagnostics.push_related(
                    Code::OperationContradiction,
                    operation.sources[0],
                    message,
                    first.sources[0],
                    "the one that is kept",
                );
            }
            None => node.operations.push(operation),
        }
    }

    fn child(
        &mut self,
        parent: NodeId,
        segment: &'a Segment,
        template: &'a PathTemplate,
    ) -> NodeId {
        let next = self.nodes.len();
        let id = *self.nodes[parent].children.entry(normal_form(segment)).or_insert(next);
        if id == next {
            self.nodes.push(TreeNode {
                parent,
                segment: Some((segment, template)),
                ..TreeNode::default()
            });
        }
        id
    }

    /// True if a node is a path of its own; an action or a function that nothing follows is a method of the path before it.
    pub(super) fn is_path(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        !node.children.is_empty()
            || node.operations.is_empty()
            || node.operations.iter().any(|it| !is_folded(it))
    }

    /// The operations that are methods of a node: its own, and those folded into it.
    pub(super) fn method_count(&self, id: NodeId) -> usize {
        let node = &self.nodes[id];
        let folded = node
            .children
            .values()
            .flat_map(|it| &self.nodes[*it].operations)
            .filter(|it| is_folded(it))
            .count();
        folded + node.operations.iter().filter(|it| !is_folded(it)).count()
    }

    /// The path of a node, its parameters called as the methods call them.
    pub(super) fn display(&self, id: NodeId) -> &str {
        &self.nodes[id].display
    }

    /// That of its parent is known.
    fn display_of(&self, id: NodeId) -> Text {
        let node = &self.nodes[id];
        let Some((segment, template)) = node.segment else { return Text::default() };
        let mut path = self.nodes[node.parent].display.to_string();
        match segment {
            Segment::Literal(word) => {
                let before = self.nodes[node.parent].segment;
                let is_behind_path = matches!(before, Some((Segment::ItemPath { .. }, _)));
                path.push_str(if is_behind_path { ":/" } else { "/" });
                path.push_str(word);
            }
            Segment::Parameter(_) => {
                path.extend(["/{", self.key_name(node.parent).as_str(), "}"]);
            }
            Segment::ItemPath { .. } => path.push_str(":/{item_path}"),
            Segment::Call { .. } => {
                let own = PathTemplate {
                    segments: vec![segment.clone()],
                    parameters: template.parameters.clone(),
                };
                path.push_str(&own.to_string());
            }
        }
        path.into()
    }

    /// A key is called by the word before it.
    pub(super) fn key_name(&self, parent: NodeId) -> Name {
        match self.nodes[parent].segment.map(|it| it.0) {
            Some(Segment::Literal(word) | Segment::Call { name: word, .. }) => {
                let word = word.rsplit_once('.').map_or(word.as_str(), |it| it.1);
                names::identifier(&names::parameter_of(word))
            }
            _ => names::identifier("id"),
        }
    }
}

/// True if the operation is a method of the path before its own.
pub(super) fn is_folded(operation: &Operation) -> bool {
    let is_bound = matches!(operation.kind, OperationKind::Action | OperationKind::Function);
    is_bound
        && matches!(
            operation.path.segments.last(),
            Some(Segment::Literal(_) | Segment::Call { .. })
        )
}

/// Two segments with one normal form are one step: words without regard to case, calls without arguments like words, parameters whatever they are called.
fn normal_form(segment: &Segment) -> Text {
    match segment {
        Segment::Literal(word) => normal_word(word),
        Segment::Parameter(_) => "{}".into(),
        Segment::ItemPath { .. } => ":{}".into(),
        Segment::Call { name, arguments } if arguments.is_empty() => normal_word(name),
        Segment::Call { name, arguments } => {
            let arguments: Vec<_> = arguments.iter().map(normal_argument).collect();
            format!("{}({})", normal_word(name), arguments.join(",")).into()
        }
    }
}

fn normal_word(word: &str) -> Text {
    let mut form = ["/", word].concat();
    form.make_ascii_lowercase();
    form.into()
}

fn normal_argument(it: &Argument) -> String {
    let name = it.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    match &it.value {
        ArgumentValue::Literal(text) => format!("{name}={text}"),
        ArgumentValue::Parameter { .. } => name,
    }
}
