//! Which section a heading opens. One table for both forms of pages.
//!
//! Source of the titles: the table definitions that Microsoft's own checker uses for these pages, and the variants that occur.

use super::inline::{fold, place_of_mark};
use crate::ir::Text;
use std::borrow::Cow;

/// What a section of a page is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Section {
    Permissions,
    HttpRequest,
    Headers,
    QueryParameters,
    PathParameters,
    RequestBody,
    Response,
    Examples,
    Properties,
    Relationships,
    Methods,
    Members,
    /// "x values": members of the enumeration `x`.
    EnumValues {
        name: Text,
        flags: bool,
    },
    JsonRepresentation,
    InstanceAttributes,
    DerivedTypes,
    Errors,
    /// A heading that makes its own subject of what follows: remarks, prose, one of several operations.
    Other,
}

const TITLES: &[(&str, Section)] = &[
    ("permissions", Section::Permissions),
    ("prerequisites", Section::Permissions),
    ("http request", Section::HttpRequest),
    ("http requests", Section::HttpRequest),
    ("request headers", Section::Headers),
    ("optional request headers", Section::Headers),
    ("request header", Section::Headers),
    ("optional query parameters", Section::QueryParameters),
    ("query parameters", Section::QueryParameters),
    ("odata query parameters", Section::QueryParameters),
    ("optional odata query parameters", Section::QueryParameters),
    ("required query parameters", Section::QueryParameters),
    ("path parameters", Section::PathParameters),
    ("function parameters", Section::PathParameters),
    ("parameters", Section::PathParameters),
    ("request body", Section::RequestBody),
    ("response", Section::Response),
    ("responses", Section::Response),
    ("response body", Section::Response),
    ("example", Section::Examples),
    ("examples", Section::Examples),
    ("properties", Section::Properties),
    ("property", Section::Properties),
    ("common properties", Section::Properties),
    ("relationships", Section::Relationships),
    ("relationship", Section::Relationships),
    ("methods", Section::Methods),
    ("members", Section::Members),
    ("enumerated values", Section::Members),
    ("json representation", Section::JsonRepresentation),
    ("json representations", Section::JsonRepresentation),
    ("representation", Section::JsonRepresentation),
    ("instance attributes", Section::InstanceAttributes),
    ("derived types", Section::DerivedTypes),
    ("error response", Section::Errors),
    ("error responses", Section::Errors),
    ("errors", Section::Errors),
    ("error codes", Section::Errors),
    ("error handling", Section::Errors),
    ("exceptions", Section::Errors),
    ("response headers", Section::Errors),
];

/// Suffixes of headings that introduce the members of one enumeration, and whether they say that it is a set of flags.
const ENUM_SUFFIXES: &[(&str, bool)] = &[
    (" property values", false),
    (" enumeration values", false),
    (" enum values", false),
    (" enum type", false),
    (" enumeration", false),
    (" values", false),
    (" value", false),
    (" members", false),
    (" flags", true),
    (" enum", false),
    (" options", false),
];

/// The section that a heading of these words opens.
pub(super) fn section(words: &str) -> Section {
    let mut words = Cow::Borrowed(words.trim().trim_end_matches(':'));
    if place_of_mark("&nbsp;", &words).is_some() {
        words = words.replace("&nbsp;", " ").into();
    }
    let folded = fold(&words);
    if let Some((_, section)) = TITLES.iter().find(|(title, _)| *title == folded) {
        return section.clone();
    }
    if folded.starts_with("http request ") || folded.starts_with("http request(") {
        return Section::HttpRequest;
    }
    if folded.starts_with("example ")
        || folded.starts_with("example:")
        || folded.starts_with("examples ")
    {
        return Section::Examples;
    }
    enum_values(&words).unwrap_or(Section::Other)
}

/// True for the words that stand above the messages of an example: "Request", "Response 2".
pub(super) fn is_message_heading(words: &str) -> bool {
    const TITLES: [&str; 6] = [
        "request",
        "response",
        "initial request",
        "initial response",
        "second request",
        "second response",
    ];
    let words = words
        .trim()
        .trim_end_matches(|it: char| it.is_ascii_digit() || it.is_whitespace() || it == ':');
    if TITLES.iter().any(|it| it.eq_ignore_ascii_case(words)) {
        return true;
    }
    let begins =
        |word: &str| words.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    (begins("request ") || begins("response ")) && {
        let folded = words.to_lowercase();
        !folded.contains("body") && !folded.contains("header")
    }
}

/// `accessLevel values`, `microsoft.graph.x enumeration values`: one word that can be a type's name, and a suffix.
fn enum_values(words: &str) -> Option<Section> {
    let (name, flags) = ENUM_SUFFIXES.iter().find_map(|(suffix, flags)| {
        let (name, end) = words.split_at_checked(words.len().checked_sub(suffix.len())?)?;
        end.eq_ignore_ascii_case(suffix).then_some((name, *flags))
    })?;
    let name = name.trim().trim_matches(['`', '*']);
    let is_name =
        !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '.' || it == '_');
    is_name.then(|| Section::EnumValues { name: name.into(), flags })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_matched_without_case_and_marks() {
        assert_eq!(section("HTTP Request"), Section::HttpRequest);
        assert_eq!(section("HTTP request (to replace an existing item)"), Section::HttpRequest);
        assert_eq!(section("JSON  Representation:"), Section::JsonRepresentation);
        assert_eq!(section("Example 2: Use a filter"), Section::Examples);
        assert_eq!(section("Remarks"), Section::Other);
    }

    #[test]
    fn enumerations_are_named_by_their_headings() {
        let values = |name: &str, flags| Section::EnumValues { name: name.into(), flags };
        assert_eq!(section("riskLevel values"), values("riskLevel", false));
        assert_eq!(section("`scope` enumeration values"), values("scope", false));
        assert_eq!(section("rights flags"), values("rights", true));
        assert_eq!(section("Properties and values"), Section::Other);
    }

    #[test]
    fn message_headings_are_known() {
        assert!(is_message_heading("Response 2"));
        assert!(is_message_heading("Request"));
        assert!(!is_message_heading("Request body"));
    }
}
