//! Which permissions a set of calls needs.

use crate::request::{OperationInfo, Permissions};
use std::collections::BTreeSet;

/// In whose name calls are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccountType {
    /// A signed-in user with a work or school account.
    DelegatedWork,
    /// A signed-in user with a personal account.
    DelegatedPersonal,
    /// The application itself.
    Application,
}

impl Permissions {
    /// The permissions for such an account, from least to most privileged. Any one of them is enough; an empty list means that such an
    /// account cannot call. `None` if the documentation does not say.
    pub const fn of(&self, account: AccountType) -> Option<&'static [&'static str]> {
        match account {
            AccountType::DelegatedWork => self.delegated_work,
            AccountType::DelegatedPersonal => self.delegated_personal,
            AccountType::Application => self.application,
        }
    }
}

/// What [`least_permissions`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeastPermissions {
    /// The permissions that are enough together, sorted.
    pub permissions: BTreeSet<&'static str>,
    /// Calls that such an account cannot make.
    pub unsupported: Vec<&'static OperationInfo>,
    /// Calls of which the documentation does not say what they need.
    pub undocumented: Vec<&'static OperationInfo>,
}

/// The permissions that these calls need at least: for each call the least privileged one that the documentation names, without those that
/// another call's make superfluous.
///
/// ```
/// use graphdown_client::{AccountType, OperationInfo, Permissions, least_permissions};
///
/// static READ: OperationInfo = OperationInfo {
///     permissions: Some(Permissions {
///         delegated_work: Some(&["User.Read", "User.Read.All"]),
///         delegated_personal: Some(&["User.Read"]),
///         application: Some(&["User.Read.All"]),
///     }),
///     ..OperationInfo::NOTHING
/// };
/// let least = least_permissions([&READ], AccountType::DelegatedWork);
/// assert!(least.permissions.into_iter().eq(["User.Read"]));
/// ```
pub fn least_permissions(
    operations: impl IntoIterator<Item = &'static OperationInfo>,
    account: AccountType,
) -> LeastPermissions {
    let mut least = LeastPermissions::default();
    let mut needs: Vec<&[&str]> = Vec::new();
    for operation in operations {
        match operation.permissions.and_then(|it| it.of(account)) {
            None => least.undocumented.push(operation),
            Some([]) => least.unsupported.push(operation),
            Some(any_of) => needs.push(any_of),
        }
    }
    least.permissions = needs.iter().filter_map(|it| it.first().copied()).collect();
    for permission in least.permissions.clone() {
        let is_superfluous = needs
            .iter()
            .all(|it| it.iter().any(|it| *it != permission && least.permissions.contains(it)));
        if is_superfluous {
            least.permissions.remove(permission);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::{AccountType, least_permissions};
    use crate::request::{OperationInfo, Permissions};

    const fn operation(application: &'static [&'static str]) -> OperationInfo {
        let permissions = Permissions {
            delegated_work: None,
            delegated_personal: Some(&[]),
            application: Some(application),
        };
        OperationInfo { permissions: Some(permissions), ..OperationInfo::NOTHING }
    }

    static NARROW: OperationInfo = operation(&["User.Read", "User.Read.All"]);
    static WIDE: OperationInfo = operation(&["User.Read.All", "Directory.Read.All"]);
    static MAIL: OperationInfo = operation(&["Mail.Read"]);
    static SILENT: OperationInfo = OperationInfo::NOTHING;

    #[test]
    fn superfluous_ones_go() {
        let least = least_permissions([&NARROW, &WIDE, &MAIL, &SILENT], AccountType::Application);
        assert!(least.permissions.into_iter().eq(["Mail.Read", "User.Read.All"]));
        assert_eq!(least.undocumented, [&SILENT]);
        let alone = least_permissions([&NARROW], AccountType::Application);
        assert!(alone.permissions.into_iter().eq(["User.Read"]));
        let personal = least_permissions([&NARROW], AccountType::DelegatedPersonal);
        assert_eq!(personal.unsupported, [&NARROW]);
        let work = least_permissions([&NARROW], AccountType::DelegatedWork);
        assert_eq!(work.undocumented, [&NARROW]);
    }
}
