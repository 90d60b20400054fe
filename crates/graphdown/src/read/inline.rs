//! Text inside of blocks: links, code spans and emphasis, read straight from the source.

use crate::characters::in_lower_case;
use crate::ir::Text;
use crate::ir::page::Link;
use memchr::{memchr, memchr_iter, memchr2, memchr3_iter};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Link reference definitions of a page: `[label]: destination`.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    by_label: BTreeMap<String, String>,
}

impl Definitions {
    pub(super) fn insert(&mut self, label: &str, destination: &str) {
        self.by_label.entry(fold(label)).or_insert_with(|| destination.to_owned());
    }

    pub(super) fn get(&self, label: &str) -> Option<&str> {
        // As on nearly all pages: no need to fold the label.
        if self.is_empty() {
            return None;
        }
        self.by_label.get(&fold(label)).map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_label.is_empty()
    }
}

/// Where `mark` begins in `text`: for marks and words whose first byte stands in few texts.
pub(super) fn place_of_mark(mark: &str, text: &str) -> Option<usize> {
    let first = *mark.as_bytes().first()?;
    memchr_iter(first, text.as_bytes()).find(|at| text[*at..].starts_with(mark))
}

/// In lower case, with one space between words: so labels and headings are compared, and there are many.
pub(super) fn fold(words: &str) -> String {
    if is_spaced_evenly(words) {
        return words.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    in_lower_case(folded)
}

/// True for words in ASCII with one space between them, as nearly all labels and headings are.
fn is_spaced_evenly(words: &str) -> bool {
    let mut before = b' ';
    let is_even = words.bytes().all(|it| {
        let fits = it.is_ascii_graphic() || (it == b' ' && before != b' ');
        before = it;
        fits
    });
    is_even && before != b' '
}

/// A link in a piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct InlineLink<'a> {
    /// The words between the brackets, marks and all.
    pub(super) words: &'a str,
    /// Where it leads: what stands in front of `#`.
    pub(super) path: &'a str,
    /// What stands behind `#`.
    pub(super) anchor: Option<&'a str>,
    /// The whole of it, as a range of the text.
    pub(super) range: Range<usize>,
}

impl InlineLink<'_> {
    /// Where it leads.
    pub(super) fn link(&self) -> Link {
        Link { path: self.path.into(), anchor: self.anchor.map(Text::new) }
    }
}

/// A destination cut at `#`, without a title behind it.
fn path_and_anchor(destination: &str) -> (&str, Option<&str>) {
    let destination = trim(destination);
    let end = memchr2(b' ', b'\t', destination.as_bytes()).unwrap_or(destination.len());
    let destination = destination[..end].trim_matches(['<', '>']);
    let Some(at) = memchr2(b'#', b'?', destination.as_bytes()) else { return (destination, None) };
    let (path, rest) = destination.split_at(at);
    (path, rest.split_once('#').map(|it| it.1))
}

/// The links of `text` in order: `[a](b)`, `[a][b]`, `[a][]`, and `[a]` if it is defined.
pub(super) fn links<'a>(
    text: &'a str,
    definitions: &'a Definitions,
) -> impl Iterator<Item = InlineLink<'a>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(open) = memchr(b'[', &text.as_bytes()[at..]).map(|it| at + it) {
            match link_at(text, open, definitions) {
                Some(link) => {
                    at = link.range.end;
                    return Some(link);
                }
                None => at = open + 1,
            }
        }
        None
    })
}

fn link_at<'a>(text: &'a str, open: usize, definitions: &'a Definitions) -> Option<InlineLink<'a>> {
    let close = open + closing(&text[open..], b'[', b']')?;
    let words = &text[open + 1..close];
    let rest = &text[close + 1..];
    if rest.starts_with('(') {
        // A destination that is never closed runs to the end of the cell.
        let end = closing(rest, b'(', b')').unwrap_or(rest.len());
        let (path, anchor) = path_and_anchor(&rest[1..end]);
        let range = open..(close + 1 + end + 1).min(text.len());
        return Some(InlineLink { words, path, anchor, range });
    }
    let (label, end) =
        match rest.strip_prefix('[').and_then(|it| it.find(']').map(|end| (&it[..end], end + 2))) {
            Some(("", end)) => (words, end),
            Some((label, end)) => (label, end),
            None => (words, 0),
        };
    let destination =
        definitions.get(label).or_else(|| definitions.get(label.trim_matches('*')))?;
    let (path, anchor) = path_and_anchor(destination);
    Some(InlineLink { words, path, anchor, range: open..close + 1 + end })
}

/// Longer words or destinations, in bytes, are those of no link: it would be looked for its end from each bracket again.
const LONGEST_LINK: usize = 1000;

/// The offset of the bracket that closes the one `text` begins with.
fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    let text = text.as_bytes().get(1..text.len().min(LONGEST_LINK))?;
    let mut depth = 1usize;
    let mut escaped = None;
    for at in memchr3_iter(open, close, b'\\', text) {
        let c = text[at];
        if escaped == Some(at) {
            continue;
        } else if c == b'\\' {
            escaped = Some(at + 1);
        } else if c == open {
            depth += 1;
        } else {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

/// `text`, which stands on `page`, with reference-style links made inline, so that it can leave the page.
pub(super) fn with_inline_links(page: &Arc<String>, text: &str, definitions: &Definitions) -> Text {
    if definitions.is_empty() || memchr(b'[', text.as_bytes()).is_none() {
        return Text::part_of(page, text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for it in links(text, definitions) {
        out.push_str(&text[at..it.range.start]);
        out.extend(["[", it.words, "](", it.path]);
        out.extend(it.anchor.iter().flat_map(|it| ["#", *it]));
        out.push(')');
        at = it.range.end;
    }
    out.push_str(&text[at..]);
    out.into()
}

/// The words of `text` without marks: links give their words, code and emphasis their contents, escapes the character, breaks a space.
pub(super) fn plain<'a>(text: &'a str, definitions: &Definitions) -> Cow<'a, str> {
    let text = trim(text);
    if !holds(text, |it| it == b'[' || is_mark(it)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for it in links(text, definitions) {
        strip_marks(&text[at..it.range.start], &mut out);
        strip_marks(it.words, &mut out);
        at = it.range.end;
    }
    strip_marks(&text[at..], &mut out);
    Cow::Owned(trimmed(out))
}

/// As [`str::trim`], which looks for white space of all alphabets: behind that of ASCII there is mostly none.
pub(super) fn trim(text: &str) -> &str {
    let inner = text.trim_ascii();
    let is_visible = |it: Option<&u8>| it.is_some_and(u8::is_ascii_graphic);
    let bytes = inner.as_bytes();
    if is_visible(bytes.first()) && is_visible(bytes.last()) { inner } else { text.trim() }
}

/// Without the white space at its ends, of which mostly there is none.
fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    let indent = text.len() - text.trim_start().len();
    if indent > 0 {
        text.drain(..indent);
    }
    text
}

/// True for what [`strip_marks`] has to look at.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'`' | b'_' | b'\\' | b'<' | b'&')
}

/// True if one of the bytes is such. Whole stretches are looked at without a branch for each byte: mostly there is none.
fn holds(text: &str, is_such: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(32).any(|it| it.iter().fold(false, |any, it| any | is_such(*it)))
}

/// Takes the marks off `text`, which has no links. What stands between marks is copied as a whole.
pub(super) fn strip_marks(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(before) = rest.bytes().position(is_mark) {
        out.push_str(&rest[..before]);
        let at = text.len() - rest.len() + before;
        rest = &rest[before..];
        let length = match rest.as_bytes()[0] {
            // Underscores at the edge of a word are emphasis, inside of it part of a name.
            b'_' if inside_word(text, at) => {
                out.push('_');
                1
            }
            b'\\' => match rest[1..].chars().next().filter(char::is_ascii_punctuation) {
                Some(next) => {
                    out.push(next);
                    2
                }
                None => {
                    out.push('\\');
                    1
                }
            },
            b'<' => {
                let tag = tag(rest);
                out.push(if tag.is_some() { ' ' } else { '<' });
                tag.unwrap_or(1)
            }
            b'&' => {
                let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
                out.push(entity.map_or('&', |it| it.1));
                entity.map_or(1, |it| it.0.len())
            }
            _ => 1,
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
}

const ENTITIES: [(&str, char); 5] =
    [("&nbsp;", ' '), ("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];

fn inside_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    word(before) && word(after)
}

/// The length of the HTML tag that `text` begins with.
fn tag(text: &str) -> Option<usize> {
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let name = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let behind = inner[name..].chars().next()?;
    let known = [
        "br", "p", "b", "i", "ul", "li", "ol", "code", "sup", "sub", "em", "strong", "table", "tr",
        "td", "th", "a", "div", "span",
    ];
    (known.iter().any(|it| it.eq_ignore_ascii_case(&inner[..name]))
        && matches!(behind, ' ' | '/' | '>'))
    .then(|| text.find('>').map(|it| it + 1))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definitions() -> Definitions {
        let mut it = Definitions::default();
        it.insert("identitySet", "identityset.md");
        it
    }

    #[test]
    fn links_of_every_style_are_found() {
        let text = "[a](b.md#c), [**identitySet**][identitySet], [identitySet][], [identitySet] and [not this]";
        let definitions = definitions();
        let found: Vec<_> =
            links(text, &definitions).map(|it| (it.words, it.path, it.anchor)).collect();
        assert_eq!(found[0], ("a", "b.md", Some("c")));
        assert_eq!(found[1].0, "**identitySet**");
        assert!(found[1..].iter().all(|it| it.1 == "identityset.md"));
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_link_that_is_never_closed_still_counts() {
        let definitions = Definitions::default();
        let found = links("[x](y.md", &definitions).next().unwrap();
        assert_eq!((found.words, found.path), ("x", "y.md"));
    }

    #[test]
    fn brackets_inside_of_a_link_do_not_end_it() {
        let definitions = Definitions::default();
        let text = r#"[a\]b [c]](d(e)#f) [g](<h?i=1#j> "title")"#;
        let found: Vec<_> =
            links(text, &definitions).map(|it| (it.words, it.path, it.anchor)).collect();
        assert_eq!(found, [(r"a\]b [c]", "d(e)", Some("f")), ("g", "h", Some("j"))]);
    }

    #[test]
    fn white_space_of_all_alphabets_is_taken_off() {
        assert_eq!(trim("\u{a0}a b\u{2003} "), "a b");
        assert_eq!(fold(" A\u{a0} b\t"), "a b");
        assert_eq!(fold("A b"), fold("a  B"));
    }

    #[test]
    fn marks_are_taken_off() {
        let plain = |text| plain(text, &definitions()).into_owned();
        assert_eq!(plain("**riskEventTypes_v2**"), "riskEventTypes_v2");
        assert_eq!(
            plain("`a` or _b_ [c](d) x\\_y a<br/>b 1 < 2 &nbsp;e"),
            "a or b c x_y a b 1 < 2  e"
        );
        assert_eq!(plain("\u{e4}_b_ \\\\ &amp;&x \\"), "\u{e4}_b \\ &&x \\");
    }

    #[test]
    fn references_become_inline_links() {
        assert_eq!(
            with_inline_links(&Arc::default(), "see [identitySet][] now", &definitions()),
            "see [identitySet](identityset.md) now"
        );
    }
}
