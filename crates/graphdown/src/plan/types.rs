//! Pass: how a type of the API is written in Rust, seen from the file that names it.

use super::context::Context;
use super::layout::Place;
use super::names;
use crate::ir::edm::{Primitive, TypeTarget, TypeUse};
use crate::ir::rust::{Gate, Item, Name, Root, Runtime, Type, TypePath, Use};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Writes types for one file and collects what the file must import.
pub(super) struct Namer<'a> {
    context: &'a Context<'a>,
    /// The file's namespace module if it holds a model.
    home: Option<&'a Place>,
    runtime: BTreeSet<Runtime>,
    siblings: BTreeMap<Gate, BTreeSet<Name>>,
    uses_models: bool,
}

impl<'a> Namer<'a> {
    /// For the file of a model.
    pub(super) fn for_model(context: &'a Context<'a>, home: &'a Place) -> Self {
        Namer {
            context,
            home: Some(home),
            runtime: BTreeSet::new(),
            siblings: BTreeMap::new(),
            uses_models: false,
        }
    }

    /// For a file elsewhere, which names models by `models::`.
    pub(super) fn elsewhere(context: &'a Context<'a>) -> Self {
        Namer {
            context,
            home: None,
            runtime: BTreeSet::new(),
            siblings: BTreeMap::new(),
            uses_models: false,
        }
    }

    /// Notes that the file names an item of the runtime.
    pub(super) fn import(&mut self, item: Runtime) {
        self.runtime.insert(item);
    }

    /// Notes that the file names a type of the module it is in, which is there by `gate`.
    pub(super) fn import_sibling(&mut self, name: Name, gate: Gate) {
        self.siblings.entry(gate).or_default().insert(name);
    }

    /// A type of the runtime.
    pub(super) fn runtime(&mut self, item: Runtime) -> Type {
        self.import(item);
        Type::Runtime(item)
    }

    /// A type of the runtime with a parameter.
    pub(super) fn runtime_of(&mut self, item: Runtime, parameter: Type) -> Type {
        self.import(item);
        Type::RuntimeOf(item, Box::new(parameter))
    }

    /// The type of a value or of the elements of a collection.
    pub(super) fn value(&mut self, target: TypeTarget) -> Type {
        match target {
            TypeTarget::Primitive(primitive) => self.primitive(primitive),
            TypeTarget::Structured(id) => self.path(self.context.layout.structured_type(id)),
            TypeTarget::Enum(id) => {
                let path = self.path(self.context.layout.enum_type(id));
                if self.context.api.enum_type(id).is_flags {
                    self.runtime_of(Runtime::Flags, path)
                } else {
                    path
                }
            }
            TypeTarget::Untyped => self.runtime(Runtime::Json),
        }
    }

    /// The type of a value or of a whole collection.
    pub(super) fn whole(&mut self, ty: TypeUse) -> Type {
        let value = self.value(ty.target);
        if ty.collection { Type::Vec(Box::new(value)) } else { value }
    }

    fn primitive(&mut self, primitive: Primitive) -> Type {
        match primitive {
            Primitive::Boolean => Type::Bool,
            Primitive::Byte => Type::U8,
            Primitive::SByte => Type::I8,
            Primitive::Int16 => Type::I16,
            Primitive::Int32 => Type::I32,
            Primitive::Int64 => Type::I64,
            Primitive::Single => Type::F32,
            Primitive::Double => Type::F64,
            Primitive::String => Type::String,
            Primitive::Binary => self.runtime(Runtime::Binary),
            Primitive::Date => self.runtime(Runtime::Date),
            Primitive::DateTimeOffset => self.runtime(Runtime::DateTimeOffset),
            Primitive::Decimal => self.runtime(Runtime::Decimal),
            Primitive::Duration => self.runtime(Runtime::Duration),
            Primitive::Guid => self.runtime(Runtime::Guid),
            Primitive::Stream => self.runtime(Runtime::Stream),
            Primitive::TimeOfDay => self.runtime(Runtime::TimeOfDay),
            Primitive::Json => self.runtime(Runtime::Json),
        }
    }

    fn path(&mut self, place: &Place) -> Type {
        let name = place.name.clone();
        Type::Path(match self.home {
            Some(home) if home.modules.below_models == place.modules.below_models => {
                if home.name != name {
                    // With other features there is a stand-in.
                    self.import_sibling(name.clone(), Gate::default());
                }
                TypePath { root: None, modules: Arc::default(), name }
            }
            Some(_) => {
                let modules = Arc::clone(&place.modules.below_root);
                TypePath { root: Some(Root::Crate), modules, name }
            }
            None => {
                self.uses_models = true;
                let modules = Arc::clone(&place.modules.below_version);
                TypePath { root: None, modules, name }
            }
        })
    }

    /// The `use` lines of the file.
    pub(super) fn uses(self) -> Vec<Item> {
        let mut uses = Vec::new();
        let mut add = |gate, root, modules: Vec<Name>, names: Vec<Name>| {
            if !names.is_empty() {
                uses.push(Item::Use(Use { gate, is_public: false, root, modules, names }));
            }
        };
        for (gate, names) in self.siblings {
            add(gate, Root::Super, Vec::new(), names.into_iter().collect());
        }
        add(
            Gate::default(),
            Root::Crate,
            vec![self.context.version.clone()],
            if self.uses_models { vec![models_module()] } else { Vec::new() },
        );
        add(
            Gate::default(),
            Root::Client,
            Vec::new(),
            self.runtime.into_iter().map(|it| names::identifier(it.as_str())).collect(),
        );
        uses
    }
}

/// The module of the models of a version.
pub(super) fn models_module() -> Name {
    names::identifier("models")
}
