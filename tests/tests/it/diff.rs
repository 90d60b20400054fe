//! What `graphdown diff` finds: edits made in a copy of the pages, each with what it has to be found as.

mod corpus;
mod features;
mod seeds;

use graphdown::diff::{Change, Class, Difference, ItemKind, diff, groups, rules};
use graphdown::{Config, Ir, Stage, dump};
use rayon::prelude::*;
use seeds::{Edit, Pages, edits, pages};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The inventory of pages in memory, and the surface of their bindings.
struct Read {
    inventory: Value,
    surface: BTreeSet<String>,
}

/// The same of a crate with features: its surface says of each item which features bring it.
fn read_with_features(pages: &Pages) -> Read {
    let work = tempfile::tempdir().unwrap();
    let settings = work.path().join("graphdown.toml");
    fs::write(&settings, "[crate]\nfeatures = \"always\"\n").unwrap();
    let config = Config::from_file(&settings).unwrap();
    let ir = config.load_files("docs", files(pages)).unwrap();
    let inventory = graphdown::inventory(&ir.docs, &ir.edm);
    Read { inventory, surface: features::surface(&config.compile(&ir).unwrap().files) }
}

fn files(pages: &Pages) -> Vec<(String, Vec<u8>)> {
    pages.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect()
}

fn understood(pages: &Pages) -> Ir {
    Config::new().load_files("docs", files(pages)).unwrap()
}

fn inventory(pages: &Pages) -> Value {
    let ir = understood(pages);
    graphdown::inventory(&ir.docs, &ir.edm)
}

fn read(pages: &Pages) -> Read {
    let ir = understood(pages);
    let inventory = graphdown::inventory(&ir.docs, &ir.edm);
    Read { inventory, surface: surface(&dump(&ir.docs, Stage::Rust)) }
}

/// What a program can name: each line behind the item it belongs to, without what is no part of a signature.
fn surface(rust: &str) -> BTreeSet<String> {
    let mut item = "";
    let mut lines = BTreeSet::new();
    for line in rust.lines().filter(|it| !it.starts_with("file ")) {
        let line = line.strip_suffix(", deprecated").unwrap_or(line);
        let line = line.split(" = ").next().unwrap_or(line);
        if line.starts_with("    ") {
            // The name of an argument is no part of a signature; that of a field is.
            let line = match line.split_once('(') {
                Some((name, rest)) => format!("{name}({}", types_only(rest)),
                None => line.to_owned(),
            };
            lines.insert(format!("{item}{line}"));
        } else {
            item = line;
            lines.insert(line.to_owned());
        }
    }
    lines
}

fn types_only(parameters: &str) -> String {
    parameters
        .split(", ")
        .map(|it| it.split_once(": ").map_or(it, |it| it.1))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Changes that the pages of this test cannot bring about, made in the inventory.
fn by_hand(inventory: &Value) -> Vec<Change> {
    let mut changed = inventory.clone();
    let mut expected = BTreeSet::new();
    let en = &mut changed["enums"][0];
    (en["deprecated"], en["member_details"][0]["deprecated"]) = (true.into(), true.into());
    let name = format!("{}.{}", text(en, "namespace"), text(en, "name"));
    expected.insert(format!("additive enum {name}: deprecated added"));
    let member = text(&en["member_details"][0], "name");
    expected.insert(format!("additive member {name}/{member}: deprecated added"));
    let operations = changed["operations"].as_array_mut().unwrap();
    let action = operations.iter_mut().find(|it| it["kind"] == "action").unwrap();
    action["kind"] = "other".into();
    let name = format!("{} {}", text(action, "method"), text(action, "path"));
    expected.insert(format!("breaking operation {name}: kind changed"));
    let get = operations.iter_mut().find(|it| it["kind"] == "get").unwrap();
    get["kind"] = "other".into();
    let name = format!("{} {}", text(get, "method"), text(get, "path"));
    expected.insert(format!("documentation-only operation {name}: kind changed"));
    let ship = changed["types"].as_array_mut().unwrap().iter_mut();
    let tanker = ship.filter(|it| it["name"] == "tanker").last().unwrap();
    let name = &mut tanker["properties"].as_array_mut().unwrap()[1];
    assert_eq!(name["name"], "name");
    (name["navigation"], name["deprecated"]) = (true.into(), true.into());
    name["facts"]["read_only"] = true.into();
    let owner = "property microsoft.graph.tanker/name";
    for what in ["navigation", "deprecated", "read-only"] {
        expected.insert(format!("documentation-only {owner}: {what} added"));
    }
    let all = changed["types"].as_array_mut().unwrap();
    // One user can be read by a path, which stands for the user then.
    all.iter_mut().find(|it| it["name"] == "user").unwrap()["kind"] = "complex".into();
    expected.insert("breaking type microsoft.graph.user: kind changed".to_owned());
    let there = diff(inventory, &changed).unwrap();
    assert_eq!(lines(&there), expected);
    let back = diff(&changed, inventory).unwrap();
    there.changes.into_iter().chain(back.changes).collect()
}

fn text<'a>(it: &'a Value, key: &str) -> &'a str {
    it[key].as_str().unwrap()
}

fn line(it: &Change) -> String {
    format!("{} {} {}: {}", it.class.as_str(), it.item.as_str(), it.full_name(), it.what())
}

fn lines(it: &Difference) -> BTreeSet<String> {
    it.changes.iter().map(line).collect()
}

fn expected(it: &Edit) -> BTreeSet<String> {
    it.expect.iter().cloned().collect()
}

#[test]
fn each_edit_is_found_and_classed_the_bindings_agree_and_swapped_sides_mirror_it() {
    let base = pages();
    let (plain, gated) = (read(&base), read_with_features(&base));
    let edits = edits();
    assert!(edits.len() >= 40, "{}", edits.len());
    let check = |it: &Edit| {
        let pages = it.applied(&base);
        let (before, after) = match it.features {
            true => (&gated, read_with_features(&pages)),
            false => (&plain, read(&pages)),
        };
        let found = diff(&before.inventory, &after.inventory).unwrap();
        let class = found.changes.iter().map(|it| it.class).max();
        let lost: Vec<_> = before.surface.difference(&after.surface).collect();
        let gained: Vec<_> = after.surface.difference(&before.surface).collect();
        let back = diff(&after.inventory, &before.inventory).unwrap();
        let is_mirror = found.changes.iter().map(straight).collect::<BTreeSet<_>>()
            == back.changes.iter().map(mirrored).collect();
        let agrees = match class {
            Some(Class::Breaking) => it.unseen == lost.is_empty(),
            Some(Class::Additive) => lost.is_empty(),
            _ => lost.is_empty() && gained.is_empty(),
        };
        let is_right = agrees && is_mirror && lines(&found) == expected(it);
        let seen = format!(
            "{:#?}, mirrored {is_mirror}\nlost {lost:#?}\ngained {gained:#?}",
            lines(&found)
        );
        let rows: Vec<usize> =
            found.changes.iter().chain(&back.changes).map(|it| it.rule).collect();
        (rows, (!is_right).then(|| format!("expected {:#?}\nfound {seen}", it.expect)))
    };
    let checked: Vec<_> = edits.par_iter().map(check).collect();
    let wrong: Vec<&str> = checked.iter().filter_map(|it| it.1.as_deref()).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), edits.len(), wrong.join("\n\n"));
    let by_hand = by_hand(&plain.inventory);
    let rows = checked.iter().flat_map(|it| &it.0).chain(by_hand.iter().map(|it| &it.rule));
    let rows: BTreeSet<usize> = rows.copied().collect();
    let unused: Vec<_> = rules().into_iter().filter(|it| !rows.contains(&it.number)).collect();
    assert!(unused.is_empty(), "no edit shows these rows of the table: {unused:#?}");
}

#[test]
fn edits_of_different_pages_are_found_together_and_nothing_else() {
    let base = pages();
    let mut edited = base.clone();
    let mut used = BTreeSet::new();
    let mut wanted = BTreeSet::new();
    for it in edits().into_iter().filter(|it| !it.features) {
        // Two edits of one page may be about the same words.
        if it.pages().all(|page| !used.contains(page)) {
            used.extend(it.pages().map(str::to_owned));
            edited = it.applied(&edited);
            wanted.extend(expected(&it));
        }
    }
    assert!(used.len() >= 12, "{used:?}");
    let found = diff(&inventory(&base), &inventory(&edited)).unwrap();
    let found: BTreeSet<String> = lines(&found);
    let (more, less) = (found.difference(&wanted), wanted.difference(&found));
    assert_eq!((more.collect::<Vec<_>>(), less.collect::<Vec<_>>()), (Vec::new(), Vec::new()));
}

/// With the sides swapped, what was added is removed, old is new, and the places change sides.
fn mirrored(it: &Change) -> (String, Option<String>, Option<String>, String) {
    use graphdown::diff::Direction::{Added, Changed, Removed};
    let direction = match it.direction {
        Added => Removed,
        Removed => Added,
        Changed => Changed,
    };
    let place = format!("{:?} {:?}", it.new_place, it.old_place);
    let what = format!("{} {} {:?} {direction:?}", it.version, it.item.as_str(), it.attribute);
    (format!("{what} {}", it.name), it.new.clone(), it.old.clone(), place)
}

fn straight(it: &Change) -> (String, Option<String>, Option<String>, String) {
    let place = format!("{:?} {:?}", it.old_place, it.new_place);
    let what = format!("{} {} {:?} {:?}", it.version, it.item.as_str(), it.attribute, it.direction);
    (format!("{what} {}", it.name), it.old.clone(), it.new.clone(), place)
}

#[test]
fn a_set_against_itself_gives_nothing_and_order_does_not_matter() {
    let inventory = inventory(&pages());
    assert_eq!(diff(&inventory, &inventory).unwrap(), Difference::default());
    let mut turned = inventory.clone();
    for list in ["types", "enums", "operations"] {
        turned[list].as_array_mut().unwrap().reverse();
    }
    for ty in turned["types"].as_array_mut().unwrap() {
        ty["properties"].as_array_mut().unwrap().reverse();
    }
    assert_eq!(diff(&inventory, &turned).unwrap(), Difference::default());
}

#[test]
fn an_inventory_of_before_has_less_and_that_is_no_change() {
    let inventory = inventory(&pages());
    let mut older = inventory.clone();
    for (list, keys) in [
        ("types", &["documentation", "deprecated", "key", "file", "line", "sources"][..]),
        ("enums", &["documentation", "member_details", "file", "line"]),
        ("operations", &["title", "request_body", "response_body", "arguments", "documentation"]),
    ] {
        for it in older[list].as_array_mut().unwrap() {
            keys.iter().for_each(|key| drop(it.as_object_mut().unwrap().remove(*key)));
        }
    }
    let found = diff(&older, &inventory).unwrap();
    assert!(
        found.changes.iter().all(|it| it.class == Class::Documentation),
        "{:#?}",
        lines(&found)
    );
}

#[test]
fn features_that_come_all_at_once_are_told_by_themselves_and_only_if_both_sides_know_of_them() {
    let base = pages();
    let (without, with) = (inventory(&base), read_with_features(&base).inventory);
    let found = diff(&without, &with).unwrap();
    let is_new = |it: &Change| {
        it.item == ItemKind::Feature && it.attribute.is_none() && it.class == Class::Additive
    };
    assert!(found.changes.iter().all(is_new), "{:#?}", lines(&found));
    assert!(found.changes.iter().any(|it| it.owner == "users"));
    assert_eq!(diff(&with, &without).unwrap().step(), Some(Class::Breaking));
    let mut older = with.clone();
    for list in ["types", "undocumented_types", "enums", "operations"] {
        for it in older[list].as_array_mut().unwrap() {
            assert!(it.as_object_mut().unwrap().remove("areas").is_some());
        }
    }
    assert_eq!(diff(&older, &with).unwrap(), Difference::default());
}

#[test]
fn what_moves_between_the_same_features_is_one_group() {
    let base = pages();
    let mut renamed = base.clone();
    for text in renamed.values_mut() {
        *text = text.replace("ms.prod: \"people\"", "ms.prod: \"portraits\"");
    }
    let (old, new) = (read_with_features(&base).inventory, read_with_features(&renamed).inventory);
    let found = diff(&old, &new).unwrap();
    let moves = found.changes.iter().filter(|it| it.item == ItemKind::Operation);
    let groups = groups(moves);
    assert_eq!(groups.len(), 1, "{groups:#?}");
    assert_eq!(groups[0].first.what(), "moves from feature people to feature portraits");
    // Two pages, with several request lines each.
    assert!(groups[0].others.len() > 3, "{groups:#?}");
}

#[test]
fn what_is_no_inventory_is_refused() {
    let good = inventory(&pages());
    let error = diff(&Value::Null, &good).unwrap_err();
    assert!(error.to_string().contains("not an inventory") && error.help().is_some(), "{error}");
    let mut later = good.clone();
    later["inventory_version"] = 99.into();
    assert!(diff(&good, &later).unwrap_err().to_string().contains("version 99"));
}
