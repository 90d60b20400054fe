//! What the papers promise is there.

use graphdown_tests::repository;
use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}

/// The lines of the fenced blocks of `language` in a page.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = text.split(&fence).skip(1).filter_map(|it| it.split("```").next());
    blocks.map(str::to_owned).collect()
}

#[test]
fn the_two_commands_of_the_readme_are_those_that_ci_runs() {
    let commands: Vec<String> = blocks(&read("README.md"), "sh")
        .iter()
        .flat_map(|it| it.lines())
        .map(str::to_owned)
        .collect();
    let ci = read(".ci/run").replace("--locked ", "");
    assert!(commands.len() >= 2, "{commands:?}");
    for command in &commands[..2] {
        let command = command.split('#').next().unwrap_or_default().trim();
        assert!(
            ci.lines().any(|it| it.starts_with(command)),
            "`{command}` is in the README, but CI does not run it"
        );
    }
}

#[test]
fn the_readme_names_every_crate() {
    let (readme, workspace) =
        (read("README.md"), read("Cargo.toml").parse::<toml::Table>().unwrap());
    for member in workspace["workspace"]["members"].as_array().unwrap() {
        let member = member.as_str().unwrap();
        assert!(readme.contains(&format!("`{member}`")), "{member}");
    }
}

#[test]
fn the_readme_states_the_rust_version_of_the_workspace() {
    let workspace = read("Cargo.toml").parse::<toml::Table>().unwrap();
    let version = workspace["workspace"]["package"]["rust-version"].as_str().unwrap();
    assert!(read("README.md").contains(&format!("Rust {version}")));
}

#[test]
fn every_dependency_has_its_reason() {
    let (paper, workspace) =
        (read("ARCHITECTURE.md"), read("Cargo.toml").parse::<toml::Table>().unwrap());
    for (dependency, _) in workspace["workspace"]["dependencies"].as_table().unwrap() {
        assert!(
            paper.contains(&format!("`{dependency}`")),
            "ARCHITECTURE.md does not say why {dependency} is there"
        );
    }
}

#[test]
fn links_between_the_papers_lead_somewhere() {
    for paper in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = read(paper);
        let targets = text.split("](").skip(1).filter_map(|it| it.split([')', '#']).next());
        for target in targets.filter(|it| !it.is_empty() && !it.contains("://")) {
            assert!(repository().join(target).exists(), "{paper} links to {target}");
        }
    }
}
