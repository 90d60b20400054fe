//! Pass: every type gets its module, its file and its name.

use super::context::{report_clash, report_look_alike};
use super::features::Features;
use super::names::{self, Scope};
use super::types::models_module;
use crate::diagnostics::Diagnostics;
use crate::ir::edm::{Api, EnumId, QualifiedName, TypeId};
use crate::ir::rust::{Gate, Name};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The modules of a namespace, seen from three places; shared by all that name one of its types.
#[derive(Debug, Clone)]
pub(super) struct Modules {
    pub(super) below_models: Arc<[Name]>,
    pub(super) below_version: Arc<[Name]>,
    pub(super) below_root: Arc<[Name]>,
}

impl Modules {
    fn new(version: &Name, below_models: &[Name]) -> Self {
        let below_version = [&[models_module()], below_models].concat();
        Modules {
            below_models: below_models.into(),
            below_root: [std::slice::from_ref(version), &below_version].concat().into(),
            below_version: below_version.into(),
        }
    }
}

/// Where a type is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The modules it is in.
    pub(super) modules: Modules,
    /// The module of its own file.
    pub(super) file: Name,
    /// The type's name.
    pub(super) name: Name,
}

/// A module that stands for a namespace.
#[derive(Debug, Default)]
pub(super) struct Namespace {
    /// Modules of the namespaces below.
    pub(super) children: Vec<Name>,
    /// Its types.
    pub(super) types: Vec<Declared>,
    modules: Option<Scope>,
    names: Scope,
}

/// A type as its namespace declares it.
#[derive(Debug)]
pub(super) struct Declared {
    /// The module of its own file.
    pub(super) file: Name,
    /// The type's name.
    pub(super) name: Name,
    /// When it is there.
    pub(super) gate: Gate,
    /// True if its name is there in any case.
    pub(super) has_stand_in: bool,
}

/// Modules and names of all types of an API version.
#[derive(Debug)]
pub(super) struct Layout {
    version: Name,
    types: Vec<Place>,
    enums: Vec<Place>,
    /// By the modules below `models`.
    pub(super) namespaces: BTreeMap<Vec<Name>, Namespace>,
    paths: BTreeMap<String, Modules>,
}

impl Layout {
    pub(super) fn new(
        api: &Api,
        version: &Name,
        features: &Features<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut layout = Layout {
            version: version.clone(),
            types: Vec::with_capacity(api.types.len()),
            enums: Vec::with_capacity(api.enums.len()),
            namespaces: [(Vec::new(), Namespace::default())].into(),
            paths: BTreeMap::new(),
        };
        let main = api.main_namespace.as_str();
        for namespace in namespaces(api) {
            layout.declare_namespace(namespace, main);
        }
        for (id, it) in (0..).map(TypeId).zip(&api.types) {
            let wanted = (features.of_type(id), features.needs_stand_in(id));
            let place = layout.place((&it.name, it.sources[0]), wanted, diagnostics);
            layout.types.push(place);
        }
        for (id, it) in (0..).map(EnumId).zip(&api.enums) {
            let wanted = (features.of_enum(id), false);
            let place = layout.place((&it.name, it.sources[0]), wanted, diagnostics);
            layout.enums.push(place);
        }
        layout
    }

    pub(super) fn structured_type(&self, id: TypeId) -> &Place {
        &self.types[id.0 as usize]
    }

    pub(super) fn enum_type(&self, id: EnumId) -> &Place {
        &self.enums[id.0 as usize]
    }

    /// Makes the modules of `namespace`: those behind the main namespace, or all of them.
    fn declare_namespace(&mut self, namespace: &str, main: &str) {
        let below = if namespace == main {
            ""
        } else {
            namespace.strip_prefix(main).and_then(|it| it.strip_prefix('.')).unwrap_or(namespace)
        };
        let mut path: Vec<Name> = Vec::new();
        for part in below.split('.').filter(|it| !it.is_empty()) {
            let name = names::namespace_name(part);
            let mut below = path.clone();
            below.push(name.clone());
            let is_new = !self.namespaces.contains_key(&below);
            let parent = self.namespaces.entry(path).or_default();
            if is_new {
                parent.modules.get_or_insert_with(names::module_scope).reserve(name.bare());
                parent.children.push(name);
            }
            path = below;
            self.namespaces.entry(path.clone()).or_default();
        }
        self.paths.insert(namespace.to_owned(), Modules::new(&self.version, &path));
    }

    fn place(
        &mut self,
        (wire, source): (&QualifiedName, Span),
        (gate, has_stand_in): (Gate, bool),
        diagnostics: &mut Diagnostics,
    ) -> Place {
        let modules = self.paths.get(wire.namespace.as_str()).cloned();
        let modules = modules.unwrap_or_else(|| Modules::new(&self.version, &[]));
        let namespace = self.namespaces.entry(modules.below_models.to_vec()).or_default();
        let (name, is_clash) = namespace.names.claim(&names::type_name(&wire.name));
        report_look_alike(diagnostics, source, &wire.name);
        if is_clash {
            report_clash(diagnostics, source, &wire.name, &name);
        }
        let (file, _) = namespace
            .modules
            .get_or_insert_with(names::module_scope)
            .claim(&names::snake_name(name.as_str()));
        namespace.types.push(Declared {
            file: file.clone(),
            name: name.clone(),
            gate,
            has_stand_in,
        });
        Place { modules, file, name }
    }
}

fn namespaces(api: &Api) -> Vec<&str> {
    let all = api.types.iter().map(|it| &it.name).chain(api.enums.iter().map(|it| &it.name));
    let mut list: Vec<&str> = all.map(|it| it.namespace.as_str()).collect();
    list.sort_unstable();
    list.dedup();
    list
}
