//! Permissions as a list.

use super::push_codes;
use crate::ir::Text;
use crate::ir::edm::Permissions;

/// One line for each type of account.
pub(super) fn push(text: &mut String, it: Option<&Permissions>) {
    let Some(it) = it else { return text.push_str("Permissions: not stated.") };
    text.push_str("Permissions, from least to most privileged:");
    let lists = [
        ("delegated (work or school account)", &it.delegated_work),
        ("delegated (personal account)", &it.delegated_personal),
        ("application", &it.application),
    ];
    for (account, list) in lists {
        text.extend(["\n- ", account, ": "]);
        push_names(text, list.as_deref());
    }
}

fn push_names(text: &mut String, list: Option<&[Text]>) {
    match list {
        None => text.push_str("not stated"),
        Some([]) => text.push_str("not supported"),
        Some(list) => push_codes(text, list),
    }
}
