//! What was created, changed and deleted while the server runs.
//!
//! Nothing is kept for what is only read: a list comes into being here with the first change to it.

use crate::refusal::Refusal;
use bytes::Bytes;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many removals are remembered; the oldest are forgotten.
const MOST_REMOVALS: usize = 10_000;

/// Everything that lives as long as the server.
#[derive(Debug, Default)]
pub(crate) struct State {
    entities: BTreeMap<u64, Entity>,
    places: BTreeMap<String, u64>,
    lists: BTreeMap<String, Vec<Member>>,
    /// By set and id.
    ids: BTreeMap<(String, String), u64>,
    gone: BTreeSet<String>,
    gone_in_order: VecDeque<String>,
    removals: VecDeque<Removal>,
    /// Counts changes; each one has a number of its own.
    version: u64,
    minted: u64,
    bytes: usize,
    limits: Limits,
}

/// How much may be kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) entities: usize,
    pub(crate) bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { entities: 1_000_000, bytes: 256 << 20 }
    }
}

/// An object that is kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entity {
    pub(crate) id: String,
    /// The qualified name of its type.
    pub(crate) ty: String,
    /// The set in which its id is unique: a type, or a place.
    pub(crate) set: String,
    pub(crate) value: Map<String, Value>,
    /// The number of its last change.
    pub(crate) version: u64,
    /// Bytes that belong to it, by what stands behind its path.
    pub(crate) contents: BTreeMap<String, Content>,
}

/// Bytes and what they are.
#[derive(Debug, Clone)]
pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) bytes: Bytes,
}

/// An object in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) entity: u64,
    /// The number of the change that put it there.
    pub(crate) since: u64,
}

/// Something that left a list.
#[derive(Debug, Clone)]
pub(crate) struct Removal {
    pub(crate) list: String,
    pub(crate) id: String,
    pub(crate) version: u64,
    /// True if the object itself is gone, not only its place in the list.
    pub(crate) deleted: bool,
}

impl State {
    pub(crate) fn new(limits: Limits) -> Self {
        State { limits, ..State::default() }
    }

    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// A number that was not given before.
    pub(crate) fn mint(&mut self) -> u64 {
        self.minted += 1;
        self.minted
    }

    /// Gives no number that `other` has given.
    pub(crate) fn count_on(&mut self, other: &State) {
        self.minted = self.minted.max(other.minted);
    }

    fn change(&mut self) -> u64 {
        self.version += 1;
        self.version
    }

    pub(crate) fn entity(&self, key: u64) -> Option<&Entity> {
        self.entities.get(&key)
    }

    pub(crate) fn at(&self, path: &str) -> Option<u64> {
        self.places.get(path).copied()
    }

    pub(crate) fn list(&self, path: &str) -> Option<&[Member]> {
        self.lists.get(path).map(Vec::as_slice)
    }

    /// The object with this id in a set.
    pub(crate) fn by_id(&self, root: &str, id: &str) -> Option<u64> {
        self.ids.get(&(root.to_owned(), id.to_owned())).copied()
    }

    /// True if `path`, or something above it, was deleted.
    pub(crate) fn is_gone(&self, path: &str) -> bool {
        if self.gone.is_empty() {
            return false;
        }
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.into_iter().any(|end| self.gone.contains(&path[..end]))
    }

    /// True if the object with this id in a set was deleted.
    pub(crate) fn is_id_gone(&self, root: &str, id: &str) -> bool {
        self.gone.contains(&id_mark(root, id))
    }

    /// Keeps an object.
    pub(crate) fn add(&mut self, entity: Entity) -> Result<u64, Refusal> {
        if self.entities.len() >= self.limits.entities {
            return Err(full(&format!("{} objects", self.limits.entities)));
        }
        let key = self.mint();
        self.ids.insert((entity.set.clone(), entity.id.clone()), key);
        self.gone.remove(&id_mark(&entity.set, &entity.id));
        let version = self.version;
        self.entities.insert(key, Entity { version, ..entity });
        Ok(key)
    }

    /// Lets a path lead to an object.
    pub(crate) fn place(&mut self, path: &str, key: u64) {
        self.gone.remove(path);
        self.places.insert(path.to_owned(), key);
    }

    /// Makes a list that can be changed.
    pub(crate) fn make_list(&mut self, path: &str, keys: &[u64]) {
        let since = 0;
        let members = keys.iter().map(|entity| Member { entity: *entity, since }).collect();
        self.lists.insert(path.to_owned(), members);
        for key in keys {
            if let Some(id) = self.entities.get(key).map(|it| it.id.clone()) {
                self.places.insert(format!("{path}/{}", crate::message::encoded(&id)), *key);
            }
        }
    }

    /// Puts an object into a list. False if it is there already.
    pub(crate) fn link(&mut self, list: &str, key: u64) -> bool {
        let since = self.change();
        let members = self.lists.entry(list.to_owned()).or_default();
        if members.iter().any(|it| it.entity == key) {
            return false;
        }
        members.push(Member { entity: key, since });
        if let Some(id) = self.entities.get(&key).map(|it| it.id.clone()) {
            self.place(&format!("{list}/{}", crate::message::encoded(&id)), key);
        }
        true
    }

    /// Takes an object out of a list; the object stays. False if it was not there.
    pub(crate) fn unlink(&mut self, list: &str, key: u64) -> bool {
        let version = self.change();
        let Some(members) = self.lists.get_mut(list) else { return false };
        let before = members.len();
        members.retain(|it| it.entity != key);
        let found = members.len() < before;
        if let Some(id) = self.entities.get(&key).map(|it| it.id.clone()).filter(|_| found) {
            let path = format!("{list}/{}", crate::message::encoded(&id));
            self.places.remove(&path);
            self.forget(path);
            self.remember(Removal { list: list.to_owned(), id, version, deleted: false });
        }
        found
    }

    /// Changes an object.
    pub(crate) fn change_entity(&mut self, key: u64, change: impl FnOnce(&mut Entity)) {
        let version = self.change();
        if let Some(entity) = self.entities.get_mut(&key) {
            change(entity);
            entity.version = version;
        }
    }

    /// Keeps bytes with an object.
    pub(crate) fn put_content(
        &mut self,
        key: u64,
        name: &str,
        content: Content,
    ) -> Result<(), Refusal> {
        let old = self.entities.get(&key).and_then(|it| it.contents.get(name));
        let bytes = self.bytes - old.map_or(0, |it| it.bytes.len()) + content.bytes.len();
        if bytes > self.limits.bytes {
            return Err(full(&format!("{} bytes of content", self.limits.bytes)));
        }
        self.bytes = bytes;
        self.change_entity(key, |it| {
            it.contents.insert(name.to_owned(), content);
        });
        Ok(())
    }

    /// Removes bytes of an object. False if there are none.
    pub(crate) fn remove_content(&mut self, key: u64, name: &str) -> bool {
        let mut old = None;
        self.change_entity(key, |it| old = it.contents.remove(name));
        self.bytes -= old.as_ref().map_or(0, |it| it.bytes.len());
        old.is_some()
    }

    /// Removes an object from everywhere.
    pub(crate) fn remove(&mut self, key: u64) {
        let Some(entity) = self.entities.remove(&key) else { return };
        self.bytes -= entity.contents.values().map(|it| it.bytes.len()).sum::<usize>();
        let version = self.change();
        self.ids.remove(&(entity.set.clone(), entity.id.clone()));
        self.forget(id_mark(&entity.set, &entity.id));
        let mut left = Vec::new();
        for (list, members) in &mut self.lists {
            let before = members.len();
            members.retain(|it| it.entity != key);
            if members.len() < before {
                left.push(list.clone());
            }
        }
        for list in left {
            self.remember(Removal { list, id: entity.id.clone(), version, deleted: true });
        }
        let paths: Vec<String> = self
            .places
            .iter()
            .filter(|(_, it)| **it == key)
            .map(|(path, _)| path.clone())
            .collect();
        for path in paths {
            self.places.remove(&path);
            self.remove_below(&path);
            self.forget(path);
        }
    }

    /// Notes that nothing is at a path any more.
    pub(crate) fn forget_path(&mut self, path: &str) {
        self.change();
        self.places.remove(path);
        self.remove_below(path);
        self.forget(path.to_owned());
    }

    /// Lists and places below a path that is gone are not reached any more.
    fn remove_below(&mut self, path: &str) {
        let below = format!("{path}/");
        let is_below = |it: &String| it.starts_with(&below);
        let lists = self.lists.range(below.clone()..).map(|it| it.0).take_while(|it| is_below(it));
        for list in lists.cloned().collect::<Vec<_>>() {
            self.lists.remove(&list);
        }
        let places =
            self.places.range(below.clone()..).map(|it| it.0).take_while(|it| is_below(it));
        for place in places.cloned().collect::<Vec<_>>() {
            self.places.remove(&place);
        }
    }

    fn forget(&mut self, path: String) {
        if self.gone.insert(path.clone()) {
            self.gone_in_order.push_back(path);
        }
        while self.gone_in_order.len() > MOST_REMOVALS {
            if let Some(oldest) = self.gone_in_order.pop_front() {
                self.gone.remove(&oldest);
            }
        }
    }

    fn remember(&mut self, removal: Removal) {
        self.removals.push_back(removal);
        if self.removals.len() > MOST_REMOVALS {
            self.removals.pop_front();
        }
    }

    /// What left a list after a change.
    pub(crate) fn removals<'s>(
        &'s self,
        list: &'s str,
        after: u64,
    ) -> impl Iterator<Item = &'s Removal> {
        self.removals.iter().filter(move |it| it.list == list && it.version > after)
    }
}

fn id_mark(root: &str, id: &str) -> String {
    format!("{root}#{id}")
}

fn full(what: &str) -> Refusal {
    Refusal::new(507, "quotaLimitReached", format!("graphdown mock: it keeps at most {what}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(id: &str) -> Entity {
        Entity { id: id.to_owned(), set: "root".to_owned(), ..Entity::default() }
    }

    #[test]
    fn what_is_removed_is_gone_from_everywhere() {
        let mut state = State::default();
        let key = state.add(entity("a")).unwrap();
        assert!(
            state.link("users", key)
                && state.link("groups/1/members", key)
                && !state.link("users", key)
        );
        let before = state.version();
        state.remove(key);
        assert!(
            state.is_gone("users/a")
                && state.is_gone("users/a/messages")
                && !state.is_gone("users")
        );
        assert!(state.is_id_gone("root", "a") && state.by_id("root", "a").is_none());
        assert_eq!(state.removals("groups/1/members", before).count(), 1);
        assert_eq!(state.list("users"), Some(&[][..]));
    }

    #[test]
    fn removals_do_not_fill_the_memory() {
        let mut state = State::default();
        for at in 0..MOST_REMOVALS + 10 {
            state.forget_path(&format!("users/{at}"));
        }
        assert!(!state.is_gone("users/0") && state.is_gone("users/11"));
        assert_eq!(state.gone.len(), MOST_REMOVALS);
    }

    #[test]
    fn there_are_limits() {
        let mut state = State::new(Limits { entities: 1, bytes: 3 });
        let key = state.add(entity("a")).unwrap();
        assert_eq!(state.add(entity("b")).map_err(|it| it.status), Err(507));
        let content = |it: &'static str| Content { media_type: String::new(), bytes: it.into() };
        assert!(state.put_content(key, "x", content("abc")).is_ok());
        assert!(state.put_content(key, "y", content("d")).is_err());
        assert!(state.put_content(key, "x", content("d")).is_ok());
        assert!(state.remove_content(key, "x") && !state.remove_content(key, "x"));
    }
}
