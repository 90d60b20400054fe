//! The same over a whole documentation set, with edits that are made by rule: what to edit is chosen from the inventory, so the test
//! knows no page.

use super::seeds::Pages;
use super::{inventory, line};
use graphdown::diff::diff;
use graphdown_tests::{files, given};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// How many edits of each sort are made.
const OF_EACH: usize = 4;

/// An edit: the page before and after, and what has to be found.
struct Made {
    page: String,
    text: Option<String>,
    expect: Vec<String>,
}

type Rule = fn(&Set, &Value) -> Option<Made>;

/// The pages, and how often each word occurs in all of them.
struct Set {
    pages: Pages,
    words: BTreeMap<String, usize>,
    /// Types that others inherit from.
    bases: BTreeSet<String>,
    /// By type: its base type, and the properties on its page.
    types: BTreeMap<String, (String, BTreeSet<String>)>,
}

/// The list of the inventory that each sort of edit looks at.
const RULES: &[(&str, &str, Rule)] = &[
    ("property removed", "types", property_removed),
    ("property added", "types", property_added),
    ("property of another type", "types", property_retyped),
    ("property in other words", "types", property_reworded),
    ("property deprecated", "types", property_deprecated),
    ("member added", "enums", member_added),
    ("member removed", "enums", member_removed),
    ("permission removed", "operations", permission_removed),
    ("permission added", "operations", permission_added),
    ("operation removed", "operations", operation_removed),
    ("operation in other words", "operations", operation_reworded),
    ("area of an operation", "operations", area_changed),
];

#[test]
fn forty_edits_of_a_whole_set_are_found_and_nothing_else() {
    let Some(folder) = given("GRAPHDOWN_CORPUS") else { return };
    let folder = folder.join("api-reference/v1.0");
    let path = |it: &std::path::PathBuf| {
        let name = it.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        (format!("v1.0/{name}"), fs::read_to_string(it).unwrap_or_default())
    };
    let pages: Pages = files(&folder, "md").iter().map(path).collect();
    let before = inventory(&pages);
    let set = Set::new(pages, &before);
    let (mut edited, mut expected, mut number) = (set.pages.clone(), BTreeSet::new(), 0);
    let mut used = BTreeSet::new();
    for (sort, list, rule) in RULES {
        let mut made = 0;
        // Spread over the set, and the same on every run.
        let start = number;
        let all = before[*list].as_array().unwrap();
        for it in (0..all.len()).map(|at| &all[(at * 131 + start * 17) % all.len()]) {
            let Some(edit) = rule(&set, it).filter(|it| !used.contains(&it.page)) else { continue };
            used.insert(edit.page.clone());
            match edit.text {
                Some(text) => edited.insert(edit.page, text),
                None => edited.remove(&edit.page),
            };
            expected.extend(edit.expect);
            (made, number) = (made + 1, number + 1);
            if made == OF_EACH {
                break;
            }
        }
        assert_eq!(made, OF_EACH, "{sort}");
    }
    assert!(number >= 40);
    let after = inventory(&edited);
    expected.extend(moved_types(&before, &after));
    expected.insert("additive feature zebra: added".to_owned());
    let found = diff(&before, &after).unwrap();
    let found: BTreeSet<String> = found.changes.iter().map(line).collect();
    let more: Vec<_> = found.difference(&expected).collect();
    let less: Vec<_> = expected.difference(&found).collect();
    assert!(more.is_empty() && less.is_empty(), "not expected {more:#?}\nnot found {less:#?}");
}

impl Set {
    fn new(pages: Pages, inventory: &Value) -> Set {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for text in pages.values() {
            for word in text.split(|it: char| !it.is_alphanumeric()) {
                *words.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        let all = inventory["types"].as_array().unwrap();
        let bases = all.iter().filter_map(|it| it["base"].as_str().map(str::to_owned)).collect();
        let types = all.iter().map(|it| {
            let properties = it["properties"].as_array().unwrap().iter();
            let names = properties.map(|it| text(it, "name").to_owned()).collect();
            (full_name(it), (text(it, "base").to_owned(), names))
        });
        let types = types.collect();
        Set { pages, words, bases, types }
    }

    /// True if a base type has the property too.
    fn is_inherited(&self, ty: &Value, property: &str) -> bool {
        let mut base = self.types.get(text(ty, "base"));
        while let Some((above, names)) = base {
            if names.contains(property) {
                return true;
            }
            base = self.types.get(above);
        }
        false
    }

    /// The page with line `line` replaced by `lines`.
    fn with(&self, page: &str, line: u64, lines: &[String]) -> Option<String> {
        let text = self.pages.get(page)?;
        let mut all: Vec<&str> = text.lines().collect();
        let at = line as usize - 1;
        (at < all.len()).then(|| {
            all.splice(at..=at, lines.iter().map(String::as_str));
            all.join("\n") + "\n"
        })
    }

    fn line(&self, page: &str, line: u64) -> &str {
        self.pages.get(page).and_then(|it| it.lines().nth(line as usize - 1)).unwrap_or_default()
    }
}

fn text<'a>(it: &'a Value, key: &str) -> &'a str {
    it[key].as_str().unwrap_or_default()
}

fn full_name(it: &Value) -> String {
    format!("{}.{}", text(it, "namespace"), text(it, "name"))
}

/// A property of a type of which all is on one page, whose row has three cells, and whose name is on that page twice at most: in the
/// row, and in the sample.
fn row<'a>(
    set: &'a Set,
    ty: &'a Value,
    is_it: impl Fn(&Value) -> bool,
) -> Option<(&'a Value, String)> {
    let is_alone = ty["sources"].as_array()?.len() == 1
        && !set.bases.contains(&full_name(ty))
        && ty["origin"] == "page";
    let page = set.pages.get(text(ty, "file"))?;
    let found = ty["properties"].as_array()?.iter().filter(|_| is_alone).find(|it| {
        let row = set.line(text(it, "file"), it["line"].as_u64().unwrap_or(1));
        let name = text(it, "name");
        it["file"] == ty["file"]
            && !set.is_inherited(ty, name)
            && row.starts_with('|')
            && row.trim_end().ends_with('|')
            && row.matches('|').count() == 4
            && page.matches(name).count() == 1 + page.matches(&format!("\"{name}\":")).count()
            && is_it(it)
    })?;
    let row = set.line(text(found, "file"), found["line"].as_u64()?).to_owned();
    Some((found, row))
}

fn made(page: &str, text: Option<String>, expect: Vec<String>) -> Option<Made> {
    Some(Made { page: page.to_owned(), text: Some(text?), expect })
}

fn property_removed(set: &Set, ty: &Value) -> Option<Made> {
    // Where a sample has it too, or a path leads to it, it would still be a property.
    let is_only_here = |it: &Value| set.words.get(&text(it, "name").to_lowercase()) == Some(&1);
    let (it, _) = row(set, ty, |it| it["navigation"] == false && is_only_here(it))?;
    let expect = format!("breaking property {}/{}: removed", full_name(ty), text(it, "name"));
    made(text(ty, "file"), set.with(text(ty, "file"), it["line"].as_u64()?, &[]), vec![expect])
}

fn property_added(set: &Set, ty: &Value) -> Option<Made> {
    let (it, row) = row(set, ty, |it| it["navigation"] == false)?;
    let new = "|zebraCrossing|String|Where to cross.|".to_owned();
    let expect = format!("additive property {}/zebraCrossing: added", full_name(ty));
    made(
        text(ty, "file"),
        set.with(text(ty, "file"), it["line"].as_u64()?, &[row, new]),
        vec![expect],
    )
}

fn property_retyped(set: &Set, ty: &Value) -> Option<Made> {
    let (it, row) = row(set, ty, |it| it["type"] == "Edm.Int32" && it["collection"] == false)?;
    let new = row.replacen("Int32", "Int64", 1);
    let expect = format!("breaking property {}/{}: type changed", full_name(ty), text(it, "name"));
    made(
        text(ty, "file"),
        set.with(text(ty, "file"), it["line"].as_u64()?, std::slice::from_ref(&new)),
        vec![expect],
    )
    .filter(|_| new != row)
}

fn more_words(row: &str, words: &str) -> String {
    let row = row.trim_end().trim_end_matches('|').trim_end();
    format!("{row} {words}|")
}

fn property_reworded(set: &Set, ty: &Value) -> Option<Made> {
    let (it, row) = row(set, ty, |it| text(it, "documentation").ends_with('.'))?;
    let new = more_words(&row, "Zebras are striped.");
    let name = format!("{}/{}", full_name(ty), text(it, "name"));
    let expect = format!("documentation-only property {name}: words changed");
    made(text(ty, "file"), set.with(text(ty, "file"), it["line"].as_u64()?, &[new]), vec![expect])
}

fn property_deprecated(set: &Set, ty: &Value) -> Option<Made> {
    let is_current =
        |it: &Value| it["deprecated"] == false && text(it, "documentation").ends_with('.');
    let (it, row) = row(set, ty, is_current)?;
    let new = more_words(&row, "This property is deprecated.");
    let name = format!("{}/{}", full_name(ty), text(it, "name"));
    let expect = vec![
        format!("additive property {name}: deprecated added"),
        format!("documentation-only property {name}: words changed"),
    ];
    made(text(ty, "file"), set.with(text(ty, "file"), it["line"].as_u64()?, &[new]), expect)
}

/// A member of an enum that is described on one page, by a row that begins with the name, which no other page knows.
fn member_row<'a>(set: &'a Set, it: &'a Value) -> Option<(&'a Value, &'a str)> {
    let members = it["member_details"].as_array()?;
    let is_alone = it["sources"].as_array()?.len() == 1 && members.len() >= 3;
    let found = members.iter().filter(|_| is_alone).find(|member| {
        let row = set.line(text(member, "file"), member["line"].as_u64().unwrap_or(1));
        let first = row.trim_start_matches('|').split('|').next().unwrap_or_default();
        let name = text(member, "name");
        row.starts_with('|')
            && row.trim_end().ends_with('|')
            && first.trim() == name
            && set.words.get(&name.to_lowercase()) == Some(&1)
    })?;
    Some((found, set.line(text(found, "file"), found["line"].as_u64()?)))
}

fn member_added(set: &Set, it: &Value) -> Option<Made> {
    let (member, row) = member_row(set, it)?;
    let new = row.replacen(text(member, "name"), "zebraCrossing", 1);
    let page = text(member, "file");
    let expect = format!("additive member {}/zebraCrossing: added", full_name(it));
    let lines = [row.to_owned(), new];
    made(page, set.with(page, member["line"].as_u64()?, &lines), vec![expect])
}

fn member_removed(set: &Set, it: &Value) -> Option<Made> {
    let (member, _) = member_row(set, it)?;
    let page = text(member, "file");
    let expect = format!("breaking member {}/{}: removed", full_name(it), text(member, "name"));
    made(page, set.with(page, member["line"].as_u64()?, &[]), vec![expect])
}

/// The page of an operation with one request line, if no other page is about the operation.
fn page_of<'a>(set: &'a Set, it: &Value) -> Option<&'a String> {
    let page = set.pages.get(text(it, "file"))?;
    let path = text(it, "path");
    let lines = page.lines().filter(|line| {
        ["GET /", "POST /", "PUT /", "PATCH /", "DELETE /"].iter().any(|it| line.starts_with(it))
    });
    if lines.count() != 1 || page.matches("Permission type").count() != 1 {
        return None;
    }
    let others = set.pages.values().filter(|it| it.contains(path)).count();
    Some(page).filter(|_| others == 1)
}

const ACCOUNT: &str = "delegated (work or school account)";

/// The line with the permissions of delegated access, its number, and the last of them.
fn permission_row<'a>(set: &'a Set, it: &'a Value) -> Option<(&'a str, u64, &'a str)> {
    let page = page_of(set, it)?;
    let list = it["permissions"]["delegated_work"].as_array()?;
    let last = list.last()?.as_str()?;
    let (at, row) = page.lines().enumerate().find(|(_, line)| line.contains("Delegated (work"))?;
    let is_plain = row.trim_end().ends_with('|') && row.matches(last).count() == 1;
    Some((row, at as u64 + 1, last)).filter(|_| is_plain && list.len() > 1)
}

fn permission_removed(set: &Set, it: &Value) -> Option<Made> {
    let (row, line, last) = permission_row(set, it)?;
    let shorter = row.replace(&format!(", {last}"), "");
    let name = format!("{} {} ({ACCOUNT}: {last})", text(it, "method"), text(it, "path"));
    let page = text(it, "file");
    made(
        page,
        set.with(page, line, std::slice::from_ref(&shorter)),
        vec![format!("breaking permission {name}: removed")],
    )
    .filter(|_| shorter != row)
}

fn permission_added(set: &Set, it: &Value) -> Option<Made> {
    let (row, line, last) = permission_row(set, it)?;
    let longer = row.replace(last, &format!("{last}, Zebra.Read.All"));
    let name = format!("{} {} ({ACCOUNT}: Zebra.Read.All)", text(it, "method"), text(it, "path"));
    let page = text(it, "file");
    made(page, set.with(page, line, &[longer]), vec![format!("additive permission {name}: added")])
}

fn operation_removed(set: &Set, it: &Value) -> Option<Made> {
    page_of(set, it).filter(|_| text(it, "method") == "DELETE")?;
    let name = format!("{} {}", text(it, "method"), text(it, "path"));
    let expect = vec![format!("breaking operation {name}: removed")];
    Some(Made { page: text(it, "file").to_owned(), text: None, expect })
}

fn operation_reworded(set: &Set, it: &Value) -> Option<Made> {
    let page = page_of(set, it)?;
    let words = text(it, "documentation").split("\n\n").next()?;
    let is_line = |(_, line): &(usize, &str)| *line == words && words.ends_with('.');
    let (at, line) = page.lines().enumerate().find(is_line)?;
    let name = format!("{} {}", text(it, "method"), text(it, "path"));
    let expect = vec![format!("documentation-only operation {name}: words changed")];
    let new = format!("{line} Zebras are striped.");
    made(text(it, "file"), set.with(text(it, "file"), at as u64 + 1, &[new]), expect)
}

fn area_changed(set: &Set, it: &Value) -> Option<Made> {
    let page = page_of(set, it)?;
    let (at, _) = page.lines().enumerate().find(|(_, line)| line.starts_with("ms.prod: "))?;
    let name = format!("{} {}", text(it, "method"), text(it, "path"));
    let feature = it["areas"][0].as_str()?;
    let moves = format!("moves from feature {feature} to feature zebra");
    let expect = vec![format!("breaking operation {name}: {moves}")];
    let new = "ms.prod: \"zebra\"".to_owned();
    made(text(it, "file"), set.with(text(it, "file"), at as u64 + 1, &[new]), expect)
}

/// What the edits do to the features of types, taken from the two inventories.
fn moved_types(before: &Value, after: &Value) -> Vec<String> {
    let areas = |inventory: &Value| -> BTreeMap<String, BTreeSet<String>> {
        let lists = [("types", "type"), ("undocumented_types", "type"), ("enums", "enum")];
        let all = lists.iter().flat_map(|(list, noun)| {
            inventory[*list].as_array().unwrap().iter().map(move |it| {
                let areas = it["areas"].as_array().unwrap().iter();
                let areas = areas.map(|it| it.as_str().unwrap().replace(' ', "-")).collect();
                (format!("{noun} {}", full_name(it)), areas)
            })
        });
        all.collect()
    };
    let (before, after) = (areas(before), areas(after));
    let list = |it: &BTreeSet<String>| {
        let names: Vec<&str> = it.iter().map(String::as_str).collect();
        format!("feature{} {}", if it.len() > 1 { "s" } else { "" }, names.join(", "))
    };
    let both = before.iter().filter_map(|(name, old)| Some((name, old, after.get(name)?)));
    let moved = both.filter_map(|(name, old, new)| {
        let (lost, gained) = (old - new, new - old);
        match (lost.is_empty(), gained.is_empty()) {
            (true, true) => None,
            (true, false) => Some(format!("additive {name}: is in {} too", list(&gained))),
            (false, true) => Some(format!("breaking {name}: is no longer in {}", list(&lost))),
            (false, false) => {
                let (lost, gained) = (list(&lost), list(&gained));
                Some(format!("breaking {name}: moves from {lost} to {gained}"))
            }
        }
    });
    moved.collect()
}
