//! New types and enums.

use super::{Entry, World};
use crate::diagnostics::Code;
use crate::ir::edm::{
    Documentation, EnumId, EnumType, Origin, QualifiedName, StructuredType, TypeId, TypeKind,
};
use crate::span::Span;

/// What is longer, in bytes or parts, is no namespace: modules and files are called by it.
const LONGEST_NAMESPACE: usize = 128;
const MOST_NAMESPACE_PARTS: usize = 8;

impl World<'_> {
    /// True for a name in a namespace that is none; that is reported.
    fn refuses(&mut self, name: &QualifiedName, source: Span) -> bool {
        let space = &name.namespace;
        let is_namespace = space.len() <= LONGEST_NAMESPACE
            && space.split('.').count() <= MOST_NAMESPACE_PARTS
            && space.chars().all(|it| it.is_alphanumeric() || matches!(it, '.' | '_' | '-'));
        if !is_namespace {
            let message = format!("`{}` cannot be in the namespace `{space}`", name.name);
            self.diagnostics.push(Code::UnreadableType, source, message);
        }
        !is_namespace
    }

    /// The type called `name`, made if there is none yet. `None` if an enum has that name.
    pub(in crate::lower) fn declare_type(
        &mut self,
        name: QualifiedName,
        origin: Origin,
        source: Span,
    ) -> Option<TypeId> {
        if self.must_not_change() {
            return None;
        }
        match self.find(&name) {
            Some(Entry::Type(id)) => {
                let ty = self.ty(id);
                if origin < ty.origin {
                    // A page is worth more than a sample, a sample more than a mere mention; the better source names the type.
                    ty.origin = origin;
                    ty.name = name;
                    ty.sources.insert(0, source);
                } else if origin == Origin::Page && !ty.sources.contains(&source) {
                    ty.sources.push(source);
                }
                Some(id)
            }
            Some(Entry::Enum(_)) => None,
            None if self.refuses(&name, source) => None,
            None => {
                let id = TypeId(self.types.len() as u32);
                self.insert(&name, Entry::Type(id));
                self.types.to_mut().push(StructuredType {
                    name,
                    kind: TypeKind::Complex,
                    base: None,
                    is_abstract: false,
                    is_open: false,
                    key: None,
                    properties: Vec::new(),
                    declared: None,
                    methods: Vec::new(),
                    origin,
                    documentation: Documentation::default(),
                    sources: vec![source],
                });
                Some(id)
            }
        }
    }

    /// The enum called `name`, made if there is none yet. `None` if a structured type has that name.
    pub(in crate::lower) fn declare_enum(
        &mut self,
        name: QualifiedName,
        origin: Origin,
        source: Span,
    ) -> Option<EnumId> {
        if self.must_not_change() {
            return None;
        }
        match self.find(&name) {
            Some(Entry::Enum(id)) => {
                let it = self.en(id);
                if origin < it.origin {
                    it.origin = origin;
                    it.name = name;
                    it.sources.insert(0, source);
                } else if origin == Origin::Page && !it.sources.contains(&source) {
                    it.sources.push(source);
                }
                Some(id)
            }
            Some(Entry::Type(_)) => None,
            None if self.refuses(&name, source) => None,
            None => {
                let id = EnumId(self.enums.len() as u32);
                self.insert(&name, Entry::Enum(id));
                self.enums.to_mut().push(EnumType {
                    name,
                    members: Vec::new(),
                    is_flags: false,
                    origin,
                    documentation: Documentation::default(),
                    sources: vec![source],
                });
                Some(id)
            }
        }
    }
}
