//! Checks against whole documentation sets, which are not part of the repository: `GRAPHDOWN_CORPUS` names the folder of one,
//! `GRAPHDOWN_SEEDS` a folder of single pages, `GRAPHDOWN_ORACLE` the scorer with the service's own metadata.

use crate::determinism::{assert_deterministic, assert_trail_changes_nothing};
use crate::layout::assert_shapes_change_nothing;
use graphdown::diagnostics::Code;
use graphdown::{Config, Stage, dump};
use graphdown_tests::{given, load};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the inventory must reach at least: section and key of the scorer's figures, and the share. A little below what is reached, so
/// that a change which loses something is seen.
const FLOORS: &[(&str, &str, f64)] = &[
    ("types vs documented", "R", 1.0),
    ("types vs documented", "P", 0.962),
    ("kind accuracy", "acc", 0.985),
    ("base (effective: entity==none)", "acc", 0.962),
    ("base (effective: entity==none)", "R", 0.88),
    ("property names", "R_structural", 0.989),
    ("property names", "R_navigation", 0.93),
    ("property names", "P", 0.994),
    ("property type", "type_and_collection", 0.986),
    ("property type", "both_if_enum_may_be_string", 0.99),
    ("navigation vs structural", "acc", 0.998),
    ("enum members (all)", "macro_P", 0.988),
    ("enum members (all)", "macro_R", 0.97),
    ("enum members (all)", "perfect_ignoring_case_and_unknownFutureValue", 0.944),
    ("enum flags", "acc", 0.986),
    ("api pages with >=1 operation", "R", 1.0),
    ("operation paths that resolve in the CSDL", "P", 0.98),
    ("operation paths that resolve in the CSDL", "verb_ok", 0.988),
    ("CSDL actions/functions with a page <type>-<name>.md", "R", 0.996),
    ("operation response type", "exact_or_related", 0.975),
    ("operation response type", "exact", 0.955),
    ("operations linked to a page by the SDK", "pages_with_a_hit", 0.965),
];

#[test]
fn the_same_bytes_from_the_whole_corpus() {
    let Some(folder) = given("GRAPHDOWN_CORPUS") else { return };
    let docs = load(&folder);
    assert_deterministic(&docs);
    assert_trail_changes_nothing(&docs);
    assert_shapes_change_nothing(&docs);
}

#[test]
fn every_page_is_classified_and_none_is_dropped_in_silence() {
    let Some(folder) = given("GRAPHDOWN_CORPUS") else { return };
    let config = Config::new().docs(&folder).clone();
    let ir = config.load().unwrap();
    let generated = config.compile(&ir).unwrap();
    let mut seen: BTreeSet<usize> = generated
        .diagnostics
        .iter()
        .filter(|it| matches!(it.code, Code::PageWithoutFacts | Code::UnnamedType))
        .map(|it| it.span.file.0 as usize)
        .collect();
    for api in &ir.edm.apis {
        let types = api.types.iter().flat_map(|it| &it.sources);
        let enums = api.enums.iter().flat_map(|it| &it.sources);
        let operations = api.operations.iter().flat_map(|it| &it.sources);
        seen.extend(types.chain(enums).chain(operations).map(|it| it.file.0 as usize));
    }
    let silent = ir
        .docs
        .files()
        .iter()
        .enumerate()
        .filter(|(index, it)| !seen.contains(index) && !it.path.contains("includes/"));
    let silent: Vec<&str> = silent.map(|(_, it)| it.path.as_str()).collect();
    assert!(
        silent.is_empty(),
        "{} pages yield nothing, and no diagnostic says so:\n{}",
        silent.len(),
        silent.join("\n")
    );
    let pages = dump(&ir.docs, Stage::Page).lines().filter(|it| it.starts_with("page ")).count();
    assert_eq!(pages, ir.docs.files().len());
}

#[test]
fn the_inventory_agrees_with_the_service() {
    let (Some(folder), Some(oracle)) = (given("GRAPHDOWN_CORPUS"), given("GRAPHDOWN_ORACLE"))
    else {
        return;
    };
    let pages = folder.join("api-reference/v1.0");
    let ir = Config::new().docs(&pages).load().unwrap();
    let work = tempfile::tempdir().unwrap();
    let inventory = work.path().join("inventory.json");
    fs::write(&inventory, graphdown::inventory(&ir.docs, &ir.edm).to_string()).unwrap();
    let Some(figures) = score(&oracle, &pages, &inventory) else { return };
    let reached = |(section, key, floor): &(&str, &str, f64)| {
        let value = figures["summary"][section][key]
            .as_f64()
            .unwrap_or_else(|| panic!("the scorer has no {section} {key}"));
        (value, format!("{section} {key}: {value}, at least {floor}"), value >= *floor)
    };
    let low: Vec<String> = FLOORS
        .iter()
        .map(reached)
        .filter(|(_, _, is_enough)| !is_enough)
        .map(|(_, line, _)| line)
        .collect();
    assert!(low.is_empty(), "{}", low.join("\n"));
}

/// Runs the scorer. `None` where there is no Python.
fn score(oracle: &Path, pages: &Path, inventory: &Path) -> Option<serde_json::Value> {
    let (figures, out) = (inventory.with_extension("figures"), inventory.with_extension("out"));
    let mut python = Command::new("python3");
    python
        .arg(oracle.join("score.py"))
        .arg(inventory)
        .arg(oracle.join("csdl_v1_2021.json"))
        .arg("--docs")
        .arg(pages);
    python
        .arg("--ops")
        .arg(oracle.join("operations_v1_2026.json"))
        .arg("--out")
        .arg(out)
        .arg("--json")
        .arg(&figures)
        .arg("-q");
    let output = python.output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_str(&fs::read_to_string(figures).unwrap()).unwrap())
}

#[test]
fn the_seeds_say_what_they_say() {
    let Some(folder) = given("GRAPHDOWN_SEEDS") else { return };
    let ir = Config::new().docs(&folder).load().unwrap();
    let edm = dump(&ir.docs, Stage::Edm);
    for line in [
        "entity microsoft.graph.configurationSnapshotJob",
        "enum microsoft.graph.snapshotJobStatus",
        "POST /admin/configurationManagement/configurationSnapshots/createSnapshot",
        "entity microsoft.graph.synchronizationJob",
        "complex microsoft.graph.synchronizationSchedule",
        "complex microsoft.graph.stringKeyLongValuePair",
    ] {
        assert!(edm.lines().any(|it| it.trim_start().starts_with(line)), "{line}\n{edm}");
    }
}

/// How much of what markdown says its rendered forms must say too: operations by page, properties with their types.
const RENDERED_OPERATIONS: f64 = 0.99;
const RENDERED_PROPERTIES: f64 = 0.97;

#[test]
fn rendered_pages_say_what_their_markdown_says() {
    let (Some(folder), Some(oracle)) = (given("GRAPHDOWN_CORPUS"), given("GRAPHDOWN_ORACLE"))
    else {
        return;
    };
    let pages = folder.join("api-reference/v1.0");
    let markdown = Facts::of(&pages);
    for form in ["R1", "R2"] {
        let work = tempfile::tempdir().unwrap();
        let target = work.path().join("v1.0");
        if !render(&oracle, form, &pages, &target) {
            return;
        }
        let rendered = Facts::of(&target);
        let operations = share(&markdown.operations, &rendered.operations);
        let properties = share(&markdown.properties, &rendered.properties);
        assert!(operations >= RENDERED_OPERATIONS, "{form}: {operations} of the operations");
        assert!(properties >= RENDERED_PROPERTIES, "{form}: {properties} of the properties");
    }
}

/// What an inventory says, by place.
struct Facts {
    /// Verbs and paths, by page.
    operations: BTreeMap<String, BTreeSet<String>>,
    /// Types, by page and property.
    properties: BTreeMap<String, String>,
}

impl Facts {
    fn of(pages: &Path) -> Facts {
        let ir = Config::new().docs(pages).load().unwrap();
        let inventory = graphdown::inventory(&ir.docs, &ir.edm);
        let mut facts = Facts { operations: BTreeMap::new(), properties: BTreeMap::new() };
        let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
        for it in inventory["operations"].as_array().unwrap() {
            let operation = format!("{} {}", text(&it["method"]), text(&it["path"]));
            facts.operations.entry(text(&it["source"])).or_default().insert(operation);
        }
        for ty in inventory["types"].as_array().unwrap() {
            for it in ty["properties"].as_array().unwrap() {
                let place = format!("{} {}", text(&ty["source"]), text(&it["name"]));
                facts.properties.insert(place, format!("{} {}", it["type"], it["collection"]));
            }
        }
        facts
    }
}

/// The share of `all` that `some` has with the same value.
fn share<T: PartialEq>(all: &BTreeMap<String, T>, some: &BTreeMap<String, T>) -> f64 {
    let same = all.iter().filter(|(place, value)| some.get(*place) == Some(value)).count();
    same as f64 / all.len() as f64
}

/// Writes the rendered form of all pages. False where there is no Python.
fn render(oracle: &Path, form: &str, pages: &Path, target: &Path) -> bool {
    const SCRIPT: &str = "import sys, os, glob\n\
        sys.path.insert(0, sys.argv[1])\n\
        import render_page\n\
        for page in glob.glob(os.path.join(sys.argv[3], '*', '*.md')):\n\
        \x20   out = os.path.join(sys.argv[4], os.path.relpath(page, sys.argv[3]))\n\
        \x20   os.makedirs(os.path.dirname(out), exist_ok=True)\n\
        \x20   open(out, 'w').write(render_page.render(page, sys.argv[2]))\n";
    let mut python = Command::new("python3");
    python.arg("-B").arg("-c").arg(SCRIPT).arg(oracle).arg(form).arg(pages).arg(target);
    let Ok(output) = python.output() else { return false };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}
