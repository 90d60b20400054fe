//! The words of pages.

use serde::{Serialize, Serializer};
use smol_str::{SmolStr, StrExt};
use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// Words of a page that many places name. Short ones stand in the value itself; long ones are a part of the page's text, which stays
/// where it is, or are shared by all copies. So a copy costs no memory, and mostly the first one neither.
#[derive(Clone)]
pub struct Text(Words);

#[derive(Clone)]
enum Words {
    Own(SmolStr),
    Part { of: Arc<String>, start: u32, end: u32 },
}

impl Text {
    /// Words of their own.
    pub fn new(words: impl AsRef<str>) -> Text {
        Text(Words::Own(SmolStr::new(words)))
    }

    /// The same from a constant, without a copy.
    pub const fn new_static(words: &'static str) -> Text {
        Text(Words::Own(SmolStr::new_static(words)))
    }

    /// Words that stand in `page`, where `words` points to. What points elsewhere is copied.
    pub fn part_of(page: &Arc<String>, words: &str) -> Text {
        // Where short words stand in the value itself there is nothing to save.
        if words.len() <= INLINE {
            return Text::new(words);
        }
        let range = || {
            let start = (words.as_ptr() as usize).checked_sub(page.as_ptr() as usize)?;
            let end = start.checked_add(words.len())?;
            // Not by address alone: what stands there has to be these words.
            page.get(start..end).filter(|it| std::ptr::eq(*it, words))?;
            Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
        };
        match range() {
            Some((start, end)) => Text(Words::Part { of: page.clone(), start, end }),
            None => Text::new(words),
        }
    }

    /// As a plain string.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Words::Own(it) => it,
            Words::Part { of, start, end } => {
                of.get(*start as usize..*end as usize).unwrap_or_default()
            }
        }
    }

    /// In small letters, those of ASCII alone.
    pub fn in_ascii_lower_case(words: &str) -> Text {
        Text(Words::Own(words.to_ascii_lowercase_smolstr()))
    }

    /// In small letters.
    pub fn in_lower_case(words: &str) -> Text {
        Text(Words::Own(words.to_lowercase_smolstr()))
    }
}

/// Longer words do not fit into a [`SmolStr`]: the length of its own buffer.
const INLINE: usize = 23;

impl Default for Text {
    fn default() -> Self {
        Text::new_static("")
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Text {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Text) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Text) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialEq<str> for Text {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    #[inline]
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<Text> for str {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Text> for &str {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<Text> for String {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::new(words)
    }
}

impl From<&String> for Text {
    fn from(words: &String) -> Text {
        Text::new(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Text {
        Text(Words::Own(words.into()))
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(words: Cow<'_, str>) -> Text {
        Text(Words::Own(words.into()))
    }
}

impl From<Text> for String {
    fn from(words: Text) -> String {
        words.as_str().to_owned()
    }
}

impl FromIterator<char> for Text {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Text {
        Text(Words::Own(characters.into_iter().collect()))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "words that are too long to stand in the value";

    #[test]
    fn it_is_as_large_as_a_string() {
        assert_eq!(size_of::<Text>(), size_of::<String>());
        assert_eq!(size_of::<Option<Text>>(), size_of::<String>());
        assert!(!SmolStr::new(&LONG[..INLINE]).is_heap_allocated());
        assert!(SmolStr::new(&LONG[..=INLINE]).is_heap_allocated());
    }

    #[test]
    fn a_part_of_a_page_is_not_copied() {
        let page = Arc::new(format!("# {LONG}\n"));
        let part = Text::part_of(&page, &page[2..2 + LONG.len()]);
        assert_eq!(part, LONG);
        assert!(std::ptr::eq(part.as_str(), &page[2..2 + LONG.len()]));
        assert!(std::ptr::eq(part.clone().as_str(), part.as_str()));
        drop(page);
        assert_eq!(part.as_str(), LONG, "the text lives as long as its parts");
    }

    #[test]
    fn what_stands_elsewhere_is_copied() {
        let page = Arc::new(format!("# {LONG}\n"));
        let elsewhere = LONG.to_owned();
        let copied = Text::part_of(&page, &elsewhere);
        drop(elsewhere);
        assert_eq!(copied, LONG);
    }

    #[test]
    fn all_forms_of_the_same_words_are_equal() {
        let page = Arc::new(LONG.to_owned());
        let forms = [Text::part_of(&page, &page), Text::new(LONG), Text::new_static(LONG)];
        assert!(forms.iter().all(|it| it == &forms[0] && it.cmp(&forms[0]) == Ordering::Equal));
        let hash = |it: &Text| {
            let mut hasher = std::hash::DefaultHasher::new();
            it.hash(&mut hasher);
            hasher.finish()
        };
        assert!(forms.iter().all(|it| hash(it) == hash(&forms[0])));
    }
}
