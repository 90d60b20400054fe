//! Addresses of the site's pages. Names of the documentation become letters, digits, dots and dashes, so that no address has a meaning
//! of its own, in a browser or on a file system.

use std::collections::BTreeSet;

/// How long a part of an address may be; the rest of a longer name is cut off.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// The addresses that are taken.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    taken: BTreeSet<String>,
}

impl Addresses {
    /// An address in `folder` for something called `name`; a number tells it from another one that would be the same.
    pub(crate) fn take(&mut self, folder: &str, name: &str) -> String {
        let part = part(name);
        let mut address = format!("{folder}/{part}.html");
        let mut number = 2;
        while !self.taken.insert(address.clone()) {
            address = format!("{folder}/{part}-{number}.html");
            number += 1;
        }
        address
    }
}

/// A name as a part of an address.
pub(crate) fn part(name: &str) -> String {
    let mut part = String::new();
    for it in name.chars() {
        match it.to_ascii_lowercase() {
            it if it.is_ascii_alphanumeric() => part.push(it),
            it @ ('.' | '_') if !part.is_empty() && !part.ends_with('.') => part.push(it),
            _ if !part.is_empty() && !part.ends_with('-') => part.push('-'),
            _ => {}
        }
        if part.len() >= LONGEST {
            break;
        }
    }
    let part = part.trim_matches(['-', '.']);
    let device = part.split('.').next().unwrap_or_default();
    if part.is_empty() || DEVICES.contains(&device) { format!("x-{part}") } else { part.to_owned() }
}

/// The way from a page at `address` to the top of the site.
pub(crate) fn to_top(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_has_a_meaning() {
        for (name, expected) in [
            ("microsoft.graph.user", "microsoft.graph.user"),
            ("GET /users/{id}", "get-users-id"),
            ("../../etc/passwd", "etc-passwd"),
            ("javascript:alert(1)", "javascript-alert-1"),
            ("\"><script>", "script"),
            ("aux", "x-aux"),
            ("ä…", "x-"),
            ("a..b", "a.-b"),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
        assert_eq!(part(&"a".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn two_names_never_have_one_address() {
        let mut addresses = Addresses::default();
        assert_eq!(addresses.take("types", "User"), "types/user.html");
        assert_eq!(addresses.take("types", "user"), "types/user-2.html");
        assert_eq!(to_top("v1.0/types/user.html"), "../../");
    }
}
