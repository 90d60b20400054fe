//! The words of a name, and the forms in which Rust joins them.

/// The words joined by `between`, in small letters.
pub(super) fn joined(text: &str, between: char) -> String {
    let mut name = String::with_capacity(text.len() + text.len() / 4);
    for word in words(text) {
        if !name.is_empty() {
            name.push(between);
        }
        name.push_str(word);
    }
    name.make_ascii_lowercase();
    name
}

/// Each word with a capital letter.
pub(super) fn upper_camel(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for word in words(text) {
        let start = name.len();
        name.push_str(word);
        if let Some((first, rest)) = name[start..].split_at_mut_checked(1) {
            first.make_ascii_uppercase();
            rest.make_ascii_lowercase();
        }
    }
    name
}

/// What is neither an ASCII letter nor an ASCII digit parts words, and so does a capital letter behind a small one, or before a small one if
/// it stands behind another capital letter.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_ascii_alphanumeric()).flat_map(|mut rest| {
        std::iter::from_fn(move || {
            let (word, behind) = rest.split_at_checked(word_length(rest.as_bytes()))?;
            rest = behind;
            (!word.is_empty()).then_some(word)
        })
    })
}

/// The length of the first word of some letters and digits.
fn word_length(text: &[u8]) -> usize {
    // Digits are as the letter before them.
    let mut is_behind_capital = None;
    for (at, pair) in text.windows(2).enumerate() {
        let (this, next) = (pair[0], pair[1]);
        let is_capital = match this {
            b'a'..=b'z' => Some(false),
            b'A'..=b'Z' => Some(true),
            _ => is_behind_capital,
        };
        if is_capital == Some(false) && next.is_ascii_uppercase() {
            return at + 1;
        }
        if is_behind_capital == Some(true) && this.is_ascii_uppercase() && next.is_ascii_lowercase()
        {
            return at;
        }
        is_behind_capital = is_capital;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{joined, upper_camel};

    #[test]
    fn words_end_where_the_letters_change() {
        let cases = [
            ("displayName", "display_name", "DisplayName"),
            ("XMLHttpRequest", "xml_http_request", "XmlHttpRequest"),
            ("iOSLobApp", "i_os_lob_app", "IOsLobApp"),
            ("IPv6", "i_pv6", "IPv6"),
            ("a1B2c", "a1_b2c", "A1B2c"),
            ("A1Bc", "a1_bc", "A1Bc"),
            ("A1b", "a1b", "A1b"),
            ("365Data", "365data", "365data"),
            ("  two__words ", "two_words", "TwoWords"),
            ("ABC", "abc", "Abc"),
            ("", "", ""),
        ];
        for (text, snake, camel) in cases {
            assert_eq!(joined(text, '_'), snake, "{text}");
            assert_eq!(upper_camel(text), camel, "{text}");
        }
    }
}
