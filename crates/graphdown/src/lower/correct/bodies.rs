//! Corrects the bodies of requests: a property that is wrong on the page of its type is as wrong on the pages that let it be written.

use super::properties::type_use;
use super::{Effect, note, structured};
use crate::corrections::{Change, Correction, MemberName, Target};
use crate::ir::edm::{Aspect, Operation, Parameter, RequestBody, Subject, TypeTarget};
use crate::lower::world::World;

/// Applies an entry about a property to the bodies that hold it. `None` if it is about something else, or there is no such body.
pub(super) fn correct(
    world: &mut World<'_>,
    operations: &mut [Operation],
    by: &Correction,
) -> Option<Effect> {
    let target = match &by.change {
        Change::Retype(it) => &it.target,
        Change::Drop(it) => &it.target,
        Change::Rename(it) => member(&it.target)?,
        _ => return None,
    };
    let owner = structured(world, &target.owner).ok()?;
    let mut is_changed = false;
    for operation in operations {
        let RequestBody::Resource { ty, members } = &mut operation.request else { continue };
        let TypeTarget::Structured(id) = ty.target else { continue };
        if !world.ancestry(id).contains(&owner) {
            continue;
        }
        let Some(index) = members.iter().position(|it| it.name == target.name) else { continue };
        let source = members[index].source;
        if let Some((was, says)) = apply(world, members, index, by) {
            let subject = Subject::Operation(operation.method, operation.path.to_string());
            note(world, by, subject, Aspect::RequestBody, &says, Some((was, source)));
            is_changed = true;
        }
    }
    is_changed.then_some(Ok(true))
}

fn member(target: &Target) -> Option<&MemberName> {
    match target {
        Target::Member(it) => Some(it),
        Target::Whole(_) => None,
    }
}

/// What the member was, and what it is now; `None` if that is the same.
fn apply(
    world: &World<'_>,
    members: &mut Vec<Parameter>,
    index: usize,
    by: &Correction,
) -> Option<(String, String)> {
    let it = &mut members[index];
    match &by.change {
        Change::Retype(retype) => {
            let ty = type_use(world, retype.ty.as_ref()?).ok()?;
            let old = std::mem::replace(&mut it.ty, ty);
            let words = |ty| format!("{}: {}", it.name, world.type_words(ty));
            (old != ty).then(|| (words(old), words(ty)))
        }
        Change::Rename(rename) => {
            let old = std::mem::replace(&mut it.name, rename.to.as_str().into());
            (old != rename.to).then(|| (old.to_string(), rename.to.clone()))
        }
        _ => {
            let it = members.remove(index);
            Some((it.name.to_string(), format!("not {}", it.name)))
        }
    }
}
