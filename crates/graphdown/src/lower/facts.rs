//! What a description states beyond the type, in words that the pages use again and again.

use super::values::{place_of, values_of};
use crate::ir::Text;
use crate::ir::edm::Facts;
use std::borrow::Cow;

/// Reads the facts of a description.
pub(super) fn facts(description: &str) -> Facts {
    let small = description.to_ascii_lowercase();
    let folded: Cow<'_, str> = if small.contains(['*', '_']) {
        small.replace(['*', '_'], "").into()
    } else {
        (&small).into()
    };
    Facts {
        read_only: folded.contains("read-only") || folded.contains("read only"),
        required: has_sentence(&folded, &["required", "this is required", "mandatory"]),
        optional: has_sentence(&folded, &["optional"]),
        key: has_sentence(&folded, &["key", "primary key"]),
        default: default(description, &small),
        max_length: max_length(&folded),
        filter: filter(&folded),
        only_on_select: folded.contains("$select")
            && folded.replace('`', "").contains("returned only on $select"),
        allowed_values: values_of(description, &small),
        inherited_from: declaring_type_of(description, &small),
        deprecated_since: deprecated_since(description, &small),
        needs_headers: needs_headers(&folded),
    }
}

/// Whether the value may be null, if the description says so.
pub(super) fn nullable(description: &str) -> Option<bool> {
    let folded = description.to_ascii_lowercase();
    if folded.contains("not nullable")
        || folded.contains("non-nullable")
        || folded.contains("cannot be null")
    {
        return Some(false);
    }
    folded.contains("nullable").then_some(true)
}

/// True if the description says that a base type declares the property.
pub(super) fn is_inherited(description: &str) -> bool {
    let folded = description.to_ascii_lowercase();
    folded.contains("inherited from") || folded.contains("inherits from")
}

/// `Inherited from [x](y)` → `x`.
pub(super) fn declaring_type(description: &str) -> Option<Text> {
    declaring_type_of(description, &description.to_ascii_lowercase())
}

/// The same, with the description in lower case.
fn declaring_type_of(description: &str, small: &str) -> Option<Text> {
    let at = ["inherited from", "inherits from"]
        .iter()
        .find_map(|it| place_of(it, small).map(|at| at + it.len()))?;
    let rest = description[at..].trim_start().trim_start_matches(['[', '*', '`']);
    let is_name = |it: &char| it.is_alphanumeric() || *it == '.' || *it == '_';
    let name: String = rest.chars().take_while(is_name).collect();
    let name = name.trim_end_matches('.');
    (!name.is_empty()).then(|| name.into())
}

/// "Deprecated since July 2019", "will be deprecated on January 31, 2023": what stands behind the preposition, up to the end of the
/// sentence, if it has a number in it.
fn deprecated_since(description: &str, small: &str) -> Option<Text> {
    let at = place_of("deprecat", small)?;
    // The date of a removal, or of another sentence, is not that of the deprecation.
    let behind = description[at..].split(". ").next()?.split(" and ").next()?;
    let small = behind.to_ascii_lowercase();
    let (start, _) = [" since ", " as of ", " starting ", " in ", " on ", " from "]
        .iter()
        .filter_map(|it| place_of(it, &small).map(|at| (at + it.len(), *it)))
        .min()?;
    let rest = &behind[start..];
    let end = rest.find(['.', ';', ')', '<']).unwrap_or(rest.len());
    let words = rest[..end].trim().trim_matches(['*', '`', '_']);
    (words.len() <= 40 && words.chars().any(|it| it.is_ascii_digit())).then(|| words.into())
}

/// Headers of which the description says that they are required.
fn needs_headers(folded: &str) -> Vec<Text> {
    const HEADERS: [(&str, &str); 3] =
        [("consistencylevel", "ConsistencyLevel"), ("if-match", "If-Match"), ("prefer:", "Prefer")];
    let says_so = folded.contains("require") || folded.contains("must");
    let found = HEADERS.iter().filter(|(word, _)| says_so && folded.contains(word));
    found.map(|(_, name)| Text::new_static(name)).collect()
}

/// True if one of the sentences is just `words`.
fn has_sentence(folded: &str, words: &[&str]) -> bool {
    let is_said = words.iter().any(|it| folded.contains(it));
    is_said
        && folded
            .split(['.', ';', '(', ')', '\n', '<', '>'])
            .any(|it| words.contains(&it.trim().trim_matches([',', ':', '`', '|'])))
}

fn default(description: &str, small: &str) -> Option<Text> {
    if !small.contains("default") {
        return None;
    }
    let (at, phrase) = [
        "default value is",
        "default value:",
        "the default is",
        "default is",
        "defaults to",
        "default:",
    ]
    .iter()
    .filter_map(|it| place_of(it, small).map(|at| (at, *it)))
    .min()?;
    let rest = description[at + phrase.len()..].trim_start();
    let value = match rest.strip_prefix('`') {
        Some(code) => code.split('`').next()?,
        None => rest.split([' ', ',', ';', ')', '<']).next()?.trim_end_matches('.'),
    };
    let value = value.trim_matches(['"', '\'', '*']);
    (!value.is_empty() && value.len() <= 60).then(|| value.into())
}

fn max_length(folded: &str) -> Option<u32> {
    let at = ["maximum length", "max length", "maximum size", "maximum of", "limited to"]
        .iter()
        .find_map(|it| place_of(it, folded).map(|at| at + it.len()))?;
    let rest: String = folded[at..].chars().take(40).collect();
    let digits: String = rest
        .chars()
        .skip_while(|it| !it.is_ascii_digit())
        .take_while(|it| it.is_ascii_digit() || *it == ',')
        .filter(char::is_ascii_digit)
        .collect();
    let is_length =
        folded.contains("character") || folded.contains("length") || folded.contains("size");
    digits.parse().ok().filter(|_| is_length)
}

/// The operators behind "Supports `$filter`".
fn filter(folded: &str) -> Option<Vec<Text>> {
    const OPERATORS: [&str; 12] =
        ["eq", "ne", "not", "ge", "le", "gt", "lt", "in", "and", "or", "startswith", "endswith"];
    if !folded.contains("filter") {
        return None;
    }
    let plain = folded.replace(['`', '\\'], "");
    let at = place_of("$filter", &plain).filter(|at| plain[..*at].contains("support"))?;
    if plain[..at].contains("not support") {
        return None;
    }
    let behind = plain[at + "$filter".len()..].trim_start();
    let list = behind.strip_prefix('(').and_then(|it| it.split(')').next()).unwrap_or("");
    let mut operators: Vec<Text> = Vec::new();
    for word in list.split(|it: char| !it.is_ascii_alphanumeric()) {
        if OPERATORS.contains(&word) && !operators.iter().any(|it| it == word) {
            operators.push(word.into());
        }
    }
    Some(operators)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_their_own_are_facts() {
        let it = facts(
            "The name. Required. Read-only. Maximum length is 256 characters. Supports `$filter` (`eq`, `NOT`, `startsWith`).",
        );
        assert!(it.required && it.read_only && !it.optional);
        assert_eq!(it.max_length, Some(256));
        assert_eq!(it.filter.unwrap(), ["eq", "not", "startswith"]);
        assert!(!facts("Whether a password is required at sign-in.").required);
    }

    #[test]
    fn where_and_since_when_are_kept() {
        let it = facts(
            "Old. Inherited from [deviceBase](x.md). Deprecated since July 2019. Requires the `ConsistencyLevel` header.",
        );
        assert_eq!(it.inherited_from.as_deref(), Some("deviceBase"));
        assert_eq!(it.deprecated_since.as_deref(), Some("July 2019"));
        assert_eq!(it.needs_headers, ["ConsistencyLevel"]);
        assert_eq!(facts("It is deprecated and ends on June 30, 2024.").deprecated_since, None);
        assert_eq!(facts("Deprecated. Gone in 2024.").deprecated_since, None);
        assert_eq!(facts("Deprecated in favor of the other one.").deprecated_since, None);
    }

    #[test]
    fn defaults_are_cut_from_their_sentence() {
        assert_eq!(facts("The default value is `false`.").default.as_deref(), Some("false"));
        assert_eq!(facts("On or off. Defaults to on.").default.as_deref(), Some("on"));
        assert_eq!(facts("The default folder.").default, None);
    }

    #[test]
    fn nullability_is_stated_or_unknown() {
        assert_eq!(nullable("Not nullable."), Some(false));
        assert_eq!(nullable("Nullable."), Some(true));
        assert_eq!(nullable("A name."), None);
    }
}
