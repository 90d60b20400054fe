//! Takes out of an API what is not in the slice.

use super::select::Selection;
use crate::ir::edm::{Api, EnumId, Renumbering, TypeId, TypeTarget};

/// Leaves of `api` what is selected, and makes all references fit. What pages say of the rest stays known as evidence.
pub(super) fn prune(api: &mut Api, selection: &Selection) {
    let has_type = |it: usize| selection.types.contains(&TypeTarget::Structured(TypeId(it as u32)));
    let has_enum = |it: usize| selection.types.contains(&TypeTarget::Enum(EnumId(it as u32)));
    leave_relationships(api, selection);
    let renumbering = Renumbering {
        types: numbers((0..api.types.len()).map(has_type)),
        enums: numbers((0..api.enums.len()).map(has_enum)),
    };
    retain(&mut api.types, has_type);
    retain(&mut api.enums, has_enum);
    retain(&mut api.operations, |it| selection.operations[it]);
    api.types.iter_mut().for_each(|it| renumbering.structured_type(it));
    api.operations.iter_mut().for_each(|it| renumbering.operation(it));
}

/// Makes navigation properties untyped that lead out of the slice.
fn leave_relationships(api: &mut Api, selection: &Selection) {
    let names: Vec<_> = api.types.iter().map(|it| it.name.clone()).collect();
    for property in api.types.iter_mut().flat_map(|it| &mut it.properties) {
        if let TypeTarget::Structured(id) = property.ty.target
            && property.is_navigation
            && !selection.types.contains(&property.ty.target)
        {
            property.left_out = Some(Box::new(names[id.0 as usize].clone()));
            property.ty.target = TypeTarget::Untyped;
        }
    }
}

/// For each of the kept its number among them; the others are not referred to.
fn numbers(kept: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut next = 0;
    let number = |is_kept| {
        let number = next;
        next += u32::from(is_kept);
        number
    };
    kept.map(number).collect()
}

fn retain<T>(list: &mut Vec<T>, keep: impl Fn(usize) -> bool) {
    let mut index = 0;
    list.retain(|_| {
        index += 1;
        keep(index - 1)
    });
}
