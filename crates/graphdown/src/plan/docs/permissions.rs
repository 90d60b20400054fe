//! Permissions as a list.

use super::code;
use crate::ir::Text;
use crate::ir::edm::Permissions;

/// One line for each type of account.
pub(super) fn lines(it: Option<&Permissions>) -> Vec<String> {
    let Some(it) = it else { return vec!["Permissions: not stated.".to_owned()] };
    let lists = [
        ("delegated (work or school account)", &it.delegated_work),
        ("delegated (personal account)", &it.delegated_personal),
        ("application", &it.application),
    ];
    let mut lines = vec!["Permissions, from least to most privileged:".to_owned()];
    lines.extend(
        lists.into_iter().map(|(account, list)| format!("- {account}: {}", names(list.as_deref()))),
    );
    lines
}

fn names(list: Option<&[Text]>) -> String {
    let Some(list) = list else { return "not stated".to_owned() };
    if list.is_empty() {
        return "not supported".to_owned();
    }
    list.iter().map(|it| code(it)).collect::<Vec<_>>().join(", ")
}
