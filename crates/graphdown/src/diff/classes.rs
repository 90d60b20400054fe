//! The table: what each change means to those who use the bindings.
//!
//! It follows from what `plan` makes of an API. A test generates the bindings before and after each of many changes and compares their
//! surface with what the table says.

use super::Rule;
use super::change::{Attribute as A, Class, Direction, ItemKind};
use super::compare::Case;
use Class::{Additive, Breaking, Documentation};
use Condition::{Always, Kept, Lost, NewRequired, Shape, Unseen, Writable};
use Direction::{Added, Changed, Removed};
use ItemKind::{Argument, Enum, Feature, Member, Operation, Parameter, Permission, Property, Type};

/// When a row holds, beside what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    Always,
    /// The bindings have it on neither side: a row that repeats what a base type declares, a property that a creation lists.
    Unseen,
    /// The bindings look different.
    Shape,
    /// The paths that read one of the type do not stand for a resource any more.
    Lost,
    /// What was there is still there by inheritance.
    Kept,
    /// The new side says that it has to be sent.
    NewRequired,
    /// An update that takes a whole type has the property, before or now.
    Writable,
}

impl Condition {
    fn holds(self, case: &Case<'_>) -> bool {
        match self {
            Always => true,
            Unseen => case.items().all(|it| !it.is_seen),
            Shape => !case.is_alike(),
            Lost => !case.is_alike() && case.new.is_some_and(|it| it.shape.is_empty()),
            Kept => case.is_kept(),
            NewRequired => case.new.is_some_and(|it| it.fact(A::Required).is_some()),
            Writable => case.items().any(|it| it.is_writable),
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Always => "",
            Unseen => "the bindings do not have it",
            Shape => "the bindings look different",
            Lost => "paths to it are no resources any more",
            Kept => "what was there is inherited",
            NewRequired => "it has to be sent",
            Writable => "an update body has it",
        }
    }
}

type Row = (ItemKind, Option<A>, Option<Direction>, Condition, Class);

/// The first row that fits decides. What no row names is documentation.
const TABLE: &[Row] = &[
    // Where the crate has features: who takes some of them loses what is not in them any more.
    (Feature, None, Some(Added), Always, Additive),
    (Feature, None, Some(Removed), Always, Breaking),
    (Type, Some(A::Feature), Some(Added), Always, Additive),
    (Type, Some(A::Feature), None, Always, Breaking),
    (Enum, Some(A::Feature), Some(Added), Always, Additive),
    (Enum, Some(A::Feature), None, Always, Breaking),
    (Operation, Some(A::Feature), None, Always, Breaking),
    (Type, None, Some(Added), Always, Additive),
    (Type, None, Some(Removed), Always, Breaking),
    (Type, Some(A::Base), Some(Added), Always, Additive),
    (Type, Some(A::Base), Some(Changed), Kept, Additive),
    (Type, Some(A::Base), None, Always, Breaking),
    (Type, Some(A::Kind), None, Lost, Breaking),
    (Type, Some(A::Kind), None, Shape, Additive),
    (Enum, None, Some(Added), Always, Additive),
    (Enum, None, Some(Removed), Always, Breaking),
    (Enum, Some(A::Flags), None, Always, Breaking),
    (Member, None, Some(Added), Always, Additive),
    (Member, None, Some(Removed), Always, Breaking),
    (Property, None, Some(Added), Unseen, Documentation),
    (Property, None, Some(Added), Kept, Documentation),
    (Property, None, Some(Added), Always, Additive),
    (Property, None, Some(Removed), Unseen, Documentation),
    (Property, None, Some(Removed), Kept, Documentation),
    (Property, None, Some(Removed), Always, Breaking),
    (Property, Some(A::Type), None, Unseen, Documentation),
    (Property, Some(A::Type), None, Shape, Breaking),
    (Property, Some(A::Navigation), None, Unseen, Documentation),
    (Property, Some(A::Navigation), None, Shape, Breaking),
    (Property, Some(A::ReadOnly), Some(Added), Writable, Breaking),
    (Property, Some(A::ReadOnly), Some(Removed), Unseen, Documentation),
    (Property, Some(A::ReadOnly), Some(Removed), Always, Additive),
    (Property, Some(A::Key), Some(Added), Writable, Breaking),
    (Property, Some(A::Key), Some(Removed), Writable, Additive),
    (Property, Some(A::Deprecated), Some(Added), Unseen, Documentation),
    (Operation, None, Some(Added), Always, Additive),
    (Operation, None, Some(Removed), Always, Breaking),
    (Operation, Some(A::Request), None, Always, Breaking),
    (Operation, Some(A::Response), None, Always, Breaking),
    (Operation, Some(A::LongRunning), None, Always, Breaking),
    (Operation, Some(A::Kind), None, Shape, Breaking),
    (Operation, Some(A::Title), None, Shape, Breaking),
    (Parameter, None, Some(Added), NewRequired, Breaking),
    (Parameter, Some(A::Required), Some(Added), Always, Breaking),
    (Parameter, None, None, Unseen, Documentation),
    (Parameter, None, Some(Added), Always, Additive),
    (Parameter, None, Some(Removed), Always, Breaking),
    (Parameter, Some(A::Type), None, Unseen, Documentation),
    (Parameter, Some(A::Type), None, Shape, Breaking),
    // The parameter is one less of `new`.
    (Parameter, Some(A::Required), Some(Removed), Shape, Breaking),
    // An update does not have what is read-only.
    (Parameter, Some(A::ReadOnly), Some(Added), Shape, Breaking),
    (Parameter, Some(A::ReadOnly), Some(Removed), Shape, Additive),
    (Argument, None, None, Unseen, Documentation),
    (Argument, None, None, Always, Breaking),
    (Argument, Some(A::Type), None, Shape, Breaking),
    (Permission, None, Some(Added), Always, Additive),
    // A program that has just this one stops to work.
    (Permission, None, Some(Removed), Always, Breaking),
    (Type, Some(A::Deprecated), Some(Added), Always, Additive),
    (Enum, Some(A::Deprecated), Some(Added), Always, Additive),
    (Member, Some(A::Deprecated), Some(Added), Always, Additive),
    (Property, Some(A::Deprecated), Some(Added), Always, Additive),
    (Operation, Some(A::Deprecated), Some(Added), Always, Additive),
];

/// The class of a change and the row that says so; behind the last row for what no row names.
pub(super) fn class(case: &Case<'_>) -> (Class, usize) {
    let fits = |(kind, attribute, direction, condition, _): &&Row| {
        *kind == case.kind
            && *attribute == case.attribute
            && direction.is_none_or(|it| it == case.direction)
            && condition.holds(case)
    };
    match TABLE.iter().position(|row| fits(&row)) {
        Some(number) => (TABLE[number].4, number),
        None => (Documentation, TABLE.len()),
    }
}

pub(super) fn rules() -> Vec<Rule> {
    let rule = |(number, it): (usize, &Row)| {
        let (item, attribute, direction, condition, class) = *it;
        Rule { number, item, attribute, direction, condition: condition.as_str(), class }
    };
    TABLE.iter().enumerate().map(rule).collect()
}
