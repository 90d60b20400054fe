//! Entries of `include`, `exclude` and `[api.properties]` as the settings file has them.

use crate::settings::selector::verb_of;
use crate::settings::{PathPattern, PropertyList, Selector};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use toml::Spanned;

/// `"/users/**"`, `"GET /users/**"`, or a table.
pub(super) struct Entry(Selector);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    #[serde(default)]
    path: Words,
    #[serde(default)]
    method: Words,
    #[serde(rename = "type", default)]
    ty: Words,
    #[serde(default)]
    namespace: Words,
    #[serde(default)]
    area: Words,
    #[serde(default)]
    permission: Words,
}

/// One word, or several of which one is enough.
#[derive(Default)]
struct Words(Vec<String>);

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Entry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path pattern, or a table with `path`, `method`, `type`, `namespace`, `area` or `permission`")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Entry, E> {
                Selector::parse(text).map(Entry).map_err(E::custom)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
                let table = Table::deserialize(MapAccessDeserializer::new(map))?;
                table.selector().map(Entry).map_err(A::Error::custom)
            }
        }
        from.deserialize_any(EntryVisitor)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a word, or a list of words")]
        enum Form {
            One(String),
            Many(Vec<String>),
        }
        Ok(Words(match Form::deserialize(from)? {
            Form::One(it) => vec![it],
            Form::Many(list) => list,
        }))
    }
}

impl Table {
    fn selector(self) -> Result<Selector, String> {
        let methods: Result<Vec<_>, _> = self.method.0.iter().map(|it| verb_of(it)).collect();
        let selector = Selector {
            paths: self.path.0.iter().map(|it| PathPattern::new(it)).collect(),
            methods: methods?,
            types: self.ty.0,
            namespaces: self.namespace.0,
            areas: self.area.0,
            permissions: self.permission.0,
            place: 0..0,
        };
        if selector.is_empty() {
            return Err("the entry says nothing; give it a `path`, `method`, `type`, `namespace`, `area` or `permission`".to_owned());
        }
        Ok(selector)
    }
}

/// The entry with its place.
pub(super) fn selector(it: Spanned<Entry>) -> Selector {
    let place = it.span();
    Selector { place, ..it.into_inner().0 }
}

/// A type and its properties with their places.
pub(super) fn properties((ty, names): (Spanned<String>, Vec<Spanned<String>>)) -> PropertyList {
    let place = ty.span();
    let names = names.into_iter().map(|it| {
        let place = it.span();
        (it.into_inner(), place)
    });
    PropertyList { ty: ty.into_inner(), names: names.collect(), place }
}
