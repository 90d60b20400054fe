//! Equal changes of several operations as one: a page with six request lines says everything six times. So it is with what moves between
//! features.

use super::change::{Attribute, Change, ItemKind};

/// Changes that differ in the operation alone, or in the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'a> {
    /// The first of them.
    pub first: &'a Change,
    /// The operations, or types, of the others.
    pub others: Vec<&'a str>,
}

/// Puts changes together that say the same, at the same place, of several operations; and what moves between the same features, at any
/// place. Nothing else is put together.
pub fn groups<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for change in changes {
        match groups.iter_mut().find(|it| is_same(it.first, change)) {
            Some(group) => group.others.push(&change.owner),
            None => groups.push(Group { first: change, others: Vec::new() }),
        }
    }
    groups
}

fn is_same(a: &Change, b: &Change) -> bool {
    let belongs_to_operation = matches!(
        a.item,
        ItemKind::Operation | ItemKind::Parameter | ItemKind::Argument | ItemKind::Permission
    );
    let file = |it: &Change| it.place().map(|it| it.file.clone());
    // An area that is called otherwise moves all that is in it.
    let moves = a.attribute == Some(Attribute::Feature);
    (belongs_to_operation || moves)
        && (a.attribute.is_some() || a.item != ItemKind::Operation)
        && a.item == b.item
        && (a.class, a.direction, a.attribute) == (b.class, b.direction, b.attribute)
        && (&a.name, &a.old, &a.new, &a.version) == (&b.name, &b.old, &b.new, &b.version)
        && (moves || file(a) == file(b))
}
