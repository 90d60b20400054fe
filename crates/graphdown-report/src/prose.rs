//! Words of the documentation as words of the site.

use maud::{Markup, html};

/// A paragraph of markdown: code in its own face, links as their words, no other marks. Links are not followed: they lead to places that
/// the site does not have.
pub(crate) fn paragraph(text: &str) -> Markup {
    let text = callout(&visible(text));
    let parts: Vec<&str> = text.split('`').collect();
    // An odd mark at the end opens nothing.
    let is_code = |index: usize| index % 2 == 1 && index + 1 < parts.len();
    html! {
        @for (index, part) in parts.iter().enumerate() {
            @if is_code(index) { code { (part) } } @else {
                @if index % 2 == 1 { "`" }
                (words(part))
            }
        }
    }
}

/// `[!NOTE] > words` as `Note: words`.
fn callout(text: &str) -> String {
    let mark = text.strip_prefix("[!").and_then(|it| it.split_once(']'));
    match mark
        .filter(|(name, _)| !name.is_empty() && name.chars().all(|it| it.is_ascii_uppercase()))
    {
        Some((name, words)) => {
            let words = words.trim_start_matches([' ', '>', '\n']);
            let (first, rest) = name.split_at(1.min(name.len()));
            format!("{first}{}: {words}", rest.to_lowercase())
        }
        None => text.to_owned(),
    }
}

/// Text without the marks of links, bold words and line breaks.
fn words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, behind) = rest.split_at(start);
        plain.push_str(before);
        let link = behind[1..].split_once("](").and_then(|(words, tail)| {
            let end = tail.find(')')?;
            (!words.contains(['[', '\n'])).then_some((words, &tail[end + 1..]))
        });
        match link {
            Some((words, tail)) => {
                plain.push_str(words);
                rest = tail;
            }
            None => {
                plain.push('[');
                rest = &behind[1..];
            }
        }
    }
    plain.push_str(rest);
    plain.replace("**", "").replace("<br>", " ").replace("<br/>", " ").replace("\\|", "|")
}

/// The text with marks in place of characters that cannot be seen or that turn the order of others.
pub(crate) fn visible(text: &str) -> String {
    let is_odd = |it: char| {
        (it.is_control() && !matches!(it, '\n' | '\t'))
            || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(is_odd) {
        return text.to_owned();
    }
    text.chars()
        .filter(|it| *it != '\r')
        .map(|it| if is_odd(it) { '\u{fffd}' } else { it })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_links_and_code_go_and_nothing_becomes_html() {
        let html = paragraph("See [**user**](javascript:alert) and `<b>`, [not] a <script>link")
            .into_string();
        assert_eq!(html, "See user and <code>&lt;b&gt;</code>, [not] a &lt;script&gt;link");
    }

    #[test]
    fn a_single_mark_of_code_is_text() {
        assert_eq!(paragraph("a ` b").into_string(), "a ` b");
    }

    #[test]
    fn a_callout_begins_with_its_name() {
        assert_eq!(paragraph("[!NOTE] >Do `x`.").into_string(), "Note: Do <code>x</code>.");
        assert_eq!(paragraph("[!a] b").into_string(), "[!a] b");
    }

    #[test]
    fn what_cannot_be_seen_is_marked() {
        assert_eq!(visible("a\u{202e}b\0c\td\r\n"), "a\u{fffd}b\u{fffd}c\td\n");
    }
}
