//! Conditions for `$filter`.
//!
//! Source: OData URL Conventions 4.01, section 5.1.1, as far as <https://learn.microsoft.com/graph/filter-query-parameter> supports it.

use super::names::{Name, PropertyPath};
use crate::request::Literal;
use std::cell::Cell;
use std::fmt;

pub(super) mod advanced;

/// A condition. It is made of names, and written as OData wants it.
///
/// ```
/// use graphdown_client::{Condition, Name, Null};
///
/// const DISPLAY_NAME: Name = Name::new("displayName");
/// const DEPARTMENT: Name = Name::new("department");
/// let condition = DISPLAY_NAME.starts_with("A").and(DEPARTMENT.eq("R'n'D").or(DEPARTMENT.eq(Null)));
/// assert_eq!(
///     condition.to_string(),
///     "startswith(displayName,'A') and (department eq 'R''n''D' or department eq null)"
/// );
///
/// const LICENSES: Name = Name::new("assignedLicenses");
/// const SKU_ID: Name = Name::new("skuId");
/// let condition = LICENSES.any(|license| license.then(SKU_ID).eq(1)).not();
/// assert_eq!(condition.to_string(), "not(assignedLicenses/any(x:x/skuId eq 1))");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a condition does nothing until a request takes it"]
pub struct Condition {
    text: String,
    strength: Strength,
}

/// How strongly the outermost operator binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Comparison,
}

/// The value `null`, to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

impl Literal for Null {
    fn write_literal(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        f.write_str("null")
    }
}

impl Condition {
    /// A condition that is written already. It is put into parentheses where it becomes a part of another one.
    pub fn raw(text: impl Into<String>) -> Self {
        Condition { text: text.into(), strength: Strength::Or }
    }

    fn simple(text: String) -> Self {
        Condition { text, strength: Strength::Comparison }
    }

    /// The text as a part of what binds with `strength`.
    fn within(self, strength: Strength) -> String {
        if self.strength < strength { format!("({})", self.text) } else { self.text }
    }

    /// Both.
    pub fn and(self, other: impl Into<Condition>) -> Self {
        let (left, right) = (self.within(Strength::And), other.into().within(Strength::And));
        Condition { text: format!("{left} and {right}"), strength: Strength::And }
    }

    /// At least one of both.
    pub fn or(self, other: impl Into<Condition>) -> Self {
        let (left, right) = (self.within(Strength::Or), other.into().within(Strength::Or));
        Condition { text: format!("{left} or {right}"), strength: Strength::Or }
    }

    /// The opposite; also written `!condition`. Directory objects take it as an advanced query.
    #[allow(clippy::should_implement_trait)] // It is implemented; this saves the import.
    pub fn not(self) -> Self {
        Condition::simple(format!("not({})", self.text))
    }
}

impl std::ops::Not for Condition {
    type Output = Condition;

    fn not(self) -> Condition {
        Condition::not(self)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Condition> for String {
    fn from(it: Condition) -> String {
        it.text
    }
}

/// A string is taken as it is, for [`Condition::and`] and [`Condition::or`].
impl From<&str> for Condition {
    fn from(text: &str) -> Condition {
        Condition::raw(text)
    }
}

/// A property that is true or false is a condition by itself.
impl From<Name> for Condition {
    fn from(it: Name) -> Condition {
        Condition::simple(it.as_str().to_owned())
    }
}

fn literal(value: &dyn Literal) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = value.write_literal(&mut text);
    text
}

fn compare(path: &str, operator: &str, value: &dyn Literal) -> Condition {
    Condition::simple(format!("{path} {operator} {}", literal(value)))
}

fn call(function: &str, path: &str, value: &str) -> Condition {
    Condition::simple(format!("{function}({path},{})", literal(&value)))
}

thread_local! {
    /// How many lambdas the one that is being written stands in, so that each has a variable of its own.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

fn lambda(
    path: &str,
    operator: &str,
    condition: impl FnOnce(PropertyPath) -> Condition,
) -> Condition {
    /// Counts down again even if the closure panics.
    struct Deeper;
    impl Drop for Deeper {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() - 1);
        }
    }
    let depth = DEPTH.replace(DEPTH.get() + 1);
    let _deeper = Deeper;
    let variable =
        ["x", "y", "z"].get(depth).map_or_else(|| format!("x{depth}"), |it| (*it).to_owned());
    let condition = condition(PropertyPath::new(variable.clone()));
    Condition::simple(format!("{path}/{operator}({variable}:{condition})"))
}

macro_rules! conditions {
    ($($ty:ident)+) => {$(
        /// Conditions.
        impl $ty {
            /// Equal to `value`.
            pub fn eq(self, value: impl Literal) -> Condition {
                compare(self.as_str(), "eq", &value)
            }

            /// Not equal to `value`. Directory objects take it as an advanced query.
            pub fn ne(self, value: impl Literal) -> Condition {
                compare(self.as_str(), "ne", &value)
            }

            /// Greater than `value`.
            pub fn gt(self, value: impl Literal) -> Condition {
                compare(self.as_str(), "gt", &value)
            }

            /// Greater than `value` or equal to it.
            pub fn ge(self, value: impl Literal) -> Condition {
                compare(self.as_str(), "ge", &value)
            }

            /// Less than `value`.
            pub fn lt(self, value: impl Literal) -> Condition {
                compare(self.as_str(), "lt", &value)
            }

            /// Less than `value` or equal to it.
            pub fn le(self, value: impl Literal) -> Condition {
                compare(self.as_str(), "le", &value)
            }

            /// Equal to one of `values`, of which there must be at least one.
            pub fn is_in(self, values: impl IntoIterator<Item = impl Literal>) -> Condition {
                let values: Vec<_> = values.into_iter().map(|it| literal(&it)).collect();
                Condition::simple(format!("{} in ({})", self.as_str(), values.join(",")))
            }

            /// A string that begins with `text`.
            pub fn starts_with(self, text: impl AsRef<str>) -> Condition {
                call("startswith", self.as_str(), text.as_ref())
            }

            /// A string that ends with `text`. Directory objects take it as an advanced query.
            pub fn ends_with(self, text: impl AsRef<str>) -> Condition {
                call("endswith", self.as_str(), text.as_ref())
            }

            /// A string that contains `text`.
            pub fn contains(self, text: impl AsRef<str>) -> Condition {
                call("contains", self.as_str(), text.as_ref())
            }

            /// A collection of which at least one element meets a condition.
            pub fn any(self, condition: impl FnOnce(PropertyPath) -> Condition) -> Condition {
                lambda(self.as_str(), "any", condition)
            }

            /// A collection of which all elements meet a condition.
            pub fn all(self, condition: impl FnOnce(PropertyPath) -> Condition) -> Condition {
                lambda(self.as_str(), "all", condition)
            }
        }
    )+};
}

conditions!(Name PropertyPath);

#[cfg(test)]
mod tests {
    use super::{Condition, Name, Null};

    const A: Name = Name::new("a");
    const B: Name = Name::new("b");

    #[test]
    fn operators_bind_as_written() {
        let (a, b, c) = (A.eq(1), B.ne("x"), A.then(B).gt(2.5));
        let cases = [
            (a.clone().and(b.clone()).or(c.clone()), "a eq 1 and b ne 'x' or a/b gt 2.5"),
            (a.clone().and(b.clone().or(c.clone())), "a eq 1 and (b ne 'x' or a/b gt 2.5)"),
            (a.clone().or(b.clone()).and(c.clone()), "(a eq 1 or b ne 'x') and a/b gt 2.5"),
            (a.clone().and(b.clone()).and(c), "a eq 1 and b ne 'x' and a/b gt 2.5"),
            (!a.clone().or(b), "not(a eq 1 or b ne 'x')"),
            (a.clone().and("b eq 1 or b eq 2"), "a eq 1 and (b eq 1 or b eq 2)"),
            (a.not().not(), "not(not(a eq 1))"),
            (A.eq(true).and(B), "a eq true and b"),
        ];
        for (condition, text) in cases {
            assert_eq!(condition.to_string(), text);
        }
    }

    #[test]
    fn values_are_literals() {
        let cases = [
            (A.eq("O'Neil"), "a eq 'O''Neil'"),
            (A.eq(Null), "a eq null"),
            (A.eq(String::from("x")), "a eq 'x'"),
            (A.le(Some(3_i64)), "a le 3"),
            (A.lt(None::<bool>), "a lt null"),
            (A.is_in(["x", "y'"]), "a in ('x','y''')"),
            (A.ends_with("'"), "endswith(a,'''')"),
            (A.contains("b)"), "contains(a,'b)')"),
            (A.count().ge(1), "a/$count ge 1"),
        ];
        for (condition, text) in cases {
            assert_eq!(condition.to_string(), text);
        }
    }

    #[test]
    fn nested_lambdas_have_variables_of_their_own() {
        let inner = |x: super::PropertyPath| B.all(|y| y.then(A).eq(1).and(x.then(B).eq(2)));
        assert_eq!(A.any(inner).to_string(), "a/any(x:b/all(y:y/a eq 1 and x/b eq 2))");
        assert_eq!(A.any(|x| x.starts_with("b")).to_string(), "a/any(x:startswith(x,'b'))");
        let raw: Condition = A.all(|_| Condition::raw("true"));
        assert_eq!(raw.to_string(), "a/all(x:true)");
    }
}
