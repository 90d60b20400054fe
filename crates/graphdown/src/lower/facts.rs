//! What a description states beyond the type, in words that the pages use again and again.

use super::pairs::Pairs;
use super::values::{place_of, values_of};
use crate::ir::Text;
use crate::ir::edm::{Documentation, Facts, Particulars};

/// A description, to be asked for what it states. Each question looks for a word first that all its phrases have: most descriptions
/// state little, and there are many.
pub(super) struct Description<'d> {
    words: &'d Text,
    /// In lower case, which leaves all offsets as they are.
    small: String,
    /// The same without marks of emphasis, if it has such.
    unmarked: Option<String>,
    pairs: Pairs,
}

impl<'d> Description<'d> {
    pub(super) fn new(words: &'d Text) -> Self {
        let small = words.to_ascii_lowercase();
        let has_marks = small.contains('*') || small.contains('_');
        let unmarked = has_marks.then(|| small.replace(['*', '_'], ""));
        let pairs = Pairs::of(unmarked.as_deref().unwrap_or(&small));
        Description { words, small, unmarked, pairs }
    }

    /// True if it has the words, which are without marks of emphasis.
    fn says(&self, words: &str) -> bool {
        self.pairs.may_have(words) && self.small.contains(words)
    }

    /// All that it states of a property or parameter.
    pub(super) fn facts(&self) -> Facts {
        let (words, small) = (self.words.as_str(), self.small.as_str());
        let folded = self.unmarked.as_deref().unwrap_or(small);
        let says = |it: &str| self.pairs.may_have(it) && folded.contains(it);
        let has_sentence =
            |words: &[&str]| words.iter().filter(|it| says(it)).any(|it| has_sentence(folded, it));
        let (only, require) = (says("only"), says("require"));
        let particulars = Particulars {
            default: if self.says("default") { default(words, small) } else { None },
            max_length: if says("max") || says("limited to") { max_length(folded) } else { None },
            filter: if says("filter") { filter(folded) } else { None },
            allowed_values: values_of(words, small, &self.pairs),
            inherited_from: self.declaring_type(),
            deprecated_since: if self.says("deprecat") {
                deprecated_since(words, small)
            } else {
                None
            },
            needs_headers: if require || says("must") { headers(folded) } else { Vec::new() },
        };
        Facts {
            read_only: only && (says("read-only") || says("read only")),
            required: (require || says("mandatory"))
                && has_sentence(&["required", "this is required", "mandatory"]),
            optional: has_sentence(&["optional"]),
            key: has_sentence(&["key", "primary key"]),
            only_on_select: only
                && says("$select")
                && folded.replace('`', "").contains("returned only on $select"),
            ..particulars.into()
        }
    }

    /// Whether the value may be null, if it says so.
    pub(super) fn nullable(&self) -> Option<bool> {
        let says = |it: &str| self.says(it);
        if !says("null") {
            return None;
        }
        if says("not nullable") || says("non-nullable") || says("cannot be null") {
            return Some(false);
        }
        says("nullable").then_some(true)
    }

    /// True if it says that a base type declares the property.
    pub(super) fn is_inherited(&self) -> bool {
        self.behind_inherited().is_some()
    }

    /// `Inherited from [x](y)` → `x`.
    pub(super) fn declaring_type(&self) -> Option<Text> {
        let rest =
            self.words[self.behind_inherited()?..].trim_start().trim_start_matches(['[', '*', '`']);
        let is_name = |it: char| it.is_alphanumeric() || it == '.' || it == '_';
        let end = rest.find(|it| !is_name(it)).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('.');
        (!name.is_empty()).then(|| name.into())
    }

    fn behind_inherited(&self) -> Option<usize> {
        if !self.says("inherit") {
            return None;
        }
        let phrases = ["inherited from", "inherits from"];
        phrases.iter().find_map(|it| place_of(it, &self.small).map(|at| at + it.len()))
    }

    /// The words; "deprecated" in them counts for the thing itself.
    pub(super) fn documentation(&self, deprecated: bool) -> Documentation {
        let words = self.words.trim();
        let small = self.small.trim();
        let says_so = self.says("deprecated")
            && (small.starts_with("deprecated")
                || small.contains("(deprecated)")
                || small.contains("is deprecated")
                || small.contains("[deprecated]"));
        Documentation {
            paragraphs: match words {
                "" => Vec::new(),
                // Nearly always, and then the words are the page's own.
                _ if words.len() == self.words.len() => vec![self.words.clone()],
                _ => vec![words.into()],
            },
            deprecated: (deprecated || says_so).then(Text::default),
        }
    }
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

/// The headers that it names.
fn headers(folded: &str) -> Vec<Text> {
    const HEADERS: [(&str, &str); 3] =
        [("consistencylevel", "ConsistencyLevel"), ("if-match", "If-Match"), ("prefer:", "Prefer")];
    let found = HEADERS.iter().filter(|(word, _)| folded.contains(word));
    found.map(|(_, name)| Text::new_static(name)).collect()
}

/// True if one of the sentences is just this, with marks around it at most.
fn has_sentence(folded: &str, words: &str) -> bool {
    const ENDS: [char; 7] = ['.', ';', '(', ')', '\n', '<', '>'];
    const MARKS: [char; 4] = [',', ':', '`', '|'];
    let is_space = |it: char| it.is_whitespace() && it != '\n';
    let is_alone = |(at, _): (usize, &str)| {
        let before = folded[..at].trim_end_matches(MARKS).trim_end_matches(is_space);
        let behind = folded[at + words.len()..].trim_start_matches(MARKS);
        let behind = behind.trim_start_matches(is_space);
        (before.is_empty() || before.ends_with(ENDS))
            && (behind.is_empty() || behind.starts_with(ENDS))
    };
    folded.match_indices(words).any(is_alone)
}

fn default(description: &str, small: &str) -> Option<Text> {
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

    fn facts(words: &str) -> Facts {
        Description::new(&words.into()).facts()
    }

    fn nullable(words: &str) -> Option<bool> {
        Description::new(&words.into()).nullable()
    }

    #[test]
    fn words_of_their_own_are_facts() {
        let it = facts(
            "The name. Required. Read-only. Maximum length is 256 characters. Supports `$filter` (`eq`, `NOT`, `startsWith`).",
        );
        assert!(it.required && it.read_only && !it.optional);
        assert_eq!(it.particulars().max_length, Some(256));
        assert_eq!(it.particulars().filter.as_deref().unwrap(), ["eq", "not", "startswith"]);
        assert!(!facts("Whether a password is required at sign-in.").required);
        assert!(facts("The name\n `Required`, (or not)").required);
        assert!(facts("An id. **Key**.").key && !facts("The key of it.").key);
    }

    #[test]
    fn where_and_since_when_are_kept() {
        let it = facts(
            "Old. Inherited from [deviceBase](x.md). Deprecated since July 2019. Requires the `ConsistencyLevel` header.",
        );
        assert_eq!(it.particulars().inherited_from.as_deref(), Some("deviceBase"));
        assert_eq!(it.particulars().deprecated_since.as_deref(), Some("July 2019"));
        assert_eq!(it.particulars().needs_headers, ["ConsistencyLevel"]);
        assert_eq!(
            facts("It is deprecated and ends on June 30, 2024.").particulars().deprecated_since,
            None
        );
        assert_eq!(facts("Deprecated. Gone in 2024.").particulars().deprecated_since, None);
        assert_eq!(
            facts("Deprecated in favor of the other one.").particulars().deprecated_since,
            None
        );
    }

    #[test]
    fn defaults_are_cut_from_their_sentence() {
        assert_eq!(
            facts("The default value is `false`.").particulars().default.as_deref(),
            Some("false")
        );
        assert_eq!(
            facts("On or off. Defaults to on.").particulars().default.as_deref(),
            Some("on")
        );
        assert_eq!(facts("The default folder.").particulars().default, None);
    }

    #[test]
    fn nullability_is_stated_or_unknown() {
        assert_eq!(nullable("Not nullable."), Some(false));
        assert_eq!(nullable("Nullable."), Some(true));
        assert_eq!(nullable("A name."), None);
    }
}
