//! Places on pages that links lead to: headings, and what has a name.

use crate::diagnostics::{Code, Diagnostics};
use crate::docset::DocSet;
use crate::ir::Text;
use crate::ir::page::{Form, Page};
use crate::span::FileId;
use memchr::{memchr, memchr_iter, memchr2};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// Words of a heading or of a link, without what publishers of pages disagree about: letters and digits in lower case are left.
pub(super) fn folded(words: &str) -> Text {
    if words.bytes().all(|it| it.is_ascii() && it != b'%') {
        let letters = words.chars().filter(char::is_ascii_alphanumeric);
        return letters.map(|it| it.to_ascii_lowercase()).collect();
    }
    let decoded = percent_decode_str(words).decode_utf8_lossy();
    decoded.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names in `<a name="...">` and `id="..."`.
pub(super) fn named(text: &str) -> impl Iterator<Item = Text> {
    let tags = memchr_iter(b'<', text.as_bytes()).filter_map(|at| {
        let behind = &text[at + 1..];
        let end = memchr2(b'<', b'>', behind.as_bytes())?;
        let tag = &behind[..end];
        // Most are comments, with nothing of the kind in them.
        (behind[end..].starts_with('>') && memchr(b'=', tag.as_bytes()).is_some()).then_some(tag)
    });
    let values = tags.flat_map(|tag| {
        ["name=", "id="].into_iter().filter_map(move |key| {
            let value = tag.split_once(key)?.1;
            let mark = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
            value[1..].split(mark).next()
        })
    });
    values.map(folded)
}

/// Reports the links to a heading that its page does not have.
pub(crate) fn check(docs: &DocSet, pages: &[Page], diagnostics: &mut Diagnostics) {
    let by_file: BTreeMap<FileId, &Page> = pages.iter().map(|it| (it.file, it)).collect();
    for link in pages.iter().flat_map(|it| &it.links_to_places) {
        let Some(target) = by_file.get(&link.target) else { continue };
        // A page that was rendered to text has lost its marks, and the publisher makes the places of tabs.
        let is_known_here = target.form != Form::Rendered && !link.anchor.starts_with("tab/");
        if !is_known_here || has(&target.anchors, &folded(&link.anchor)) {
            continue;
        }
        let page = &docs.file(link.target).path;
        let message = format!("`{page}` has no heading `#{}`", link.anchor);
        diagnostics.push(Code::BrokenAnchor, link.span, message);
    }
}

/// Gives back what [`check`] alone needs of a page.
pub(super) fn forget(page: &mut Page) {
    page.anchors = Vec::new();
    page.links_to_places = Vec::new();
}

/// A second heading of the same words has a number behind them.
fn has(anchors: &[Text], wanted: &str) -> bool {
    let has = |words: &str| anchors.binary_search_by(|it| it.as_str().cmp(words)).is_ok();
    wanted.is_empty() || has(wanted) || has(wanted.trim_end_matches(|it: char| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_headings_and_links_meet() {
        for (heading, link) in [
            ("Example 1: Get a user's `id`", "example-1-get-a-users-id"),
            ("HTTP request", "HTTP-request"),
            ("userPurpose values", "userpurpose-values"),
            ("Gr\u{f6}\u{df}e", "gr%C3%B6%C3%9Fe"),
        ] {
            assert_eq!(folded(heading), folded(link));
        }
        let anchors = [folded("Example"), folded("See also")];
        assert!(has(&anchors, &folded("see-also-1")) && has(&anchors, ""));
        assert!(!has(&anchors, &folded("see-more")));
    }

    #[test]
    fn names_of_places_are_found() {
        let text = "a <a name=\"Some-place\"></a> < b <p id='other'> <a href=\"#x\"> <";
        assert_eq!(named(text).collect::<Vec<_>>(), ["someplace", "other"]);
    }
}
