//! Entries of `include` and `exclude`: what belongs to a slice of the API.

use super::pattern::{PathPattern, word_fits};
use crate::ir::edm::{Method, QualifiedName};
use std::fmt;
use std::ops::Range;

/// An entry of `include` or `exclude`. What is said in it must hold all at once; of a list one is enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selector {
    /// The path fits one of these.
    pub paths: Vec<PathPattern>,
    /// The verb is one of these.
    pub methods: Vec<Method>,
    /// The operation sends or answers a type with one of these names, with or without its namespace; `*` stands for any letters.
    pub types: Vec<String>,
    /// ... or a type of one of these namespaces, or of one below them.
    pub namespaces: Vec<String>,
    /// The page belongs to one of these areas of the product (`ms.prod` in its front matter); `*` stands for any letters.
    pub areas: Vec<String>,
    /// One of these permissions is enough to call the operation, delegated or as an application.
    pub permissions: Vec<String>,
    /// Where the entry stands in the settings file, in bytes; empty if it stands in none.
    pub place: Range<usize>,
}

impl Selector {
    /// A path pattern, or a verb and one: `/users/**`, `GET /users/**`.
    ///
    /// # Errors
    /// If the word in front of the path is no verb; the message says which there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (methods, path) = match text.trim().split_once(char::is_whitespace) {
            Some((verb, path)) => (vec![verb_of(verb)?], path.trim()),
            None => (Vec::new(), text.trim()),
        };
        Ok(Selector { paths: vec![PathPattern::new(path)], methods, ..Selector::default() })
    }

    /// An entry about operations whose path fits `pattern`.
    pub fn path(pattern: &str) -> Self {
        Selector { paths: vec![PathPattern::new(pattern)], ..Selector::default() }
    }

    /// True if nothing is said.
    pub fn is_empty(&self) -> bool {
        !self.names_types() && !self.is_about_calls()
    }

    /// True if it speaks of types and of nothing else: then it is about the types themselves as well.
    pub fn is_about_types(&self) -> bool {
        self.names_types() && !self.is_about_calls()
    }

    /// True if it speaks of types.
    pub(crate) fn names_types(&self) -> bool {
        !self.types.is_empty() || !self.namespaces.is_empty()
    }

    fn is_about_calls(&self) -> bool {
        !self.paths.is_empty()
            || !self.methods.is_empty()
            || !self.areas.is_empty()
            || !self.permissions.is_empty()
    }

    /// True if the name is one of those that are given.
    pub fn fits_type(&self, name: &QualifiedName) -> bool {
        let is_below = |namespace: &str, of: &str| {
            let (namespace, of) = (namespace.to_lowercase(), of.to_lowercase());
            namespace == of || namespace.strip_prefix(&of).is_some_and(|it| it.starts_with('.'))
        };
        let is_named = |wanted: &String| match wanted.contains('.') {
            true => word_fits(wanted, &name.to_string()),
            false => word_fits(wanted, &name.name),
        };
        (self.types.is_empty() || self.types.iter().any(is_named))
            && (self.namespaces.is_empty()
                || self.namespaces.iter().any(|it| is_below(&name.namespace, it)))
    }

    /// True if verb and path are such; without any in the entry they all are.
    pub fn fits_call(&self, method: Method, path: &str) -> bool {
        (self.methods.is_empty() || self.methods.contains(&method))
            && (self.paths.is_empty() || self.paths.iter().any(|it| it.matches(path)))
    }

    /// True if the area is such.
    pub fn fits_area(&self, area: Option<&str>) -> bool {
        self.areas.is_empty()
            || area.is_some_and(|area| self.areas.iter().any(|it| word_fits(it, area)))
    }

    /// True if one of `permissions` is among those that are given.
    pub fn fits_permissions<'a>(&self, mut permissions: impl Iterator<Item = &'a str>) -> bool {
        self.permissions.is_empty()
            || permissions.any(|it| self.permissions.iter().any(|of| of.eq_ignore_ascii_case(it)))
    }
}

/// The verb of this name.
///
/// # Errors
/// If there is none; the message says which there are.
pub(crate) fn verb_of(text: &str) -> Result<Method, String> {
    let found = Method::ALL.into_iter().find(|it| it.as_str().eq_ignore_ascii_case(text));
    found.ok_or_else(|| {
        let all = Method::ALL.map(Method::as_str).join(", ");
        format!("`{text}` is no verb of the API; the verbs are {all}")
    })
}

impl fmt::Display for Selector {
    /// The entry as it would be written in the settings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<String> = self.paths.iter().map(PathPattern::to_string).collect();
        let methods: Vec<&str> = self.methods.iter().map(|it| it.as_str()).collect();
        let is_short = paths.len() == 1
            && methods.len() <= 1
            && !self.names_types()
            && self.areas.is_empty()
            && self.permissions.is_empty();
        if is_short {
            let verb = methods.first().map(|it| format!("{it} ")).unwrap_or_default();
            return write!(f, "{verb}{}", paths[0]);
        }
        let methods: Vec<String> = methods.into_iter().map(str::to_owned).collect();
        let keys = [
            ("path", &paths),
            ("method", &methods),
            ("type", &self.types),
            ("namespace", &self.namespaces),
            ("area", &self.areas),
            ("permission", &self.permissions),
        ];
        let keys = keys.iter().filter(|(_, values)| !values.is_empty());
        let keys: Vec<String> =
            keys.map(|(key, values)| format!("{key} = {}", values.join(" or "))).collect();
        f.write_str(&keys.join(", "))
    }
}
