//! Corrects enumerations: sets or single values, and their members.

use super::{Effect, enumeration, note};
use crate::corrections::{Add, Correction, Flags};
use crate::ir::Text;
use crate::ir::edm::{Aspect, Documentation, EnumId, Member, Subject, TypeTarget};
use crate::lower::facts::Description;
use crate::lower::world::World;

/// Says whether values are sets of members.
pub(super) fn flags(world: &mut World<'_>, by: &Correction, it: &Flags) -> Effect {
    let id = enumeration(world, &it.target)?;
    let known = world.en(id);
    if known.is_flags == it.flags {
        return Ok(false);
    }
    known.is_flags = it.flags;
    let (subject, source) = (Subject::Enum(known.name.clone()), known.sources[0]);
    let words = |flags: bool| if flags { "a set of members" } else { "one member" };
    let was = Some((words(!it.flags).to_owned(), source));
    note(world, by, subject, Aspect::Flags, words(it.flags), was);
    Ok(true)
}

/// Adds a member.
pub(super) fn add(world: &mut World<'_>, id: EnumId, by: &Correction, it: &Add) -> Effect {
    let name = &it.target.name;
    if it.ty.is_some() {
        return Err(format!("`{}` is an enumeration, so `{name}` has no type", it.target.owner));
    }
    let known = world.en(id);
    if known.members.iter().any(|member| member.name == *name) {
        return Ok(false);
    }
    let documentation = it.description.as_ref().map_or(Documentation::default(), |it| {
        Description::new(&it.as_str().into()).documentation(false)
    });
    known.members.push(Member {
        name: name.as_str().into(),
        value: it.value,
        documentation,
        source: by.span,
    });
    let subject = Subject::Enum(known.name.clone());
    note(world, by, subject, Aspect::Member, name, None);
    Ok(true)
}

/// Takes a member away.
pub(super) fn drop(world: &mut World<'_>, id: EnumId, by: &Correction, name: &str) -> Effect {
    let known = world.en(id);
    let index = known.members.iter().position(|it| it.name == name);
    let index = index.ok_or_else(|| format!("`{}` has no member `{name}`", known.name))?;
    let member = known.members.remove(index);
    let subject = Subject::Enum(known.name.clone());
    in_descriptions(world, id, |values| values.retain(|it| it != name));
    let was = Some((member.name.to_string(), member.source));
    note(world, by, subject, Aspect::Member, &format!("not {name}"), was);
    Ok(true)
}

/// Changes the values that descriptions list for the properties of this type.
pub(super) fn in_descriptions(world: &mut World<'_>, id: EnumId, change: impl Fn(&mut Vec<Text>)) {
    let properties = world.types.to_mut().iter_mut().flat_map(|it| &mut it.properties);
    properties
        .filter(|it| it.ty.target == TypeTarget::Enum(id))
        .for_each(|it| it.facts.change(|it| change(&mut it.allowed_values)));
}
