//! Pass: the files that only declare modules.

use super::context::Context;
use super::names;
use super::types::models_module;
use crate::ir::edm::Edm;
use crate::ir::rust::{File, Gate, Item, Module, Name, Root, StandIn, Use};

/// The module of the bodies of a version.
pub(super) fn requests_module() -> Name {
    names::identifier("requests")
}

/// The module of the paths of a version.
pub(super) fn paths_module() -> Name {
    names::identifier("paths")
}

/// The type that stands for the root of a version.
pub(super) fn root_type() -> Name {
    names::identifier("Graph")
}

/// `lib.rs`.
pub(super) fn root(edm: &Edm) -> File {
    let module = |it: &crate::ir::edm::Api| {
        public(names::identifier(&names::snake_name(it.version.as_str())))
    };
    let docs = [
        "Typed bindings for Microsoft Graph, written from its documentation.",
        "",
        "There is a module for each version of the API. In it, `Graph` is the root of all paths, `models` holds what the service sends and takes,",
        "and `requests` the bodies of updates and actions.",
    ];
    File {
        path: "src/lib.rs".to_owned(),
        docs: docs.map(str::to_owned).to_vec(),
        items: edm.apis.iter().map(module).collect(),
    }
}

/// The module of the version, and those of its namespaces.
pub(super) fn version(context: &Context<'_>) -> Vec<File> {
    let reexport = Use {
        gate: Gate::default(),
        is_public: true,
        root: Root::Here,
        modules: vec![paths_module()],
        names: vec![root_type()],
    };
    let modules = [models_module(), paths_module(), requests_module()].map(public);
    let file = File {
        path: format!("{}.rs", context.folder()),
        docs: vec![format!("Version {} of the API.", context.api.version)],
        items: modules.into_iter().chain([Item::Use(reexport)]).collect(),
    };
    std::iter::once(file)
        .chain(context.layout.namespaces.keys().map(|it| namespace(context, it)))
        .collect()
}

fn namespace(context: &Context<'_>, path: &[Name]) -> File {
    let it = &context.layout.namespaces[path];
    let mut items: Vec<Item> = it.children.iter().cloned().map(public).collect();
    for it in &it.types {
        items.extend(private_with_type(&it.file, &it.name, &it.gate));
        if it.has_stand_in {
            items.push(Item::StandIn(StandIn { name: it.name.clone(), gate: it.gate.clone() }));
        }
    }
    let folders: String = path.iter().map(|it| format!("/{}", it.bare())).collect();
    let docs = match path.last() {
        None => "Entity types, complex types and enum types.".to_owned(),
        Some(name) => format!("Types of the namespace `{}`.", name.bare()),
    };
    File {
        path: format!("{}/{}{folders}.rs", context.folder(), models_module()),
        docs: vec![docs],
        items,
    }
}

/// A public module.
pub(super) fn public(name: Name) -> Item {
    Item::Module(Module { gate: Gate::default(), name, is_public: true })
}

/// A private module whose one type is public here.
pub(super) fn private_with_type(file: &Name, name: &Name, gate: &Gate) -> [Item; 2] {
    let reexport = Use {
        gate: gate.clone(),
        is_public: true,
        root: Root::Here,
        modules: vec![file.clone()],
        names: vec![name.clone()],
    };
    let module = Module { gate: gate.clone(), name: file.clone(), is_public: false };
    [Item::Module(module), Item::Use(reexport)]
}
