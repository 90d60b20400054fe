//! Related resources that are asked for together with a resource.

use super::join;
use super::names::{Name, Order, PropertyPath};

/// A relationship to expand, with query options of its own. Names and strings are taken as well where nothing more is wanted.
///
/// ```
/// use graphdown_client::{Expand, Name};
///
/// const MANAGER: Name = Name::new("manager");
/// const DISPLAY_NAME: Name = Name::new("displayName");
/// let expand = Expand::new(MANAGER).select([DISPLAY_NAME]).expand([Expand::new(MANAGER).top(1)]);
/// assert_eq!(expand.to_string(), "manager($select=displayName;$expand=manager($top=1))");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expand {
    path: String,
    options: Vec<(&'static str, String)>,
}

impl Expand {
    /// The relationship `path`.
    pub fn new(path: impl Into<String>) -> Self {
        Expand { path: path.into(), options: Vec::new() }
    }

    fn option(mut self, name: &'static str, value: String) -> Self {
        self.options.retain(|it| it.0 != name);
        self.options.push((name, value));
        self
    }

    /// Only these properties of the related resources.
    pub fn select(self, properties: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.option("$select", join(properties))
    }

    /// What is related to them as well.
    pub fn expand(self, relationships: impl IntoIterator<Item = impl Into<Expand>>) -> Self {
        self.option("$expand", list(relationships))
    }

    /// Only those that meet a condition.
    pub fn filter(self, condition: impl Into<String>) -> Self {
        self.option("$filter", condition.into())
    }

    /// Sorted.
    pub fn order_by(self, order: impl IntoIterator<Item = impl Into<Order>>) -> Self {
        self.option("$orderby", join(order.into_iter().map(Into::into)))
    }

    /// At most this many.
    pub fn top(self, count: u32) -> Self {
        self.option("$top", count.to_string())
    }

    /// Without the first ones.
    pub fn skip(self, count: u32) -> Self {
        self.option("$skip", count.to_string())
    }

    /// How many levels to follow; 0 stands for as many as there are (`max`).
    pub fn levels(self, count: u32) -> Self {
        let levels = if count == 0 { "max".to_owned() } else { count.to_string() };
        self.option("$levels", levels)
    }
}

impl std::fmt::Display for Expand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        for (index, (name, value)) in self.options.iter().enumerate() {
            write!(f, "{}{name}={value}", if index == 0 { '(' } else { ';' })?;
        }
        f.write_str(if self.options.is_empty() { "" } else { ")" })
    }
}

macro_rules! expand_from {
    ($($ty:ty)+) => {$(
        impl From<$ty> for Expand {
            fn from(path: $ty) -> Self {
                Expand::new(path)
            }
        }
    )+};
}

expand_from!(&str String Name PropertyPath);

/// The value of `$expand`.
pub(super) fn list(relationships: impl IntoIterator<Item = impl Into<Expand>>) -> String {
    join(relationships.into_iter().map(|it| it.into().to_string()))
}
