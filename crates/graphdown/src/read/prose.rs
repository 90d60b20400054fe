//! Facts in running text: base types, status codes, "do not supply a body", deprecation.

use super::inline::{Definitions, InlineLink, links, plain, strip_marks};
use super::type_cell::type_in_prose;
use crate::ir::page::{BaseStatement, BaseWording, TypeExpression};
use crate::span::Span;
use memchr::memchr2_iter;

/// Phrases by a part that all of them have, which is looked for first: mostly it is not there.
type Phrases = [(&'static str, &'static [&'static str])];

/// Words in front of the name of a base type.
const BASE_PHRASES: &Phrases = &[
    ("inherits ", &["inherits from", "inherits all properties from", "inherits properties from"]),
    ("derive", &["derived from", "derives from"]),
    ("a sub", &["a subtype of", "a subclass of"]),
    ("is a type of", &["is a type of"]),
    ("specialization of", &["specialization of"]),
    ("extends the", &["extends the"]),
    ("based on the base type", &["based on the base type"]),
];

/// Words in front of the names of subtypes.
const DERIVED_PHRASES: &Phrases = &[
    (
        "types",
        &[
            "derived types are",
            "derived types:",
            "derived types include",
            "subtypes are",
            "subtypes:",
            "following subtypes",
            "following derived types",
            "following types inherit",
            "following types are derived",
        ],
    ),
    (
        "base ",
        &[
            "base type for",
            "base type of",
            "base class for",
            "base class of",
            "base resource for",
            "base entity for",
        ],
    ),
    ("inherited by", &["is inherited by", "inherited by the following"]),
    ("parent ", &["parent class of", "parent type of"]),
];

/// Words that say that a request carries nothing.
const NO_BODY: &[&str] = &[
    "do not supply a request body",
    "don't supply a request body",
    "don't specify a request body",
    "do not specify a request body",
    "do not provide a request body",
    "don't provide a request body",
    "no request body",
    "without a request body",
    "request body should be empty",
    "request has no body",
    "not require a request body",
    "doesn't require a request body",
    "does not take a request body",
    "doesn't take a request body",
    "leave the request body empty",
    "nothing is sent in the request body",
    "there is no request body",
    "there's no request body",
    "not need a request body",
];

/// Words that say that an answer carries nothing.
const NO_RESPONSE_BODY: &Phrases = &[
    ("return any", &["does not return any", "doesn't return any"]),
    ("no content in the response", &["no content in the response"]),
    (
        "body",
        &[
            "empty response body",
            "response body is empty",
            "no response body",
            "without a response body",
            "without a body",
            "with no body",
            "with an empty body",
            "not return a response body",
            "carries no body",
            "there is no body",
            "nothing in the response body",
            "no body",
        ],
    ),
];

pub(super) fn says_no_request_body(folded: &str) -> bool {
    folded.contains("body")
        && (folded.contains("not supply") || NO_BODY.iter().any(|it| folded.contains(it)))
}

pub(super) fn says_no_response_body(folded: &str) -> bool {
    places(NO_RESPONSE_BODY, folded).next().is_some()
}

/// The phrases that `folded` holds, each with the place where it begins first.
fn places<'a>(
    phrases: &'a Phrases,
    folded: &'a str,
) -> impl Iterator<Item = (usize, &'static str)> + 'a {
    phrases
        .iter()
        .filter(|(part, _)| folded.contains(part))
        .flat_map(|(_, phrases)| *phrases)
        .filter_map(|it| place_of(it, folded).map(|at| (at, *it)))
}

/// The base type that a paragraph states, if it does. `folded` is the paragraph with its ASCII letters in lower case: so the offsets
/// are those of the text.
pub(super) fn base_statement(
    text: &str,
    span: Span,
    folded: &str,
    definitions: &Definitions,
) -> Option<BaseStatement> {
    let source = &text[span.range()];
    let (at, phrase) = places(BASE_PHRASES, folded).min()?;
    let behind = at + phrase.len();
    let sentence_end = folded[behind..].find(". ").map_or(source.len(), |it| behind + it);
    let base = link_in(source, behind..sentence_end, span, definitions)
        .or_else(|| word_behind(source, behind, span, definitions))
        .filter(|it| it.name.chars().next().is_some_and(char::is_alphabetic))?;
    let wording = if plain(&source[..at], definitions).trim().is_empty() {
        BaseWording::OwnParagraph
    } else {
        BaseWording::InSentence
    };
    Some(BaseStatement { base, wording, span })
}

/// The subtypes that a paragraph lists, and whether the list goes on in the paragraphs behind it. For `folded` see [`base_statement`].
pub(super) fn derived_types(
    text: &str,
    span: Span,
    folded: &str,
    definitions: &Definitions,
) -> Option<(Vec<TypeExpression>, bool)> {
    let source = &text[span.range()];
    let at = places(DERIVED_PHRASES, folded).map(|(at, phrase)| at + phrase.len()).min()?;
    let end = folded[at..].find(". ").map_or(source.len(), |it| at + it);
    // "a base class for actions in the [x]" is about something else than x: the list follows the words at once, item by item.
    let mut listed = at;
    for link in links(&source[at..end], definitions) {
        if at + link.range.start > listed + MAX_WORDS_BETWEEN {
            break;
        }
        listed = at + link.range.end;
    }
    let rest = Span::new(span.file, span.start as usize + at..span.start as usize + listed);
    Some((linked_types(text, rest, definitions), source.trim_end().ends_with(':')))
}

/// Where `words` begin in `text`. [`str::find`] makes ready to search a long text for them, which costs more than to see that they are
/// not in a short one, and mostly they are not.
pub(super) fn place_of(words: &str, text: &str) -> Option<usize> {
    if text.contains(words) { text.find(words) } else { None }
}

/// How many characters may stand between the items of a list of links: ", and the ".
const MAX_WORDS_BETWEEN: usize = 16;

fn link_in(
    source: &str,
    range: std::ops::Range<usize>,
    span: Span,
    definitions: &Definitions,
) -> Option<TypeExpression> {
    // A link that stands far behind the phrase belongs to other words.
    let link =
        links(&source[range.clone()], definitions).next().filter(|it| it.range.start < 40)?;
    let start = span.start as usize + range.start;
    Some(named(link, Span::new(span.file, start..start), definitions))
}

/// In rendered text: the first word behind the phrase that looks like a type's name.
fn word_behind(
    source: &str,
    behind: usize,
    span: Span,
    definitions: &Definitions,
) -> Option<TypeExpression> {
    let words = plain(&source[behind..], definitions);
    let word = words.split_whitespace().map(|it| it.trim_end_matches(['.', ',', ';', ':'])).find(
        |it| {
            !matches!(
                it.to_ascii_lowercase().as_str(),
                "the" | "a" | "an" | "type" | "resource" | "abstract" | "base"
            )
        },
    )?;
    let is_name = word.starts_with(|it: char| it.is_ascii_lowercase())
        && word.chars().all(|it| it.is_alphanumeric() || it == '.');
    is_name.then(|| TypeExpression::new(word.to_owned(), span))
}

/// The type that a link names. Its words may be prose ("the new tab"); then only the destination counts, which the caller resolves.
fn named(link: InlineLink<'_>, at: Span, definitions: &Definitions) -> TypeExpression {
    let start = at.start as usize + link.range.start;
    let span = Span::new(at.file, start..at.start as usize + link.range.end);
    let words = plain(link.words, definitions);
    let name = words.trim_matches(['.', ',']);
    TypeExpression { link: Some(link.link().into()), ..TypeExpression::new(name, span) }
}

/// The types that a paragraph links to, with "collection" seen beside the link.
pub(super) fn linked_types(
    text: &str,
    span: Span,
    definitions: &Definitions,
) -> Vec<TypeExpression> {
    let source = &text[span.range()];
    let mut found = Vec::new();
    // The words up to the link, without marks.
    let mut before = String::new();
    let mut at = 0;
    for link in links(source, definitions) {
        strip_marks(&source[at..link.range.start], &mut before);
        at = link.range.end;
        let words = link.words;
        if leads_to_resource(link.path, link.anchor) {
            let collection = is_of_many(&before) || are_many(&source[at..]);
            let here = Span::new(span.file, span.start as usize..span.start as usize);
            let mut expression = named(link, here, definitions);
            if let Some(inner) = type_in_prose(text, expression.span, definitions) {
                expression.collection = inner.collection;
                expression.name = inner.name;
            }
            expression.collection |= collection;
            found.push(expression);
        }
        strip_marks(words, &mut before);
    }
    found
}

/// API pages, concepts and other sites name no type.
fn leads_to_resource(path: &str, anchor: Option<&str>) -> bool {
    // As nearly all are: no need for another one in small letters.
    if path.bytes().all(|it| !it.is_ascii_uppercase()) {
        return leads_folded_to_resource(path, anchor);
    }
    leads_folded_to_resource(&path.to_ascii_lowercase(), anchor)
}

fn leads_folded_to_resource(folded: &str, anchor: Option<&str>) -> bool {
    if folded.starts_with("http") {
        return folded.contains("/resources/");
    }
    let in_api = folded.contains("/api/") && !folded.contains("/graph/api/resources/");
    let concept = folded.starts_with("/graph/") && !folded.contains("/resources/");
    let nowhere = folded.is_empty() && anchor.is_none();
    !(in_api || concept || nowhere || folded.contains("/concepts/"))
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// True if `before` ends with words like "a collection of the".
fn is_of_many(before: &str) -> bool {
    let words = before.rsplit(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let mut behind = "";
    words.take(5).any(|it| {
        let is_of = behind.eq_ignore_ascii_case("of");
        behind = it;
        is_of && is_one_of(it, &["collection", "list", "array"])
    })
}

/// True if `behind` begins with words like "objects".
fn are_many(behind: &str) -> bool {
    behind
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .take(2)
        .any(|it| is_one_of(it, &["collection", "collections", "objects", "list", "resources"]))
}

/// Status codes of success or redirection in `text`, in order, each once.
pub(super) fn success_statuses(text: &str) -> Vec<u16> {
    let goes_on = |it: Option<&u8>| {
        it.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-'))
    };
    let mut found = Vec::new();
    for at in memchr2_iter(b'2', b'3', text.as_bytes()) {
        let (before, rest) = text.as_bytes().split_at(at);
        if goes_on(before.last()) || goes_on(rest.get(3)) {
            continue;
        }
        let code = text.get(at..at + 3).and_then(|it| it.parse().ok());
        found.extend(code.filter(|it| !found.contains(it)));
    }
    found
}

/// `$select`, `$filter` and the like in `text`, sorted.
pub(super) fn query_options(text: &str) -> Vec<String> {
    const OPTIONS: [&str; 9] = [
        "$count", "$expand", "$filter", "$format", "$orderby", "$search", "$select", "$skip",
        "$top",
    ];
    let mut named = [false; OPTIONS.len()];
    for words in text.split('$').skip(1) {
        let end = words.bytes().position(|it| !it.is_ascii_alphanumeric()).unwrap_or(words.len());
        for (named, option) in named.iter_mut().zip(OPTIONS) {
            *named |= words[..end].eq_ignore_ascii_case(&option[1..]);
        }
    }
    let options = OPTIONS.into_iter().zip(named).filter(|it| it.1);
    options.map(|it| it.0.to_owned()).collect()
}

/// False if the paragraph has none of the words of a deprecation. To be asked first, for its marks need not be off.
pub(super) fn may_be_deprecation(folded: &str) -> bool {
    ["deprecated", "retired", "obsolete"].iter().any(|it| folded.contains(it))
}

/// True if the paragraph calls its page's subject deprecated.
pub(super) fn is_deprecation(folded: &str) -> bool {
    [
        "is deprecated",
        "are deprecated",
        "been deprecated",
        "will be deprecated",
        "has been retired",
        "is obsolete",
    ]
    .iter()
    .any(|it| folded.contains(it))
        || folded.trim_start_matches(['>', ' ', '*']).starts_with("deprecated")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn base(text: &str) -> Option<(String, BaseWording)> {
        let span = Span::new(FileId(0), 0..text.len());
        let it = base_statement(text, span, &text.to_lowercase(), &Definitions::default())?;
        Some((it.base.name.to_string(), it.wording))
    }

    #[test]
    fn base_types_are_stated_in_several_ways() {
        use BaseWording::{InSentence, OwnParagraph};
        assert_eq!(
            base("Inherits from [entity](entity.md)."),
            Some(("entity".into(), OwnParagraph))
        );
        assert_eq!(
            base("Represents a user. This resource is a subtype of [directoryObject](d.md)."),
            Some(("directoryObject".into(), InSentence))
        );
        assert_eq!(base("Inherits from entity."), Some(("entity".into(), OwnParagraph)));
        assert_eq!(base("A folder that items can be derived from. See [x](x.md)."), None);
    }

    #[test]
    fn links_to_resources_are_types_and_may_be_many() {
        let text = "Answers `200 OK` and a collection of [user](../resources/user.md) objects, see [List](../api/user-list.md), or an [event](../resources/event.md) object.";
        let found =
            linked_types(text, Span::new(FileId(0), 0..text.len()), &Definitions::default());
        assert_eq!(
            found.iter().map(|it| (it.name.as_str(), it.collection)).collect::<Vec<_>>(),
            [("user", true), ("event", false)]
        );
        let text = "A list **of** the newest [user](user.md), and a [list](list.md) of others.";
        let found =
            linked_types(text, Span::new(FileId(0), 0..text.len()), &Definitions::default());
        assert_eq!(found.iter().map(|it| it.collection).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn only_codes_of_success_count() {
        assert_eq!(
            success_statuses("returns `201 Created` or 202, never 404; Office365 v1.200"),
            [201, 202]
        );
    }

    #[test]
    fn query_options_are_whole_words() {
        assert_eq!(query_options("`$select`, $top and $topic"), ["$select", "$top"]);
    }
}
