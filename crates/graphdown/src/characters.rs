//! Characters that deceive (those that cannot be seen, and those that change the direction of what stands around them), and letter case.

use std::borrow::Cow;

/// True for characters without a shape of their own, and for those that turn the direction of writing. A text may look like another one
/// with them, to a reviewer as much as to a reader. The selectors of emoji (U+FE0F) are none.
#[inline]
pub(crate) fn is_deceptive(c: char) -> bool {
    // Nearly all text is ASCII, in which there are none.
    !c.is_ascii() && is_listed(c)
}

fn is_listed(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// `text` on one line, with control characters and those that deceive written by their numbers: `\u{202e}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| c.is_control() || is_deceptive(c);
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_bad(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// The text in lower case. Nearly all names and paths are ASCII, for which no second text need be made.
pub(crate) fn in_lower_case(mut text: String) -> String {
    if !text.is_ascii() {
        return text.to_lowercase();
    }
    text.make_ascii_lowercase();
    text
}

/// True if both are the same text in lower case.
pub(crate) fn is_same_in_lower_case(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{in_lower_case, is_same_in_lower_case, visible};

    #[test]
    fn letters_of_all_alphabets_have_a_lower_case() {
        assert_eq!(in_lower_case("Me/Drive".to_owned()), "me/drive");
        assert_eq!(in_lower_case("ÄRGER".to_owned()), "ärger");
        assert!(is_same_in_lower_case("Drive", "drive") && is_same_in_lower_case("Ärger", "äRGER"));
        assert!(!is_same_in_lower_case("drive", "drives"));
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("a\u{202e}b\u{200b}\n\u{1b}[31m"), "a\\u{202e}b\\u{200b}\\n\\u{1b}[31m");
        assert_eq!(visible("naïve \u{2603}\u{fe0f}"), "naïve \u{2603}\u{fe0f}");
    }
}
