//! The rules of the house, as far as a program can see them.

use graphdown_tests::{files, name, repository};
use std::fs;
use std::path::{Path, PathBuf};

/// Which layers each layer of the generator may use. `ir` alone means its spans and names; the three representations are listed apart.
/// Layers that are not listed stand above the core and may use all.
const LAYERS: &[(&str, &[&str])] = &[
    ("span", &["docset"]), // Only for a link in its documentation.
    ("docset", &["characters", "span"]),
    ("characters", &[]),
    ("diagnostics", &["characters", "docset", "span"]),
    ("ir::page", &["docset", "span", "ir::page"]),
    ("ir::edm", &["characters", "docset", "span", "ir::edm"]),
    ("ir::rust", &["docset", "span", "ir::rust"]),
    ("corrections", &["docset", "span", "diagnostics", "error"]),
    ("settings", &["docset", "span", "diagnostics", "corrections", "ir::edm", "ir::rust"]),
    ("slice", &["docset", "span", "diagnostics", "error", "settings", "ir::edm"]),
    ("start", &["ir::rust"]),
    ("read", &["characters", "docset", "span", "diagnostics", "ir::page"]),
    (
        "lower",
        &["characters", "docset", "span", "diagnostics", "corrections", "ir::page", "ir::edm"],
    ),
    ("plan", &["characters", "docset", "span", "diagnostics", "ir::edm", "ir::rust"]),
    ("emit", &["ir::rust"]),
    ("inventory", &["docset", "span", "ir::edm"]),
    ("verify", &["docset", "span", "diagnostics", "error", "ir::page", "ir::edm"]),
    ("files", &["characters", "docset", "span", "diagnostics", "error"]),
    ("error", &[]),
];

/// Crates that belong to one place.
const ONLY_IN: &[(&str, &str)] = &[
    ("pulldown_cmark", "read/markdown"),
    ("quote", "emit"),
    ("prettyplease", "emit"),
    ("heck", "plan/names"),
];

fn generator() -> PathBuf {
    repository().join("crates/graphdown/src")
}

/// Path below the generator's sources without extension, for instance `read/markdown`.
fn module(path: &Path) -> String {
    path.strip_prefix(generator()).unwrap().with_extension("").to_string_lossy().replace('\\', "/")
}

/// The code without comments that fill a line, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|it| !it.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The words behind each `marker` in `text`, up to the end of the path.
fn paths_after<'a>(text: &'a str, marker: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(marker).map(move |(start, _)| {
        let rest = &text[start + marker.len()..];
        let end = rest
            .find(|it: char| !(it.is_alphanumeric() || it == '_' || it == ':'))
            .unwrap_or(rest.len());
        &rest[..end]
    })
}

/// `ir::page::Json` stands in the layer `ir::page`, `span::Span` in `span`.
fn layer(path: &str) -> String {
    let mut parts = path.split("::");
    match (parts.next().unwrap_or_default(), parts.next()) {
        ("ir", Some(representation)) => format!("ir::{representation}"),
        (first, _) => first.to_owned(),
    }
}

/// Checks that a condition holds for all of `found`, and shows all for which it does not.
#[track_caller]
fn none(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn layers_use_only_what_they_may() {
    let mut found = Vec::new();
    for path in files(&generator(), "rs") {
        let own = layer(&module(&path).replace('/', "::"));
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == own) else { continue };
        let text = code(&path);
        // Those who use a representation use what all of them share: the words in it, and how much of it there is to be.
        let has_words =
            [own.as_str()].iter().chain(allowed.iter()).any(|it| it.starts_with("ir::"));
        for used in paths_after(&text, "crate::").map(layer) {
            let is_shared = matches!(used.as_str(), "ir::Text" | "ir::Trail") && has_words;
            if used != own && !is_shared && !allowed.contains(&used.as_str()) {
                found.push(format!("{} uses `{used}`", name(&path)));
            }
        }
        if text.contains("use crate::{") {
            found.push(format!("{} hides layers in one `use crate::{{`", name(&path)));
        }
    }
    none(found, "these layers use others that they may not (see ARCHITECTURE.md):");
}

#[test]
fn every_layer_of_the_table_is_there() {
    for (layer, _) in LAYERS {
        let path = generator().join(layer.replace("::", "/")).with_extension("rs");
        assert!(path.is_file(), "{layer} is in the table, but {} is not there", path.display());
    }
}

#[test]
fn crates_stay_where_they_belong() {
    let mut found = Vec::new();
    for path in files(&generator(), "rs") {
        let (module, text) = (module(&path), code(&path));
        for (krate, place) in ONLY_IN.iter().filter(|(_, place)| !place.is_empty()) {
            let is_word = |at: usize| !text[..at].ends_with(|it: char| it.is_alphanumeric());
            let uses = [format!("{krate}::"), format!("{krate}!")]
                .iter()
                .any(|it| text.match_indices(it.as_str()).any(|(at, _)| is_word(at)));
            if uses && module != *place && !module.starts_with(&format!("{place}/")) {
                found.push(format!("{} uses {krate}, which belongs to {place}", name(&path)));
            }
        }
    }
    none(found, "each of these crates has one place:");
}

#[test]
fn every_file_says_what_it_is() {
    let silent = sources().into_iter().filter(|it| !name(it).starts_with("generated/"));
    let silent = silent.filter(|it| !fs::read_to_string(it).unwrap().starts_with("//! "));
    none(silent.map(|it| name(&it)).collect(), "these files do not begin with a line `//!`:");
}

#[test]
fn there_is_no_hash_order_and_no_test_that_never_runs() {
    // Spelled so that this file does not contain them.
    let words = [
        ["Hash", "Map"],
        ["Hash", "Set"],
        ["#[ig", "nore"],
        ["#[should", "_panic"],
        ["un", "safe {"],
    ]
    .map(|it| it.concat());
    let mut found = Vec::new();
    for path in sources() {
        let text = code(&path);
        found.extend(
            words
                .iter()
                .filter(|it| text.contains(it.as_str()))
                .map(|it| format!("{}: {it}", name(&path))),
        );
    }
    none(found, "these words stand for something that the house does not do:");
}

#[test]
fn modules_are_files_beside_their_folder() {
    let found = sources()
        .into_iter()
        .filter(|it| it.ends_with("mod.rs") && !name(it).starts_with("generated/"));
    none(found.map(|it| name(&it)).collect(), "write `foo.rs` and `foo/`, not `foo/mod.rs`:");
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let words = [["/ho", "me/"], ["C:\\Us", "ers"], ["/ro", "ot/"], ["/wo", "rk/"], ["/tm", "p/"]]
        .map(|it| it.concat());
    let mut found = Vec::new();
    for path in ["rs", "toml", "md", "snap", "lock"].iter().flat_map(|it| files(&repository(), it))
    {
        // Pages speak of the API's own paths.
        let text = fs::read_to_string(&path).unwrap_or_default();
        let is_page = ["docs-input/", "tests/fixtures/", "generated/", "fuzz/corpus/"]
            .iter()
            .any(|it| name(&path).starts_with(it));
        let hits = words.iter().filter(|it| !is_page && text.contains(it.as_str()));
        found.extend(hits.map(|it| format!("{}: {it}", name(&path))));
    }
    none(found, "these files name folders of one machine:");
}

#[test]
fn hand_written_files_stay_readable() {
    const MOST_LINES: usize = 500;
    let long = sources().into_iter().filter(|it| !name(it).starts_with("generated/"));
    let long = long
        .map(|it| (fs::read_to_string(&it).unwrap().lines().count(), name(&it)))
        .filter(|(lines, _)| *lines > MOST_LINES);
    none(
        long.map(|(lines, name)| format!("{name}: {lines} lines")).collect(),
        "split these files:",
    );
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for manifest in files(&repository().join("crates"), "toml")
        .into_iter()
        .filter(|it| it.ends_with("Cargo.toml"))
    {
        let text: toml::Table = fs::read_to_string(&manifest).unwrap().parse().unwrap();
        assert_eq!(text["lints"]["workspace"].as_bool(), Some(true), "{}", name(&manifest));
        assert!(text["package"].get("description").is_some(), "{}", name(&manifest));
    }
}

#[test]
fn no_crate_has_unsafe_code() {
    let mut found = Vec::new();
    for path in files(&repository(), "toml").into_iter().filter(|it| it.ends_with("Cargo.toml")) {
        let text: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        // The workspace itself, and the fuzz targets, whose entry point libfuzzer makes.
        if !text.contains_key("package") || name(&path).starts_with("fuzz/") {
            continue;
        }
        let lints = text.get("lints");
        let takes_workspace = lints.and_then(|it| it.get("workspace")?.as_bool()) == Some(true);
        let own = lints.and_then(|it| it.get("rust")?.get("unsafe_code")?.as_str());
        if !takes_workspace && own != Some("forbid") {
            found.push(name(&path));
        }
    }
    none(found, "these crates do not forbid unsafe code:");
    let workspace: toml::Table =
        fs::read_to_string(repository().join("Cargo.toml")).unwrap().parse().unwrap();
    let lint = &workspace["workspace"]["lints"]["rust"]["unsafe_code"];
    assert_eq!(lint.as_str(), Some("forbid"));
}

#[test]
fn build_scripts_open_no_connection() {
    let words = ["std::net", "TcpStream", "reqwest", "hyper", "curl", "wget", "Command"];
    let scripts = files(&repository(), "rs").into_iter().filter(|it| it.ends_with("build.rs"));
    let own = [generator().join("build.rs"), repository().join("tests/round-trip/src/list.rs")];
    let mut found = Vec::new();
    for path in scripts.chain(own) {
        let text = code(&path);
        let hits = words.iter().filter(|it| text.contains(**it));
        found.extend(hits.map(|it| format!("{}: {it}", name(&path))));
    }
    none(found, "build scripts read and write files, and nothing else:");
    let manifest = fs::read_to_string(repository().join("crates/graphdown/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let known = manifest["dependencies"].as_table().unwrap();
    for it in ["reqwest", "hyper", "tokio", "ureq", "azure_core"] {
        assert!(
            !known.contains_key(it),
            "the generator, which build scripts call, depends on {it}"
        );
    }
}

#[test]
fn each_test_that_security_md_names_is_there() {
    let text = fs::read_to_string(repository().join("SECURITY.md")).unwrap();
    let tests = text.split('`').filter_map(|it| it.split_once("::"));
    let is_name = |it: &str| {
        it.bytes().all(|it| it.is_ascii_lowercase() || it == b'_' || it.is_ascii_digit())
    };
    let sources = sources();
    let mut missing = Vec::new();
    let mut count = 0;
    for (module, test) in
        tests.filter(|it| is_name(it.0) && is_name(it.1) && *it != ("plan", "names"))
    {
        count += 1;
        let is_there = sources.iter().any(|it| {
            it.file_stem().is_some_and(|it| it == module)
                && fs::read_to_string(it).unwrap().contains(&format!("fn {test}("))
        });
        if !is_there {
            missing.push(format!("{module}::{test}"));
        }
    }
    none(missing, "SECURITY.md names tests that are not there:");
    assert!(count > 40, "{count} tests");
}

/// All Rust files that are part of the project.
fn sources() -> Vec<PathBuf> {
    ["crates", "generated", "tests"]
        .iter()
        .flat_map(|it| files(&repository().join(it), "rs"))
        .collect()
}
