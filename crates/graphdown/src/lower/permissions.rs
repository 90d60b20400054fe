//! Who may call: the tables of a section put together.

use crate::ir::edm::Permissions;
use crate::ir::page::{Account, PermissionSection};

/// The permissions that a section states. `None` if it states none at all: a missing include is not "nobody".
pub(super) fn permissions(section: &PermissionSection) -> Option<Permissions> {
    if section.tables.is_empty() {
        return None;
    }
    let mut it = Permissions::default();
    for row in section.tables.iter().flat_map(|it| &it.rows) {
        let list = match row.account {
            Account::DelegatedWork => &mut it.delegated_work,
            Account::DelegatedPersonal => &mut it.delegated_personal,
            Account::Application => &mut it.application,
        };
        for permission in &row.permissions {
            if !list.contains(permission) {
                list.push(permission.clone());
            }
        }
    }
    Some(it)
}
