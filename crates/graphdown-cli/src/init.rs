//! `graphdown init`.

mod texts;

use crate::args::Init;
use crate::console::{Console, Failure};
use graphdown::{Config, FirstCall};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use texts::Project;

/// The package that `graphdown generate` writes for the program.
const BINDINGS: &str = "graph-bindings";

pub(crate) fn run(args: &Init, console: &Console) -> Result<bool, Failure> {
    let folder = &args.folder;
    let docs = args.docs.clone().unwrap_or_else(|| folder.join("docs"));
    if args.docs.is_some() && !docs.is_dir() {
        return Err(Failure::Usage(
            format!("there is no folder `{}`", docs.display()),
            "leave out `--docs` if the documentation is to come later".to_owned(),
        ));
    }
    let has_docs = docs.is_dir();
    let call = if has_docs { call(&docs, console)? } else { Some(users()) };
    let project = Project {
        name: name(args)?,
        docs: graphdown::path_from(folder, &docs)?,
        client: args.client_path.as_deref().map(|it| client(folder, it)).transpose()?,
        call,
    };
    let mut files = vec![("graphdown.toml", texts::settings(&project))];
    if !args.settings_only {
        files.push(("Cargo.toml", texts::manifest(&project)));
        files.push(("src/main.rs", texts::program(&project)));
    }
    write(folder, &files)?;
    let written = files.iter().map(|(name, _)| format!("wrote {}\n", folder.join(name).display()));
    console.tell(written.collect::<String>());
    console.tell(texts::next_steps(&project, folder, has_docs, args.settings_only));
    Ok(true)
}

/// What the documentation has to begin with.
fn call(docs: &Path, console: &Console) -> Result<Option<FirstCall>, Failure> {
    let mut config = Config::new();
    config.docs(docs);
    let _progress = console.progress(format!("reading {}", docs.display()));
    let ir = config.load()?;
    Ok(config.first_call(&ir)?)
}

/// A call that Graph is known for.
fn users() -> FirstCall {
    FirstCall {
        version: "v1_0".to_owned(),
        path: "/users".to_owned(),
        call: "users().list()".to_owned(),
        is_list: true,
        permission: None,
    }
}

/// The package's name: as given, or made of the folder's.
fn name(args: &Init) -> Result<String, Failure> {
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    let name = match &args.name {
        Some(name) => name.clone(),
        None => {
            let folder = std::path::absolute(&args.folder)?;
            let folder = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name: String =
                folder.chars().map(|it| if is_word(it) { it } else { '-' }).collect();
            let is_good = name.starts_with(|it: char| it.is_ascii_alphabetic()) && name != BINDINGS;
            if is_good { name } else { "first-program".to_owned() }
        }
    };
    let begins = name.starts_with(|it: char| it.is_ascii_alphabetic());
    if !begins || !name.chars().all(is_word) || name == BINDINGS {
        let help = "use letters, digits, `-` and `_`, and begin with a letter; `graph-bindings` is taken by the bindings";
        return Err(Failure::Usage(
            format!("`{name}` cannot be the name of the program's package"),
            help.to_owned(),
        ));
    }
    Ok(name)
}

/// The folder of the runtime as the program sees it.
fn client(folder: &Path, client: &Path) -> Result<String, Failure> {
    if !client.join("Cargo.toml").is_file() {
        return Err(Failure::Usage(
            format!("there is no package in `{}`", client.display()),
            "`--client-path` names the folder of `graphdown-client`".to_owned(),
        ));
    }
    Ok(graphdown::path_from(folder, client)?)
}

/// Writes all of `files` or, if one of them is there, none.
fn write(folder: &Path, files: &[(&str, String)]) -> Result<(), Failure> {
    let there = files.iter().filter(|(name, _)| folder.join(name).symlink_metadata().is_ok());
    let there: Vec<String> = there.map(|(name, _)| format!("`{name}`")).collect();
    if !there.is_empty() {
        let help = if there == ["`graphdown.toml`"] {
            "`graphdown generate` is the next step; to begin anew, remove the file"
        } else {
            "choose another folder; in a package that is there, `--settings-only` adds just `graphdown.toml`"
        };
        return Err(Failure::Usage(
            format!("`{}` has {} already", folder.display(), there.join(", ")),
            help.to_owned(),
        ));
    }
    for (name, text) in files {
        let path = folder.join(name);
        new_file(&path, text).map_err(|error| {
            Failure::Usage(
                format!("cannot write `{}`: {error}", path.display()),
                "give a folder that you may write".to_owned(),
            )
        })?;
    }
    Ok(())
}

/// Fails where somebody else was quicker.
fn new_file(path: &PathBuf, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    fs::File::create_new(path)?.write_all(text.as_bytes())
}
