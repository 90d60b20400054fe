//! An inventory as a list of items, each with a stable key and the sides of it that are compared.

use super::change::{Attribute, ItemKind, Place};
use super::{properties, shape};
use crate::error::Error;
use crate::inventory::VERSION;
use crate::plan::feature_name;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What an item is known by, on both sides. An owner sorts before what it owns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) version: String,
    pub(super) owner_kind: ItemKind,
    /// The name of a type or enum; the path of an operation, its parameters blanked, and its verb.
    pub(super) owner: String,
    pub(super) kind: ItemKind,
    /// Empty for the owner itself.
    pub(super) name: String,
}

impl Key {
    pub(super) fn owner(version: &str, kind: ItemKind, owner: String) -> Self {
        let version = version.to_owned();
        Key { version, owner_kind: kind, owner, kind, name: String::new() }
    }

    pub(super) fn child(&self, kind: ItemKind, name: &str) -> Self {
        Key { kind, name: name.to_owned(), ..self.clone() }
    }

    pub(super) fn of_owner(&self) -> Self {
        Key { kind: self.owner_kind, name: String::new(), ..self.clone() }
    }
}

/// An item of one side.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    /// The owner as it is shown.
    pub(super) owner: String,
    /// The sides that the inventory speaks of; `None` is "no" or "not stated".
    pub(super) facts: BTreeMap<Attribute, Option<String>>,
    pub(super) place: Option<Place>,
    /// False if no line of the bindings comes from it.
    pub(super) is_seen: bool,
    /// What of it decides how the bindings look, beside what is an attribute.
    pub(super) shape: String,
    /// True if an update body that the page does not spell out holds it.
    pub(super) is_writable: bool,
    /// Whether the inventory lists the arguments of an operation at all.
    pub(super) lists_arguments: bool,
    /// The types of account for which an operation states permissions.
    pub(super) accounts: BTreeSet<String>,
}

impl Item {
    pub(super) fn fact(&self, attribute: Attribute) -> Option<&str> {
        self.facts.get(&attribute).and_then(|it| it.as_deref())
    }
}

/// One side of the comparison.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) items: BTreeMap<Key, Item>,
    pub(super) types: properties::Types,
    /// Whether the inventory says what is in which feature.
    pub(super) tells_features: bool,
}

/// The items of an inventory.
pub(super) fn side(inventory: &Value) -> Result<Side, Error> {
    match inventory.get("inventory_version").and_then(Value::as_u64) {
        Some(version) if version <= u64::from(VERSION) => {}
        Some(version) => {
            return Err(Error::new(format!("the inventory has version {version}")).with_help(
                format!("this graphdown knows versions up to {VERSION}; take a newer one"),
            ));
        }
        None => {
            return Err(Error::new("the JSON is not an inventory")
                .with_help("make one with `graphdown inspect --docs DIR --format json`"));
        }
    }
    let list = |name: &str| inventory.get(name).and_then(Value::as_array).map_or(&[][..], |it| it);
    let types: Vec<&Value> = list("types").iter().chain(list("undocumented_types")).collect();
    let mut side =
        Side { types: properties::Types::new(&types, list("operations")), ..Side::default() };
    let all = || types.iter().copied().chain(list("enums")).chain(list("operations"));
    side.tells_features = all().all(|it| it.get("areas").is_some());
    all().for_each(|it| features(&mut side, it));
    types.iter().for_each(|it| structured_type(&mut side, it));
    list("enums").iter().for_each(|it| enum_type(&mut side, it));
    let mut operations: Vec<&Value> = list("operations").iter().collect();
    operations.sort_by_key(|it| (text(it, "path"), text(it, "source"), it["line"].as_u64()));
    operations.iter().for_each(|it| operation(&mut side, it));
    Ok(side)
}

fn structured_type(side: &mut Side, it: &Value) {
    let name = full_name(it);
    let key = Key::owner(text(it, "version"), ItemKind::Type, name.clone());
    let mut item = item(it, &name);
    take(
        &mut item,
        it,
        &[
            (Attribute::Kind, "kind"),
            (Attribute::Base, "base"),
            (Attribute::Abstract, "abstract"),
            (Attribute::Open, "open"),
            (Attribute::Key, "key"),
            (Attribute::Origin, "origin"),
        ],
    );
    if item.fact(Attribute::Kind) == Some("entity") && side.types.is_read(&key.version, &name) {
        item.shape = "resource".to_owned();
    }
    let methods = array(it, "methods").iter().map(|it| text(it, "name"));
    item.facts.insert(Attribute::Methods, joined(methods));
    pages(&mut item, it);
    for it in array(it, "properties") {
        let child = properties::property(&side.types, &key, it, &name);
        // Of two rows with one name the bindings take the first.
        side.items.entry(key.child(ItemKind::Property, text(it, "name"))).or_insert(child);
    }
    side.items.insert(key, item);
}

fn enum_type(side: &mut Side, it: &Value) {
    let name = full_name(it);
    let key = Key::owner(text(it, "version"), ItemKind::Enum, name.clone());
    let mut item = item(it, &name);
    take(&mut item, it, &[(Attribute::Flags, "flags"), (Attribute::Origin, "origin")]);
    pages(&mut item, it);
    let place = item.place.clone();
    for member in array(it, "members").iter().filter_map(Value::as_str) {
        let child =
            Item { owner: name.clone(), is_seen: true, place: place.clone(), ..Item::default() };
        side.items.insert(key.child(ItemKind::Member, member), child);
    }
    let mut seen = BTreeSet::new();
    for member in array(it, "member_details").iter().filter(|it| seen.insert(text(it, "name"))) {
        let mut child = self::item(member, &name);
        take(&mut child, member, &[(Attribute::Value, "value")]);
        side.items.insert(key.child(ItemKind::Member, text(member, "name")), child);
    }
    side.items.insert(key, item);
}

fn operation(side: &mut Side, it: &Value) {
    let (method, path) = (text(it, "method"), text(it, "path"));
    let owner = format!("{} {method}", shape::blanked(path));
    let key = Key::owner(text(it, "version"), ItemKind::Operation, owner);
    if let Some(first) = side.items.get_mut(&key) {
        // The same operation on another page: one entry for each.
        let pages = first.facts.entry(Attribute::Pages).or_default();
        let all = pages.iter().flat_map(|it| it.split(", ")).chain([text(it, "source")]);
        *pages = joined(all.collect::<BTreeSet<_>>());
        return;
    }
    let name = format!("{method} {path}");
    let mut item = item(it, &name);
    take(
        &mut item,
        it,
        &[
            (Attribute::Kind, "kind"),
            (Attribute::Title, "title"),
            (Attribute::Path, "path"),
            (Attribute::MediaType, "media_type"),
            (Attribute::LongRunning, "long_running"),
            (Attribute::Status, "statuses"),
            (Attribute::Location, "location"),
            (Attribute::QueryOptions, "query_options"),
            (Attribute::Headers, "headers"),
            (Attribute::Clouds, "clouds"),
            (Attribute::Area, "area"),
        ],
    );
    // An inventory of before says less of bodies: then nothing is compared.
    if it.get("request_body").is_some() || shape::request(it).is_some() {
        item.facts.insert(Attribute::Request, shape::request(it));
    }
    if it.get("response_body").is_some() || shape::response(it).is_some() {
        item.facts.insert(Attribute::Response, shape::response(it));
    }
    item.lists_arguments = it.get("arguments").is_some();
    item.facts.insert(Attribute::DeclaredType, shape::declared(it));
    item.facts.insert(Attribute::Pages, joined([text(it, "source")]));
    item.shape = shape::operation(it);
    for parameter in array(it, "parameters") {
        let (is_seen, shape) = shape::parameter(&side.types, it, parameter);
        let child = self::parameter(parameter, &name, is_seen, shape);
        side.items.entry(key.child(ItemKind::Parameter, text(parameter, "name"))).or_insert(child);
    }
    for argument in array(it, "arguments") {
        let (is_seen, shape) = shape::argument(path, argument);
        let child = self::parameter(argument, &name, is_seen, shape);
        side.items.entry(key.child(ItemKind::Argument, text(argument, "name"))).or_insert(child);
    }
    permissions(side, &key, it, &mut item);
    side.items.insert(key, item);
}

fn parameter(it: &Value, owner: &str, is_seen: bool, shape: String) -> Item {
    let mut item = item(it, owner);
    facts(&mut item, it);
    // "Required" in one place and "optional" in another: the bindings do not insist.
    let is_required = it["required"].as_bool() == Some(true) && it["facts"]["optional"].is_null();
    item.facts.insert(Attribute::Required, is_required.then(|| "yes".to_owned()));
    item.facts.insert(Attribute::Type, Some(shape::written(it)));
    Item { is_seen, shape, ..item }
}

/// The types of account as the documentation calls them, and their keys in the inventory.
const ACCOUNTS: [(&str, &str); 3] = [
    ("delegated_work", "delegated (work or school account)"),
    ("delegated_personal", "delegated (personal account)"),
    ("application", "application"),
];

fn permissions(side: &mut Side, key: &Key, it: &Value, operation: &mut Item) {
    let place = place(&it["permissions_at"]).or_else(|| operation.place.clone());
    let mut order = Vec::new();
    for (name, account) in ACCOUNTS {
        let Some(list) = it["permissions"][name].as_array() else { continue };
        operation.accounts.insert(account.to_owned());
        let list: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
        for permission in &list {
            let owner = operation.owner.clone();
            let item = Item { owner, place: place.clone(), is_seen: true, ..Item::default() };
            let name = format!("{account}: {permission}");
            side.items.insert(key.child(ItemKind::Permission, &name), item);
        }
        order.push(format!("{account}: {}", list.join(" < ")));
    }
    operation.facts.insert(Attribute::Permissions, joined(operation.accounts.iter()));
    operation.facts.insert(Attribute::PermissionOrder, joined(order));
}

/// The features of the crate that bring `it`, as items of their own.
fn features(side: &mut Side, it: &Value) {
    for name in feature_names(it) {
        let key = Key::owner(text(it, "version"), ItemKind::Feature, name.clone());
        side.items.entry(key).or_insert_with(|| Item { owner: name, ..Item::default() });
    }
}

fn feature_names(it: &Value) -> BTreeSet<String> {
    array(it, "areas").iter().filter_map(Value::as_str).map(feature_name).collect()
}

/// What all items have.
pub(super) fn item(it: &Value, owner: &str) -> Item {
    let mut item = Item { owner: owner.to_owned(), is_seen: true, ..Item::default() };
    item.place = place(it);
    // Where one side has no features at all, these say so themselves.
    if it.get("areas").is_some_and(Value::is_array) {
        item.facts.insert(Attribute::Feature, joined(feature_names(it)));
    }
    take(
        &mut item,
        it,
        &[
            (Attribute::Deprecated, "deprecated"),
            (Attribute::Deprecation, "deprecation"),
            (Attribute::Words, "documentation"),
        ],
    );
    item
}

/// What descriptions state of a property or a parameter.
pub(super) fn facts(item: &mut Item, it: &Value) {
    let Some(stated) = it.get("facts").filter(|it| it.is_object()) else { return };
    const FACTS: [(Attribute, &str); 12] = [
        (Attribute::ReadOnly, "read_only"),
        (Attribute::Required, "required"),
        (Attribute::Optional, "optional"),
        (Attribute::Key, "key"),
        (Attribute::OnlyOnSelect, "only_on_select"),
        (Attribute::Default, "default"),
        (Attribute::MaxLength, "max_length"),
        (Attribute::Filter, "filter"),
        (Attribute::AllowedValues, "allowed_values"),
        (Attribute::InheritedFrom, "inherited_from"),
        (Attribute::DeprecatedSince, "deprecated_since"),
        (Attribute::NeedsHeaders, "needs_headers"),
    ];
    for (attribute, name) in FACTS {
        // A filter without operators is a fact too.
        let value = stated.get(name).map(|it| value(it).unwrap_or_else(|| "yes".to_owned()));
        item.facts.insert(attribute, value);
    }
}

/// Takes the values of these keys, where the inventory has the keys at all: one of an older graphdown may not.
pub(super) fn take(item: &mut Item, it: &Value, keys: &[(Attribute, &str)]) {
    for (attribute, name) in keys {
        if let Some(found) = it.get(name) {
            item.facts.insert(*attribute, value(found));
        }
    }
}

/// `None` for what says no.
fn value(it: &Value) -> Option<String> {
    match it {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some("yes".to_owned()),
        Value::String(text) => Some(text.clone()).filter(|it| !it.is_empty()),
        Value::Array(list) => joined(list.iter().filter_map(value)),
        other => Some(other.to_string()),
    }
}

fn pages(item: &mut Item, it: &Value) {
    let listed = array(it, "sources").iter().filter_map(Value::as_str);
    let all: BTreeSet<&str> = listed.chain([text(it, "source")]).collect();
    item.facts.insert(Attribute::Pages, joined(all));
}

fn place(it: &Value) -> Option<Place> {
    let file = it.get("file").or_else(|| it.get("source"))?.as_str()?.to_owned();
    Some(Place { file, line: it["line"].as_u64() })
}

fn full_name(it: &Value) -> String {
    format!("{}.{}", text(it, "namespace"), text(it, "name"))
}

pub(super) fn text<'a>(it: &'a Value, key: &str) -> &'a str {
    it.get(key).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn array<'a>(it: &'a Value, key: &str) -> &'a [Value] {
    it.get(key).and_then(Value::as_array).map_or(&[], |it| it)
}

pub(super) fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().map(|it| it.as_ref().to_owned()).collect();
    Some(parts.join(", ")).filter(|it| !it.is_empty())
}
