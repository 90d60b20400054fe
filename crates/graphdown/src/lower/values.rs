//! Lists of values in descriptions: "Possible values are: `a`, `b`, and `c`."

use super::pairs::Pairs;
use crate::ir::Text;

/// Words in front of a list of values, by what they have in common: most descriptions have nothing of that, and few have more than one.
const PHRASES: &[(&str, &[&str])] = &[
    (
        "possible value",
        &[
            "possible values are",
            "possible values is",
            "possible value is",
            "possible values include",
            "possible values",
            "possible value are",
            "possible value:",
        ],
    ),
    (
        "values",
        &[
            "supported values are",
            "supported values",
            "allowed values are",
            "allowed values",
            "valid values are",
            "valid values",
            "accepted values are",
            "values are",
            "following values",
        ],
    ),
    (
        "one of",
        &[
            "can be one of the following",
            "one of the following values",
            "can be one of",
            "must be one of",
            "is one of",
            "one of `",
            "one of:",
        ],
    ),
    ("either", &["either `", "can be either", "may be either", "be either"]),
    ("can be `", &["can be `"]),
];

/// Sentences that add to the list although they stand behind it.
const MORE: &str = "evolvable enum";

/// Where `words` begin in `text`. [`str::find`] makes ready to search a long text for them, which costs more than to see that they are
/// not in a short one, and mostly they are not.
pub(super) fn place_of(words: &str, text: &str) -> Option<usize> {
    if text.contains(words) { text.find(words) } else { None }
}

/// The values that a description lists, each once, in order. Empty if it lists none.
pub(super) fn values(description: &str) -> Vec<Text> {
    let folded = description.to_ascii_lowercase();
    values_of(description, &folded, &Pairs::of(&folded))
}

/// The same, with the description in lower case, and what that cannot have.
pub(super) fn values_of(description: &str, folded: &str, pairs: &Pairs) -> Vec<Text> {
    let mut found = Vec::new();
    // The first one, and the longest where one contains another.
    let phrase = PHRASES
        .iter()
        .filter(|(shared, _)| pairs.may_have(shared) && folded.contains(shared))
        .flat_map(|(_, phrases)| *phrases)
        .filter(|it| pairs.may_have(it))
        .filter_map(|it| place_of(it, folded).map(|at| (at, *it)))
        .min_by_key(|(at, phrase)| (*at, usize::MAX - phrase.len()));
    let start = match phrase {
        Some((at, phrase)) => at + phrase.trim_end_matches('`').len(),
        None => return bare_list(description),
    };
    let region = &description[start..start + sentence(&description[start..])];
    let codes: Vec<&str> = listed_codes(region);
    if codes.is_empty() {
        bare_values(region, &mut found);
    } else {
        codes.iter().for_each(|it| add(it, &mut found));
    }
    if let Some(at) = place_of(MORE, folded).filter(|it| *it > start) {
        // The members that only those get who ask for them; lists that repeat all members do no harm.
        let behind = &description[at..];
        let list = behind.find("):").or_else(|| behind.find(':')).map_or("", |it| &behind[it..]);
        let end = sentence(list);
        let codes = listed_codes(&list[..end]);
        if codes.is_empty() {
            bare_values(&list[..end], &mut found)
        } else {
            codes.iter().for_each(|it| add(it, &mut found))
        }
    }
    found
}

/// "The importance: `low`, `normal`, `high`.": a colon, then nothing but code to the end of the sentence.
fn bare_list(description: &str) -> Vec<Text> {
    let mut found = Vec::new();
    let Some(at) = place_of(": `", description) else { return found };
    let region = &description[at + 1..at + 1 + sentence(&description[at + 1..])];
    let codes = listed_codes(region);
    let between: String = region.split('`').step_by(2).collect();
    let only_codes = between
        .replace(" and ", "")
        .replace(" or ", "")
        .chars()
        .all(|it| matches!(it, ',' | ' ' | '.' | ';'));
    if codes.len() >= 2 && only_codes {
        codes.iter().for_each(|it| add(it, &mut found));
    }
    found
}

/// The length of the first sentence: up to a period outside of code that white space and no further item follows.
fn sentence(text: &str) -> usize {
    let (mut in_code, mut depth) = (false, 0i32);
    for (at, c) in text.char_indices() {
        match c {
            '`' => in_code = !in_code,
            '(' | '[' if !in_code => depth += 1,
            ')' | ']' if !in_code => depth -= 1,
            '.' if !in_code
                && depth <= 0
                && text[at + 1..].chars().next().is_none_or(char::is_whitespace) =>
            {
                let rest = text[at + 1..]
                    .trim_start()
                    .trim_start_matches("<br>")
                    .trim_start_matches("<br/>")
                    .trim_start();
                if !rest.starts_with(['`', '-', '"']) && !rest.starts_with("<li>") {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The code spans of the list. Those in parentheses are remarks on an item.
fn listed_codes(region: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut at, mut depth) = (0, 0i32);
    while let Some(next) = region[at..].find(['`', '(', ')']).map(|it| at + it) {
        match region.as_bytes()[next] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {
                let ticks = region[next..].len() - region[next..].trim_start_matches('`').len();
                let start = next + ticks;
                let Some(end) = region[start..].find('`').map(|it| start + it) else { break };
                if depth <= 0 {
                    found.push(&region[start..end]);
                }
                at = end + (region[end..].len() - region[end..].trim_start_matches('`').len());
                continue;
            }
        }
        at = next + 1;
    }
    found
}

fn add(value: &str, found: &mut Vec<Text>) {
    // One code span may hold the whole list.
    for value in value.split(',') {
        let value = value.trim().trim_matches(['"', '\'', '*', '.', ':']).trim();
        let is_value = !value.is_empty()
            && value.len() <= 80
            && !value.contains(['$', '{', '=', ':'])
            && value.split_whitespace().count() <= 3;
        if is_value && !found.iter().any(|it| it == value) {
            found.push(value.into());
        }
    }
}

/// A list without marks: words between commas, or in quotes, or in bold. Anything that is not a single word makes it prose.
fn bare_values(region: &str, found: &mut Vec<Text>) {
    let region = region
        .replace("<br/>", ",")
        .replace("<br>", ",")
        .replace("<li>", ",")
        .replace("</li>", ",")
        .replace("<ul>", "")
        .replace("</ul>", "");
    let list = region.trim_start_matches([':', ' ', '*']);
    let mut items = Vec::new();
    for part in list.split([',', ';', '|']) {
        for part in part.split(" or ").flat_map(|it| it.split(" and ")) {
            let part = part.trim().trim_start_matches("or ").trim_start_matches("and ").trim();
            let item = part
                .split(" - ")
                .next()
                .unwrap_or("")
                .split(" (")
                .next()
                .unwrap_or("")
                .trim_matches(['.', ':', ' ', '*', '"', '\'', '“', '”', '_']);
            if item.is_empty() {
                continue;
            }
            items.push((item.to_owned(), part.contains(" - ")));
        }
    }
    let is_word = |it: &str| {
        it.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            && it.chars().any(char::is_alphabetic)
    };
    let are_values = items.len() >= 2 && items.iter().all(|(it, _)| is_word(it));
    if are_values {
        items.into_iter().for_each(|(it, _)| add(&it, found));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_every_style_are_read() {
        for (text, expected) in [
            ("State. Possible values are: `a`, `b`, and `c`. Default is `b`.", vec!["a", "b", "c"]),
            (
                "**Status.**.The possible values are: `notStarted`, `running`.",
                vec!["notStarted", "running"],
            ),
            ("Possible values are `a` (the default, see `x`) or `b`.", vec!["a", "b"]),
            (
                "The possible values are: automatic, noPreview, checklist.",
                vec!["automatic", "noPreview", "checklist"],
            ),
            ("The importance: `low`, `normal`, `high`.", vec!["low", "normal", "high"]),
            ("Days. Possible values are: `a`, `b`. <br>If **type** is `x`, more.", vec!["a", "b"]),
            ("Can be one of `A`, `B` or `C`.", vec!["A", "B", "C"]),
            (
                "Possible values: <br/>\"Success\" - done<br/>\"Failure\" - not done",
                vec!["Success", "Failure"],
            ),
            ("Valid values are: `1.0`, `1.1`.", vec!["1.0", "1.1"]),
            (
                "The possible values are: `a`, `unknownFutureValue`. Use the `Prefer: include-unknown-enum-members` request header to get the \
                 following value(s) in this [evolvable enum](/graph/x): `b`.",
                vec!["a", "unknownFutureValue", "b"],
            ),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_list_is_left_alone() {
        for text in [
            "Number of days. Valid values 0 to 24",
            "Supports `$filter` (`eq`, `ne`).",
            "The country, for example `US` or `UK`.",
            "Format: `PnYnMnD`, where `n` is a number.",
            "Valid values are described in the following table.",
            "The possible values are listed on the page about limits and quotas.",
        ] {
            assert_eq!(values(text), Vec::<Text>::new(), "{text}");
        }
    }
}
