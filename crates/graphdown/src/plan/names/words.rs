//! Names that are made of the words of a path.

/// The singular of the last word of a segment, by the rules that hold for the English of path segments.
pub(crate) fn singular(segment: &str) -> String {
    let lower = segment.to_ascii_lowercase();
    let cut = |count: usize, add: &str| format!("{}{add}", &segment[..segment.len() - count]);
    if lower.ends_with("ies") && lower.len() > 4 {
        cut(3, "y")
    } else if ["sses", "xes", "ches", "shes"].iter().any(|it| lower.ends_with(it)) {
        cut(2, "")
    } else if lower.ends_with('s') && !["ss", "us", "is"].iter().any(|it| lower.ends_with(it)) {
        cut(1, "")
    } else {
        segment.to_owned()
    }
}

/// The name of a key behind `segment`: `users` → `user_id`.
pub(crate) fn parameter_of(segment: &str) -> String {
    format!("{}_id", super::snake_name(&singular(segment)))
}

/// The system words of OData's URL conventions as methods: `$ref` would be a keyword.
const QUERY_WORDS: [(&str, &str); 3] =
    [("$ref", "reference"), ("$value", "value"), ("$count", "count")];

/// The method's name for a system word.
pub(crate) fn query_word(segment: &str) -> Option<&'static str> {
    QUERY_WORDS.iter().find(|it| it.0 == segment).map(|it| it.1)
}

/// The struct with the parameters of an action: titles of action pages read `type: action`; where they do not, the word before the action tells.
pub(crate) fn action_body(title: &str, holder: &str, last_word: &str) -> String {
    let action = last_word.rsplit_once('.').map_or(last_word, |it| it.1);
    match title.split_once(':') {
        Some((ty, rest)) if rest.trim().eq_ignore_ascii_case(action) => {
            super::type_name(&format!("{} {action}", ty.trim()))
        }
        _ if action.is_empty() => super::type_name(title),
        _ => super::type_name(&format!("{} {action}", singular(holder))),
    }
}

/// The struct with what an update of `word` may change.
pub(crate) fn update_body(word: &str) -> String {
    super::type_name(&format!("{word} update"))
}

#[cfg(test)]
mod tests {
    use super::{parameter_of, singular};

    #[test]
    fn singulars() {
        let cases = [
            ("users", "user"),
            ("policies", "policy"),
            ("mailboxes", "mailbox"),
            ("status", "status"),
            ("access", "access"),
            ("me", "me"),
        ];
        for (plural, expected) in cases {
            assert_eq!(singular(plural), expected);
        }
        assert_eq!(parameter_of("mailFolders"), "mail_folder_id");
    }
}
