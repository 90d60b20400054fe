//! Foreign tools read what is exported. They are there if `tests/foreign/install` was run; nothing is downloaded here.

use super::{load, sets};
use graphdown::export::{csdl_json, csdl_xml, json_schema, openapi, openapi_3_0};
use graphdown_tests::repository;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the tools. `None`, and a word about it, where it is not there.
fn tools() -> Option<PathBuf> {
    let folder = repository().join("tests/foreign");
    let is_there =
        folder.join(".tools/venv").is_dir() && folder.join(".tools/node_modules").is_dir();
    if !is_there {
        skipped();
    }
    is_there.then_some(folder)
}

#[allow(clippy::print_stderr)] // A test has no other way to say so.
fn skipped() {
    eprintln!("skipped: run tests/foreign/install");
}

/// What the tool prints.
#[track_caller]
fn run(program: &Path, arguments: &[&Path], last: Option<&str>) -> Vec<u8> {
    let output = Command::new(program).args(arguments).args(last).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    let start: String = said.chars().take(2000).collect();
    assert!(output.status.success(), "{start}{complained}");
    output.stdout
}

#[test]
fn a_foreign_validator_takes_openapi_and_json_schema() {
    let Some(tools) = tools() else { return };
    let python = tools.join(".tools/venv/bin/python");
    let script = tools.join("openapi.py");
    let work = tempfile::tempdir().unwrap();
    let file = work.path().join("document.json");
    for folder in sets() {
        for api in &load(&folder).edm.apis {
            fs::write(&file, openapi(api).to_string()).unwrap();
            run(&python, &[&script, &file], None);
            fs::write(&file, openapi_3_0(api).to_string()).unwrap();
            run(&python, &[&script, &file], None);
            fs::write(&file, json_schema(api).to_string()).unwrap();
            run(&python, &[&script, &file], Some("schema"));
        }
    }
}

#[test]
fn a_foreign_validator_sees_what_is_wrong() {
    let Some(tools) = tools() else { return };
    let work = tempfile::tempdir().unwrap();
    let file = work.path().join("document.json");
    fs::write(&file, r#"{"openapi": "3.1.0", "info": {"title": "x"}, "paths": {}}"#).unwrap();
    let mut python = Command::new(tools.join(".tools/venv/bin/python"));
    let output = python.arg(tools.join("openapi.py")).arg(&file).output().unwrap();
    assert!(
        !output.status.success() && String::from_utf8_lossy(&output.stdout).contains("version")
    );
}

#[test]
fn a_foreign_reader_of_csdl_xml_reads_what_the_json_form_says() {
    let Some(tools) = tools() else { return };
    let script = tools.join("csdl.mjs");
    let work = tempfile::tempdir().unwrap();
    let file = work.path().join("metadata.xml");
    for folder in sets() {
        for api in &load(&folder).edm.apis {
            fs::write(&file, csdl_xml(api)).unwrap();
            let read = run(Path::new("node"), &[&script, &file], None);
            let mut read: Value = serde_json::from_slice(&read).unwrap();
            let mut ours = csdl_json(api);
            plain(&mut read);
            plain(&mut ours);
            for (schema, it) in ours.as_object().unwrap() {
                let Some(children) = it.as_object().filter(|_| !schema.starts_with('$')) else {
                    continue;
                };
                for (name, child) in children {
                    assert_eq!(&read[schema][name], child, "{schema}.{name}");
                }
                assert_eq!(read[schema].as_object().unwrap().len(), children.len(), "{schema}");
            }
        }
    }
}

/// Leaves out what one form says by saying nothing: a string without its type, the precision of times, where the words of a reference are.
fn plain(it: &mut Value) {
    match it {
        Value::Object(map) => {
            map.remove("$Precision");
            if map.get("$Type").is_some_and(|it| it == "Edm.String") {
                map.remove("$Type");
            }
            map.values_mut().for_each(plain);
        }
        Value::Array(list) => list.iter_mut().for_each(plain),
        _ => {}
    }
}
