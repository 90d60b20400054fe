//! The only place that makes identifiers.
//!
//! # The scheme
//!
//! | thing | form | example |
//! |---|---|---|
//! | type (struct, enum, path) | upper camel | `identitySet` → `IdentitySet` |
//! | variant | upper camel; a full stop between digits stays as `_` | `notStarted` → `NotStarted`, `1.1` → `V1_1` |
//! | field, method, parameter, module | snake | `displayName` → `display_name` |
//! | constant | upper snake | `list` → `LIST` |
//!
//! 1. Every character that is neither an ASCII letter nor an ASCII digit parts words; a letter outside of ASCII becomes `u` and its number
//!    in hexadecimal, so that no identifier is confusable or needs a normal form.
//! 2. What begins with a digit gets `V` (types, variants) or `n` (others) in front. What is empty becomes `Unnamed` or `unnamed`.
//! 3. A keyword becomes raw (`r#type`); the five that cannot be raw get a trailing underscore (`self_`, `Self_`).
//! 4. A type whose name is that of a type of the prelude or of the runtime gets `Type` behind (`OptionType`, `JsonType`), so that the generated files
//!    can name ours in the short form.
//!
//! # Why names cannot clash
//!
//! A [`Scope`] stands for one struct, enum, module or impl. It hands out each name once, compared without case, and appends the smallest free number
//! from 2 on (`id_2`, `Call2`) where the plain name is taken. Scopes are filled in the order of the documentation, so the result is the same on every
//! run; the first one keeps the plain name. The loop over numbers ends since a scope is finite. Rules 1 to 4 may map two wire names to one identifier;
//! that is what the numbers are for, and each such case is reported as `NameClash`.
//! File names are made of module names, which are unique without case in their folder; names of devices of Windows (`con`, `nul`) and `mod` are
//! taken from the beginning.

pub(super) use scope::Scope;
pub(super) use words::{action_body, parameter_of, query_word, update_body};

use crate::ir::rust::{Name, Runtime};
use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;

#[cfg(test)]
mod properties;
mod scope;
mod words;

/// Types of the prelude that generated code names in their short form, and those whose name would puzzle a reader.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// Names that no file may have, beside what Rust forbids.
const RESERVED_FILES: &[&str] = &[
    "mod", "lib", "main", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5",
    "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8",
    "lpt9",
];

/// Features that every crate with features has.
const RESERVED_FEATURES: &[&str] = &["default", "full"];

/// The longest name of a feature that registries take.
const LONGEST_FEATURE: usize = 60;

/// Keywords of edition 2024 that `syn` takes for identifiers.
const NEWER_KEYWORDS: &[&str] = &["gen"];

/// The length of `abstract`, `continue` and `override`.
const LONGEST_KEYWORD: usize = 8;

/// All of them, the newer ones included, sorted.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The name of a struct, an enum or a path.
pub(super) fn type_name(wire: &str) -> String {
    unreserved(path_part(wire))
}

/// A part of the name of a path. Only the whole must not be a name that is taken.
pub(super) fn path_part(wire: &str) -> String {
    begin_with_letter(ascii(wire).to_upper_camel_case(), 'V', "Unnamed")
}

/// The name of a path, made of its parts.
pub(super) fn path_type_name(joined: String) -> String {
    unreserved(joined)
}

fn unreserved(name: String) -> String {
    let is_reserved =
        PRELUDE.contains(&name.as_str()) || Runtime::ALL.iter().any(|it| it.as_str() == name);
    if is_reserved { name + "Type" } else { name }
}

/// The name of an enum's variant.
pub(super) fn variant_name(wire: &str) -> String {
    let parts: Vec<String> =
        split_numbers(wire).into_iter().map(|it| ascii(it).to_upper_camel_case()).collect();
    begin_with_letter(parts.join("_"), 'V', "Unnamed")
}

/// The name of a field, a method, a parameter or a module.
pub(super) fn snake_name(wire: &str) -> String {
    begin_with_letter(ascii(wire).to_snake_case(), 'n', "unnamed")
}

/// The name of a constant that belongs to the method `method`.
pub(super) fn constant_name(method: &Name) -> Name {
    identifier(&method.bare().to_shouty_snake_case())
}

/// The feature that stands for an area of the product: words with hyphens. Two areas with one name are one feature.
pub(crate) fn feature_name(area: &str) -> String {
    let name = ascii(area).to_lowercase().to_kebab_case();
    let name = name.get(..LONGEST_FEATURE).unwrap_or(&name).trim_end_matches('-');
    let is_reserved = RESERVED_FEATURES.contains(&name) || name.is_empty();
    if is_reserved {
        format!("{name}-area").trim_start_matches('-').to_owned()
    } else {
        name.to_owned()
    }
}

/// A scope for modules, whose names are those of files.
pub(super) fn module_scope() -> Scope {
    let mut scope = Scope::of_files();
    RESERVED_FILES.iter().for_each(|it| scope.reserve(it));
    scope
}

/// The module of a namespace, in which `mod.rs` or a device cannot stand either.
pub(super) fn namespace_name(part: &str) -> Name {
    let name = snake_name(part);
    let is_reserved = RESERVED_FILES.contains(&name.as_str());
    identifier(&if is_reserved { name + "_namespace" } else { name })
}

/// True for a word that is an identifier by its looks alone, which is most of them; to ask `syn` takes long.
fn is_no_keyword(text: &str) -> bool {
    (text.len() > LONGEST_KEYWORD || KEYWORDS.binary_search(&text).is_err())
        && text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
}

/// `text` as an identifier: raw if it is a keyword.
pub(super) fn identifier(text: &str) -> Name {
    if is_no_keyword(text)
        || syn::parse_str::<syn::Ident>(text).is_ok() && !NEWER_KEYWORDS.contains(&text)
    {
        return Name::checked(text);
    }
    let raw = format!("r#{text}");
    if syn::parse_str::<syn::Ident>(&raw).is_ok() {
        Name::checked(raw)
    } else {
        Name::checked(format!("{text}_"))
    }
}

/// Cuts `wire` at full stops between digits.
fn split_numbers(wire: &str) -> Vec<&str> {
    let bytes = wire.as_bytes();
    let is_cut = |at: usize| {
        bytes[at] == b'.'
            && at > 0
            && bytes[at - 1].is_ascii_digit()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for at in (0..bytes.len()).filter(|at| is_cut(*at)) {
        parts.push(&wire[start..at]);
        start = at + 1;
    }
    parts.push(&wire[start..]);
    parts
}

/// Letters outside of ASCII by their numbers, and blanks for what is no letter.
fn ascii(wire: &str) -> Cow<'_, str> {
    if wire.is_ascii() {
        return wire.into();
    }
    let mut text = String::with_capacity(wire.len());
    for c in wire.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => text.push(c),
            _ if c.is_alphanumeric() => text.push_str(&format!("u{:x}", u32::from(c))),
            _ => text.push(' '),
        }
    }
    text.into()
}

fn begin_with_letter(name: String, prefix: char, empty: &str) -> String {
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types() {
        let cases = [
            ("identitySet", "IdentitySet"),
            ("user", "User"),
            ("Json", "JsonType"),
            ("option", "OptionType"),
            ("self", "Self"),
            ("@odata.type", "OdataType"),
            ("365Data", "V365data"),
            ("été", "Ue9tue9"),
            ("", "Unnamed"),
            ("$$", "Unnamed"),
            ("iOSLobApp", "IOsLobApp"),
        ];
        for (wire, name) in cases {
            assert_eq!(type_name(wire), name, "{wire}");
        }
    }

    #[test]
    fn features() {
        let cases = [
            ("microsoft-teams", "microsoft-teams"),
            ("SharePoint", "sharepoint"),
            ("Sites and lists!", "sites-and-lists"),
            ("default", "default-area"),
            ("\"]\ndefault = [\"x", "default-x"),
            ("", "area"),
            ("été", "ue9tue9"),
        ];
        for (area, name) in cases {
            assert_eq!(feature_name(area), name, "{area}");
        }
    }

    #[test]
    fn variants() {
        let cases = [
            ("1.1", "V1_1"),
            ("v1.1", "V1_1"),
            ("JIS B4", "JisB4"),
            ("none", "None"),
            ("microsoft.graph.x", "MicrosoftGraphX"),
            ("-1", "V1"),
            ("a.b", "AB"),
        ];
        for (wire, name) in cases {
            assert_eq!(variant_name(wire), name, "{wire}");
        }
    }

    #[test]
    fn identifiers() {
        let cases = [
            ("type", "r#type"),
            ("self", "self_"),
            ("Self", "Self_"),
            ("crate", "crate_"),
            ("super", "super_"),
            ("_", "__"),
            ("gen", "r#gen"),
            ("id", "id"),
        ];
        for (text, name) in cases {
            assert_eq!(identifier(text).as_str(), name, "{text}");
        }
        assert_eq!(snake_name("ID"), "id");
        assert_eq!(snake_name("2ndAddress"), "n2nd_address");
        assert_eq!(snake_name("skuPartNumber"), "sku_part_number");
        assert_eq!(constant_name(&identifier("type")).as_str(), "TYPE");
    }
}
