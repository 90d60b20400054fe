//! Which words a text cannot have, seen at one look.

/// The pairs of neighbouring characters in a text, of each the last five bits. What has not all pairs of a word does not have the word: so
/// most of many questions to a text need no search.
pub(super) struct Pairs([u32; 32]);

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let mut pairs = Pairs([0; 32]);
        let mut before = 0;
        for it in text.bytes() {
            pairs.0[usize::from(before & 31)] |= 1 << (it & 31);
            before = it;
        }
        pairs
    }

    /// False if the text does not have the word.
    pub(super) fn may_have(&self, word: &str) -> bool {
        let has = |first: u8, second: u8| self.0[usize::from(first & 31)] >> (second & 31) & 1 == 1;
        word.bytes().zip(word.bytes().skip(1)).all(|(first, second)| has(first, second))
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn words_that_are_there_may_be_there() {
        let text = "the default is `on`, naïve";
        let pairs = Pairs::of(text);
        for (start, _) in text.char_indices() {
            for (end, _) in text.char_indices().filter(|it| it.0 >= start) {
                assert!(pairs.may_have(&text[start..end]));
            }
        }
        assert!(!pairs.may_have("required") && !pairs.may_have("fed"));
    }
}
