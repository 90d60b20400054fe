//! Corrects bases and kinds.

use super::{Effect, note, structured};
use crate::corrections::{Base, Correction, Kind, KindWord, OrNone};
use crate::ir::edm::{Aspect, TypeId, TypeKind};
use crate::lower::world::World;

/// Sets the base of a type.
pub(super) fn base(world: &mut World<'_>, by: &Correction, it: &Base) -> Effect {
    let id = structured(world, &it.target)?;
    let base = match &it.base {
        OrNone::None => None,
        OrNone::Some(name) => Some(structured(world, name)?),
    };
    let old = world.ty(id).base;
    if old == base {
        return Ok(false);
    }
    if base.is_some_and(|it| world.ancestry(it).contains(&id)) {
        return Err(format!("`{}` would inherit from itself", it.target));
    }
    let words = |world: &World<'_>, it: Option<TypeId>| {
        it.map_or("none".to_owned(), |it| world.types[it.0 as usize].name.to_string())
    };
    let (was, says, source) = (words(world, old), words(world, base), world.ty(id).sources[0]);
    world.ty(id).base = base;
    // What has an entity type for its base is one.
    if base.is_some_and(|it| world.types[it.0 as usize].kind == TypeKind::Entity) {
        world.ty(id).kind = TypeKind::Entity;
    }
    note(world, by, world.about(id), Aspect::Base, &says, old.map(|_| (was, source)));
    Ok(true)
}

/// Says what kind of type it is.
pub(super) fn kind(world: &mut World<'_>, by: &Correction, it: &Kind) -> Effect {
    let id = structured(world, &it.target)?;
    let kind = match it.kind {
        KindWord::Entity => TypeKind::Entity,
        KindWord::Complex => TypeKind::Complex,
    };
    let ty = world.ty(id);
    let (old, source) = (ty.kind, ty.sources[0]);
    if old == kind {
        return Ok(false);
    }
    ty.kind = kind;
    let was = Some((old.as_str().to_owned(), source));
    note(world, by, world.about(id), Aspect::Kind, kind.as_str(), was);
    Ok(true)
}
