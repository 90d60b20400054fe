//! The trail of facts: what the pages say, with the words and their place, and what became of it.

use super::show::place;
use crate::console::Console;
use graphdown::docset::DocSet;
use graphdown::ir::edm::{Api, Aspect, Evidence, Standing, Subject};
use std::fmt::Write;

/// How many characters of the words are shown.
const MOST: usize = 90;

/// All that is said about `subject`, by aspect, what holds first. Nothing if nothing is said.
pub(super) fn whole(docs: &DocSet, api: &Api, subject: &Subject, console: &Console) -> String {
    shown(docs, &api.evidence_of(subject), console)
}

/// Some of the evidence, as [`whole`] shows it.
pub(super) fn shown(docs: &DocSet, evidence: &[&Evidence], console: &Console) -> String {
    let mut text = String::new();
    let mut open: Option<Aspect> = None;
    for same in groups(evidence) {
        let it = same[0];
        if open != Some(it.aspect) {
            let _ = writeln!(text, "  {}", console.bold(it.aspect.as_str()));
            open = Some(it.aspect);
        }
        let _ = match it.standing {
            Standing::Holds => writeln!(text, "    {}", it.says),
            Standing::Lost(why) => writeln!(text, "    not followed: {} ({why})", it.says),
        };
        for it in same {
            let _ = writeln!(text, "      {}: {}", place(docs, it.span), words(docs, it));
        }
    }
    text
}

/// One line for each different thing that is said on one of the given aspects.
pub(super) fn brief(docs: &DocSet, api: &Api, subject: &Subject, aspects: &[Aspect]) -> String {
    let mut text = String::new();
    let mut evidence = api.evidence_of(subject);
    evidence.retain(|it| aspects.contains(&it.aspect));
    for same in groups(&evidence) {
        let it = same[0];
        let _ = write!(text, "  {:<6}  {}, {}", it.aspect.as_str(), it.says, place(docs, it.span));
        if same.len() > 1 {
            let _ = write!(text, " and {} more", same.len() - 1);
        }
        if let Standing::Lost(why) = it.standing {
            let _ = write!(text, ", not followed: {why}");
        }
        text.push('\n');
    }
    text
}

/// What says the same with the same effect, in the order of the first of each.
fn groups<'a>(evidence: &[&'a Evidence]) -> Vec<Vec<&'a Evidence>> {
    let mut groups: Vec<Vec<&'a Evidence>> = Vec::new();
    for it in evidence {
        let is_same = |other: &Evidence| {
            (other.aspect, other.standing, &other.says) == (it.aspect, it.standing, &it.says)
        };
        match groups.iter_mut().find(|group| is_same(group[0])) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    groups
}

/// The words that the evidence came from, on one line, cut around what they say.
fn words(docs: &DocSet, it: &Evidence) -> String {
    let source = &docs.file(it.span.file).text[it.span.range()];
    let line = source.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: Vec<char> = line.chars().filter(|it| !it.is_control()).collect();
    if line.len() <= MOST {
        return line.into_iter().collect();
    }
    let center = position(&line, &it.says).unwrap_or(0);
    let start = center.saturating_sub(MOST / 2).min(line.len() - MOST);
    let end = start + MOST;
    let cut: String = line[start..end].iter().collect();
    let (before, behind) = (start > 0, end < line.len());
    format!("{}{}{}", if before { "…" } else { "" }, cut.trim(), if behind { "…" } else { "" })
}

/// Where `line` has the words of `says`: all of them, or else the first that it has.
fn position(line: &[char], says: &str) -> Option<usize> {
    let folded: Vec<char> = line.iter().map(char::to_ascii_lowercase).collect();
    let find = |words: &str| {
        let words: Vec<char> = words.to_lowercase().chars().collect();
        folded.windows(words.len().max(1)).position(|it| it == words.as_slice())
    };
    find(says).or_else(|| says.split([' ', '(', ')', ',']).filter(|it| it.len() > 2).find_map(find))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_or_in_part() {
        let line: Vec<char> = "Supports `$filter` (`eq`). Read-only.".chars().collect();
        assert_eq!(position(&line, "read-only"), Some(27));
        assert_eq!(position(&line, "$filter (eq)"), Some(10));
        assert_eq!(position(&line, "a collection"), None);
        assert_eq!(position(&[], "x"), None);
    }
}
