//! Answers of which examples show several types: what these have in common is what comes back.

use super::operations::Found;
use super::samples::stated_type;
use super::shown::{bodies, body_type, objects};
use super::world::{Entry, World};
use crate::diagnostics::Code;
use crate::ir::edm::{Aspect, ResponseBody, Subject, TypeId, TypeTarget, TypeUse};
use crate::span::{FileId, Span};
use rayon::prelude::*;

/// Widens the answers of pages that are about one type of answer only.
pub(super) fn join(world: &mut World<'_>, found: &mut [Found]) {
    let bodies = bodies(found);
    let reader = &*world;
    let wider = |(at, it): (usize, &Found)| {
        let file = it.operation.sources[0].file;
        let id = body_type(it).filter(|_| !it.is_aside && bodies.contains_key(&file))?;
        common(reader, file, id).map(|(joined, example)| (at, id, joined, example))
    };
    let wider = found.par_iter().enumerate().filter_map(wider);
    for (at, id, joined, example) in wider.collect::<Vec<_>>() {
        let it = &mut found[at];
        let target = TypeTarget::Structured(joined);
        let operation = &mut it.operation;
        if let ResponseBody::Single(ty) | ResponseBody::Collection(ty) =
            &mut operation.response.body
        {
            ty.target = target;
        }
        let subject = Subject::Operation(operation.method, operation.path.to_string());
        let says = world.type_words(TypeUse { target, collection: false });
        let narrow = world.types[id.0 as usize].name.to_string();
        let message = format!(
            "the page names `{narrow}`, and this is another type; what both are, `{says}`, was taken"
        );
        world.diagnostics.push(Code::ResponseContradiction, example, message);
        world.holds(subject.clone(), Aspect::Response, says, example);
        let why = "examples show further types; what all of them are was taken";
        world.explain(&subject, Aspect::Response, why);
    }
}

/// The nearest type that the documented one and all that the page's examples state have in common, if it is another than the documented
/// one, and the example that needs it.
fn common(world: &World<'_>, file: FileId, id: TypeId) -> Option<(TypeId, Span)> {
    let page = world.page(file)?;
    let mut joined = None;
    let mut at = id;
    for object in objects(page) {
        let Some(Entry::Type(stated)) = stated_type(world, page, object) else { continue };
        // An object of the base itself says less than the page does.
        if world.ancestry(stated).contains(&at) || world.ancestry(at).contains(&stated) {
            continue;
        }
        at = world.common_base(at, stated)?;
        joined.get_or_insert(object.span);
    }
    joined.map(|span| (at, span))
}
