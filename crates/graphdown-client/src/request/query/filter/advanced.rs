//! Which conditions are advanced queries of directory objects.
//!
//! Source: <https://learn.microsoft.com/graph/aad-advanced-queries>.

/// True if the service takes the condition only with `ConsistencyLevel: eventual`, at least where directory objects are asked for:
/// `ne`, `not`, `endsWith` and `$count`, outside of quotes.
pub(in super::super) fn is_advanced(condition: &str) -> bool {
    // A quote within a string is doubled, so the parts with even numbers are outside of strings all the same.
    condition.split('\'').step_by(2).any(|outside| words(outside).any(is_advanced_word))
}

/// Names and operators; a path is one word, so that a property `x/not` is none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !(it.is_alphanumeric() || "$_@./:".contains(it)))
        .flat_map(|it| it.split(':'))
}

fn is_advanced_word(word: &str) -> bool {
    let is_operator = ["ne", "not", "endswith"].iter().any(|it| word.eq_ignore_ascii_case(it));
    is_operator || word.split('/').any(|it| it.eq_ignore_ascii_case("$count"))
}

#[cfg(test)]
mod tests {
    use super::is_advanced;

    #[test]
    fn only_what_stands_outside_of_quotes_counts() {
        let cases = [
            ("displayName ne 'x'", true),
            ("NOT startswith(displayName,'A')", true),
            ("not(a eq 1)", true),
            ("endsWith(mail,'x')", true),
            ("assignedLicenses/$count eq 0", true),
            ("a/any(x:x ne 1)", true),
            ("a/any(x:endswith(x,'b'))", true),
            ("displayName eq 'not a ne'", false),
            ("displayName eq 'it''s not' and a eq 1", false),
            ("displayName eq 'it''s' and not(a eq 1)", true),
            ("startswith(displayName,'A')", false),
            ("notes eq 1 or name eq 2 or a/not eq 3", false),
            ("contains(subject,'x')", false),
            ("", false),
        ];
        for (condition, expected) in cases {
            assert_eq!(is_advanced(condition), expected, "{condition}");
        }
    }
}
