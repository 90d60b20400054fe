//! Pass, for benches only: the models of a crate as plain structs with serde's derives, to compare with.
//!
//! The same names, fields, words and paths; relationships are plain nested values, and updates are plain options.

use crate::ir::rust::{Crate, Field, File, Item, Model, Root, Runtime, Type, Use};

/// What the derives need.
const DEPENDENCY: &str = "\n[dependencies.serde]\nversion = \"1\"\nfeatures = [\"derive\"]\n";

/// What of the runtime the files of models do not name any more.
const GONE: &[Runtime] = &[
    Runtime::Additional,
    Runtime::Entry,
    Runtime::Flags,
    Runtime::MapAccess,
    Runtime::Model,
    Runtime::Nav,
    Runtime::NavCollection,
    Runtime::OpenEnum,
    Runtime::Patch,
    Runtime::SerializeMap,
    Runtime::UnknownMember,
    Runtime::Writer,
];

/// The twin of `it`.
pub(super) fn twin(mut it: Crate) -> Crate {
    it.manifest.extra.push_str(DEPENDENCY);
    it.files = it.files.into_iter().map(file).collect();
    it
}

fn file(mut it: File) -> File {
    if !it.items.iter().any(|it| matches!(it, Item::Node(_))) {
        it.items = it.items.into_iter().filter_map(item).collect();
    }
    it
}

fn item(it: Item) -> Option<Item> {
    match it {
        Item::Model(it) => Some(Item::DerivedModel(model(it))),
        Item::Enum(it) => Some(Item::DerivedEnum(it)),
        Item::Use(it) => imports(it).map(Item::Use),
        it => Some(it),
    }
}

/// Without the items of the runtime that are not named any more.
fn imports(mut it: Use) -> Option<Use> {
    if it.root == Root::Client {
        it.names.retain(|name| !GONE.iter().any(|gone| gone.as_str() == name.as_str()));
    }
    (!it.names.is_empty()).then_some(it)
}

fn model(mut it: Model) -> Model {
    it.fields = it.fields.into_iter().map(field).collect();
    it
}

fn field(it: Field) -> Field {
    Field { ty: plain(it.ty), ..it }
}

fn plain(it: Type) -> Type {
    let option = |inner| Type::Option(Box::new(inner));
    match it {
        Type::RuntimeOf(Runtime::Nav, inner) => option(Type::Box(inner)),
        Type::RuntimeOf(Runtime::NavCollection, inner) => option(Type::Vec(inner)),
        Type::RuntimeOf(Runtime::Patch, inner) => option(plain(*inner)),
        Type::RuntimeOf(Runtime::Flags, inner) => Type::Vec(inner),
        Type::Option(inner) => option(plain(*inner)),
        Type::Vec(inner) => Type::Vec(Box::new(plain(*inner))),
        it => it,
    }
}
