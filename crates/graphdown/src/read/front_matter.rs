//! The lines of `key: value` between `---` at the top of a page. Not a YAML reader: pages hold flat keys, and one that breaks the
//! rules of YAML (an unquoted second colon) must not cost us the page.

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::page::FrontMatter;
use crate::span::{FileId, Span, Spanned};
use memchr::memchr;

/// More lines than this are not front matter.
const MAX_LINES: usize = 100;

/// Reads the front matter of `text`, if it begins with one.
pub(super) fn front_matter(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> FrontMatter {
    let mut it = FrontMatter::default();
    let begin = text.len() - text.trim_start().len();
    if !text[begin..].lines().next().is_some_and(is_rule) {
        return it;
    }
    let mut at = begin;
    for (index, line) in whole_lines(&text[begin..]).enumerate() {
        let start = at;
        at += line.len();
        if index == 0 {
            continue;
        }
        if is_rule(line) {
            it.end = at;
            return it;
        }
        if index > MAX_LINES || line.starts_with('#') {
            break;
        }
        entry(&mut it, file, start, line);
    }
    diagnostics.push(
        Code::FrontMatterError,
        Span::new(file, begin..begin + 3),
        "the front matter is not closed with `---`",
    );
    FrontMatter::default()
}

/// The lines of `text`, each with its end.
fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |it| it + 1);
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

fn is_rule(line: &str) -> bool {
    if !line.starts_with('-') {
        return false;
    }
    let line = line.trim_end();
    line.len() >= 3 && line.bytes().all(|it| it == b'-')
}

fn entry(it: &mut FrontMatter, file: FileId, start: usize, line: &str) {
    let Some(colon) = memchr(b':', line.as_bytes()) else { return };
    let (key, value) = (&line[..colon], &line[colon + 1..]);
    let place = match key.trim() {
        "title" => &mut it.title,
        "description" => &mut it.description,
        "doc_type" => &mut it.doc_type,
        "ms.prod" | "ms.subservice" => &mut it.area,
        _ => return,
    };
    let offset = start + key.len() + 1 + (value.len() - value.trim_start().len());
    let trimmed = value.trim();
    let inner = unquote(trimmed).trim();
    if !inner.is_empty() {
        let span = Span::new(file, offset..offset + trimmed.len());
        *place = Some(Spanned::new(inner.into(), span));
    }
}

fn unquote(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (FrontMatter, usize) {
        let mut diagnostics = Diagnostics::default();
        let it = front_matter(FileId(0), text, &mut diagnostics);
        (it, diagnostics.into_sorted().len())
    }

    #[test]
    fn both_generations_are_read() {
        let (old, _) = read(
            "---\ntitle: driveItem: copy\nms.prod: \"sharepoint\"\ndoc_type: 'apiPageType'\n---\n# T\n",
        );
        assert_eq!(old.title.unwrap().value, "driveItem: copy");
        assert_eq!(old.area.unwrap().value, "sharepoint");
        assert_eq!(old.doc_type.unwrap().value, "apiPageType");
        let (new, _) = read("---\ntitle: \" a\"\nms.subservice: \"entra\"\n---\n");
        assert_eq!(
            (new.title.unwrap().value.as_str(), new.area.unwrap().value.as_str()),
            ("a", "entra")
        );
    }

    #[test]
    fn a_page_without_it_is_read_from_the_start() {
        let (it, findings) = read("# Title\n---\n");
        assert_eq!((it.end, findings), (0, 0));
    }

    #[test]
    fn an_open_end_is_reported_and_nothing_is_swallowed() {
        let (it, findings) = read("---\ntitle: x\n# Heading\n");
        assert_eq!((it.end, findings), (0, 1));
    }
}
