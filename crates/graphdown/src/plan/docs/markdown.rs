//! Markdown of strangers as markdown that is safe in rustdoc.
//!
//! What survives: words, emphasis, closed code spans, links to https, list items. Everything else that markdown, HTML or rustdoc would give a
//! meaning is escaped, so that no text of a page can open a code block (which would be compiled as a test), refer to an item of the crate, or
//! bring in HTML.

use crate::characters::is_deceptive;
use inline::inline;
use std::borrow::Cow;

mod inline;
mod marks;

/// Makes a link of a page absolute; `None` if it leads nowhere.
type Link<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Writes `text` at the start of a line, with its links made absolute by `link`; a link without a target becomes its words.
pub(super) fn push_safe(text: &str, link: Link<'_>, out: &mut String) {
    let text = without_controls(text);
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let start = out.len();
    for line in lines {
        let item = ["- ", "* ", "+ "].iter().find_map(|it| line.strip_prefix(it));
        if out.len() > start {
            // Lines of prose flow together; each item has a line of its own.
            out.push(if item.is_some() { '\n' } else { ' ' });
        }
        out.push_str(if item.is_some() { "- " } else { "" });
        let rest = escape_start(item.map_or(line, str::trim_start), out);
        inline(rest, link, 0, out);
    }
}

/// `text` on one line, without control characters.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    // Nearly all texts are so already. A blank is wanted behind something else only.
    let mut before = b' ';
    let mut is_wanted = |it: u8| {
        let before = std::mem::replace(&mut before, it);
        it.is_ascii_graphic() || it == b' ' && before != b' '
    };
    if text.bytes().all(&mut is_wanted) && before != b' ' {
        return text.into();
    }
    without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// Without control characters and those that deceive. White space becomes spaces. Nearly all texts are so already.
fn without_controls(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|it| it == b'\n' || it == b' ' || it.is_ascii_graphic()) {
        return text.into();
    }
    let spaced = text.chars().map(|c| if matches!(c, '\t' | '\u{a0}') { ' ' } else { c });
    spaced
        .filter(|c| !is_deceptive(*c) && (!c.is_control() || *c == '\n'))
        .collect::<String>()
        .into()
}

/// Escapes what has a meaning at the start of a line only, and gives back what follows it.
fn escape_start<'a>(line: &'a str, out: &mut String) -> &'a str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['#', '>', '=', '~', '|', '+', '-'])
        || (line.starts_with('*') && is_mark_alone(line))
    {
        out.push('\\');
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        out.push_str(&line[..digits]);
        out.push('\\');
        out.push_str(&line[digits..=digits]);
        return &line[digits + 1..];
    }
    line
}

/// True for a line that begins with a list mark and a space, or is nothing but marks: a thematic break.
fn is_mark_alone(line: &str) -> bool {
    line.starts_with("* ") || line.bytes().all(|it| matches!(it, b'*' | b' '))
}

#[cfg(test)]
mod tests {
    use super::{Link, push_safe};

    fn safe(text: &str, link: Link<'_>) -> String {
        let mut out = String::new();
        push_safe(text, link, &mut out);
        out
    }

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
            ("<https://a<script>alert(1)</script>", "\\<<https://a>\\<script>alert(1)\\</script>"),
            ("- ~~~rust\n- # head\n- 1. x\n* * *", "- \\~~~rust\n- \\# head\n- 1\\. x\n- \\* *"),
            ("***", "\\***"),
            ("a\u{2028}b\u{200b}c\u{e0041}", "abc"),
            ("\\`[a](x.md)`", "\\`[a](https://t/x.md)\\`"),
        ];
        for (text, expected) in cases {
            let link =
                |url: &str| (!url.starts_with("mailto:")).then(|| format!("https://t/{url}"));
            assert_eq!(safe(text, &link), expected, "{text}");
        }
    }

    #[test]
    fn nesting_ends_at_a_depth_and_length_costs_no_more_than_itself() {
        let nested = |depth: usize| format!("{}a{}", "[".repeat(depth), "](x.md)".repeat(depth));
        let none = |_: &str| None;
        assert_eq!(safe(&nested(3), &none), "a");
        assert!(safe(&nested(20_000), &none).ends_with("\\](x.md)"));
        // Each of these would be looked for to the end again and again.
        for mark in ["[", "[a](", "<", "<!--", "<a", "`` ` ", "![", "\\", "["] {
            let text = mark.repeat(1 << 13);
            assert!(safe(&text, &none).len() >= text.len() / 16, "{mark}");
        }
    }
}
