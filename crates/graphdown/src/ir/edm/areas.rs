//! Areas of the product, and what each of them needs.

use super::{EnumId, Method, Operation, TypeId, TypeTarget};
use std::collections::{BTreeMap, BTreeSet};

/// Index into [`Areas::names`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AreaId(pub u32);

/// Which area of the product needs what. Without names, which is the default, areas are not told apart.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// The areas, sorted.
    pub names: Vec<String>,
    /// The one area of each operation, by verb and path.
    pub operations: BTreeMap<(Method, String), AreaId>,
    /// The areas that need each structured type, in the order of [`Api::types`](super::Api::types).
    pub types: Vec<BTreeSet<AreaId>>,
    /// The areas that need each enum type, in the order of [`Api::enums`](super::Api::enums).
    pub enums: Vec<BTreeSet<AreaId>>,
}

impl Areas {
    /// The area of an operation; `None` where areas are not told apart.
    pub fn of_operation(&self, it: &Operation) -> Option<AreaId> {
        let key = (!self.names.is_empty()).then(|| (it.method, it.path.to_string()))?;
        self.operations.get(&key).copied()
    }

    /// The areas that need a structured type; none where areas are not told apart.
    pub fn of_type(&self, TypeId(id): TypeId) -> BTreeSet<AreaId> {
        self.types.get(id as usize).cloned().unwrap_or_default()
    }

    /// The areas that need an enum type; none where areas are not told apart.
    pub fn of_enum(&self, EnumId(id): EnumId) -> BTreeSet<AreaId> {
        self.enums.get(id as usize).cloned().unwrap_or_default()
    }

    /// Notes that `area` needs a type.
    pub(crate) fn need(&mut self, area: AreaId, target: TypeTarget) {
        let list = match target {
            TypeTarget::Structured(TypeId(id)) => self.types.get_mut(id as usize),
            TypeTarget::Enum(EnumId(id)) => self.enums.get_mut(id as usize),
            TypeTarget::Primitive(_) | TypeTarget::Untyped => None,
        };
        if let Some(areas) = list {
            areas.insert(area);
        }
    }
}
