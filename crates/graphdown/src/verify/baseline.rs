//! Findings that are known, as a file that may only shrink.
//!
//! One line per finding: code, page, number of the example on the page, and a hash of the place in the body and the message. Line numbers
//! are left out, so that a page may grow above an example; so are the words of the page.

use super::{Finding, Verification};
use crate::docset::DocSet;
use crate::error::Error;
use std::collections::BTreeMap;

const HEAD: &str = "# Known findings of `graphdown verify`. The file may only shrink; `--update-baseline` takes out what is no longer found.\n";

/// Known findings, each as often as it occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    lines: BTreeMap<String, usize>,
}

/// Findings against a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Indexes into [`Verification::findings`] of those that the baseline does not have.
    pub new: Vec<usize>,
    /// Lines of the baseline that nothing was found for.
    pub gone: Vec<String>,
    /// The lines that stay.
    pub kept: Baseline,
}

impl Baseline {
    /// Reads the text of a baseline file. Empty lines and lines that begin with `#` do not count.
    ///
    /// # Errors
    /// If a line does not have its four words.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut baseline = Baseline::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.split(' ').count() < 4 || !line.starts_with("GD") {
                let what = format!("line {} of the baseline is not one of ours", index + 1);
                return Err(Error::new(what)
                    .with_help("a line is a code, a page, the number of the example and a hash"));
            }
            *baseline.lines.entry(line.to_owned()).or_default() += 1;
        }
        Ok(baseline)
    }

    /// All findings of `verification`.
    pub fn of(docs: &DocSet, verification: &Verification) -> Self {
        let mut baseline = Baseline::default();
        for it in &verification.findings {
            *baseline.lines.entry(line(docs, verification, it)).or_default() += 1;
        }
        baseline
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.lines.values().sum()
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let lines = self.lines.iter().flat_map(|(line, count)| std::iter::repeat_n(line, *count));
        HEAD.to_owned() + &lines.map(|it| format!("{it}\n")).collect::<String>()
    }

    /// What is new, and what is gone.
    pub fn compare(&self, docs: &DocSet, verification: &Verification) -> Compared {
        let mut left = self.lines.clone();
        let mut compared = Compared::default();
        for (index, it) in verification.findings.iter().enumerate() {
            let line = line(docs, verification, it);
            match left.get_mut(&line).filter(|it| **it > 0) {
                Some(count) => {
                    *count -= 1;
                    *compared.kept.lines.entry(line).or_default() += 1;
                }
                None => compared.new.push(index),
            }
        }
        let gone = left.into_iter();
        compared.gone = gone.flat_map(|(line, count)| std::iter::repeat_n(line, count)).collect();
        compared
    }
}

fn line(docs: &DocSet, verification: &Verification, it: &Finding) -> String {
    let example = &verification.examples[it.example];
    // Paths with spaces would not be one word.
    let page = docs.file(example.page).path.replace(' ', "%20");
    let hash = hash(&format!("{}\n{}", it.path, it.diagnostic.message));
    format!("{} {page} {} {hash:016x}", it.diagnostic.code, example.number)
}

/// FNV-1a, which is the same on every machine and in every release.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, it| {
        (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!((hash(""), hash("a")), (0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c));
    }

    #[test]
    fn a_baseline_is_what_its_text_says() {
        let text = "GD0917 v1.0/api/a.md 1 0000000000000001\n";
        let baseline = Baseline::parse(&format!("# head\n\n{text}{text}")).unwrap();
        assert_eq!(baseline.len(), 2);
        assert_eq!(Baseline::parse(&baseline.text()).unwrap(), baseline);
        assert!(Baseline::parse("something else").is_err());
    }

    #[test]
    fn what_is_not_found_is_gone() {
        let baseline = Baseline::parse("GD0917 a.md 1 0000000000000001").unwrap();
        let compared = baseline.compare(&DocSet::default(), &Verification::default());
        assert_eq!(compared.gone, ["GD0917 a.md 1 0000000000000001"]);
        assert!(compared.kept.is_empty() && compared.new.is_empty());
    }
}
