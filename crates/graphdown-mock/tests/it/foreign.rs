//! Microsoft's own Python SDK against the mock, where Python and the SDK are installed. Nothing is downloaded.
//!
//! `GRAPHDOWN_PYTHON` names the Python to use, for instance that of a virtual environment with `msgraph-sdk`; else it is `python3`.

#![allow(clippy::print_stderr)] // That a test is skipped has to be said.

use crate::client::served;
use std::path::Path;
use std::process::Command;

/// What the script exits with if the SDK is not there.
const NOT_INSTALLED: i32 = 77;

#[test]
fn the_python_sdk_lists_creates_gets_updates_and_deletes() {
    served(|server, _| {
        let python = std::env::var_os("GRAPHDOWN_PYTHON").unwrap_or_else(|| "python3".into());
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/foreign/msgraph_sdk.py");
        let output = match Command::new(&python).arg(script).arg(server.url()).output() {
            Ok(it) => it,
            Err(error) => return eprintln!("skipped: no Python ({}: {error})", python.display()),
        };
        let text = String::from_utf8_lossy(&output.stdout);
        if output.status.code() == Some(NOT_INSTALLED) {
            return eprintln!("{}", text.trim());
        }
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && text.ends_with("all is well\n"), "{text}{error}");
        assert!(server.received().len() > 10);
    });
}
