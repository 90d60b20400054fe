//! New indexes for types and enums, wherever they are referred to.

use super::{
    EnumId, Operation, Parameter, RequestBody, ResponseBody, StructuredType, TypeId, TypeTarget,
    TypeUse,
};

/// The new index of each type and of each enum. What is referred to must be in it.
#[derive(Debug)]
pub(crate) struct Renumbering {
    pub(crate) types: Vec<u32>,
    pub(crate) enums: Vec<u32>,
}

impl Renumbering {
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

    /// Base and properties.
    pub(crate) fn structured_type(&self, it: &mut StructuredType) {
        it.base = it.base.map(|base| self.type_id(base));
        it.properties.iter_mut().for_each(|property| self.type_use(&mut property.ty));
    }

    /// Parameters, body and answer.
    pub(crate) fn operation(&self, it: &mut Operation) {
        self.parameters(&mut it.parameters);
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
