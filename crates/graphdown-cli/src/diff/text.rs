//! The difference as text for people.

use super::side::Side;
use crate::console::Console;
use graphdown::diff::{Attribute, Change, Class, Difference, Direction, Group, excerpts, groups};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Longest value that stands in the line of its change.
const MAX_INLINE: usize = 50;

/// Longest part of a value that is shown at all.
const MAX_EXCERPT: usize = 100;

/// Most documentation-only changes that are listed without `-v`.
const MAX_WORDS: usize = 20;

const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const FAINT: &str = "2";

/// The version step and the counts, then the changes by class, the heaviest first.
pub(super) fn text(found: &Difference, old: &Side, new: &Side, console: &Console) -> String {
    let Some(step) = found.step() else {
        return "no change: both sides say the same of the API\n".to_owned();
    };
    let counts = Class::ALL.map(|it| format!("{} {}", found.count(it), it.as_str()));
    let mut text = format!("{}: {}\n", console.bold(step.step()), counts.join(", "));
    for class in Class::ALL {
        let list = groups(found.changes.iter().filter(|it| it.class == class));
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}", console.bold(class.as_str()));
        if class == Class::Documentation && list.len() > MAX_WORDS && console.verbose == 0 {
            text += &counted(&list);
        } else {
            list.iter().for_each(|it| text += &group(it, old, new, console));
        }
    }
    text
}

/// How many changes there are of each sort.
fn counted(list: &[Group<'_>]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for it in list {
        let sort = format!("{}: {}", it.first.item.as_str(), it.first.what());
        *counts.entry(sort).or_default() += 1 + it.others.len();
    }
    let width = counts.values().max().map_or(0, |it| it.to_string().len());
    let lines = counts.iter().map(|(sort, count)| format!("  {count:>width$} {sort}\n"));
    lines.chain(["  (-v lists them)\n".to_owned()]).collect()
}

fn group(group: &Group<'_>, old: &Side, new: &Side, console: &Console) -> String {
    let it = group.first;
    let (sign, color) = match it.direction {
        Direction::Added if it.attribute.is_none() => ("+", GREEN),
        Direction::Removed if it.attribute.is_none() => ("-", RED),
        _ => ("~", YELLOW),
    };
    let sign = console.styled(sign, color);
    let name = plain(&it.full_name());
    let more = match group.others.len() {
        0 => String::new(),
        number => console.styled(&format!(" and {number} more like it"), FAINT),
    };
    let mut text = format!("  {sign} {} {} {name}{more}", it.version, it.item.as_str());
    let (inline, below) = values(it, console);
    if it.attribute == Some(Attribute::Feature) {
        let _ = write!(text, ": {}", plain(&it.what()));
    } else if let Some(attribute) = it.attribute {
        let _ = write!(text, ": {} {inline}", attribute.as_str());
    }
    if let Some(place) = it.place() {
        let side = if it.new_place.is_some() { new } else { old };
        let place = plain(&format!("{}{place}", side.prefix));
        let _ = write!(text, "  {}", console.styled(&place, FAINT));
    }
    text.push('\n');
    text + &below
}

/// What stands behind the attribute, and the lines below: long values are shown there, around the first difference.
fn values(it: &Change, console: &Console) -> (String, String) {
    let (old, new) = (it.old.as_deref().map(plain), it.new.as_deref().map(plain));
    let is_short =
        |it: &Option<String>| it.as_ref().is_none_or(|it| it.chars().count() <= MAX_INLINE);
    let or_none = |it: Option<String>| it.unwrap_or_else(|| "(none)".to_owned());
    if is_short(&old) && is_short(&new) {
        let inline = match (old, new) {
            (None, Some(new)) if new == "yes" => "added".to_owned(),
            (Some(old), None) if old == "yes" => "removed".to_owned(),
            (old, new) => format!("{} → {}", or_none(old), or_none(new)),
        };
        return (inline, String::new());
    }
    let (old, new) = (or_none(old), or_none(new));
    let (old, new) = excerpts(&old, &new, MAX_EXCERPT);
    let line = |sign: &str, color: &str, text: &str| {
        format!("      {} {text}\n", console.styled(sign, color))
    };
    let below = line("-", RED, &old) + &line("+", GREEN, &new);
    (it.direction.as_str().to_owned(), below)
}

/// One line, without characters that move the cursor: the words are those of a page.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().map(|it| if it.is_control() { '\u{fffd}' } else { it }).collect()
}
