//! Markdown of strangers as markdown that is safe in rustdoc.
//!
//! What survives: words, emphasis, closed code spans, links to https, list items. Everything else that markdown, HTML or rustdoc would give a
//! meaning is escaped, so that no text of a page can open a code block (which would be compiled as a test), refer to an item of the crate, or
//! bring in HTML.

/// Makes a link of a page absolute; `None` if it leads nowhere.
type Link<'a> = &'a dyn Fn(&str) -> Option<String>;

/// `text` with its links made absolute by `link`; a link without a target becomes its words.
pub(super) fn safe(text: &str, link: Link<'_>) -> String {
    let text = without_controls(text);
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let mut safe = String::new();
    for line in lines {
        let item = ["- ", "* ", "+ "].iter().find_map(|it| line.strip_prefix(it));
        if !safe.is_empty() {
            // Lines of prose flow together; each item has a line of its own.
            safe.push(if item.is_some() { '\n' } else { ' ' });
        }
        match item {
            Some(item) => {
                safe.push_str("- ");
                inline(item, link, &mut safe);
            }
            None => {
                let rest = escape_start(line, &mut safe);
                inline(rest, link, &mut safe);
            }
        }
    }
    safe
}

/// `text` on one line, without control characters.
pub(super) fn plain(text: &str) -> String {
    without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without control characters, and without those that change the direction of writing or cannot be seen. White space becomes spaces.
fn without_controls(text: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let spaced = text.chars().map(|c| if matches!(c, '\t' | '\u{a0}') { ' ' } else { c });
    spaced.filter(|c| !is_hidden(*c) && (!c.is_control() || *c == '\n')).collect()
}

/// Escapes what has a meaning at the start of a line only, and gives back what follows it.
fn escape_start<'a>(line: &'a str, out: &mut String) -> &'a str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['#', '>', '=', '~', '|', '+', '-']) {
        out.push('\\');
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        out.push_str(&line[..digits]);
        out.push('\\');
        out.push_str(&line[digits..=digits]);
        return &line[digits + 1..];
    }
    line
}

/// Writes one line of text.
fn inline(text: &str, link: Link<'_>, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '`' => code_span(rest, out),
            '!' if rest.starts_with("![") => image(rest, link, out),
            '[' => bracket(rest, link, out),
            '<' => angle(rest, out),
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
        rest = &rest[taken..];
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
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.bytes().take_while(|it| *it == b'`').count();
    let fence = &rest[..ticks];
    let mut from = ticks;
    while let Some(at) = rest[from..].find(fence) {
        let start = from + at;
        let run = rest[start..].bytes().take_while(|it| *it == b'`').count();
        if run == ticks && start > ticks {
            out.push_str(&rest[..start + ticks]);
            return start + ticks;
        }
        from = start + run;
    }
    fence.chars().for_each(|it| {
        push_escaped(it, out);
    });
    ticks
}

/// An image becomes its alternative text.
fn image(rest: &str, link: Link<'_>, out: &mut String) -> usize {
    match parse_link(&rest[1..]) {
        Some((words, _, length)) => {
            inline(words, link, out);
            length + 1
        }
        None => {
            out.push('!');
            1
        }
    }
}

/// A link if it is one, else an escaped bracket.
fn bracket(rest: &str, link: Link<'_>, out: &mut String) -> usize {
    let Some((words, url, length)) = parse_link(rest) else { return push_escaped('[', out) };
    match link(url) {
        Some(url) => {
            out.push('[');
            let before = out.len();
            // A link in a link's words would end it.
            inline(&words.replace("https://", "").replace("http://", ""), &|_| None, out);
            if out[before..].trim().is_empty() {
                out.push_str("link");
            }
            out.push_str(&format!("]({url})"));
        }
        None => inline(words, link, out),
    }
    length
}

/// `[words](url "title")` at the start of `rest`: words, URL and length.
fn parse_link(rest: &str) -> Option<(&str, &str, usize)> {
    let close = closing(rest, '[', ']')?;
    let tail = &rest[close + 1..];
    if !tail.starts_with('(') {
        return None;
    }
    let end = closing(tail, '(', ')')?;
    let inside = tail[1..end].trim();
    let url = inside
        .strip_prefix('<')
        .and_then(|it| it.split_once('>'))
        .map_or_else(|| inside.split_whitespace().next().unwrap_or(""), |it| it.0);
    Some((&rest[1..close], url, close + 1 + end + 1))
}

/// Where the bracket that `text` begins with is closed.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    let mut skip = false;
    for (at, c) in text.char_indices() {
        if skip {
            skip = false;
        } else if c == '\\' {
            skip = true;
        } else if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// A line break becomes a space, a URL stays, a tag or comment goes, anything else is text.
fn angle(rest: &str, out: &mut String) -> usize {
    let Some(end) = rest.find('>') else { return push_escaped('<', out) };
    let inside = &rest[1..end];
    if inside.starts_with("https://") && !inside.contains(char::is_whitespace) {
        out.push_str(&rest[..=end]);
        return end + 1;
    }
    if let Some(end) = rest.strip_prefix("<!--").and_then(|it| it.find("-->")) {
        return "<!--".len() + end + "-->".len();
    }
    let tag = inside.trim_start_matches('/').trim_end_matches('/').trim();
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    if HTML_TAGS.contains(&name.to_ascii_lowercase().as_str()) {
        out.push_str(if out.ends_with(' ') { "" } else { " " });
        return end + 1;
    }
    push_escaped('<', out)
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
    if url.len() > "https://".len() && url.starts_with("https://") && url.is_ascii() {
        out.push_str(&format!("<{url}>"));
    } else {
        out.push_str(&format!("`{url}`"));
    }
    url.len()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn text_is_made_safe() {
        let cases = [
            ("Plain *text* with `code`.", "Plain *text* with `code`."),
            (
                "see [the user](x.md), [nothing](mailto:x)",
                "see [the user](https://t/x.md), nothing",
            ),
            ("an [Option] and `[a]`", "an \\[Option\\] and `[a]`"),
            ("a<br>b <br/> c</p>", "a b c "),
            ("<id> and <script>", "\\<id> and \\<script>"),
            ("open ` tick and ``` fence", "open \\` tick and \\`\\`\\` fence"),
            ("```rust\nfail!()\n```", "\\`\\`\\`rust fail!() \\`\\`\\`"),
            ("    indented", "indented"),
            ("# head\n> quote", "\\# head \\> quote"),
            ("a  b\tc", "a b c"),
            ("1. first", "1\\. first"),
            ("one\n- a\n- b", "one\n- a\n- b"),
            ("at https://x.y/z.", "at <https://x.y/z>."),
            ("at http://x.y", "at `http://x.y`"),
            ("\u{202e}evil\u{202c}", "evil"),
            ("![alt](x.png)", "alt"),
            ("[a [b] c](x.md)", "[a \\[b\\] c](https://t/x.md)"),
            ("[unclosed](x", "\\[unclosed\\](x"),
            ("ends with \\", "ends with \\\\"),
            ("a\\|b", "a\\|b"),
            ("<!-- hidden -->x", "x"),
        ];
        for (text, expected) in cases {
            let link =
                |url: &str| (!url.starts_with("mailto:")).then(|| format!("https://t/{url}"));
            assert_eq!(safe(text, &link), expected, "{text}");
        }
    }
}
