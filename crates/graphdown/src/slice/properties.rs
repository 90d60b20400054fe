//! Properties that are left out of types: their values are kept undeclared.

use super::graph::Target;
use crate::ir::Text;
use crate::ir::edm::{Api, StructuredType, TypeTarget};
use crate::settings::PropertyList;
use std::collections::BTreeSet;

/// True if the list is about the type of this name.
pub(super) fn is_about(list: &PropertyList, it: &StructuredType) -> bool {
    match list.ty.contains('.') {
        true => list.ty.eq_ignore_ascii_case(&it.name.to_string()),
        false => list.ty.eq_ignore_ascii_case(&it.name.name),
    }
}

/// Leaves of the types that have a list the properties in it. What a type declares and its list leaves out is not inherited either.
pub(super) fn keep(api: &mut Api, lists: &[PropertyList]) {
    for it in &mut api.types {
        let lists: Vec<&PropertyList> = lists.iter().filter(|list| is_about(list, it)).collect();
        if lists.is_empty() {
            continue;
        }
        let names =
            lists.iter().flat_map(|it| &it.names).map(|(name, _)| name.to_lowercase().into());
        let names: BTreeSet<Text> = names.collect();
        it.properties.retain(|of| names.contains(of.name.to_lowercase().as_str()));
        it.declared = Some(names);
    }
}

/// Leaves out the properties of these types.
pub(super) fn drop_of(api: &mut Api, excluded: &BTreeSet<Target>) {
    let is_kept = |target: TypeTarget| !excluded.contains(&target);
    for it in &mut api.types {
        it.properties.retain(|of| is_kept(of.ty.target));
    }
}
