//! The difference as Markdown, for a pull request.

use super::change::{Change, Class};
use super::{Difference, Group, groups};
use std::fmt::Write;

/// Longest value in a cell, in characters.
const MAX_VALUE: usize = 80;

/// A heading with the version step, and a table for each class; what is documentation alone is folded away.
pub fn markdown(it: &Difference, old: &str, new: &str) -> String {
    let Some(step) = it.step() else {
        return format!(
            "## No change of the API\n\n{} and {} say the same.\n",
            code(old),
            code(new)
        );
    };
    let counts = Class::ALL.map(|class| format!("{} {}", it.count(class), class.as_str()));
    let mut text = format!("## Change of the API: {}\n\n", step.step());
    let _ = writeln!(text, "From {} to {}: {}.", code(old), code(new), counts.join(", "));
    for class in Class::ALL {
        let found = groups(it.changes.iter().filter(|it| it.class == class));
        if found.is_empty() {
            continue;
        }
        let title = title(class);
        let table = table(&found);
        if class == Class::Documentation {
            let _ = write!(
                text,
                "\n<details>\n<summary>{title} ({})</summary>\n\n{table}\n</details>\n",
                it.count(class)
            );
        } else {
            let _ = write!(text, "\n### {title}\n\n{table}");
        }
    }
    text
}

fn title(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Additive => "Additive",
        Class::Documentation => "Documentation only",
    }
}

fn table(groups: &[Group<'_>]) -> String {
    let mut text =
        "|Version|Item|Change|Before|Now|Place|\n|:---|:---|:---|:---|:---|:---|\n".to_owned();
    for group in groups {
        let it = group.first;
        let value =
            |it: &Option<String>| it.as_deref().map(|it| code(&short(it))).unwrap_or_default();
        let others = if group.others.is_empty() {
            String::new()
        } else {
            format!(" and {} more", group.others.len())
        };
        let (was, is) = values(it);
        let _ = writeln!(
            text,
            "|{}|{} {}{others}|{}|{}|{}|{}|",
            it.version,
            it.item.as_str(),
            code(&it.full_name()),
            it.what(),
            value(&was),
            value(&is),
            it.place().map(|it| code(&it.to_string())).unwrap_or_default(),
        );
    }
    text
}

/// Both values, without what long ones have in common at their beginning.
fn values(it: &Change) -> (Option<String>, Option<String>) {
    let (Some(old), Some(new)) = (&it.old, &it.new) else {
        return (it.old.clone(), it.new.clone());
    };
    let (old, new) = excerpts(old, new, MAX_VALUE);
    (Some(old), Some(new))
}

/// The parts of two texts around their first difference, if they are longer than `length` characters.
pub fn excerpts(old: &str, new: &str, length: usize) -> (String, String) {
    let is_short = |it: &str| it.chars().count() <= length;
    if is_short(old) && is_short(new) {
        return (old.to_owned(), new.to_owned());
    }
    let common = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let start = common.saturating_sub(length / 4);
    let part = |it: &str| {
        let rest: String = it.chars().skip(start).take(length).collect();
        let before = if start > 0 { "…" } else { "" };
        let behind = if it.chars().count() > start + length { "…" } else { "" };
        format!("{before}{rest}{behind}")
    };
    (part(old), part(new))
}

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Room for the marks of an excerpt.
    if text.chars().count() <= MAX_VALUE + 2 {
        return text;
    }
    text.chars().take(MAX_VALUE).chain(['…']).collect()
}

/// Text as a code span of a table cell.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ").replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
