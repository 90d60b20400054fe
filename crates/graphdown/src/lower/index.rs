//! Finds what has a name in one step, where a list would be searched from its start for each of thousands.

use super::world::{Entry, World};
use crate::characters::in_lower_case;
use crate::ir::Text;
use crate::ir::edm::{EnumId, Property, QualifiedName, TypeId};
use crate::ir::page::{Json, NamingLink, Page};
use crate::span::{FileId, Spanned};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Types and enums by their names, in any case of their letters. The simple name comes first in the key: nearly all are of one namespace.
#[derive(Default, Clone)]
pub(super) struct Names(BTreeMap<String, Entry>);

/// What stands between the simple name and the namespace: sorts in front of what a name may hold.
const BETWEEN: char = '\0';

impl Names {
    pub(super) fn insert(&mut self, name: &QualifiedName, entry: Entry) {
        self.0.insert(key(&name.name, &name.namespace), entry);
    }

    /// What is called so.
    pub(super) fn get(&self, simple: &str, namespace: &str) -> Option<Entry> {
        self.0.get(key(simple, namespace).as_str()).copied()
    }

    /// What is called so in any namespace, if that is but one thing.
    pub(super) fn only(&self, simple: &str) -> Option<Entry> {
        let start = key(simple, "");
        let mut found = self.0.range(start.clone()..).take_while(|it| it.0.starts_with(&start));
        let first = *found.next()?.1;
        found.all(|it| *it.1 == first).then_some(first)
    }
}

fn key(simple: &str, namespace: &str) -> String {
    let mut key = String::with_capacity(simple.len() + 1 + namespace.len());
    key.push_str(simple);
    key.push(BETWEEN);
    key.push_str(namespace);
    in_lower_case(key)
}

/// Below this a list is searched as fast as an index.
pub(super) const SHORT: usize = 24;

/// Properties and members by name, in any case of its letters.
#[derive(Default, Clone)]
pub(super) struct NameIndex {
    types: BTreeMap<TypeId, Known>,
    enums: BTreeMap<EnumId, Known>,
}

/// How much of a list is in the index, and where the first of each name stands.
#[derive(Default, Clone)]
struct Known {
    count: usize,
    by_name: BTreeMap<Text, usize>,
}

impl Known {
    /// Adds what the list has that is not in the index yet.
    fn read<T>(&mut self, list: &[T], name: impl Fn(&T) -> &str) {
        for it in list.get(self.count..).unwrap_or_default() {
            self.by_name.entry(Text::in_ascii_lower_case(name(it))).or_insert(self.count);
            self.count += 1;
        }
    }
}

impl World<'_> {
    /// Where the property called `name` stands in its type, in any case of its letters.
    pub(super) fn property(&self, id: TypeId, name: &str) -> Option<usize> {
        let list = &self.types[id.0 as usize].properties;
        match self.known.types.get(&id).filter(|it| it.count == list.len()) {
            Some(known) => known.by_name.get(&Text::in_ascii_lower_case(name)).copied(),
            None => list.iter().position(|it| it.name.eq_ignore_ascii_case(name)),
        }
    }

    /// As [`World::property`], for a type that grows.
    pub(super) fn find_property(&mut self, id: TypeId, name: &str) -> Option<usize> {
        self.index_properties(id);
        self.property(id, name)
    }

    /// Brings the index of a type up to date.
    pub(super) fn index_properties(&mut self, id: TypeId) {
        let list = &self.types[id.0 as usize].properties;
        if list.len() < SHORT || self.is_reader {
            return;
        }
        let known = self.known.to_mut().types.entry(id).or_default();
        known.read(list, |it| &it.name);
    }

    /// Brings the index of all types up to date.
    pub(super) fn index_all_properties(&mut self) {
        (0..self.types.len() as u32).for_each(|it| self.index_properties(TypeId(it)));
    }

    /// To be said where a property of the type was renamed or taken away.
    pub(super) fn forget_properties(&mut self, id: TypeId) {
        self.known.to_mut().types.remove(&id);
    }

    /// Where the member called `name` stands in its enumeration, in any case of its letters.
    pub(super) fn member(&self, id: EnumId, name: &str) -> Option<usize> {
        let list = &self.enums[id.0 as usize].members;
        match self.known.enums.get(&id).filter(|it| it.count == list.len()) {
            Some(known) => known.by_name.get(&Text::in_ascii_lower_case(name)).copied(),
            None => list.iter().position(|it| it.name.eq_ignore_ascii_case(name)),
        }
    }

    /// Brings the index of an enumeration up to date.
    pub(super) fn index_members(&mut self, id: EnumId) {
        let list = &self.enums[id.0 as usize].members;
        if list.len() >= SHORT && !self.is_reader {
            let known = self.known.to_mut().enums.entry(id).or_default();
            known.read(list, |it| &it.name);
        }
    }

    /// Brings the index of all enumerations up to date.
    pub(super) fn index_all_members(&mut self) {
        (0..self.enums.len() as u32).for_each(|it| self.index_members(EnumId(it)));
    }

    /// To be said where members of the enumeration were renamed or taken away.
    pub(super) fn forget_members(&mut self, id: EnumId) {
        self.known.to_mut().enums.remove(&id);
    }
}

impl<'a> World<'a> {
    /// The page of a file.
    pub(super) fn page(&self, file: FileId) -> Option<&'a Page> {
        self.page_at.get(&file).map(|it| self.pages[*it])
    }
}

/// The JSON representation of a type, asked for many names.
pub(super) struct Sample<'p> {
    pub(super) json: &'p Json,
    /// Few ask for these.
    exact: OnceCell<BTreeSet<&'p str>>,
    folded: BTreeMap<Text, usize>,
}

impl<'p> Sample<'p> {
    pub(super) fn new(json: &'p Json) -> Self {
        let mut folded = BTreeMap::new();
        for (at, (key, _)) in json.members().iter().enumerate() {
            folded.entry(Text::in_ascii_lower_case(&key.value)).or_insert(at);
        }
        Sample { json, exact: OnceCell::new(), folded }
    }

    /// True if there is a member of exactly this name.
    pub(super) fn has(&self, name: &str) -> bool {
        let names = || self.json.members().iter().map(|(key, _)| key.value.as_str()).collect();
        self.exact.get_or_init(names).contains(name)
    }

    /// The first member of that name, in any case of its letters.
    pub(super) fn find(&self, name: &str) -> Option<&'p (Spanned<Text>, Json)> {
        self.folded.get(&Text::in_ascii_lower_case(name)).map(|at| &self.json.members()[*at])
    }
}

/// The links of the page that was asked for last, by their words in lower case.
#[derive(Default)]
pub(super) struct LinkWords<'a> {
    page: Option<FileId>,
    by_words: BTreeMap<Text, Vec<&'a NamingLink>>,
}

impl<'a> LinkWords<'a> {
    /// The links of `page` with these words.
    pub(super) fn of(&mut self, page: &'a Page, words: &str) -> &[&'a NamingLink] {
        if self.page != Some(page.file) {
            self.page = Some(page.file);
            self.by_words.clear();
            for link in &page.links {
                self.by_words.entry(Text::in_ascii_lower_case(&link.name)).or_default().push(link);
            }
        }
        self.by_words.get(&Text::in_ascii_lower_case(words)).map_or(&[], Vec::as_slice)
    }
}

/// The names of the properties of types and of all that inherits from them, in lower case.
pub(super) struct Families<'c> {
    children: &'c Children,
    /// For the types that were asked for.
    below: BTreeMap<TypeId, BTreeSet<Text>>,
}

impl<'c> Families<'c> {
    pub(super) fn new(children: &'c Children) -> Self {
        Families { children, below: BTreeMap::new() }
    }

    /// To be said where a type gets a property.
    pub(super) fn learn(&mut self, world: &World<'_>, id: TypeId, name: &str) {
        for above in world.ancestry(id) {
            if let Some(names) = self.below.get_mut(&above) {
                names.insert(Text::in_ascii_lower_case(name));
            }
        }
    }

    /// True if the type, what it inherits from, or what inherits from it has the property.
    pub(super) fn know(&mut self, world: &World<'_>, id: TypeId, name: &str) -> bool {
        world.ancestry(id).into_iter().any(|it| world.property(it, name).is_some())
            || self.below(world, id).contains(&Text::in_ascii_lower_case(name))
    }

    fn below(&mut self, world: &World<'_>, id: TypeId) -> &BTreeSet<Text> {
        self.below.entry(id).or_insert_with(|| {
            let (mut family, mut open) = (BTreeSet::new(), vec![id]);
            while let Some(it) = open.pop() {
                if family.insert(it) {
                    open.extend(self.children.get(&it).into_iter().flatten());
                }
            }
            let properties = family.iter().flat_map(|it| &world.types[it.0 as usize].properties);
            properties.map(|it: &Property| Text::in_ascii_lower_case(&it.name)).collect()
        })
    }
}

/// For each base the types that have it for one.
pub(super) type Children = BTreeMap<TypeId, Vec<TypeId>>;

pub(super) fn children(world: &World<'_>) -> Children {
    let mut children = Children::new();
    for (index, ty) in world.types.iter().enumerate() {
        if let Some(base) = ty.base {
            children.entry(base).or_default().push(TypeId(index as u32));
        }
    }
    children
}
