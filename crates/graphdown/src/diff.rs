//! What a change of the documentation does to the API: two [inventories](crate::inventory()) compared, item by item.
//!
//! Both sides become a list of items with a key that does not change when something is only worded otherwise (`items`); the two lists
//! are laid side by side (`compare`); and a table says for each kind of change what it means to those who use the bindings (`classes`).

pub use change::{Attribute, Change, Class, Direction, ItemKind, Place};
pub use groups::{Group, groups};
pub use json::json;
pub use markdown::{excerpts, markdown};

mod change;
mod classes;
mod compare;
mod groups;
mod items;
mod json;
mod markdown;
mod properties;
mod shape;

use crate::error::Error;
use serde_json::Value;

/// All that differs between two inventories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// By version, owner and item; the order of the pages and rows does not count.
    pub changes: Vec<Change>,
}

impl Difference {
    /// How many changes are of this class.
    pub fn count(&self, class: Class) -> usize {
        self.changes.iter().filter(|it| it.class == class).count()
    }

    /// The class that a release with these changes must be of at least; `None` if nothing changes. Everything under `beta` may change
    /// in any release, so a change there asks for a minor release at most.
    pub fn step(&self) -> Option<Class> {
        let class = |it: &Change| match it.class {
            Class::Breaking if it.version == "beta" => Class::Additive,
            class => class,
        };
        self.changes.iter().map(class).max()
    }
}

/// Compares two inventories.
///
/// # Errors
/// If one of them is not an inventory, or is one of a later graphdown.
pub fn diff(old: &Value, new: &Value) -> Result<Difference, Error> {
    let (old, new) = (items::side(old)?, items::side(new)?);
    Ok(Difference { changes: compare::compare(&old, &new) })
}

/// A row of the table that classes changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The number of the row; a [`Change`] carries it.
    pub number: usize,
    /// What changes.
    pub item: ItemKind,
    /// Which side of it; `None` if it comes or goes as a whole, or for all sides that no row names.
    pub attribute: Option<Attribute>,
    /// How.
    pub direction: Option<Direction>,
    /// In which case the row holds, in words.
    pub condition: &'static str,
    /// What it means.
    pub class: Class,
}

/// The table, in its order: the first row that fits a change decides.
pub fn rules() -> Vec<Rule> {
    classes::rules()
}
