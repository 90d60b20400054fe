//! Request lines: a verb and what stands behind it.

use super::table::lines;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::page::RequestLine;
use crate::span::Span;

const VERBS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// Cuts a line into verb and target. `None` if it does not begin with a verb that something follows.
pub(super) fn verb_and_target(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim();
    let verb = VERBS
        .into_iter()
        .find(|it| line.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it)))?;
    let rest = &line[verb.len()..];
    // "DELETE/identity/..." lacks the space; "Get the user" is prose.
    let spaced = rest.starts_with([' ', '\t']);
    let target = rest.trim();
    let upper = line.starts_with(verb);
    let plausible = target.starts_with(['/', '{', '<', '*'])
        || target.starts_with("http")
        || (upper && spaced && target.contains('/'));
    ((spaced || rest.starts_with('/'))
        && plausible
        && (upper || target.starts_with(['/', '{']) || target.starts_with("http")))
    .then(|| (verb, target.strip_suffix("HTTP/1.1").unwrap_or(target).trim_end()))
}

/// The request lines of a code block. A line that begins with a verb but names no path is reported.
pub(super) fn request_lines(
    text: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<RequestLine> {
    let mut found = Vec::new();
    for line in lines(text, span.range()) {
        let words = &text[line.clone()];
        let place = Span::new(span.file, line.clone());
        match verb_and_target(words) {
            Some((_, target)) if target.starts_with('*') => {
                diagnostics.push(
                    Code::UnreadableRequestLine,
                    place,
                    "this request line has no path",
                );
            }
            Some((verb, target)) => {
                found.push(RequestLine { verb: verb.into(), target: target.into(), span: place })
            }
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_told_from_prose() {
        assert_eq!(
            verb_and_target("GET /users/{id | userPrincipalName}"),
            Some(("GET", "/users/{id | userPrincipalName}"))
        );
        assert_eq!(verb_and_target("DELETE/identity/x"), Some(("DELETE", "/identity/x")));
        assert_eq!(
            verb_and_target("get https://graph.microsoft.com/v1.0/me HTTP/1.1"),
            Some(("GET", "https://graph.microsoft.com/v1.0/me"))
        );
        assert_eq!(
            verb_and_target("GET policies/claimsMappingPolicies"),
            Some(("GET", "policies/claimsMappingPolicies"))
        );
        assert_eq!(verb_and_target("Get the user and/or group"), None);
        assert_eq!(verb_and_target("GETTING /x"), None);
    }
}
