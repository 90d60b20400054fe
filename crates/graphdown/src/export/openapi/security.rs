//! Permissions as OAuth scopes.

use super::super::common::{ACCOUNTS, by_account};
use crate::ir::Text;
use crate::ir::edm::{Api, Operation};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Whose accounts sign in at which address. Source: the identity platform's page on its endpoints.
const TENANTS: [&str; 3] = ["organizations", "consumers", "organizations"];

/// One scheme for each type of account; its scopes are all permissions that some operation names.
pub(super) fn schemes(api: &Api) -> Map<String, Value> {
    let scheme = |(index, (name, account)): (usize, &(&str, &str))| {
        let stated =
            api.operations.iter().filter_map(|it| by_account(it.permissions.as_ref())[index]);
        let scopes: BTreeSet<&str> = stated.flatten().map(Text::as_str).collect();
        let scopes: Map<String, Value> =
            scopes.into_iter().map(|it| (it.to_owned(), "".into())).collect();
        let url = |what: &str| {
            format!("https://login.microsoftonline.com/{}/oauth2/v2.0/{what}", TENANTS[index])
        };
        let flow = if *name == "application" {
            json!({ "clientCredentials": { "tokenUrl": url("token"), "scopes": scopes } })
        } else {
            json!({ "authorizationCode": {
                "authorizationUrl": url("authorize"),
                "tokenUrl": url("token"),
                "scopes": scopes,
            } })
        };
        let it = json!({ "type": "oauth2", "description": account, "flows": flow });
        ((*name).to_owned(), it)
    };
    ACCOUNTS.iter().enumerate().map(scheme).collect()
}

/// Each permission alone is enough. Where the documentation does not say, some token is needed.
pub(super) fn alternatives(it: &Operation) -> Value {
    let mut found = Vec::new();
    for (list, (scheme, _)) in by_account(it.permissions.as_ref()).into_iter().zip(ACCOUNTS) {
        found.extend(list.into_iter().flatten().map(|it| json!({ scheme: [it] })));
    }
    if found.is_empty() {
        found.extend(ACCOUNTS.iter().map(|(scheme, _)| json!({ *scheme: [] })));
    }
    found.into()
}

/// The lists from least to most privileged; `null` where the documentation does not say, empty for "not supported".
pub(super) fn extension(it: &Operation) -> Value {
    let lists = by_account(it.permissions.as_ref()).into_iter().zip(ACCOUNTS);
    lists.map(|(list, (scheme, _))| (scheme.to_owned(), json!(list))).collect::<Map<_, _>>().into()
}
