//! Names of types.

use crate::characters::in_lower_case;
use crate::ir::Text;
use std::fmt;

/// A namespace and a name in it, both as the wire spells them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// For instance `microsoft.graph` or `microsoft.graph.termStore`.
    pub namespace: Text,
    /// For instance `user`.
    pub name: Text,
}

impl QualifiedName {
    /// The name `name` in `namespace`.
    pub fn new(namespace: impl Into<Text>, name: impl Into<Text>) -> Self {
        QualifiedName { namespace: namespace.into(), name: name.into() }
    }

    /// Both in small letters: equal for all spellings of one name. Made by hand, for it is asked for with each look at a type.
    pub(crate) fn folded(&self) -> String {
        let mut text = String::with_capacity(self.namespace.len() + 1 + self.name.len());
        [&self.namespace, ".", &self.name].into_iter().for_each(|it| text.push_str(it));
        in_lower_case(text)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

impl fmt::Debug for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
