//! Corrects names. The trail follows: what the pages say of a thing is about it under its new name.

use super::enums::in_descriptions;
use super::properties::{no_property, position};
use super::{Effect, entry, note};
use crate::corrections::{Correction, MemberName, Name, Rename, Target};
use crate::ir::edm::{Aspect, EnumId, QualifiedName, Subject, TypeId};
use crate::lower::world::{Entry, World};
use std::sync::Arc;

/// Gives something another name.
pub(super) fn rename(world: &mut World<'_>, by: &Correction, it: &Rename) -> Effect {
    match &it.target {
        Target::Whole(name) => whole(world, by, name, &it.to),
        Target::Member(target) => member(world, by, target, &it.to),
    }
}

/// Both names lead to the thing from here on: pages that are still to be read use the old one.
fn whole(world: &mut World<'_>, by: &Correction, target: &Name, to: &str) -> Effect {
    let (namespace, name) = to.rsplit_once('.').unwrap_or_default();
    let new = QualifiedName::new(namespace, name);
    let taken = world.find(&new);
    let found = entry(world, target);
    if found.is_err() && taken.is_some_and(|it| *world.name(it) == new) {
        return Ok(false);
    }
    let found = found?;
    let old = world.name(found).clone();
    if old == new {
        return Ok(false);
    }
    if taken.is_some_and(|it| it != found) {
        return Err(format!("there is a `{new}` already"));
    }
    world.insert(&new, found);
    let source = match found {
        Entry::Type(id) => {
            world.ty(id).name = new.clone();
            world.ty(id).sources[0]
        }
        Entry::Enum(id) => {
            world.en(id).name = new.clone();
            world.en(id).sources[0]
        }
    };
    for it in &mut world.evidence {
        if let Subject::Type(it) | Subject::Enum(it) | Subject::Property(it, _) =
            Arc::make_mut(&mut it.subject)
            && *it == old
        {
            *it = new.clone();
        }
    }
    let subject = match found {
        Entry::Type(_) => Subject::Type(new),
        Entry::Enum(_) => Subject::Enum(new),
    };
    note(world, by, subject, Aspect::Name, to, Some((old.to_string(), source)));
    Ok(true)
}

fn member(world: &mut World<'_>, by: &Correction, target: &MemberName, to: &str) -> Effect {
    match entry(world, &target.owner)? {
        Entry::Type(id) => property(world, by, id, &target.name, to),
        Entry::Enum(id) => enum_member(world, by, id, &target.name, to),
    }
}

fn property(world: &mut World<'_>, by: &Correction, id: TypeId, name: &str, to: &str) -> Effect {
    let Some(index) = position(world, id, name) else {
        let is_done = position(world, id, to).is_some();
        return if is_done { Ok(false) } else { Err(no_property(world, id, name)) };
    };
    if name == to {
        return Ok(false);
    }
    let owner = world.types[id.0 as usize].name.clone();
    if position(world, id, to).is_some() {
        return Err(format!("`{owner}` has a property `{to}` already"));
    }
    let property = &mut world.ty(id).properties[index];
    property.name = to.into();
    let source = property.source;
    world.forget_properties(id);
    let key = &mut world.ty(id).key;
    if key.as_deref() == Some(name) {
        *key = Some(to.into());
    }
    for it in &mut world.evidence {
        if let Subject::Property(of, it) = Arc::make_mut(&mut it.subject)
            && *of == owner
            && it.eq_ignore_ascii_case(name)
        {
            *it = to.into();
        }
    }
    let subject = Subject::Property(owner, to.into());
    note(world, by, subject, Aspect::Name, to, Some((name.to_owned(), source)));
    Ok(true)
}

fn enum_member(world: &mut World<'_>, by: &Correction, id: EnumId, name: &str, to: &str) -> Effect {
    world.forget_members(id);
    let known = world.en(id);
    let has = |name: &str| known.members.iter().position(|it| it.name == name);
    let Some(index) = has(name) else {
        let missing = || format!("`{}` has no member `{name}`", known.name);
        return if has(to).is_some() { Ok(false) } else { Err(missing()) };
    };
    if name == to {
        return Ok(false);
    }
    if has(to).is_some() {
        return Err(format!("`{}` has a member `{to}` already", known.name));
    }
    known.members[index].name = to.into();
    let (subject, source) = (Subject::Enum(known.name.clone()), known.members[index].source);
    in_descriptions(world, id, |values| {
        values.iter_mut().filter(|it| *it == name).for_each(|it| *it = to.into());
    });
    note(world, by, subject, Aspect::Member, to, Some((name.to_owned(), source)));
    Ok(true)
}
