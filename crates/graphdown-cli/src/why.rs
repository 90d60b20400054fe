//! `graphdown why`.

use crate::args::{Format, Why as Arguments};
use crate::console::{Console, Failure};
use crate::generate::require;
use graphdown::docset::DocSet;
use graphdown::slice::{Place, Why};
use graphdown::{Config, Ir};
use serde_json::{Value, json};
use std::fmt::Write;

pub(crate) fn run(args: &Arguments, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let load = |config: &Config| {
        let _progress =
            console.progress(format!("reading {}", config.documentation_folder().display()));
        config.load()
    };
    let ir = load(&config)?;
    let found = config.why(&ir, &args.name)?;
    if !found.is_empty() {
        show(&config, &ir, &found, true, args, console)?;
        return Ok(true);
    }
    // Of what was cut off nothing is known; what would be the way to it is a question to the whole.
    let mut all = config.clone();
    all.without_slice();
    let ir = load(&all)?;
    let found = all.why(&ir, &args.name)?;
    if found.is_empty() {
        let similar: Vec<String> = ir
            .edm
            .apis
            .iter()
            .flat_map(|it| crate::inspect::similar_types(it, &args.name))
            .collect();
        let hint = similar.first().map(|it| format!("; is it {it}?")).unwrap_or_default();
        console.tell(format!("the documentation has no type `{}`{hint}\n", args.name));
    } else {
        console.tell(format!("`{}` is not in the slice; in the whole API:\n\n", args.name));
        show(&config, &ir, &found, false, args, console)?;
    }
    Ok(false)
}

fn show(
    config: &Config,
    ir: &Ir,
    found: &[Why],
    in_slice: bool,
    args: &Arguments,
    console: &Console,
) -> Result<(), Failure> {
    let settings = config.settings_file().map(|it| it.display().to_string());
    for it in found {
        match args.format {
            Format::Text => {
                let mut text = text(&ir.docs, it, in_slice, console);
                // Among the pages the settings have a path as seen from the pages, which tells people little.
                if let (Some(name), Some(path)) = (&settings, entry_file(&ir.docs, it)) {
                    text = text.replace(&format!("  {path}:"), &format!("  {name}:"));
                }
                console.print(text)?;
            }
            Format::Json => console.print(format!("{}\n", object(&ir.docs, it, in_slice)))?,
        }
    }
    Ok(())
}

fn text(docs: &DocSet, it: &Why, in_slice: bool, console: &Console) -> String {
    let mut text = format!("{}\n\n", console.bold(&format!("{} ({})", it.name, it.version)));
    if it.chain.is_empty() {
        text += if in_slice {
            "It is there because the slice takes all; no operation needs it.\n"
        } else {
            "No operation needs it.\n"
        };
    } else {
        text += if in_slice { "It is there because of\n" } else { "It would come by\n" };
        for place in &it.chain {
            line(&mut text, docs, place);
        }
    }
    let _ = match it.users.len() {
        0 => writeln!(text, "\nNothing uses it."),
        number => writeln!(text, "\nIt is used by ({number})"),
    };
    for place in &it.users {
        line(&mut text, docs, place);
    }
    text + "\n"
}

fn line(text: &mut String, docs: &DocSet, it: &Place) {
    let place = place(docs, it).map(|(file, line)| format!("  {file}:{line}")).unwrap_or_default();
    let _ = match it.kind {
        "setting" => writeln!(text, "  {} \"{}\"{place}", it.via, it.name),
        _ => writeln!(text, "  {}: {}{place}", it.name, it.via),
    };
}

/// The file of the entry of the settings that brings the type in.
fn entry_file<'a>(docs: &'a DocSet, it: &Why) -> Option<&'a str> {
    let entry = it.chain.iter().find(|it| it.kind == "setting")?;
    place(docs, entry).map(|it| it.0)
}

fn place<'a>(docs: &'a DocSet, it: &Place) -> Option<(&'a str, usize)> {
    let span = it.place?;
    let file = docs.file(span.file);
    Some((file.path.as_str(), file.line_column(span.range().start).0))
}

fn object(docs: &DocSet, it: &Why, in_slice: bool) -> Value {
    let places = |list: &[Place]| -> Vec<Value> {
        let one = |it: &Place| {
            let place = place(docs, it);
            json!({
                "kind": it.kind, "name": it.name, "via": it.via,
                "file": place.map(|it| it.0), "line": place.map(|it| it.1),
            })
        };
        list.iter().map(one).collect()
    };
    json!({
        "version": it.version.as_str(), "type": it.name.to_string(), "in_slice": in_slice,
        "chain": places(&it.chain), "users": places(&it.users),
    })
}
