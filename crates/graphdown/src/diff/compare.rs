//! Two lists of items side by side.

use super::change::{Attribute, Change, Direction, ItemKind};
use super::classes;
use super::items::{Item, Key, Side, joined};
use std::collections::BTreeSet;

/// A change before it has a class.
pub(super) struct Case<'a> {
    pub(super) kind: ItemKind,
    pub(super) attribute: Option<Attribute>,
    pub(super) direction: Direction,
    pub(super) old: Option<&'a Item>,
    pub(super) new: Option<&'a Item>,
    key: &'a Key,
    sides: (&'a Side, &'a Side),
}

impl Case<'_> {
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.old.into_iter().chain(self.new)
    }

    /// True if both sides look the same in the bindings.
    pub(super) fn is_alike(&self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old.shape == new.shape)
    }

    /// True if what the old side has is there on the new one too, by inheritance, or was there before.
    pub(super) fn is_kept(&self) -> bool {
        let Key { version, owner, name, .. } = self.key;
        let (old, new) = self.sides;
        match (self.kind, self.direction) {
            (ItemKind::Type, _) => self
                .old
                .and_then(|it| it.fact(Attribute::Base))
                .is_some_and(|base| new.types.inherits(version, owner, base)),
            (_, Direction::Added) => old.types.effective(version, owner, name).is_some(),
            _ => {
                let was = old.types.effective(version, owner, name);
                was.is_some() && was == new.types.effective(version, owner, name)
            }
        }
    }
}

/// All changes, in the order of the keys.
pub(super) fn compare(old: &Side, new: &Side) -> Vec<Change> {
    let keys: BTreeSet<&Key> = old.items.keys().chain(new.items.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        let sides = (old, new);
        match (old.items.get(key), new.items.get(key)) {
            (Some(before), Some(now)) => attributes(key, before, now, sides, &mut changes),
            (before, now) if !is_told_by_owner(key, sides) => {
                let direction =
                    if before.is_none() { Direction::Added } else { Direction::Removed };
                let case = Case {
                    kind: key.kind,
                    attribute: None,
                    direction,
                    old: before,
                    new: now,
                    key,
                    sides,
                };
                changes.push(change(&case, None, None));
            }
            _ => {}
        }
    }
    changes
}

/// True if the owner's own change says it already: what it has comes and goes with it.
fn is_told_by_owner(key: &Key, (old, new): (&Side, &Side)) -> bool {
    let owner = key.of_owner();
    if owner == *key {
        // An inventory of an older graphdown does not say what features there are.
        return key.kind == ItemKind::Feature && !(old.tells_features && new.tells_features);
    }
    let (Some(before), Some(now)) = (old.items.get(&owner), new.items.get(&owner)) else {
        return true;
    };
    match key.kind {
        ItemKind::Parameter => before.fact(Attribute::Request) != now.fact(Attribute::Request),
        ItemKind::Argument => !before.lists_arguments || !now.lists_arguments,
        // Where one side does not say who may call, nothing was taken away.
        ItemKind::Permission => {
            let account = key.name.split(": ").next().unwrap_or_default();
            !before.accounts.contains(account) || !now.accounts.contains(account)
        }
        _ => false,
    }
}

fn attributes(
    key: &Key,
    before: &Item,
    now: &Item,
    sides: (&Side, &Side),
    changes: &mut Vec<Change>,
) {
    for attribute in Attribute::ALL {
        // An inventory of an older graphdown may not say.
        let (Some(was), Some(is)) = (before.facts.get(attribute), now.facts.get(attribute)) else {
            continue;
        };
        let (was, is) = effective(key, *attribute, (before, now), sides, (was, is));
        let (was, is) = match attribute {
            Attribute::PermissionOrder => common_order(&was, &is),
            Attribute::Feature => lost_and_gained(&was, &is),
            _ => (was, is),
        };
        let direction = match (&was, &is) {
            _ if was == is => continue,
            (None, _) => Direction::Added,
            (_, None) => Direction::Removed,
            _ => Direction::Changed,
        };
        if is_told_by_another(*attribute, (before, now), direction) {
            continue;
        }
        let (old, new) = (Some(before), Some(now));
        let case =
            Case { kind: key.kind, attribute: Some(*attribute), direction, old, new, key, sides };
        changes.push(change(&case, was, is));
    }
}

/// The type of a property is that of the base type that declares it, as soon as the bindings take it from this row on one side.
fn effective(
    key: &Key,
    attribute: Attribute,
    (before, now): (&Item, &Item),
    (old, new): (&Side, &Side),
    (was, is): (&Option<String>, &Option<String>),
) -> (Option<String>, Option<String>) {
    if key.kind == ItemKind::Property
        && attribute == Attribute::Type
        && before.is_seen != now.is_seen
    {
        let of = |side: &Side| {
            side.types.effective(&key.version, &key.owner, &key.name).map(str::to_owned)
        };
        return (of(old), of(new));
    }
    (was.clone(), is.clone())
}

/// The words of a deprecation that is new, or gone, go with it, and so does the area with the feature.
fn is_told_by_another(
    attribute: Attribute,
    (before, now): (&Item, &Item),
    direction: Direction,
) -> bool {
    let differs = |it: Attribute| before.fact(it) != now.fact(it);
    match attribute {
        Attribute::Deprecation => direction != Direction::Changed && differs(Attribute::Deprecated),
        Attribute::Area => {
            let is_known = |it: &Item| it.facts.contains_key(&Attribute::Feature);
            is_known(before) && is_known(now) && differs(Attribute::Feature)
        }
        _ => false,
    }
}

/// What only one of two lists has, for each of them.
fn lost_and_gained(was: &Option<String>, is: &Option<String>) -> (Option<String>, Option<String>) {
    let list = |it: &Option<String>| -> BTreeSet<String> {
        it.iter().flat_map(|it| it.split(", ")).map(str::to_owned).collect()
    };
    let (was, is) = (list(was), list(is));
    (joined(was.difference(&is)), joined(is.difference(&was)))
}

/// Both orders, of the permissions that both have: what came or went is told by itself.
fn common_order(was: &Option<String>, is: &Option<String>) -> (Option<String>, Option<String>) {
    let lists = |text: &Option<String>| -> Vec<(String, Vec<String>)> {
        let text = text.as_deref().unwrap_or_default();
        let accounts = text.split(", ").filter_map(|it| it.split_once(": "));
        let names = |list: &str| list.split(" < ").map(str::to_owned).collect();
        accounts.map(|(account, list)| (account.to_owned(), names(list))).collect()
    };
    let (was, is) = (lists(was), lists(is));
    let mut orders = (Vec::new(), Vec::new());
    for (account, before) in &was {
        let Some((_, now)) = is.iter().find(|it| it.0 == *account) else { continue };
        let kept = |list: &[String], other: &[String]| {
            list.iter().filter(|it| other.contains(it)).cloned().collect::<Vec<_>>()
        };
        let (before, now) = (kept(before, now), kept(now, before));
        if before != now {
            orders.0.push(format!("{account}: {}", before.join(" < ")));
            orders.1.push(format!("{account}: {}", now.join(" < ")));
        }
    }
    let text = |it: Vec<String>| Some(it.join("; ")).filter(|it| !it.is_empty());
    (text(orders.0), text(orders.1))
}

fn change(case: &Case<'_>, was: Option<String>, is: Option<String>) -> Change {
    let (class, rule) = classes::class(case);
    let shown = case.new.or(case.old);
    Change {
        class,
        version: case.key.version.clone(),
        item: case.kind,
        owner: shown.map(|it| it.owner.clone()).unwrap_or_default(),
        name: case.key.name.clone(),
        direction: case.direction,
        attribute: case.attribute,
        old: was,
        new: is,
        old_place: case.old.and_then(|it| it.place.clone()),
        new_place: case.new.and_then(|it| it.place.clone()),
        rule,
    }
}
