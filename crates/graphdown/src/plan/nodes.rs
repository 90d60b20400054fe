//! Pass: the nodes of the tree become structs, grouped into files.

use super::bodies::Bodies;
use super::calls;
use super::context::{Context, in_parallel};
use super::docs;
use super::features::within;
use super::modules::{paths_module, root_type};
use super::names::{self, Scope};
use super::partition::{self, Partition};
use super::steps::{self, argument_words, word_name};
use super::tree::{NodeId, ROOT, Tree, TreeNode};
use super::types::Namer;
use crate::diagnostics::Diagnostics;
use crate::ir::Text;
use crate::ir::edm::Segment;
use crate::ir::rust::{Docs, File, Gate, Item, Module, Name, Node, Root, Runtime, TypePath, Use};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::sync::Arc;

/// What the passes over nodes share.
pub(super) struct Nodes<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) tree: Tree<'a>,
    /// The struct of each node.
    pub(super) names: Vec<Name>,
    /// What the step to it is called, where the name is free.
    pub(super) words: Vec<String>,
    /// What is said of it.
    docs: Vec<Text>,
    /// When it is there: with the features of what is at its path and below.
    gates: Vec<Gate>,
    methods: Scope,
    pub(super) partition: Partition,
    pub(super) bodies: Bodies<'a>,
}

/// The files of all paths, and of the bodies that are sent there.
pub(super) fn files(context: &Context<'_>, diagnostics: &mut Diagnostics) -> Vec<File> {
    let tree = Tree::new(&context.operations, diagnostics);
    let names = names(&tree);
    let partition = partition::partition(&tree, &names);
    let in_order = partition.files.iter().flat_map(|it| &it.nodes);
    let operations = in_order.flat_map(|id| calls::operations(&tree, *id));
    let bodies = Bodies::new(context, &operations.collect::<Vec<_>>());
    let word = |it: &TreeNode<'_>| it.segment.map(|it| word_name(context, it.0));
    let nodes = Nodes {
        names,
        words: tree.nodes.par_iter().map(|it| word(it).unwrap_or_default()).collect(),
        docs: tree.nodes.par_iter().map(docs).collect(),
        gates: tree.nodes.par_iter().map(|it| context.features.gate(&it.areas)).collect(),
        methods: calls::method_scope(),
        context,
        tree,
        partition,
        bodies,
    };
    let mut files = in_parallel(nodes.partition.files.len(), diagnostics, |file, findings| {
        nodes.file(file, findings)
    });
    files.extend(nodes.bodies.files(context));
    files
}

fn docs(it: &TreeNode<'_>) -> Text {
    ["The path ", &docs::code(&it.display), "."].concat().into()
}

/// The struct of a node is called by all its segments.
fn names(tree: &Tree<'_>) -> Vec<Name> {
    let own: Vec<String> = tree.nodes.par_iter().map(own_name).collect();
    let mut scope = Scope::new();
    let mut plain: Vec<String> = Vec::with_capacity(own.len());
    for (node, own) in tree.nodes.iter().zip(&own) {
        let prefix = if node.parent == ROOT { "" } else { plain[node.parent].as_str() };
        plain.push([prefix, own].concat());
    }
    plain.into_iter().map(|it| scope.claim(&names::path_type_name(it)).0).collect()
}

/// What the last segment of a node adds to its name.
fn own_name(it: &TreeNode<'_>) -> String {
    match it.segment {
        None => root_type().as_str().to_owned(),
        Some((Segment::Parameter(_), _)) => "ById".to_owned(),
        Some((Segment::ItemPath { .. }, _)) => "ByPath".to_owned(),
        Some((Segment::Literal(word), _)) => names::path_part(word),
        Some((segment @ Segment::Call { name, .. }, template)) => {
            let arguments = argument_words(segment, template);
            names::path_part(name) + &arguments.map(names::path_part).collect::<String>()
        }
    }
}

impl Nodes<'_> {
    fn file(&self, file: usize, diagnostics: &mut Diagnostics) -> File {
        let it = &self.partition.files[file];
        let mut namer = Namer::elsewhere(self.context);
        namer.import(Runtime::Path);
        let nodes: Vec<Item> =
            it.nodes.iter().map(|id| Item::Node(self.node(*id, &mut namer, diagnostics))).collect();
        let mut items = if file == 0 { self.declarations() } else { Vec::new() };
        items.extend(namer.uses());
        items.extend(nodes);
        let folder = format!("{}/{}", self.context.folder(), paths_module());
        match &it.module {
            None => File {
                path: format!("{folder}.rs"),
                docs: vec!["The paths of the API.".to_owned()],
                items,
            },
            Some(module) => {
                let docs =
                    vec![format!("Paths below {}.", docs::code(self.tree.display(it.nodes[0])))];
                File { path: format!("{folder}/{}.rs", module.bare()), docs, items }
            }
        }
    }

    fn node(&self, id: NodeId, namer: &mut Namer<'_>, diagnostics: &mut Diagnostics) -> Node {
        let mut scope = self.methods.clone();
        if id == ROOT {
            // How a root is made.
            ["new", "detached"].into_iter().for_each(|it| scope.reserve(it));
        }
        let mut calls = calls::own(self, id, namer);
        let mut steps = steps::by_parameter(self, id, &mut scope, namer);
        calls.extend(calls::folded(self, id, &mut scope, namer, diagnostics));
        steps.extend(steps::by_word(self, id, &mut scope, namer, diagnostics));
        let is_root = id == ROOT;
        // The root is there in any case, so nothing below it is just as it is.
        let gate = if is_root { Gate::default() } else { self.gate(id) };
        calls.iter_mut().for_each(|it| it.gate = within(mem::take(&mut it.gate), &gate));
        steps.iter_mut().for_each(|it| it.gate = within(mem::take(&mut it.gate), &gate));
        let docs = if is_root {
            namer.import(Runtime::GraphClient);
            let version = self.context.api.version;
            let text = format!("Version {version} of Microsoft Graph: the root of all paths.");
            Docs { text: text.into(), deprecated: None }
        } else {
            self.docs(id)
        };
        Node {
            gate: within(gate, &self.file_gate(self.partition.file_of[id])),
            name: self.names[id].clone(),
            docs,
            is_resource: self.is_resource(id),
            root: is_root.then(|| format!("/{}", self.context.api.version)),
            steps,
            calls,
        }
    }

    /// True if the path stands for one resource: it ends in a key or in OneDrive's addressing by path, or what is got there is one.
    fn is_resource(&self, id: NodeId) -> bool {
        let node = &self.tree.nodes[id];
        match node.segment.map(|it| it.0) {
            Some(Segment::Parameter(_) | Segment::ItemPath { .. }) => true,
            Some(Segment::Literal(word)) if !word.starts_with('$') => {
                node.operations.iter().any(|it| calls::gets_one_entity(self.context.api, it))
            }
            _ => false,
        }
    }

    /// The modules of the files, whose structs are public in the module of all paths.
    fn declarations(&self) -> Vec<Item> {
        let mut files: Vec<_> =
            self.partition.files.iter().filter_map(|it| Some((it.module.as_ref()?, it))).collect();
        files.sort_by(|a, b| a.0.bare().cmp(b.0.bare()));
        let mut items = Vec::new();
        for (module, file) in files {
            let mut names: BTreeMap<Gate, BTreeSet<Name>> = BTreeMap::new();
            for id in &file.nodes {
                names.entry(self.gate(*id)).or_default().insert(self.names[*id].clone());
            }
            let gate = self.file_gate(self.partition.file_of[file.nodes[0]]);
            items.push(Item::Module(Module { gate, name: module.clone(), is_public: false }));
            items.extend(names.into_iter().map(|(gate, names)| {
                Item::Use(Use {
                    gate,
                    is_public: true,
                    root: Root::Here,
                    modules: vec![module.clone()],
                    names: names.into_iter().collect(),
                })
            }));
        }
        items
    }

    /// What is said of the path, and of the step that leads there.
    pub(super) fn docs(&self, id: NodeId) -> Docs {
        Docs { text: self.docs[id].clone(), deprecated: None }
    }

    /// When a node is there.
    pub(super) fn gate(&self, id: NodeId) -> Gate {
        self.gates[id].clone()
    }

    /// When the file is there: all of it is at or below its first node.
    fn file_gate(&self, file: usize) -> Gate {
        match self.partition.files[file].nodes[0] {
            ROOT => Gate::default(),
            first => self.gate(first),
        }
    }

    /// The struct of the node `to`, seen from the file of `from`.
    pub(super) fn path(&self, from: NodeId, to: NodeId, namer: &mut Namer<'_>) -> TypePath {
        let name = self.names[to].clone();
        let (here, there) = (self.partition.file_of[from], self.partition.file_of[to]);
        if here != there && here != 0 {
            namer.import_sibling(name.clone(), within(self.gate(to), &self.file_gate(here)));
        }
        TypePath { root: None, modules: Arc::default(), name }
    }
}
