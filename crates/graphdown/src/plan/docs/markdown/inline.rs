//! One line of text: spans of code, links, tags and what is none of them. Takes as long as the line is, whatever it says.

use super::Link;
use super::marks::Marks;
use std::borrow::Cow;

/// Links in links and images in images are read this deep; behind it, brackets are text.
const MAX_DEPTH: usize = 8;

/// A place in a line.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    at: usize,
    marks: &'a Marks,
    link: Link<'a>,
    depth: usize,
}

/// Writes `text`, which stands in `depth` links or images.
pub(super) fn inline(text: &str, link: Link<'_>, depth: usize, out: &mut String) {
    let words = plain_length(text, out.ends_with(' '));
    out.push_str(&text[..words]);
    // In most lines there is nothing else.
    if words < text.len() {
        with_marks(text, words, (link, depth), out);
    }
}

/// Writes `text` from `at` on.
fn with_marks(text: &str, at: usize, (link, depth): (Link<'_>, usize), out: &mut String) {
    let marks = Marks::of(text, at);
    let mut place = Place { text, at, marks: &marks, link, depth };
    loop {
        let words = plain_length(place.rest(), out.ends_with(' '));
        out.push_str(&place.rest()[..words]);
        place.at += words;
        let rest = place.rest();
        let Some(c) = rest.chars().next() else { return };
        place.at += match c {
            '`' => code_span(place, out),
            '!' if rest.starts_with("![") => image(place, out),
            '[' => bracket(place, out),
            '<' => angle(place, out),
            'h' if rest.starts_with("https://") || rest.starts_with("http://") => {
                bare_url(rest, out)
            }
            '\\' => escaped(rest, out),
            ' ' if out.ends_with(' ') => 1,
            ']' => push_escaped(c, out),
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
    }
}

/// The number of bytes at the start of `text` that stand for themselves. Of several blanks the first does, unless one was written before.
fn plain_length(text: &str, behind_blank: bool) -> usize {
    let bytes = text.as_bytes();
    let has_meaning = |(at, byte): (usize, &u8)| match byte {
        b'`' | b'!' | b'[' | b']' | b'<' | b'\\' => true,
        b'h' => bytes[at..].starts_with(b"http"),
        b' ' => {
            if at > 0 {
                bytes[at - 1] == b' '
            } else {
                behind_blank
            }
        }
        _ => false,
    };
    bytes.iter().enumerate().position(has_meaning).unwrap_or(bytes.len())
}

impl<'a> Place<'a> {
    fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    /// `[words](url "title")` at `at`: words, URL, and where it ends.
    fn link_at(self, at: usize) -> Option<(&'a str, &'a str, usize)> {
        let close = self.marks.closing(at)?;
        if self.depth >= MAX_DEPTH || !self.text[close + 1..].starts_with('(') {
            return None;
        }
        let end = self.marks.closing(close + 1)?;
        let inside = self.text[close + 2..end].trim();
        let url = inside
            .strip_prefix('<')
            .and_then(|it| it.split_once('>'))
            .map_or_else(|| inside.split_whitespace().next().unwrap_or(""), |it| it.0);
        Some((&self.text[at + 1..close], url, end + 1))
    }
}

fn push_escaped(c: char, out: &mut String) -> usize {
    out.push('\\');
    out.push(c);
    c.len_utf8()
}

/// A backslash and the punctuation behind it stay; a backslash alone is text.
fn escaped(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => push_escaped(next, out) + 1,
        _ => push_escaped('\\', out),
    }
}

/// A code span if it is closed on the line.
fn code_span(place: Place<'_>, out: &mut String) -> usize {
    let rest = place.rest();
    let ticks = rest.bytes().take_while(|it| *it == b'`').count();
    if let Some(close) = place.marks.ticks(ticks, place.at + ticks) {
        let length = close + ticks - place.at;
        out.push_str(&rest[..length]);
        return length;
    }
    rest[..ticks].chars().for_each(|it| {
        push_escaped(it, out);
    });
    ticks
}

/// An image becomes its alternative text.
fn image(place: Place<'_>, out: &mut String) -> usize {
    match place.link_at(place.at + 1) {
        Some((words, _, end)) => {
            inline(words, place.link, place.depth + 1, out);
            end - place.at
        }
        None => {
            out.push('!');
            1
        }
    }
}

/// A link if it is one, else an escaped bracket.
fn bracket(place: Place<'_>, out: &mut String) -> usize {
    let Some((words, url, end)) = place.link_at(place.at) else { return push_escaped('[', out) };
    match (place.link)(url) {
        Some(url) => {
            out.push('[');
            let before = out.len();
            // A link in a link's words would end it.
            let words = match words.contains(':') {
                true => words.replace("https://", "").replace("http://", "").into(),
                false => Cow::Borrowed(words),
            };
            inline(&words, &|_| None, place.depth + 1, out);
            if out[before..].trim().is_empty() {
                out.push_str("link");
            }
            out.extend(["](", &url, ")"]);
        }
        None => inline(words, place.link, place.depth + 1, out),
    }
    end - place.at
}

/// A line break becomes a space, a URL stays, a tag or comment goes, anything else is text.
fn angle(place: Place<'_>, out: &mut String) -> usize {
    let Some(end) = place.marks.angle(place.at) else { return push_escaped('<', out) };
    let inside = &place.text[place.at + 1..end];
    let length = end + 1 - place.at;
    if inside.starts_with("https://") && is_autolink(inside) {
        out.push_str(&format!("<{inside}>"));
        return length;
    }
    if place.rest().starts_with("<!--")
        && let Some(end) = place.marks.comment_end(place.at + "<!--".len())
    {
        return end - place.at;
    }
    let tag = inside.trim_start_matches('/').trim_start();
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    if HTML_TAGS.contains(&name.to_ascii_lowercase().as_str()) {
        out.push_str(if out.ends_with(' ') { "" } else { " " });
        return length;
    }
    push_escaped('<', out)
}

/// What CommonMark takes for a URL in angle brackets; anything else it would read again, and find a tag in it.
fn is_autolink(url: &str) -> bool {
    url.chars().all(|it| it.is_ascii_graphic() && !"<>`\"\\".contains(it))
}

/// Tags that the pages use for looks. Others are placeholders such as `<id>`.
const HTML_TAGS: &[&str] = &[
    "a", "b", "br", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "img", "li",
    "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "u", "ul",
];

/// A URL in angle brackets, without the punctuation behind it; what is no https stays text.
fn bare_url(rest: &str, out: &mut String) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || "<>`\"'()[]|*\\".contains(c))
        .unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
    if url.len() > "https://".len() && url.starts_with("https://") && is_autolink(url) {
        out.push_str(&format!("<{url}>"));
    } else {
        out.push_str(&format!("`{url}`"));
    }
    url.len()
}
