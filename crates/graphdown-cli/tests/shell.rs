//! What the command tells of itself: help texts, completions, manual pages.

use std::fs;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    let Output { status, stdout, stderr } = command.args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// The commands that `graphdown --help` lists, without `help`.
fn commands() -> Vec<String> {
    let (_, help, _) = run(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   "));
    let names = names.filter_map(|it| it.split_whitespace().next());
    names.filter(|it| *it != "help").map(str::to_owned).collect()
}

#[test]
fn the_help_of_every_command_has_examples_of_it() {
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    for name in commands {
        let (code, help, _) = run(&[&name, "--help"]);
        assert_eq!(code, 0);
        let examples = help.split("\nExamples:\n").nth(1).unwrap_or_default();
        assert!(examples.starts_with(&format!("  graphdown {name}")), "{name}: {help}");
    }
}

#[test]
fn the_help_says_what_exit_codes_mean() {
    let (_, help, _) = run(&["--help"]);
    let codes = help.split("Exit codes, the same for every command:\n").nth(1).unwrap();
    for code in 0..3 {
        assert!(codes.lines().any(|it| it.starts_with(&format!("  {code}  "))), "{help}");
    }
    assert_eq!(run(&["explain", "GD0202"]).0, 0);
    assert_eq!(run(&["explain", "GD9999"]).0, 1);
    assert_eq!(run(&["explian"]).0, 2);
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, stderr) = run(&["completions", shell]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{shell}");
        assert!(commands().iter().all(|it| script.contains(it)), "{shell}");
    }
    assert_eq!(run(&["completions", "cmd"]).0, 2);
}

#[test]
fn bash_completes_commands_and_values_of_options() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("graphdown.bash");
    fs::write(&script, run(&["completions", "bash"]).1).unwrap();
    let complete = |words: &str, current: &str, previous: &str, index: usize| {
        let program = format!(
            ". '{}'; COMP_WORDS=({words}); COMP_CWORD={index}; _graphdown graphdown '{current}' '{previous}'; echo \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        Command::new("bash").args(["--norc", "-c", &program]).output()
    };
    let Ok(done) = complete("graphdown gen", "gen", "graphdown", 1) else {
        return; // There is no bash on this machine.
    };
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "generate", "{done:?}");
    let done = complete("graphdown --color nev", "nev", "--color", 2).unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "never", "{done:?}");
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let (code, page, _) = run(&["man"]);
    assert!(code == 0 && page.contains(".TH graphdown 1") && page.contains("Exit codes"), "{page}");
    let (_, page, _) = run(&["man", "generate"]);
    assert!(
        page.contains(".TH graphdown\\-generate 1") || page.contains(".TH graphdown-generate 1"),
        "{page}"
    );
    // Tables keep their lines.
    assert!(page.contains(".SH NOTES\n.nf\n"), "{page}");
    let (code, _, stderr) = run(&["man", "genarate"]);
    assert!(code == 2 && stderr.contains("genarate"), "{stderr}");

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man/man1");
    assert_eq!(run(&["man", "--out", out.to_str().unwrap()]).0, 0);
    for name in commands() {
        assert!(out.join(format!("graphdown-{name}.1")).is_file(), "{name}");
    }
    assert!(out.join("graphdown.1").is_file());
}

#[test]
fn colors_come_when_they_are_asked_for() {
    let colored = run(&["explain", "GD0202", "--color", "always"]).1;
    assert!(colored.contains('\x1b'));
    assert!(!run(&["explain", "GD0202"]).1.contains('\x1b'));
    assert!(!run(&["explain", "GD0202", "--color", "never"]).1.contains('\x1b'));
}
