//! The files of a folder at a revision, read with the program `git`.

use crate::console::Failure;
use graphdown::Config;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

/// Path below the folder and contents of every file there that graphdown reads. Links and submodules are not followed.
pub(super) fn files(revision: &str, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if revision.starts_with('-') {
        let help = "write the revision first: HEAD:docs-input, v1.0.0:docs";
        return Err(failed(format!("`{revision}` is not a revision"), help));
    }
    let tree = format!("{revision}:{}", folder.trim_end_matches('/'));
    let entries = list(&tree)?;
    let mut child = git(&["cat-file", "--batch"], Stdio::null())?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(failed("git has no input or output".to_owned(), "run the command again"));
    };
    let wanted: String = entries.iter().map(|(id, _)| format!("{id}\n")).collect();
    // Asking and reading go on at the same time, or the pipes fill up.
    let writer = thread::spawn(move || input.write_all(wanted.as_bytes()));
    let mut output = BufReader::new(output);
    let mut files = Vec::new();
    for (_, path) in entries {
        let bytes = object(&mut output).ok_or_else(|| {
            failed(
                format!("git does not give `{path}` of `{tree}`"),
                "check the repository with `git fsck`",
            )
        })?;
        files.push((path, bytes));
    }
    let _ = writer.join();
    drop(output);
    let _ = child.wait();
    Ok(files)
}

/// Object ids and paths of the files below a tree that are read.
fn list(tree: &str) -> Result<Vec<(String, String)>, Failure> {
    let child = git(&["ls-tree", "-r", "-z", "--full-tree", tree], Stdio::piped())?;
    let output = child.wait_with_output().map_err(|error| {
        failed(format!("cannot read from git: {error}"), "run the command again")
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("fatal: ");
        return Err(failed(
            format!("git cannot read `{tree}`: {said}"),
            "REVISION:FOLDER needs a revision that `git rev-parse` knows, and a folder as seen from the repository's top, or from here \
             if it begins with `./`",
        ));
    }
    let listed = String::from_utf8_lossy(&output.stdout);
    let entries = listed.split('\0').filter_map(|it| {
        let (facts, path) = it.split_once('\t')?;
        let facts: Vec<&str> = facts.split(' ').collect();
        let is_file = facts.len() == 3 && facts[0].starts_with("100") && facts[1] == "blob";
        (is_file && Config::reads(path)).then(|| (facts[2].to_owned(), path.to_owned()))
    });
    Ok(entries.collect())
}

/// The next object of `cat-file --batch`: a line `id type size`, the bytes, a line break.
fn object(from: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = String::new();
    from.read_line(&mut line).ok()?;
    let size: u64 = line.trim_end().rsplit(' ').next()?.parse().ok()?;
    let mut bytes = Vec::new();
    from.take(size + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 != size + 1 {
        return None;
    }
    bytes.pop();
    Some(bytes)
}

fn git(arguments: &[&str], messages: Stdio) -> Result<Child, Failure> {
    let mut command = Command::new("git");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(messages);
    command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => failed(
            "the program `git` is not there, and a revision needs it".to_owned(),
            "install git, or give a folder or an inventory instead",
        ),
        _ => failed(format!("cannot start git: {error}"), "check that `git --version` works here"),
    })
}

fn failed(what: String, help: &str) -> Failure {
    Failure::Usage(what, help.to_owned())
}
