//! Properties that no table of their type lists, but that a request carries and its answer gives back.
//!
//! One example alone proves little: it may be out of date, or of another type than the page says. What is listed for the request by name
//! and type, or sent in an object that states its own type, and stands in the object that comes back, is a property of that object.

use super::index::{Families, children};
use super::operations::Found;
use super::samples::{infer, is_property, stated_type};
use super::shown::{body_type, objects};
use super::world::{Entry, World};
use crate::diagnostics::Code;
use crate::ir::edm::{
    Aspect, Documentation, Facts, Origin, Property, RequestBody, TypeId, TypeTarget,
};
use crate::ir::page::{Direction, Json, Page};
use crate::span::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Gives types these properties.
pub(super) fn properties(world: &mut World<'_>, found: &[Found]) {
    world.index_all_properties();
    let children = children(world);
    let reader = &*world;
    // Few requests carry what their type does not have, and none begins to while types get properties.
    let carries = |families: &mut Families<'_>, it| {
        let (page, id) = returned_type(reader, it)?;
        let sent = sent(reader, families, page, &it.operation.request, id);
        (!sent.is_empty()).then_some((page, id, &it.operation.request))
    };
    let carrying = found.par_iter().map_init(|| Families::new(&children), carries);
    let carrying: Vec<(&Page, TypeId, &RequestBody)> = carrying.flatten().collect();
    let mut families = Families::new(&children);
    for (page, id, request) in carrying {
        let sent = sent(world, &mut families, page, request, id);
        let returned: BTreeSet<&str> = objects(page)
            .into_iter()
            .filter(|it| stated_type(world, page, it).is_none_or(|it| it == Entry::Type(id)))
            .flat_map(Json::members)
            .map(|(key, _)| key.value.as_str())
            .collect();
        for (property, shown) in sent {
            let ty = shown.map_or(property.ty, |it| infer(world, page, it));
            if returned.contains(property.name.as_str())
                && !families.know(world, id, &property.name)
            {
                families.learn(world, id, &property.name);
                add(world, id, Property { ty, ..property });
            }
        }
    }
}

/// The page of an operation and the type that it says comes back, if that has a page and no more properties than this lists.
fn returned_type<'p>(world: &World<'p>, it: &Found) -> Option<(&'p Page, TypeId)> {
    let page = world.page(it.operation.sources[0].file).filter(|_| !it.is_aside)?;
    let id = body_type(it)?;
    let ty = &world.types[id.0 as usize];
    (ty.origin == Origin::Page && !ty.is_open).then_some((page, id))
}

/// What the request carries by the page's word and the type does not have: the rows of its table, and the members of an object that says
/// that it is a `ty`, each with the value that shows its type.
fn sent<'p>(
    world: &World<'_>,
    families: &mut Families<'_>,
    page: &'p Page,
    request: &RequestBody,
    ty: TypeId,
) -> Vec<(Property, Option<&'p Json>)> {
    let rows = match request {
        RequestBody::Parameters(rows) | RequestBody::Resource { members: rows, .. } => {
            rows.as_slice()
        }
        _ => &[],
    };
    let mut found: Vec<(Property, Option<&Json>)> = rows
        .iter()
        .filter(|it| is_property(&it.name) && !matches!(it.ty.target, TypeTarget::Untyped))
        .filter(|it| !families.know(world, ty, &it.name))
        .map(|it| Property {
            ty: it.ty,
            facts: it.facts.clone(),
            documentation: it.documentation.clone(),
            ..unlisted(&it.name, it.source)
        })
        .map(|it| (it, None))
        .collect();
    let takes_the_type = matches!(request, RequestBody::Resource { ty: taken, .. } if taken.target == TypeTarget::Structured(ty));
    let examples = page.operations.iter().flat_map(|it| &it.examples);
    let requests = examples.filter(|it| takes_the_type && it.direction == Direction::Request);
    for object in requests.filter_map(|it| it.json.as_ref()) {
        if stated_type(world, page, object) != Some(Entry::Type(ty)) {
            continue;
        }
        for (key, value) in object.members().iter().filter(|(key, _)| is_property(&key.value)) {
            if !families.know(world, ty, &key.value) {
                found.push((unlisted(&key.value, key.span), Some(value)));
            }
        }
    }
    found
}

fn unlisted(name: &str, source: Span) -> Property {
    Property {
        name: name.into(),
        ty: super::world::untyped(),
        is_navigation: false,
        left_out: None,
        inherited: false,
        nullable: None,
        facts: Facts::default(),
        documentation: Documentation::default(),
        source,
    }
}

fn add(world: &mut World<'_>, id: TypeId, property: Property) {
    let (subject, says) = (world.about_property(id, &property.name), world.type_words(property.ty));
    world.holds(subject, Aspect::Type, says, property.source);
    let message = format!(
        "no page of the type lists `{}`, which this request carries and its answer gives back",
        property.name
    );
    world.diagnostics.push(Code::PropertyOnlyInRequests, property.source, message);
    world.ty(id).properties.push(property);
    world.index_properties(id);
}
