//! Corrects the properties of types.

use super::{CORRECTED, Effect, entry, enums, note, structured};
use crate::corrections::{
    Add, Change, Correction, Corrections, Drop, MemberName, Retype, Target, TypeWords,
};
use crate::ir::edm::{Aspect, Evidence, Property, Standing, Subject, TypeId, TypeTarget, TypeUse};
use crate::lower::facts::Description;
use crate::lower::primitives::primitive;
use crate::lower::world::{Entry, World, target_of};

/// The type that an entry names.
pub(super) fn type_use(world: &World<'_>, words: &TypeWords) -> Result<TypeUse, String> {
    let name = words.name.to_string();
    let target = if name == "Edm.Untyped" {
        TypeTarget::Untyped
    } else if words.name.namespace == "Edm" {
        let primitive = primitive(&name).filter(|it| it.edm_name() == name);
        TypeTarget::Primitive(primitive.ok_or_else(|| format!("there is no type `{name}`"))?)
    } else {
        target_of(entry(world, &words.name)?)
    };
    Ok(TypeUse { target, collection: words.collection })
}

/// Gives a property another type, or makes it a navigation property.
pub(super) fn retype(
    world: &mut World<'_>,
    corrections: &Corrections,
    by: &Correction,
    it: &Retype,
) -> Effect {
    let id = structured(world, &it.target.owner)?;
    let ty = it.ty.as_ref().map(|it| type_use(world, it)).transpose()?;
    let index = position(world, id, &it.target.name)
        .or_else(|| position(world, id, new_name(corrections, &it.target)?))
        .ok_or_else(|| no_property(world, id, &it.target.name))?;
    let property = &mut world.ty(id).properties[index];
    let old = (property.ty, property.is_navigation);
    let new = (ty.unwrap_or(old.0), it.navigation.unwrap_or(old.1));
    if old == new {
        return Ok(false);
    }
    (property.ty, property.is_navigation) = new;
    let (name, source) = (property.name.clone(), property.source);
    let subject = Subject::Property(world.types[id.0 as usize].name.clone(), name);
    let (was, says) = (words(world, old), words(world, new));
    note(world, by, subject, Aspect::Type, &says, Some((was, source)));
    Ok(true)
}

/// Adds a property, or a member to an enumeration.
pub(super) fn add(world: &mut World<'_>, by: &Correction, it: &Add) -> Effect {
    let id = match entry(world, &it.target.owner)? {
        Entry::Enum(id) => return enums::add(world, id, by, it),
        Entry::Type(id) => id,
    };
    let (owner, name) = (&it.target.owner, &it.target.name);
    let Some(ty) = &it.ty else {
        return Err(format!("`{owner}` is no enumeration, so `{name}` needs a type"));
    };
    let (ty, is_navigation) = (type_use(world, ty)?, it.navigation.unwrap_or(false));
    if let Some(index) = position(world, id, name) {
        let known = &world.ty(id).properties[index];
        let is_same = (known.ty, known.is_navigation) == (ty, is_navigation);
        let otherwise = || format!("`{owner}` has a property `{name}` of another type already");
        return if is_same { Ok(false) } else { Err(otherwise()) };
    }
    let description = it.description.as_deref().unwrap_or_default().into();
    let description = Description::new(&description);
    let property = Property {
        name: name.as_str().into(),
        ty,
        is_navigation,
        left_out: None,
        inherited: false,
        nullable: description.nullable(),
        facts: description.facts(),
        documentation: description.documentation(false),
        source: by.span,
    };
    world.ty(id).properties.push(property);
    let subject = Subject::Property(world.types[id.0 as usize].name.clone(), name.as_str().into());
    let says = words(world, (ty, is_navigation));
    note(world, by, subject, Aspect::Type, &says, None);
    Ok(true)
}

/// Takes away a property, or a member of an enumeration.
pub(super) fn drop(world: &mut World<'_>, by: &Correction, it: &Drop) -> Effect {
    let id = match entry(world, &it.target.owner)? {
        Entry::Enum(id) => return enums::drop(world, id, by, &it.target.name),
        Entry::Type(id) => id,
    };
    let name = &it.target.name;
    let index = position(world, id, name).ok_or_else(|| no_property(world, id, name))?;
    let property = world.ty(id).properties.remove(index);
    world.forget_properties(id);
    let subject = Subject::Property(world.types[id.0 as usize].name.clone(), name.as_str().into());
    let followed = |it: &&mut Evidence| *it.subject == subject && it.standing == Standing::Holds;
    world
        .evidence
        .iter_mut()
        .filter(followed)
        .for_each(|it| it.standing = Standing::Lost(CORRECTED));
    note(
        world,
        by,
        subject,
        Aspect::Row,
        &format!("not {name}"),
        Some((name.clone(), property.source)),
    );
    Ok(true)
}

/// The name that a property gets by another entry.
fn new_name<'c>(corrections: &'c Corrections, target: &MemberName) -> Option<&'c str> {
    corrections.entries.iter().find_map(|it| match &it.change {
        Change::Rename(rename) if matches!(&rename.target, Target::Member(it) if it == target) => {
            Some(rename.to.as_str())
        }
        _ => None,
    })
}

pub(super) fn position(world: &World<'_>, id: TypeId, name: &str) -> Option<usize> {
    world.types[id.0 as usize].properties.iter().position(|it| it.name == name)
}

pub(super) fn no_property(world: &World<'_>, id: TypeId, name: &str) -> String {
    format!("`{}` has no property `{name}`", world.types[id.0 as usize].name)
}

fn words(world: &World<'_>, (ty, is_navigation): (TypeUse, bool)) -> String {
    let words = world.type_words(ty);
    if is_navigation { words + ", navigation" } else { words }
}
