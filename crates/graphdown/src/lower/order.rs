//! The last pass: types and enums in order of their names, and all references made to fit.

use super::world::World;
use crate::diagnostics::Code;
use crate::docset::ApiVersion;
use crate::ir::edm::{
    Api, EnumId, Operation, Parameter, RequestBody, ResponseBody, TypeId, TypeTarget, TypeUse,
};

/// Turns the world into the API.
pub(super) fn finish(world: World<'_>, version: ApiVersion, mut operations: Vec<Operation>) -> Api {
    let World { mut types, mut enums, mut evidence, diagnostics, .. } = world;
    evidence.sort();
    evidence.dedup();
    for it in enums.iter().filter(|it| it.members.is_empty()) {
        diagnostics.push(
            Code::EnumWithoutMembers,
            it.sources[0],
            format!("no page lists the members of `{}`", it.name),
        );
    }
    let remap = Remap {
        types: ranks(types.iter().map(|it| &it.name)),
        enums: ranks(enums.iter().map(|it| &it.name)),
    };
    types.sort_by(|a, b| a.name.cmp(&b.name));
    enums.sort_by(|a, b| a.name.cmp(&b.name));
    for ty in &mut types {
        ty.base = ty.base.map(|it| remap.type_id(it));
        ty.properties.iter_mut().for_each(|it| remap.type_use(&mut it.ty));
    }
    operations.iter_mut().for_each(|it| remap.operation(it));
    Api { version, types, enums, operations, evidence }
}

/// For each index the place that it has when sorted.
fn ranks<'n, T: Ord + 'n>(names: impl Iterator<Item = &'n T>) -> Vec<u32> {
    let mut order: Vec<(&T, usize)> = names.zip(0..).collect();
    order.sort();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, index)) in order.iter().enumerate() {
        ranks[*index] = rank as u32;
    }
    ranks
}

struct Remap {
    types: Vec<u32>,
    enums: Vec<u32>,
}

impl Remap {
    fn type_id(&self, id: TypeId) -> TypeId {
        TypeId(self.types[id.0 as usize])
    }

    fn type_use(&self, it: &mut TypeUse) {
        it.target = match it.target {
            TypeTarget::Structured(id) => TypeTarget::Structured(self.type_id(id)),
            TypeTarget::Enum(id) => TypeTarget::Enum(EnumId(self.enums[id.0 as usize])),
            other => other,
        };
    }

    fn parameters(&self, list: &mut [Parameter]) {
        list.iter_mut().for_each(|it| self.type_use(&mut it.ty));
    }

    fn operation(&self, it: &mut Operation) {
        self.parameters(&mut it.parameters);
        self.parameters(&mut it.headers);
        match &mut it.request {
            RequestBody::Resource { ty, members } => {
                self.type_use(ty);
                self.parameters(members);
            }
            RequestBody::Parameters(list) => self.parameters(list),
            RequestBody::None
            | RequestBody::Reference
            | RequestBody::Stream { .. }
            | RequestBody::Untyped => {}
        }
        if let Some(ty) = &mut it.response.declared {
            self.type_use(ty);
        }
        match &mut it.response.body {
            ResponseBody::Single(ty) | ResponseBody::Collection(ty) => self.type_use(ty),
            ResponseBody::None | ResponseBody::Stream | ResponseBody::Untyped => {}
        }
    }
}
