//! Types by the names that examples give them, and which derive from which.

use crate::ir::edm::{Api, EnumId, Primitive, Property, TypeId};
use std::collections::BTreeMap;

/// The types of an API, by name in lower case.
pub(super) struct Names<'a> {
    api: &'a Api,
    types: BTreeMap<String, TypeId>,
    enums: BTreeMap<String, EnumId>,
    derived: BTreeMap<TypeId, Vec<TypeId>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut derived: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        let ids = || (0..api.types.len() as u32).map(TypeId);
        for id in ids() {
            for base in &api.ancestry(id)[1..] {
                derived.entry(*base).or_default().push(id);
            }
        }
        let folded = |name: String| name.to_lowercase();
        let types = ids().map(|id| (folded(api.structured_type(id).name.to_string()), id));
        let enums = api.enums.iter().enumerate();
        Names {
            api,
            types: types.collect(),
            enums: enums.map(|(at, it)| (folded(it.name.to_string()), EnumId(at as u32))).collect(),
            derived,
        }
    }

    /// The type that `@odata.type` names: `#microsoft.graph.user`.
    pub(super) fn structured(&self, name: &str) -> Option<TypeId> {
        let name = name.trim().trim_start_matches('#').to_lowercase();
        let full = || self.types.get(&format!("microsoft.graph.{name}"));
        self.types.get(&name).or_else(full).copied()
    }

    /// True if `@odata.type` names an enumeration or a primitive type, as values of open types do.
    pub(super) fn is_other_type(&self, name: &str) -> bool {
        let name = name.trim().trim_start_matches('#').to_lowercase();
        let inner = name.strip_prefix("collection(").and_then(|it| it.strip_suffix(')'));
        let name = inner.unwrap_or(&name);
        let is_primitive = Primitive::ALL.iter().any(|it| {
            let edm = it.edm_name().to_lowercase();
            edm == name || edm.strip_prefix("edm.") == Some(name)
        });
        is_primitive || self.enums.contains_key(name)
    }

    /// True if `id` is `base` or derives from it.
    pub(super) fn is_a(&self, id: TypeId, base: TypeId) -> bool {
        self.api.ancestry(id).contains(&base)
    }

    /// The types that derive from `id`.
    pub(super) fn derived(&self, id: TypeId) -> &[TypeId] {
        self.derived.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The property called `name` of a type or of what it inherits from, and whether its letter case is that of `name`.
    pub(super) fn property(&self, id: TypeId, name: &str) -> Option<(TypeId, &'a Property)> {
        let api = self.api;
        let all = || {
            api.ancestry(id).into_iter().flat_map(move |owner| {
                api.structured_type(owner).properties.iter().map(move |it| (owner, it))
            })
        };
        let exact = all().find(|(_, it)| it.name == name);
        exact.or_else(|| all().find(|(_, it)| it.name.eq_ignore_ascii_case(name)))
    }

    /// The type among those that derive from `id` which has a property `name`.
    pub(super) fn with_property(&self, id: TypeId, name: &str) -> Option<(TypeId, &'a Property)> {
        self.derived(id).iter().find_map(|id| {
            let mut all = self.api.structured_type(*id).properties.iter();
            all.find(|it| it.name == name).map(|it| (*id, it))
        })
    }
}
