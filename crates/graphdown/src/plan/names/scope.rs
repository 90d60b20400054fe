//! The names of one struct, enum, module or impl.

use super::identifier;
use crate::ir::Text;
use crate::ir::rust::Name;
use std::collections::{BTreeMap, BTreeSet};

/// The longest name of a file, in bytes: with a number and an extension it is one that every file system takes.
const LONGEST_FILE: usize = 120;

/// Hands out each name once.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    taken: BTreeSet<Text>,
    /// The number that was handed out last behind a name, so that many equal names do not take the square of their number.
    numbers: BTreeMap<Text, usize>,
    names_files: bool,
}

impl Scope {
    /// Nothing is taken.
    pub(crate) fn new() -> Self {
        Scope::default()
    }

    /// As [`Scope::new`], for names of files: a long name is cut.
    pub(crate) fn of_files() -> Self {
        Scope { names_files: true, ..Scope::default() }
    }

    /// Takes `name` without handing it out.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.taken.insert(key(name));
    }

    /// Hands out `name`, or `name` with a number if it is taken; true if it was taken.
    pub(crate) fn claim(&mut self, name: &str) -> (Name, bool) {
        let name = match self.names_files {
            true => name.get(..LONGEST_FILE).unwrap_or(name),
            false => name,
        };
        if self.taken.insert(key(name)) {
            return (identifier(name), false);
        }
        // An upper camel name takes a bare number, a snake name one behind an underscore.
        let separator = if name.starts_with(|c: char| c.is_ascii_uppercase()) { "" } else { "_" };
        let mut number = self.numbers.get(&key(name)).map_or(2, |it| it + 1);
        loop {
            let candidate = format!("{name}{separator}{number}");
            if self.taken.insert(key(&candidate)) {
                self.numbers.insert(key(name), number);
                return (identifier(&candidate), true);
            }
            number += 1;
        }
    }
}

/// Names are compared without case and underscores, so that neither two files nor two constants fall together.
fn key(name: &str) -> Text {
    match name.bytes().any(|it| it.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
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

    #[test]
    fn many_equal_names_and_long_names_of_files_are_told_apart() {
        let mut scope = Scope::of_files();
        let long = "a".repeat(5000);
        let names: Vec<String> =
            (0..20_000).map(|_| scope.claim(&long).0.as_str().to_owned()).collect();
        assert_eq!(names[19_999], format!("{}_20000", "a".repeat(120)));
        assert!(names.iter().all(|it| it.len() < 200));
    }
}
