//! Pass: each area of the product becomes a feature, and what only some areas need is there only with their features.

use super::names;
use crate::ir::Text;
use crate::ir::edm::{Api, AreaId, Areas, Edm, EnumId, TypeId, TypeTarget};
use crate::ir::rust::{Feature, Gate};
use std::collections::{BTreeMap, BTreeSet};

/// The features of an API version.
pub(super) struct Features<'a> {
    areas: &'a Areas,
    /// The feature of each area.
    names: Vec<Text>,
    /// Its gate, which many things have that belong to one area.
    of_areas: Vec<Gate>,
    /// Types that something refers to also where their own features are off.
    stand_ins: BTreeSet<TypeId>,
}

impl<'a> Features<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let names: Vec<Text> = names_of(&api.areas).into_iter().map(Text::from).collect();
        let of_areas = names.iter().map(|it| Gate([it.clone()].into())).collect();
        Features { areas: &api.areas, names, of_areas, stand_ins: stand_ins(api) }
    }

    pub(super) fn of_type(&self, TypeId(id): TypeId) -> Gate {
        self.areas.types.get(id as usize).map(|it| self.gate(it)).unwrap_or_default()
    }

    pub(super) fn of_enum(&self, EnumId(id): EnumId) -> Gate {
        self.areas.enums.get(id as usize).map(|it| self.gate(it)).unwrap_or_default()
    }

    pub(super) fn of_area(&self, area: Option<AreaId>) -> Gate {
        area.and_then(|AreaId(id)| self.of_areas.get(id as usize)).cloned().unwrap_or_default()
    }

    /// One of the features of these areas has to be on.
    pub(super) fn gate(&self, areas: &BTreeSet<AreaId>) -> Gate {
        if areas.len() <= 1 {
            return self.of_area(areas.first().copied());
        }
        let names: BTreeSet<&Text> =
            areas.iter().filter_map(|it| self.names.get(it.0 as usize)).collect();
        Gate(names.into_iter().cloned().collect())
    }

    /// True if there has to be a type of this name also where its own features are off.
    pub(super) fn needs_stand_in(&self, id: TypeId) -> bool {
        self.stand_ins.contains(&id)
    }
}

/// The gate `inner` where `outer` holds already.
pub(super) fn within(inner: Gate, outer: &Gate) -> Gate {
    if inner == *outer { Gate::default() } else { inner }
}

fn names_of(areas: &Areas) -> Vec<String> {
    areas.names.iter().map(|it| names::feature_name(it)).collect()
}

/// The types that relationships of types with other features lead to.
fn stand_ins(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    for (id, ty) in (0..).map(TypeId).zip(&api.types) {
        let here = api.areas.of_type(id);
        for property in ty.properties.iter().filter(|it| it.is_navigation) {
            if let TypeTarget::Structured(target) = property.ty.target
                && !here.is_subset(&api.areas.of_type(target))
            {
                found.insert(target);
            }
        }
    }
    found
}

/// The features of a crate with these versions of the API, and how much each brings.
pub(super) fn of_crate(edm: &Edm) -> Vec<Feature> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for api in &edm.apis {
        let areas = &api.areas;
        let names = names_of(areas);
        let name = |it: &AreaId| names.get(it.0 as usize).cloned();
        for name in areas.operations.values().filter_map(name) {
            counts.entry(name).or_default().0 += 1;
        }
        for name in areas.types.iter().chain(&areas.enums).flatten().filter_map(name) {
            counts.entry(name).or_default().1 += 1;
        }
    }
    let feature = |(name, (operations, types))| {
        let brings = format!("{}, {}", many(operations, "operation"), many(types, "type"));
        Feature { name, brings }
    };
    counts.into_iter().map(feature).collect()
}

fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What the crate's documentation says of its features.
pub(super) fn docs(crate_name: &str, features: &[Feature]) -> Vec<String> {
    let Some(first) = features.first() else { return Vec::new() };
    let mut text = format!(
        r#"
# Features

Each area of the product is a feature, and all are on. Who calls a part of the API turns them off and names the areas that are called:

```toml
{crate_name} = {{ version = "...", default-features = false, features = ["{}"] }}
```

A feature brings the operations of its area and the types that these need. At the end of a relationship to a type whose features are off is an
[`Undeclared`](graphdown_client::Undeclared), which holds what the service sent.
"#,
        first.name
    );
    for it in features {
        text += &format!("\n- `{}`: {}", it.name, it.brings);
    }
    text.lines().map(str::to_owned).collect()
}
