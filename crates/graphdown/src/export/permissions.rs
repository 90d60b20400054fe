//! Who may call what, as a table.

use super::common::{ACCOUNTS, by_account};
use crate::ir::Text;
use crate::ir::edm::{Api, Operation};
use std::fmt::Write;

/// One line for each operation and type of account, as RFC 4180 has it: verb, path, type of account, the least privileged permission,
/// and all permissions from least to most privileged with a blank between them. `not supported` and `not stated` stand in their place.
pub fn permissions_csv(api: &Api) -> String {
    let mut text = "Method,Path,Account,Least privileged,All\r\n".to_owned();
    for it in &api.operations {
        for (index, (_, account)) in ACCOUNTS.iter().enumerate() {
            let list = list(it, index);
            let least = list.first().copied().unwrap_or_default();
            let fields =
                [it.method.as_str(), &it.path.to_string(), account, least, &list.join(" ")];
            let _ = write!(text, "{}\r\n", fields.map(field).join(","));
        }
    }
    text
}

/// One row for each operation, a column for each type of account, permissions from least to most privileged.
pub fn permissions_markdown(api: &Api) -> String {
    let accounts: Vec<&str> = ACCOUNTS.iter().map(|it| it.1).collect();
    let mut text = format!(
        "# Permissions of Microsoft Graph {}\n\n|Operation|{}|\n|:---|:---|:---|:---|\n",
        api.version,
        accounts.join("|")
    );
    for it in &api.operations {
        let cells = [0, 1, 2].map(|index| list(it, index).join(", "));
        let path = it.path.to_string().replace('|', "\\|");
        let _ = writeln!(text, "|`{} {path}`|{}|", it.method, cells.join("|"));
    }
    text
}

fn list(it: &Operation, account: usize) -> Vec<&str> {
    match by_account(it.permissions.as_ref())[account] {
        None => vec!["not stated"],
        Some([]) => vec!["not supported"],
        Some(list) => list.iter().map(Text::as_str).collect(),
    }
}

fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
