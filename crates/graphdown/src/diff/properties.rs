//! Properties as the bindings see them: with those of the base types, of which the one nearest to the root counts.

use super::change::Attribute;
use super::items::{Item, Key, array, facts, item, take, text};
use super::shape;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Version and full name of a type.
type TypeName = (String, String);

/// The types of one side and what they inherit.
#[derive(Debug, Default)]
pub(super) struct Types {
    bases: BTreeMap<TypeName, String>,
    /// By type: the properties it declares, with their types as written, and whether they are relationships.
    declared: BTreeMap<TypeName, BTreeMap<String, Declared>>,
    /// Types that an update takes whole, and their base types.
    updated: BTreeSet<TypeName>,
    /// Identities that an update lists although they may be read-only: type and property.
    listed: BTreeSet<(TypeName, String)>,
    /// Properties that are read-only, by the page of the type.
    fixed: BTreeSet<(TypeName, String)>,
    /// Types of which one can be read by its path.
    read: BTreeSet<TypeName>,
}

#[derive(Debug, Clone)]
struct Declared {
    ty: String,
    is_relationship: bool,
}

impl Types {
    pub(super) fn new(types: &[&Value], operations: &[Value]) -> Self {
        let mut all = Types::default();
        let name = |it: &Value| {
            let full = format!("{}.{}", text(it, "namespace"), text(it, "name"));
            (text(it, "version").to_owned(), full)
        };
        let structured: BTreeSet<TypeName> = types.iter().map(|it| name(it)).collect();
        for it in types {
            let ty = name(it);
            let mut declared = BTreeMap::new();
            for property in array(it, "properties") {
                let is_structured =
                    structured.contains(&(ty.0.clone(), text(property, "type").to_owned()));
                let is_relationship =
                    is_structured && property["navigation"].as_bool() == Some(true);
                let found = Declared { ty: shape::written(property), is_relationship };
                let name = text(property, "name").to_owned();
                if property["facts"]["read_only"] == true && !declared.contains_key(&name) {
                    all.fixed.insert((ty.clone(), name.clone()));
                }
                declared.entry(name).or_insert(found);
            }
            if let Some(base) = it["base"].as_str() {
                all.bases.insert(ty.clone(), base.to_owned());
            }
            all.declared.insert(ty, declared);
        }
        for it in operations {
            let ty = |key: &str| (text(it, "version").to_owned(), text(it, key).to_owned());
            if shape::is_update_of_all(it) {
                let chain = all.ancestry(&ty("request"));
                all.updated.extend(chain);
            }
            if shape::reads_one(it) {
                all.read.insert(ty("response"));
            }
            for parameter in array(it, "parameters").iter().filter(|it| shape::is_identity(it)) {
                let name = text(parameter, "name");
                if let Some((holder, _)) = all.found(text(it, "version"), text(it, "request"), name)
                {
                    all.listed.insert((holder, name.to_owned()));
                }
            }
        }
        all
    }

    /// The type itself and what it inherits from, nearest first. Ends at a cycle.
    pub(super) fn ancestry(&self, ty: &TypeName) -> Vec<TypeName> {
        let mut chain = vec![ty.clone()];
        while let Some(base) = self.bases.get(&chain[chain.len() - 1]) {
            let base = (ty.0.clone(), base.clone());
            if chain.contains(&base) {
                break;
            }
            chain.push(base);
        }
        chain
    }

    /// True if `ty` inherits from `base`, directly or not.
    pub(super) fn inherits(&self, version: &str, ty: &str, base: &str) -> bool {
        let ty = (version.to_owned(), ty.to_owned());
        self.ancestry(&ty).iter().skip(1).any(|it| it.1 == base)
    }

    /// The type, as written, of a property that `ty` has, declared by itself or by a base type.
    pub(super) fn effective(&self, version: &str, ty: &str, property: &str) -> Option<&str> {
        self.found(version, ty, property).map(|(_, it)| it.ty.as_str())
    }

    /// True if one of this type can be read by its path.
    pub(super) fn is_read(&self, version: &str, ty: &str) -> bool {
        self.read.contains(&(version.to_owned(), ty.to_owned()))
    }

    /// True if the page of the type says that the property is read-only.
    pub(super) fn is_fixed(&self, version: &str, ty: &str, property: &str) -> bool {
        let found = self.found(version, ty, property);
        found.is_some_and(|(holder, _)| self.fixed.contains(&(holder, property.to_owned())))
    }

    /// The type that declares the property as far as the bindings go, and what it declares.
    fn found(&self, version: &str, ty: &str, property: &str) -> Option<(TypeName, &Declared)> {
        let chain = self.ancestry(&(version.to_owned(), ty.to_owned()));
        chain.into_iter().rev().find_map(|ty| {
            let it = self.declared.get(&ty)?.get(property)?;
            Some((ty, it))
        })
    }
}

/// The item of a property of `owner`.
pub(super) fn property(types: &Types, owner: &Key, it: &Value, owner_name: &str) -> Item {
    let mut item = item(it, owner_name);
    facts(&mut item, it);
    take(&mut item, it, &[(Attribute::Navigation, "navigation")]);
    // "It may be null", "it is never null" and nothing are three things.
    let stated = it["nullable"].as_bool().map(|it| if it { "yes" } else { "no" });
    item.facts.insert(Attribute::Nullable, stated.map(str::to_owned));
    item.facts.insert(Attribute::Type, Some(shape::written(it)));
    let name = text(it, "name");
    let found = types.found(&owner.version, &owner.owner, name);
    let is_own = found.as_ref().is_some_and(|(ty, _)| ty.1 == owner.owner);
    // Annotations stay in `additional`, and what a base type declares is a field by that.
    item.is_seen = is_own && !name.contains('@');
    let is_relationship = found.as_ref().is_some_and(|(_, it)| it.is_relationship);
    let ty = found.map_or(String::new(), |(_, it)| shape::normal(&it.ty));
    item.shape = format!("{ty}{}", if is_relationship { " by reference" } else { "" });
    let is_read_only = item.fact(Attribute::ReadOnly).is_some();
    let is_key = item.fact(Attribute::Key).is_some();
    let ty = (owner.version.clone(), owner.owner.clone());
    let is_in_whole = !is_key && !is_relationship && types.updated.contains(&ty);
    let is_in_listed = types.listed.contains(&(ty, name.to_owned()));
    item.is_writable = item.is_seen && !is_read_only && (is_in_whole || is_in_listed);
    item
}
