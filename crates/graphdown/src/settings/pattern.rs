//! Patterns over the paths of the API.

use std::fmt;

/// A pattern over paths: `*` is any one segment, `**` any number of segments, also none.
///
/// A segment with `*` inside of it, `get*`, fits segments of that form. Case does not matter, as it does not in Graph's URLs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
    segments: Vec<String>,
}

impl PathPattern {
    /// The pattern `text`, for instance `/admin/**`.
    pub fn new(text: &str) -> Self {
        PathPattern { text: text.to_owned(), segments: segments(text) }
    }

    /// True if all of `path` fits.
    pub fn matches(&self, path: &str) -> bool {
        fits(
            &self.segments,
            &segments(path),
            |pattern| pattern == "**",
            |pattern, segment| word_of_chars_fits(pattern, segment),
        )
    }

    /// The segments up to the first with a wildcard, in lower case.
    pub(crate) fn fixed_segments(&self) -> &[String] {
        let fixed = self.segments.iter().take_while(|it| !it.contains('*')).count();
        &self.segments[..fixed]
    }

    /// The same pattern with other segments in front.
    pub(crate) fn with_fixed_segments(&self, segments: &[String]) -> String {
        let rest = &self.segments[self.fixed_segments().len()..];
        segments.iter().chain(rest).map(|it| format!("/{it}")).collect()
    }
}

/// True if `word` fits `pattern`, in which `*` stands for any letters. Case does not matter.
pub(crate) fn word_fits(pattern: &str, word: &str) -> bool {
    word_of_chars_fits(&pattern.to_lowercase(), &word.to_lowercase())
}

fn word_of_chars_fits(pattern: &str, word: &str) -> bool {
    let (pattern, word): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), word.chars().collect());
    fits(&pattern, &word, |it| *it == '*', |a, b| a == b)
}

impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The segments of a path, in lower case.
pub(crate) fn segments(path: &str) -> Vec<String> {
    path.trim_matches('/').split('/').filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
}

/// Wildcard matching without recursion: on a mismatch the last wildcard takes one element more. Time is at most the product of the lengths.
fn fits<T>(
    pattern: &[T],
    input: &[T],
    is_wildcard: impl Fn(&T) -> bool,
    equal: impl Fn(&T, &T) -> bool,
) -> bool {
    let (mut p, mut i) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while i < input.len() {
        if p < pattern.len() && is_wildcard(&pattern[p]) {
            last = Some((p, i));
            p += 1;
        } else if p < pattern.len() && equal(&pattern[p], &input[i]) {
            (p, i) = (p + 1, i + 1);
        } else if let Some((wildcard, taken)) = last {
            last = Some((wildcard, taken + 1));
            (p, i) = (wildcard + 1, taken + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(is_wildcard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_what_they_should() {
        for (pattern, path, expected) in [
            ("/admin/**", "/admin/configurationManagement/x", true),
            ("/admin/**", "/admin", true),
            ("/admin/**", "/administration", false),
            ("/users/*", "/users/{id}", true),
            ("/users/*", "/users", false),
            ("/users/*", "/users/{id}/messages", false),
            ("**/messages", "/users/{id}/messages", true),
            ("**/messages/**/$value", "/me/messages/{id}/attachments/{id}/$value", true),
            ("/users/get*", "/users/getByIds", true),
            ("/users/get*Ids", "/Users/GetByNames", false),
            ("/Users/{id}", "/users/{ID}", true),
            ("**", "/", true),
        ] {
            assert_eq!(PathPattern::new(pattern).matches(path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn many_wildcards_stay_cheap() {
        let pattern = PathPattern::new(&"/**/a".repeat(40));
        assert!(!pattern.matches(&format!("{}/b", "/a".repeat(2000))));
        let pattern = PathPattern::new(&"*a".repeat(40));
        assert!(!pattern.matches(&format!("{}b", "a".repeat(5000))));
    }
}
