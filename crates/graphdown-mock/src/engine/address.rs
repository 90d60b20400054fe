//! What a path leads to: something that is kept, something that the pages show, or nothing.

use super::{Call, Engine};
use crate::message::encoded;
use crate::refusal::Refusal;
use crate::state::Entity;
use crate::table::Table;
use graphdown::docset::ApiVersion;
use graphdown::ir::edm::{Method, ResponseBody, TypeId};
use graphdown::verify::serve::Step;
use serde_json::{Map, Value};

/// A path, cut into the list and the key in it where it has one.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// The path as it is kept: `me` is the user who is signed in.
    pub(super) path: String,
    /// The list that the thing stands in.
    pub(super) list: Option<String>,
    /// The operation that lists that list.
    pub(super) list_operation: Option<usize>,
    /// The value of the key.
    pub(super) id: Option<String>,
    /// The properties that the value may be of.
    pub(super) properties: Vec<String>,
    /// The operation that gets the thing.
    pub(super) operation: Option<usize>,
    /// The type of the thing.
    pub(super) ty: Option<TypeId>,
}

/// What is at an address.
#[derive(Debug)]
pub(super) enum There {
    /// An object that is kept.
    Kept(u64),
    /// An object of a list that the pages show.
    Seed(Map<String, Value>),
    /// Nothing is known of it: what the pages show for any.
    Example(Map<String, Value>),
    /// It was deleted, or no such thing is there.
    Nothing,
}

impl Address {
    /// The address at the end of `steps`.
    pub(super) fn new(table: &Table<'_>, steps: &[Step]) -> Address {
        let documented = written(steps);
        let path = kept(table, &documented);
        let get = table.find(Method::Get, &documented);
        let operation = get
            .map(|it| it.operation)
            .filter(|it| matches!(table.operation(*it).response.body, ResponseBody::Single(_)));
        let mut address = Address {
            path,
            list: None,
            list_operation: None,
            id: None,
            properties: Vec::new(),
            operation,
            ty: operation.and_then(|it| table.answer_type(table.operation(it))),
        };
        match steps {
            [Step::Word(word)] if word == "me" => address.in_list(table, "users", table.me.clone()),
            [before @ .., Step::Key { documented, value }] => {
                address.properties =
                    documented.split(['|', '-', ' ']).map(|it| it.trim().to_owned()).collect();
                address.in_list(table, &written(before), value.clone());
            }
            [before @ .., Step::Call(name, arguments)] => {
                if let [(Some(property), value)] = arguments.as_slice() {
                    let before = [before, &[Step::Word(name.clone())]].concat();
                    if list_operation(table, &written(&before)).is_some() {
                        address.properties = vec![property.clone()];
                        let value = value.trim_matches('\'').to_owned();
                        address.in_list(table, &written(&before), value);
                    }
                }
            }
            _ => {}
        }
        address
    }

    fn in_list(&mut self, table: &Table<'_>, list: &str, id: String) {
        self.list_operation = list_operation(table, list);
        let element = self.list_operation.and_then(|it| table.answer_type(table.operation(it)));
        self.ty = self.ty.or(element);
        self.list = Some(kept(table, list));
        self.id = Some(id);
    }

    /// True if `object` is the one that is addressed.
    fn is(&self, table: &Table<'_>, object: &Map<String, Value>) -> bool {
        let Some(id) = &self.id else { return false };
        let has = |name: &str, exact: bool| {
            object.get(name).is_some_and(|it| match it {
                Value::String(it) if exact => it == id,
                Value::String(it) => it.eq_ignore_ascii_case(id),
                Value::Number(it) => it.to_string() == *id,
                _ => false,
            })
        };
        has(table.key(self.ty), true)
            || self.properties.iter().any(|it| it != "id" && has(it, false))
    }
}

/// The operation that lists what is at a path.
pub(super) fn list_operation(table: &Table<'_>, path: &str) -> Option<usize> {
    let found = table.find(Method::Get, path).filter(|it| !it.count && it.cast.is_none())?;
    let body = table.operation(found.operation).response.body;
    matches!(body, ResponseBody::Collection(_)).then_some(found.operation)
}

/// Steps as a path below the version.
pub(super) fn written(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        if !path.is_empty() && !matches!(step, Step::ItemPath(_)) {
            path.push('/');
        }
        match step {
            Step::Word(word) => path.push_str(word),
            Step::Key { value, .. } => path.push_str(&encoded(value)),
            Step::ItemPath(it) => path.push_str(&format!(":/{it}:")),
            Step::Call(name, arguments) => {
                let one = |(name, value): &(Option<String>, String)| match name {
                    Some(name) => format!("{name}={value}"),
                    None => value.clone(),
                };
                let all: Vec<String> = arguments.iter().map(one).collect();
                path.push_str(&format!("{name}({})", all.join(",")));
            }
        }
    }
    path
}

/// The path under which things are kept: `me` is a user like any other.
pub(super) fn kept(table: &Table<'_>, path: &str) -> String {
    match path.strip_prefix("me") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            format!("users/{}{rest}", encoded(&table.me))
        }
        _ => path.to_owned(),
    }
}

impl Engine<'_> {
    /// What is at an address.
    pub(super) fn look(&self, table: &Table<'_>, address: &Address) -> There {
        if let Some(key) = self.state.at(&address.path) {
            return There::Kept(key);
        }
        if self.state.is_gone(&address.path) {
            return There::Nothing;
        }
        if let (Some(list), Some(id)) = (&address.list, &address.id) {
            if let Some(found) = self.in_list(table, address, list) {
                return found;
            }
            let root = address.ty.map(|it| table.root(it)).unwrap_or_default();
            if let Some(key) = self.state.by_id(&root, id) {
                return There::Kept(key);
            }
            if self.state.is_id_gone(&root, id) {
                return There::Nothing;
            }
        }
        if self.settings.strict_ids && address.id.is_some() {
            return There::Nothing;
        }
        let Some(operation) = address.operation.or(address.list_operation) else {
            return There::Example(Map::new());
        };
        let mut object = table.object(operation);
        if let Some(id) = &address.id {
            let key = table.key(address.ty);
            let by_other = address
                .properties
                .iter()
                .find(|it| *it != key && is_other_key(id, it) && object.contains_key(it.as_str()));
            object.insert(by_other.map_or(key, String::as_str).to_owned(), id.clone().into());
        }
        There::Example(object)
    }

    fn in_list(&self, table: &Table<'_>, address: &Address, list: &str) -> Option<There> {
        if let Some(members) = self.state.list(list) {
            return members
                .iter()
                .find(|it| {
                    self.state.entity(it.entity).is_some_and(|it| address.is(table, &it.value))
                })
                .map(|it| There::Kept(it.entity));
        }
        let seeds = table.seeds(address.list_operation?);
        let mut objects = seeds.iter().filter_map(Value::as_object);
        let found = objects.find(|it| address.is(table, it))?;
        // What the page of the single thing shows may be more.
        let single =
            address.operation.map(|it| table.object(it)).filter(|it| address.is(table, it));
        let mut object = single.unwrap_or_default();
        object.extend(found.iter().map(|(name, it)| (name.clone(), it.clone())));
        Some(There::Seed(object))
    }

    /// The object at an address, kept from now on. What the pages show is taken over.
    pub(super) fn keep(&mut self, table: &Table<'_>, address: &Address) -> Result<u64, Refusal> {
        let object = match self.look(table, address) {
            There::Kept(key) => return Ok(key),
            There::Nothing => {
                return Err(Refusal::missing(address.id.as_deref().unwrap_or(&address.path)));
            }
            There::Seed(_) => {
                if let (Some(list), Some(operation)) = (&address.list, address.list_operation) {
                    self.make_list(table, list, operation)?;
                }
                match self.look(table, address) {
                    There::Kept(key) => return Ok(key),
                    There::Seed(object) | There::Example(object) => object,
                    There::Nothing => return Err(Refusal::missing(&address.path)),
                }
            }
            There::Example(object) => object,
        };
        let key = self.add(table, address.ty, object, &address.path)?;
        self.state.place(&address.path, key);
        Ok(key)
    }

    /// Keeps an object. `place` makes the key of one that has none.
    pub(super) fn add(
        &mut self,
        table: &Table<'_>,
        ty: Option<TypeId>,
        value: Map<String, Value>,
        place: &str,
    ) -> Result<u64, Refusal> {
        let stated = value.get("@odata.type").and_then(Value::as_str);
        let ty = stated.and_then(|it| table.matcher.structured(it)).or(ty);
        let id = value.get(table.key(ty)).and_then(Value::as_str).unwrap_or(place).to_owned();
        let name = ty.map(|it| table.api.structured_type(it).name.to_string()).unwrap_or_default();
        // Ids of types that have a set of their own are the same everywhere; so are those that are made here.
        let root = ty.map(|it| table.root(it)).unwrap_or_default();
        let is_everywhere = table.shared.contains(&root) || crate::sample::is_minted(&id);
        let set = if is_everywhere { root } else { format!("{root} at {place}") };
        self.state.add(Entity { id, ty: name, set, value, ..Entity::default() })
    }

    /// Makes a list that can be changed of what the pages show.
    pub(super) fn make_list(
        &mut self,
        table: &Table<'_>,
        list: &str,
        operation: usize,
    ) -> Result<(), Refusal> {
        if self.state.list(list).is_some() {
            return Ok(());
        }
        let ty = table.answer_type(table.operation(operation));
        let address = |id: &str| format!("{list}/{}", encoded(id));
        let mut keys = Vec::new();
        for seed in table.seeds(operation).iter().filter_map(Value::as_object) {
            let id = seed.get(table.key(ty)).and_then(Value::as_str).unwrap_or_default().to_owned();
            let root = ty.map(|it| table.root(it)).unwrap_or_default();
            if self.state.is_gone(&address(&id)) || self.state.is_id_gone(&root, &id) {
                continue;
            }
            let shared = self.state.by_id(&root, &id).filter(|_| table.shared.contains(&root));
            let key = match self.state.at(&address(&id)).or(shared) {
                Some(key) => key,
                None => self.add(table, ty, seed.clone(), &format!("{list} {}", keys.len()))?,
            };
            keys.push(key);
        }
        self.state.make_list(list, &keys);
        Ok(())
    }

    /// Puts an object into a list, as if it had been created: in the version that `list` names, or else in each that has the list.
    pub(crate) fn seed(&mut self, list: &str, value: Value) -> Result<(), String> {
        let Value::Object(mut value) = value else { return Err("an object is needed".to_owned()) };
        let path = crate::table::below_version(list);
        let mut words = list.split('/');
        let stated = words.find_map(ApiVersion::parse).filter(|_| path != list.trim_matches('/'));
        let wanted = self.tables.iter().filter(|it| stated.is_none_or(|is| it.api.version == is));
        let found: Vec<_> =
            wanted.filter_map(|it| Some((it, list_operation(it, &path)?))).collect();
        if found.is_empty() {
            return Err(format!("no page documents the list `{list}`"));
        }
        for (table, operation) in found {
            self.turn_to(table.api.version);
            self.seed_version(table, operation, &path, &mut value)?;
        }
        Ok(())
    }

    fn seed_version(
        &mut self,
        table: &Table<'_>,
        operation: usize,
        path: &str,
        value: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let ty = table.answer_type(table.operation(operation));
        let list = kept(table, path);
        if !value.contains_key(table.key(ty)) {
            let id = crate::sample::minted(self.state.mint());
            value.insert(table.key(ty).to_owned(), id.into());
        }
        let done = self.make_list(table, &list, operation).and_then(|()| {
            let key = self.add(table, ty, value.clone(), &list)?;
            self.state.link(&list, key);
            Ok(())
        });
        done.map_err(|it| it.message)
    }

    /// The address that a call is about.
    pub(super) fn address(&self, call: &Call<'_>) -> Address {
        Address::new(call.table, &call.found.steps)
    }
}

/// True if a value of `property` looks so, when the value could be an id as well.
fn is_other_key(value: &str, property: &str) -> bool {
    property.to_lowercase().ends_with("principalname") && value.contains('@')
}
