//! Type cells: `String`, `[identitySet](identityset.md) collection`, `Collection(Edm.Int32)`, `[a](a.md) or [b](b.md)`.

use super::inline::{Definitions, InlineLink, links, place_of_mark, plain, trim};
use crate::ir::Text;
use crate::ir::page::TypeExpression;
use crate::span::Span;
use memchr::memchr_iter;
use std::borrow::Cow;

/// Words that surround a type's name without changing it. `resource` and the like are noise, the others are kept as qualifier.
const QUALIFIERS: &[(&str, bool)] = &[
    ("resource", false),
    ("object", false),
    ("objects", false),
    ("type", false),
    ("complex", false),
    ("enum", true),
    ("enumeration", true),
    ("optional", true),
    ("required", true),
    ("readonly", true),
    ("read-only", true),
    ("nullable", true),
    ("url", true),
];

/// Words that say that there may be many.
const COLLECTION_WORDS: &[&str] = &["collection", "collections", "array", "list", "set"];

/// Reads the cell at `span`. `None` if it names no type.
pub(super) fn type_cell(
    text: &str,
    span: Span,
    definitions: &Definitions,
) -> Option<TypeExpression> {
    let links_name_types = true;
    read(text, span, definitions, links_name_types)
}

/// Reads a part of a sentence in the same way, except that a link whose words are several is prose.
pub(super) fn type_in_prose(
    text: &str,
    span: Span,
    definitions: &Definitions,
) -> Option<TypeExpression> {
    let links_name_types = false;
    read(text, span, definitions, links_name_types)
}

fn read(
    text: &str,
    span: Span,
    definitions: &Definitions,
    links_name_types: bool,
) -> Option<TypeExpression> {
    let mut alternatives =
        alternatives(text, span).filter_map(|it| one_type(text, it, definitions, links_name_types));
    let first = alternatives.next()?;
    Some(TypeExpression { alternatives: alternatives.collect(), span, ..first })
}

fn one_type(
    text: &str,
    span: Span,
    definitions: &Definitions,
    links_name_types: bool,
) -> Option<TypeExpression> {
    let source = &text[span.range()];
    if let Some(link) = links(source, definitions).next() {
        let words = plain(link.words, definitions);
        let around = joined_with_space(
            plain(&source[..link.range.start], definitions),
            plain(&source[link.range.end..], definitions),
        );
        let outer = words_of(&around);
        let is_phrase = words.trim().contains(char::is_whitespace);
        let inner = if links_name_types && is_phrase && is_noise(&around) {
            words_of_a_link(&words, &link)
        } else {
            named_words_of(&words)
        };
        let mut expression = expression(&inner.name, span)?;
        expression.link = Some(link.link().into());
        expression.collection = inner.collection || outer.collection;
        expression.qualifier = outer.qualifier.or(inner.qualifier);
        return Some(expression);
    }
    let words = plain(source, definitions);
    let it = named_words_of(&words);
    let mut expression = expression(&it.name, span)?;
    expression.collection = it.collection;
    expression.qualifier = it.qualifier;
    Some(expression)
}

/// Two texts as one. Mostly nothing stands beside a link, or on one side only.
fn joined_with_space<'t>(before: Cow<'t, str>, behind: Cow<'t, str>) -> Cow<'t, str> {
    match (before.is_empty(), behind.is_empty()) {
        (true, _) => behind,
        (_, true) => before,
        _ => format!("{before} {behind}").into(),
    }
}

/// True for words that leave a type's name as it is.
fn is_noise(text: &str) -> bool {
    words(text).all(|it| is_collection_word(it) || qualifier(it).is_some())
}

/// The word of [`QUALIFIERS`] that this one is, whatever its case, and whether it is kept.
fn qualifier(word: &str) -> Option<(&'static str, bool)> {
    QUALIFIERS.iter().find(|it| it.0.eq_ignore_ascii_case(word)).copied()
}

/// `[identity set](identityset.md)`: several words that link to a page are what the page is about. They are the name if the page or the
/// place on it is called so, with or without "collection" among them, or if one word is left beside these; else the page's name is.
fn words_of_a_link(text: &str, link: &InlineLink<'_>) -> Words {
    let file = link.path.rsplit('/').next().unwrap_or("").strip_suffix(".md").unwrap_or("");
    let page = file.rsplit('-').next().unwrap_or(file);
    let anchor = link.anchor.unwrap_or("").to_lowercase();
    let is_called = |name: &String| {
        !name.is_empty()
            && (page.eq_ignore_ascii_case(name) || anchor.starts_with(&name.to_lowercase()))
    };
    let all: Vec<&str> = words(text).collect();
    // "set" may be the end of a name as well as a word for many.
    for (name, rest) in (1..=all.len()).rev().map(|end| all.split_at(end)) {
        let name = joined(name.iter().copied());
        if is_called(&name) && rest.iter().all(|it| is_noise(it)) {
            let collection = rest.iter().any(|it| is_collection_word(it));
            return Words { name: name.into(), collection, qualifier: None };
        }
    }
    let collection = all.iter().any(|it| is_collection_word(it));
    let it = named_words_of(text);
    if it.name.is_empty() { Words { name: page.into(), collection, qualifier: None } } else { it }
}

/// Words as one name: `identity set` → `identitySet`.
fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut name = String::new();
    for word in words {
        let mut letters = word.chars();
        match letters.next().filter(|_| !name.is_empty()) {
            Some(first) => name.extend(first.to_uppercase().chain(letters)),
            None => name.push_str(&word.to_lowercase()),
        }
    }
    name
}

fn is_collection_word(word: &str) -> bool {
    COLLECTION_WORDS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !(it.is_alphanumeric() || it == '-')).filter(|it| !it.is_empty())
}

/// The parts of `a or b`, the first one first.
fn alternatives(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut rest = Some(span);
    std::iter::from_fn(move || {
        let part = rest?;
        let cut = first_or(&text[part.range()]);
        rest = cut.map(|(_, end)| Span { start: part.start + end as u32, ..part });
        Some(cut.map_or(part, |(at, _)| Span { end: part.start + at as u32, ..part }))
    })
}

/// Where the first "or" begins and ends.
fn first_or(text: &str) -> Option<(usize, usize)> {
    memchr_iter(b' ', text.as_bytes()).find_map(|at| {
        let word = [" or ", " OR ", " | "].into_iter().find(|it| text[at..].starts_with(it))?;
        Some((at, at + word.len()))
    })
}

/// The words of a name; "List" or "Set" alone is a type's name after all.
fn named_words_of(text: &str) -> Words {
    let it = words_of(text);
    let text = trim(text);
    if it.name.is_empty()
        && it.collection
        && !text.is_empty()
        && !text.contains(char::is_whitespace)
        && !text.contains('(')
    {
        return Words { name: text.into(), collection: false, qualifier: None };
    }
    it
}

fn expression(name: &str, span: Span) -> Option<TypeExpression> {
    let name = name.trim_matches(['.', ',', ';', ':']);
    let is_name = !name.is_empty()
        && name.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || matches!(it, '.' | '_' | '-'));
    is_name.then(|| TypeExpression::new(name, span))
}

struct Words {
    name: Text,
    collection: bool,
    qualifier: Option<Text>,
}

/// Tells a name from the words around it. More than one word that is neither leaves the name empty: it is prose.
fn words_of(text: &str) -> Words {
    let mut it = Words { name: Text::default(), collection: false, qualifier: None };
    let text = trim(text).trim_start_matches('#');
    let sized = place_of_mark(", max", text);
    if sized.is_some() {
        it.qualifier = Some("maximum size".into());
    }
    let text = &text[..sized.unwrap_or(text.len())];
    if is_json(text) {
        it.name = "Json".into();
        return it;
    }
    for token in text
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ','))
        .filter(|token| !token.is_empty())
    {
        let token = match token.strip_suffix("[]") {
            Some(element) => {
                it.collection = true;
                element
            }
            None => token.trim_end_matches('.'),
        };
        if is_collection_word(token) {
            it.collection = true;
        } else if let Some((word, keep)) = qualifier(token) {
            // A type may itself be called "object".
            if keep {
                it.qualifier = Some(word.into());
            } else if it.name.is_empty() && text.trim() == token {
                it.name = token.into();
            }
        } else if token.is_empty() || ["of", "a"].iter().any(|it| it.eq_ignore_ascii_case(token)) {
        } else if it.name.is_empty() {
            it.name = token.into();
        } else {
            it.name = Text::default();
            break;
        }
    }
    it
}

/// True for words like "Untyped JSON object".
fn is_json(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let mut says_json = false;
    let is_known = words.all(|word| {
        let known = ["json", "object", "untyped", "any"];
        let found = known.into_iter().find(|it| it.eq_ignore_ascii_case(word));
        says_json |= found == Some("json");
        found.is_some()
    });
    is_known && says_json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn cell(text: &str) -> Option<(Text, bool, Option<String>)> {
        let mut definitions = Definitions::default();
        definitions.insert("identitySet", "identityset.md");
        let it = type_cell(text, Span::new(FileId(0), 0..text.len()), &definitions)?;
        let link = it.link.map(|link| format!("{}#{}", link.path, link.anchor.unwrap_or_default()));
        Some((it.name, it.collection, link))
    }

    #[test]
    fn every_shape_gives_name_and_collection() {
        for (text, name, collection) in [
            ("String", "String", false),
            ("string collection", "string", true),
            ("Collection(Edm.Int32)", "Edm.Int32", true),
            ("`collection(string)`", "string", true),
            ("Collection of String", "String", true),
            ("String[]", "String", true),
            ("**bool**", "bool", false),
            ("string (url)", "string", false),
            ("String (enum)", "String", false),
            ("(Optional) String", "String", false),
            ("string, maximum size 20", "string", false),
            (
                "microsoft.graph.callRecords.modality collection",
                "microsoft.graph.callRecords.modality",
                true,
            ),
            ("alertFeedback enum", "alertFeedback", false),
            ("Untyped JSON object", "Json", false),
            ("Object", "Object", false),
            ("List", "List", false),
            ("x collection collection", "x", true),
        ] {
            assert_eq!(cell(text), Some((name.into(), collection, None)), "{text}");
        }
    }

    #[test]
    fn links_give_their_words_and_their_destination() {
        let with_link =
            |text| cell(text).map(|(name, collection, link)| (name, collection, link.unwrap()));
        assert_eq!(with_link("[x](b.md#c) collection"), Some(("x".into(), true, "b.md#c".into())));
        assert_eq!(with_link("Collection([x](b.md))"), Some(("x".into(), true, "b.md#".into())));
        assert_eq!(
            with_link("[**identitySet**][identitySet]"),
            Some(("identitySet".into(), false, "identityset.md#".into()))
        );
        assert_eq!(with_link("[x](x.md) or [y](y.md)"), Some(("x".into(), false, "x.md#".into())));
        for (text, name, collection) in [
            ("[identity set](identityset.md)", "identitySet", false),
            ("[Identity Set](area-identityset.md) collection", "identitySet", true),
            ("[identity set collection](identityset.md)", "identitySet", true),
            ("Collection([day of week](enums.md#dayofweek-values))", "dayOfWeek", true),
            ("[who did it](identityset.md)", "identityset", false),
        ] {
            let (read, many, _) = with_link(text).unwrap();
            assert_eq!((read.as_str(), many), (name, collection), "{text}");
        }
        assert_eq!(cell("Details of the [big copy](copy.md)"), None);
        assert_eq!(with_link("[x](x.md"), Some(("x".into(), false, "x.md#".into())));
        assert_eq!(
            with_link("[fileHashType](enums.md) enum"),
            Some(("fileHashType".into(), false, "enums.md#".into()))
        );
    }

    #[test]
    fn prose_and_emptiness_are_no_types() {
        assert_eq!(cell(""), None);
        assert_eq!(cell("Details about how to monitor the copy"), None);
        assert_eq!(cell("** Unknown Type `tuple_2` ** collection"), None);
    }
}
