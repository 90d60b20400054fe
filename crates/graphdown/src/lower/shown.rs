//! Names that a table spells otherwise than what goes over the wire: a property that no example shows, beside a key that no table lists
//! and that begins alike. The examples are right.

use super::operations::Found;
use super::samples;
use super::world::{self, World};
use crate::diagnostics::Code;
use crate::ir::edm::{Aspect, Origin, ResponseBody, Subject, TypeId, TypeTarget};
use crate::ir::page::{Direction, Json, JsonValue, Page};
use crate::span::{FileId, Span};
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// How many letters two spellings of one name must share at the start.
const MIN_SHARED: usize = 8;

/// A type of which examples show more names that no table lists is not searched for other spellings.
const MOST_STRANGE: usize = 256;

/// Stretches of pages that are not shared out among threads.
const PAGES_AT_ONCE: usize = 256;

/// Samples nested deeper are not followed.
const MAX_DEPTH: usize = 16;

/// Names and the first place of each.
pub(super) type Keys<'p> = BTreeMap<&'p str, Place>;

/// A place that is reached through a page.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Where the page stands in the list.
    page: usize,
    pub(super) span: Span,
}

/// What the examples of responses show.
#[derive(Default)]
pub(super) struct Shown<'p> {
    /// What is shown of each type.
    pub(super) types: BTreeMap<TypeId, ShownType<'p>>,
    /// Objects that say of themselves that they are of another type than documented for their place: the documented type, the one
    /// that is stated, and where. In the order of the pages.
    pub(super) stated: Vec<(TypeId, TypeId, Place)>,
}

/// What is shown of a type.
#[derive(Default)]
pub(super) struct ShownType<'p> {
    pub(super) keys: Keys<'p>,
    /// The pages that show it.
    pages: Vec<usize>,
}

/// Spells properties as the examples of responses do.
pub(super) fn spell(world: &mut World<'_>, found: &[Found]) {
    let shown = examples(world, found).types.into_iter().map(|(id, it)| (id, it.keys));
    let shown: Vec<(TypeId, Keys<'_>)> = shown.collect();
    let reader = &*world;
    let differ: Vec<bool> =
        shown.par_iter().map(|(id, shown)| !pairs(reader, *id, shown).is_empty()).collect();
    let mut renamed = BTreeSet::new();
    for ((id, shown), differs) in shown.into_iter().zip(differ) {
        // A type that inherits from one with other names now is looked at again.
        if (differs || world.ancestry(id).iter().any(|it| renamed.contains(it)))
            && rename(world, id, &shown)
        {
            renamed.insert(id);
        }
    }
}

/// Reads the examples of all responses.
pub(super) fn examples<'p>(world: &mut World<'p>, found: &[Found]) -> Shown<'p> {
    world.index_all_properties();
    let pages: Vec<usize> = (0..world.pages.len()).collect();
    of_pages(world, found, &pages)
}

/// Brings `shown` up to date where types got a base that had none. Their objects show what they did, and maybe more.
pub(super) fn with_bases<'p>(
    world: &World<'p>,
    found: &[Found],
    shown: &mut Shown<'p>,
    changed: &BTreeSet<TypeId>,
) {
    let is_other = |id: &TypeId| world.ancestry(*id).iter().any(|it| changed.contains(it));
    let others = shown.types.iter().filter(|(id, _)| is_other(id));
    let pages: BTreeSet<usize> = others.flat_map(|(_, it)| &it.pages).copied().collect();
    shown.stated.retain(|it| !pages.contains(&it.2.page));
    let again = of_pages(world, found, &pages.into_iter().collect::<Vec<_>>());
    shown.stated.extend(again.stated);
    shown.stated.sort_by_key(|it| it.2.page);
    for (id, more) in again.types {
        let known = shown.types.entry(id).or_default();
        known.pages.extend(more.pages);
        for (key, place) in more.keys {
            let first = known.keys.entry(key).or_insert(place);
            if place.page <= first.page {
                *first = place;
            }
        }
    }
}

/// What these pages show.
fn of_pages<'p>(world: &World<'p>, found: &[Found], pages: &[usize]) -> Shown<'p> {
    let bodies = bodies(found);
    let with_page = |mut shown: Shown<'p>, at: &usize| {
        let page = world.pages[*at];
        if let Some(id) = bodies.get(&page.file) {
            let objects = objects(page).into_iter();
            objects.for_each(|it| collect(world, (*at, page), *id, it, &mut shown, 0));
        }
        shown
    };
    // Few stretches of pages: what each of them shows is put into one, and then all of these together.
    let pages = pages.par_iter().with_min_len(PAGES_AT_ONCE);
    pages.fold(Shown::default, with_page).reduce(Shown::default, Shown::and)
}

impl Shown<'_> {
    /// With what later pages show.
    fn and(mut self, later: Self) -> Self {
        if self.types.is_empty() && self.stated.is_empty() {
            return later;
        }
        self.stated.extend(later.stated);
        for (id, more) in later.types {
            match self.types.entry(id) {
                Entry::Vacant(it) => _ = it.insert(more),
                Entry::Occupied(mut it) => {
                    let known = it.get_mut();
                    known.pages.extend(more.pages);
                    for (key, place) in more.keys {
                        known.keys.entry(key).or_insert(place);
                    }
                }
            }
        }
        self
    }
}

/// The type of the objects that the responses of each page carry: pages with answers of several types do not tell which is which.
pub(super) fn bodies(found: &[Found]) -> BTreeMap<FileId, TypeId> {
    let typed =
        found.par_iter().filter_map(|it| Some((it.operation.sources[0].file, body_type(it)?)));
    let mut all: Vec<(FileId, TypeId)> = typed.collect();
    all.par_sort_unstable();
    all.dedup();
    all.chunk_by(|a, b| a.0 == b.0).filter(|it| it.len() == 1).map(|it| it[0]).collect()
}

/// The type of the object or objects in an answer.
pub(super) fn body_type(found: &Found) -> Option<TypeId> {
    match found.operation.response.body {
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => match ty.target {
            TypeTarget::Structured(id) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// The objects that the responses of a page carry.
pub(super) fn objects(page: &Page) -> Vec<&Json> {
    let examples = page.operations.iter().flat_map(|it| &it.examples);
    let responses = examples.filter(|it| it.direction == Direction::Response);
    let mut found = Vec::new();
    for json in responses.filter_map(|it| it.json.as_ref()) {
        match json.get("value").map(|it| &it.value) {
            Some(JsonValue::Array(elements)) => found.extend(elements),
            // How one area of the documentation writes a single object.
            Some(JsonValue::Object(_)) => found.extend(json.get("value")),
            _ => found.push(json),
        }
    }
    found
}

fn collect<'p>(
    world: &World<'_>,
    (at, page): (usize, &Page),
    id: TypeId,
    object: &'p Json,
    shown: &mut Shown<'p>,
    depth: usize,
) {
    let id = match samples::stated_type(world, page, object) {
        Some(world::Entry::Type(stated)) => {
            if stated != id {
                shown.stated.push((id, stated, Place { page: at, span: object.span }));
            }
            stated
        }
        _ => id,
    };
    let ancestry = world.ancestry(id);
    for (key, value) in object.members().iter().filter(|(key, _)| samples::is_property(&key.value))
    {
        let of_type = shown.types.entry(id).or_default();
        if of_type.pages.last() != Some(&at) {
            of_type.pages.push(at);
        }
        of_type.keys.entry(&key.value).or_insert(Place { page: at, span: key.span });
        let objects = match &value.value {
            JsonValue::Array(elements) if depth < MAX_DEPTH => elements.as_slice(),
            JsonValue::Object(_) if depth < MAX_DEPTH => std::slice::from_ref(value),
            _ => continue,
        };
        let known = ancestry.iter().find_map(|it| {
            let property =
                &world.types[it.0 as usize].properties[world.property(*it, &key.value)?];
            (property.name == key.value).then_some(property.ty.target)
        });
        let Some(TypeTarget::Structured(inner)) = known else {
            continue;
        };
        objects.iter().for_each(|it| collect(world, (at, page), inner, it, shown, depth + 1));
    }
}

/// The properties of a type that no example shows, by their places in the list, each with the keys that may be its name.
fn pairs<'p>(world: &World<'_>, id: TypeId, shown: &Keys<'p>) -> Vec<(usize, &'p str)> {
    let ty = &world.types[id.0 as usize];
    if ty.origin != Origin::Page || ty.is_open {
        return Vec::new();
    }
    let ancestry = world.ancestry(id);
    let is_known = |key: &str| ancestry.iter().any(|it| world.property(*it, key).is_some());
    let unlisted: Vec<&'p str> = shown.keys().copied().filter(|it| !is_known(it)).collect();
    // Where so many names are strange, the examples are of something else.
    if unlisted.is_empty() || unlisted.len() > MOST_STRANGE {
        return Vec::new();
    }
    let unseen =
        ty.properties.iter().enumerate().filter(|(_, it)| !shown.contains_key(it.name.as_str()));
    unseen
        .flat_map(|(index, it)| {
            unlisted.iter().filter(|key| is_respelt(&it.name, key)).map(move |key| (index, *key))
        })
        .collect()
}

/// Returns whether any property has another name now.
fn rename(world: &mut World<'_>, id: TypeId, shown: &Keys<'_>) -> bool {
    let pairs = pairs(world, id, shown);
    let mut is_renamed = false;
    for (index, key) in &pairs {
        // Only where each is the one counterpart of the other.
        if pairs.iter().filter(|it| it.0 == *index || it.1 == *key).count() == 1 {
            let property = &mut world.ty(id).properties[*index];
            let (listed, source) =
                (std::mem::replace(&mut property.name, (*key).into()), property.source);
            world.forget_properties(id);
            let subject = Subject::Property(world.types[id.0 as usize].name.clone(), (*key).into());
            world.holds(subject.clone(), Aspect::Sample, *key, shown[key].span);
            world.lost(
                subject,
                Aspect::Row,
                listed.clone(),
                source,
                "examples spell the name otherwise",
            );
            let message = format!("the table lists `{listed}`, examples show `{key}`");
            world.diagnostics.push_related(
                Code::NameContradiction,
                source,
                message,
                shown[key].span,
                "the example",
            );
            is_renamed = true;
        }
    }
    is_renamed
}

/// `errorInfo` shown as `errorInformation`: most of the longer name is shared. A key that only leaves out the end of the listed name is a
/// slip of the example.
fn is_respelt(listed: &str, key: &str) -> bool {
    let shared = listed.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
    shared >= MIN_SHARED && shared * 2 > listed.len().max(key.len()) && !listed.starts_with(key)
}

#[cfg(test)]
mod tests {
    use super::is_respelt;

    #[test]
    fn names_are_alike_if_most_of_them_is_shared() {
        assert!(is_respelt("errorInfo", "errorInformation"));
        assert!(is_respelt("appliedPolicy", "appliedPolicies"));
        assert!(!is_respelt("displayDeviceName", "displayDevice"));
        assert!(!is_respelt("startDateTime", "startTimeZone"));
        assert!(!is_respelt("displayName", "displayOrderOfTheItems"));
    }
}
