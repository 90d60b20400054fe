//! Pass: what is made of a property, once for all types that have it.

use super::docs::{self, Links};
use super::names;
use crate::ir::Text;
use crate::ir::edm::{Api, Property, TypeId};
use crate::ir::rust::Docs;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A property and what is made of it.
#[derive(Debug)]
pub(super) struct Described<'a> {
    pub(super) property: &'a Property,
    /// The name of its field, where it is not taken.
    pub(super) snake_name: Text,
    /// What is said of it.
    pub(super) docs: Docs,
    /// False if its page says nothing of it, so that its documentation begins with its name.
    pub(super) has_words: bool,
}

/// The properties of all types.
pub(super) struct Properties<'a> {
    /// By the type that declares them.
    own: Vec<Vec<Described<'a>>>,
    /// By the type that has them: where they are in `own`.
    all: Vec<Vec<(TypeId, usize)>>,
}

impl<'a> Properties<'a> {
    pub(super) fn new(api: &'a Api, links: &Links<'_>) -> Self {
        let one = |property: &'a Property| {
            let snake_name = names::snake_name(&property.name).into();
            let (docs, has_words) = docs::property(links, property);
            Described { property, snake_name, docs, has_words }
        };
        let ids = (0..api.types.len() as u32).into_par_iter().map(TypeId);
        Properties {
            own: api.types.par_iter().map(|it| it.properties.iter().map(one).collect()).collect(),
            all: ids.map(|it| all(api, it)).collect(),
        }
    }

    /// The properties of a type with those of its ancestors: base first, each name once, declared by the type nearest to the root.
    /// Names with an `@` are annotations, which stay in `additional`, as does what the settings leave out.
    pub(super) fn of(&self, TypeId(id): TypeId) -> impl Iterator<Item = &Described<'a>> {
        let places = self.all.get(id as usize).into_iter().flatten();
        places.filter_map(|(TypeId(owner), at)| self.own.get(*owner as usize)?.get(*at))
    }
}

fn all(api: &Api, id: TypeId) -> Vec<(TypeId, usize)> {
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    let declared = api.structured_type(id).declared.as_ref();
    let is_declared =
        |name: &str| declared.is_none_or(|list| list.contains(name.to_lowercase().as_str()));
    for ancestor in api.ancestry(id).into_iter().rev() {
        for (at, property) in api.structured_type(ancestor).properties.iter().enumerate() {
            if !property.name.contains('@')
                && is_declared(&property.name)
                && seen.insert(property.name.as_str())
            {
                places.push((ancestor, at));
            }
        }
    }
    places
}
