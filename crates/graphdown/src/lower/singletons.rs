//! Types that no page describes although requests go through them: `/external/connections`, on a page called
//! `external-list-connections`.

use super::operations::Found;
use super::world::{Entry, ROOT_NAMESPACE, World, is_type_name};
use crate::diagnostics::Code;
use crate::ir::edm::{
    Aspect, Documentation, Facts, Method, Operation, OperationKind, Origin, Property,
    QualifiedName, ResponseBody, Segment, TypeId, TypeKind, TypeTarget, TypeUse,
};

/// Declares them, and puts the relationships in. The pages about a relationship are called `<type>-<verb>-<relationship>`; where such
/// a page's path is `/<type>/<relationship>`, the type is that of a singleton, even if it has no page of its own.
pub(super) fn types(world: &mut World<'_>, found: &[Found]) {
    let spoken_of: Vec<(String, TypeUse, &Operation)> =
        found.iter().filter_map(|it| relationship(world, it)).collect();
    for (root, ty, operation) in spoken_of {
        let line = operation.sources[0];
        let Some(id) = declare(world, &root, line) else { continue };
        let Some(Segment::Literal(name)) = operation.path.segments.last() else { continue };
        let known = &mut world.ty(id).properties;
        if known.iter().any(|it| it.name.eq_ignore_ascii_case(name)) {
            continue;
        }
        known.push(Property {
            name: name.clone(),
            ty,
            is_navigation: true,
            left_out: None,
            inherited: false,
            nullable: None,
            facts: Facts::default(),
            documentation: Documentation::default(),
            source: line,
        });
        let (subject, says) = (world.about_property(id, name), world.type_words(ty));
        world.holds(subject, Aspect::Path, says, line);
    }
}

/// The type's name and what its relationship leads to, if the page is about a relationship of something at the root.
fn relationship<'f>(
    world: &World<'_>,
    found: &'f Found,
) -> Option<(String, TypeUse, &'f Operation)> {
    let it = &found.operation;
    let is_about_many = match it.kind {
        OperationKind::List => it.method == Method::Get,
        OperationKind::Create => it.method == Method::Post,
        _ => false,
    };
    let [Segment::Literal(root), Segment::Literal(name)] = it.path.segments.as_slice() else {
        return None;
    };
    let stem = it.name.to_lowercase();
    let mut words = stem.rsplit('-');
    let is_called = words.next() == Some(&name.to_lowercase())
        && matches!(words.next(), Some("list" | "post"))
        && words.next() == Some(&root.to_lowercase());
    let (ResponseBody::Single(ty) | ResponseBody::Collection(ty)) = it.response.body else {
        return None;
    };
    let is_structured = matches!(ty.target, TypeTarget::Structured(_));
    if found.is_aside || !is_about_many || !is_called || !is_structured || !is_type_name(root) {
        return None;
    }
    // What has a page of its own says itself what it is.
    if world.lookup(root, ROOT_NAMESPACE).is_some_and(|it| !world.is_singleton(it)) {
        return None;
    }
    Some((root.to_string(), TypeUse { collection: true, ..ty }, it))
}

fn declare(world: &mut World<'_>, root: &str, line: crate::span::Span) -> Option<TypeId> {
    if let Some(id) = world.singletons.get(&root.to_lowercase()) {
        return Some(*id);
    }
    let page = world.page(line.file)?;
    let name = QualifiedName::new(world.namespace(page), root);
    let id = world.declare_type(name.clone(), Origin::Sample, line)?;
    world.ty(id).kind = TypeKind::Entity;
    world.singletons.to_mut().insert(root.to_lowercase(), id);
    let subject = world.about(id);
    world.holds(subject, Aspect::Name, name.to_string(), line);
    world.diagnostics.push(
        Code::UndocumentedType,
        line,
        format!("no page describes `{name}`, which this path goes through"),
    );
    Some(id)
}

impl World<'_> {
    /// True if only paths tell of the type.
    fn is_singleton(&self, entry: Entry) -> bool {
        matches!(entry, Entry::Type(id) if self.singletons.values().any(|it| *it == id))
    }
}
