//! Takes out of an API what is not in the slice.

use super::select::Selection;
use crate::ir::edm::{Api, EnumId, Renumbering, TypeId, TypeTarget};

/// Leaves of `api` what is selected, and makes all references fit. What pages say of the rest stays known as evidence.
pub(super) fn prune(api: &mut Api, selection: &Selection) {
    let has_type = |it: usize| selection.types.contains(&TypeTarget::Structured(TypeId(it as u32)));
    let has_enum = |it: usize| selection.types.contains(&TypeTarget::Enum(EnumId(it as u32)));
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
