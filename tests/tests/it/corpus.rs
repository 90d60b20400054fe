//! Checks against whole documentation sets, which are not part of the repository: `GRAPHDOWN_CORPUS` names the folder of one,
//! `GRAPHDOWN_SEEDS` a folder of single pages, `GRAPHDOWN_ORACLE` the scorer with the service's own metadata.

use crate::determinism::assert_deterministic;
use graphdown::diagnostics::Code;
use graphdown::{Config, Stage, dump};
use graphdown_tests::{given, load};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the inventory must reach at least: section and key of the scorer's figures, and the share.
const FLOORS: &[(&str, &str, f64)] = &[
    ("types vs documented", "R", 0.99),
    ("property names", "R", 0.97),
    ("property names", "P", 0.99),
    ("property type", "type_and_collection", 0.98),
    ("enum members (all)", "macro_R", 0.965),
    ("api pages with >=1 operation", "R", 0.995),
    ("operation response type", "exact_or_related", 0.88),
];

#[test]
fn the_same_bytes_from_the_whole_corpus() {
    let Some(folder) = given("GRAPHDOWN_CORPUS") else { return };
    assert_deterministic(&load(&folder));
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
        .filter(|it| it.code == Code::PageWithoutFacts)
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
