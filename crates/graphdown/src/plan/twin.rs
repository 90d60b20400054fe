//! Pass, for benches only: the models of a crate as plain structs with serde's derives, to compare with.
//!
//! The same names, fields and words; relationships are plain nested values, updates are plain options, and there are no paths.

use super::modules::paths_module;
use crate::ir::rust::{Crate, Field, File, Item, Model, Runtime, Type, Use};

/// What the derives need.
const DEPENDENCY: &str = "\n[dependencies.serde]\nversion = \"1\"\nfeatures = [\"derive\"]\n";

/// What of the runtime the twin still names.
const KEPT: &[Runtime] = &[
    Runtime::Binary,
    Runtime::Bytes,
    Runtime::Date,
    Runtime::DateTimeOffset,
    Runtime::Decimal,
    Runtime::Duration,
    Runtime::Guid,
    Runtime::Json,
    Runtime::Stream,
    Runtime::TimeOfDay,
];

/// The twin of `it`.
pub(super) fn twin(mut it: Crate) -> Crate {
    it.manifest.extra.push_str(DEPENDENCY);
    it.files = it.files.into_iter().filter(|it| !is_of_paths(it)).map(file).collect();
    it
}

fn is_of_paths(it: &File) -> bool {
    it.path.split(['/', '.']).any(|part| part == paths_module().as_str())
}

fn file(mut it: File) -> File {
    it.items = it.items.into_iter().filter_map(item).collect();
    it
}

fn item(it: Item) -> Option<Item> {
    match it {
        Item::Model(it) => Some(Item::DerivedModel(model(it))),
        Item::Enum(it) => Some(Item::DerivedEnum(it)),
        Item::Module(it) if it.name == paths_module() => None,
        Item::Use(it) if it.modules.contains(&paths_module()) => None,
        Item::Use(it) => imports(it).map(Item::Use),
        it => Some(it),
    }
}

/// Without the items of the runtime that are not named any more.
fn imports(mut it: Use) -> Option<Use> {
    it.names.retain(|name| {
        let mut runtime = Runtime::ALL.iter().filter(|it| it.as_str() == name.as_str());
        it.root != crate::ir::rust::Root::Client || runtime.all(|it| KEPT.contains(it))
    });
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
