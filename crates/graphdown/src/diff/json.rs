//! The difference as JSON of a stable shape.

use super::Difference;
use super::change::{Change, Class, Place};
use serde_json::{Value, json as object};

/// The version of the shape. It grows when a key changes its meaning or goes away; new keys do not count.
const VERSION: u32 = 1;

/// The whole difference. `old` and `new` are what the two sides are called.
///
/// ```text
/// { "diff_version": 1, "old": "...", "new": "...",
///   "step": "major" | "minor" | "patch" | null,
///   "breaking": 1, "additive": 2, "documentation_only": 3,
///   "changes": [{
///     "class": "breaking" | "additive" | "documentation-only",
///     "version": "v1.0" | "beta",
///     "item": "feature" | "type" | "enum" | "operation" | "property" | "member" | "parameter" | "argument" | "permission",
///     "owner": "microsoft.graph.user",   the type, the enum, or the operation as verb and path
///     "name": "mail" | null,             within the owner; null if it is the owner
///     "change": "added" | "removed" | "changed",
///     "attribute": "type" | null,        null if the item comes or goes as a whole
///     "old": "Edm.String" | null, "new": "Edm.Int32" | null,
///     "old_place": { "file": "...", "line": 1 } | null, "new_place": ... }] }
/// ```
pub fn json(it: &Difference, old: &str, new: &str) -> Value {
    object!({
        "diff_version": VERSION,
        "old": old,
        "new": new,
        "step": it.step().map(Class::step),
        "breaking": it.count(Class::Breaking),
        "additive": it.count(Class::Additive),
        "documentation_only": it.count(Class::Documentation),
        "changes": it.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(it: &Change) -> Value {
    object!({
        "class": it.class.as_str(),
        "version": it.version,
        "item": it.item.as_str(),
        "owner": it.owner,
        "name": Some(&it.name).filter(|it| !it.is_empty()),
        "change": it.direction.as_str(),
        "attribute": it.attribute.map(|it| it.as_str()),
        "old": it.old,
        "new": it.new,
        "old_place": it.old_place.as_ref().map(place),
        "new_place": it.new_place.as_ref().map(place),
    })
}

fn place(it: &Place) -> Value {
    object!({ "file": it.file, "line": it.line })
}
