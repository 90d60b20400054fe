//! The names of one struct, enum, module or impl.

use super::identifier;
use crate::ir::rust::Name;
use std::collections::BTreeSet;

/// Hands out each name once.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// Nothing is taken.
    pub(crate) fn new() -> Self {
        Scope::default()
    }

    /// Takes `name` without handing it out.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.taken.insert(key(name));
    }

    /// Hands out `name`, or `name` with a number if it is taken; true if it was taken.
    pub(crate) fn claim(&mut self, name: &str) -> (Name, bool) {
        if self.taken.insert(key(name)) {
            return (identifier(name), false);
        }
        // An upper camel name takes a bare number, a snake name one behind an underscore.
        let separator = if name.starts_with(|c: char| c.is_ascii_uppercase()) { "" } else { "_" };
        let mut number = 2;
        loop {
            let candidate = format!("{name}{separator}{number}");
            if self.taken.insert(key(&candidate)) {
                return (identifier(&candidate), true);
            }
            number += 1;
        }
    }
}

/// Names are compared without case and underscores, so that neither two files nor two constants fall together.
fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut scope = Scope::new();
        scope.reserve("additional");
        let names = ["id", "ID", "id_2", "Call", "call", "type", "type", "additional"]
            .map(|it| scope.claim(it).0.as_str().to_owned());
        assert_eq!(
            names,
            ["id", "ID2", "id_2", "Call", "call_2", "r#type", "type_2", "additional_2"]
        );
    }
}
