//! The document in the JSON form. Source: OData CSDL JSON Representation 4.01.

use super::super::common::{declared, type_name, types, words};
use super::{operations, walk};
use crate::ir::edm::{
    Api, Documentation, EnumType, Member, Primitive, Property, StructuredType, TypeId, TypeKind,
    TypeTarget, TypeUse,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The namespace of the container, and of Graph's own primitive type.
pub(super) const MAIN: &str = "microsoft.graph";

/// The name of the container in the service's own metadata.
const CONTAINER: &str = "GraphService";

pub(super) fn document(api: &Api) -> Value {
    let mut schemas: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    schemas.entry(MAIN.to_owned()).or_default();
    let structured = types(api).map(|(id, it)| (&it.name, structured(api, id, it)));
    let enums = api.enums.iter().map(|it| (&it.name, enumeration(it)));
    for (name, it) in structured.chain(enums).filter(|it| is_identifier(&it.0.name)) {
        let schema = schemas.entry(name.namespace.to_string()).or_default();
        schema.entry(name.name.clone()).or_insert(it);
    }
    if let Some(main) = schemas.get_mut(MAIN) {
        // Any JSON value: a type of Graph's own, which its metadata declares like this.
        let json = json!({ "$Kind": "ComplexType", "$OpenType": true });
        main.entry("Json").or_insert(json);
        operations::add(api, main);
        main.entry(CONTAINER).or_insert_with(|| container(api));
    }
    let core = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.json";
    let mut document = Map::new();
    document.insert("$Version".to_owned(), "4.01".into());
    document.insert("$EntityContainer".to_owned(), format!("{MAIN}.{CONTAINER}").into());
    let core_reference =
        json!({ core: { "$Include": [{ "$Namespace": "Org.OData.Core.V1", "$Alias": "Core" }] } });
    document.insert("$Reference".to_owned(), core_reference);
    for (namespace, schema) in schemas {
        document.insert(namespace, schema.into());
    }
    document.into()
}

/// Source: OData CSDL 4.01, section 17.3, as far as ASCII goes.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|it| it.is_alphabetic() || it == '_')
        && letters.all(|it| it.is_alphanumeric() || it == '_')
        && name.chars().count() <= 128
}

fn structured(api: &Api, id: TypeId, it: &StructuredType) -> Value {
    let is_entity = it.kind == TypeKind::Entity;
    let mut found = Map::new();
    let mut put = |key: &str, value: Value| found.insert(key.to_owned(), value);
    put("$Kind", if is_entity { "EntityType" } else { "ComplexType" }.into());
    if let Some(base) = it.base {
        put("$BaseType", api.structured_type(base).name.to_string().into());
    }
    if it.is_abstract {
        put("$Abstract", true.into());
    }
    if it.is_open {
        put("$OpenType", true.into());
    }
    let properties: Vec<&Property> =
        declared(api, id).into_iter().filter(|it| is_identifier(&it.name)).collect();
    if let Some(key) = key(api, id, &properties).filter(|_| is_entity) {
        put("$Key", json!([key]));
    }
    describe(&mut found, "", &it.documentation);
    for it in properties {
        found.insert(it.name.to_string(), property(api, it));
    }
    found.into()
}

/// The key that the type itself declares: no base type has one, and the key is among its own properties.
fn key<'a>(api: &'a Api, id: TypeId, own: &[&'a Property]) -> Option<&'a str> {
    let stated = api.structured_type(id).key.as_deref().unwrap_or("id");
    let is_there = |list: &[&'a Property], name: &str| {
        list.iter()
            .find(|it| it.name == name && !it.is_navigation && !it.ty.collection)
            .map(|it| it.name.as_str())
    };
    let above = api.ancestry(id).into_iter().skip(1).any(|base| {
        let stated = api.structured_type(base).key.as_deref().unwrap_or("id");
        is_there(&declared(api, base), stated).is_some()
    });
    if above { None } else { is_there(own, stated) }
}

fn property(api: &Api, it: &Property) -> Value {
    let mut found = Map::new();
    // Navigation leads to entities; whatever else a page lists among the relationships has a value.
    let is_navigation = it.is_navigation && matches!(it.ty.target, TypeTarget::Structured(_));
    if is_navigation {
        found.insert("$Kind".to_owned(), "NavigationProperty".into());
    }
    ty(api, it.ty, &mut found);
    // A collection is never null, and a key is not either.
    if it.nullable != Some(false) && !it.ty.collection && !it.facts.key {
        found.insert("$Nullable".to_owned(), true.into());
    }
    if let (Some(length), TypeTarget::Primitive(Primitive::String)) =
        (it.facts.particulars().max_length, it.ty.target)
    {
        found.insert("$MaxLength".to_owned(), length.into());
    }
    if it.facts.read_only {
        found.insert("@Core.Permissions".to_owned(), "Read".into());
    }
    describe(&mut found, "", &it.documentation);
    found.into()
}

/// Puts the members that say which type it is.
pub(super) fn ty(api: &Api, ty: TypeUse, found: &mut Map<String, Value>) {
    if ty.collection {
        found.insert("$Collection".to_owned(), true.into());
    }
    found.insert("$Type".to_owned(), type_name(api, ty.target).into());
}

/// Description and deprecation. In front of the terms stands the name of the member that they are about.
pub(super) fn describe(found: &mut Map<String, Value>, of: &str, it: &Documentation) {
    if let Some(words) = words(it) {
        found.insert(format!("{of}@Core.Description"), words.into());
    }
    if let Some(words) = &it.deprecated {
        let revision = json!([{ "Kind": "Deprecated", "Description": words }]);
        found.insert(format!("{of}@Core.Revisions"), revision);
    }
}

fn enumeration(it: &EnumType) -> Value {
    let mut found = Map::new();
    found.insert("$Kind".to_owned(), "EnumType".into());
    if it.is_flags {
        found.insert("$IsFlags".to_owned(), true.into());
    }
    describe(&mut found, "", &it.documentation);
    let mut seen = BTreeSet::new();
    let members = it.members.iter().filter(|it| is_identifier(&it.name) && seen.insert(&it.name));
    let members: Vec<&Member> = members.collect();
    let values = values(&members, it.is_flags);
    // In a set of many members the values leave 32 bits.
    if values.iter().any(|it| i32::try_from(*it).is_err()) {
        found.insert("$UnderlyingType".to_owned(), "Edm.Int64".into());
    }
    for (member, value) in members.into_iter().zip(values) {
        found.insert(member.name.to_string(), value.into());
        describe(&mut found, &member.name, &member.documentation);
    }
    found.into()
}

/// The values of all members: the documented ones, and the next free ones; for sets the next free bit, and zero for `none`.
fn values(members: &[&Member], is_flags: bool) -> Vec<i64> {
    let mut taken: BTreeSet<i64> = members.iter().filter_map(|it| it.value).collect();
    let mut next = 0u32;
    let mut free = |name: &str| {
        if is_flags && name.eq_ignore_ascii_case("none") && taken.insert(0) {
            return 0;
        }
        loop {
            let value =
                if is_flags { 1i64.checked_shl(next).unwrap_or(i64::MAX) } else { i64::from(next) };
            next += 1;
            // More members than bits: a set that cannot be written with numbers.
            if taken.insert(value) || next > 100_000 {
                return value;
            }
        }
    };
    members.iter().map(|it| it.value.unwrap_or_else(|| free(&it.name))).collect()
}

/// The first words of all paths.
fn container(api: &Api) -> Value {
    let mut found = Map::new();
    found.insert("$Kind".to_owned(), "EntityContainer".into());
    for (name, root) in walk::roots(api) {
        if !is_identifier(&name) {
            continue;
        }
        let mut it = Map::new();
        if root.collection {
            it.insert("$Collection".to_owned(), true.into());
        }
        it.insert("$Type".to_owned(), api.structured_type(root.ty).name.to_string().into());
        found.insert(name.to_string(), it.into());
    }
    found.into()
}
