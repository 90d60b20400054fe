//! Which permissions a set of calls needs.

use crate::request::OperationInfo;
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

/// The permissions of which one is needed, from least to most privileged. An empty list means that such accounts
/// cannot call the operation, `None` that the documentation does not say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Permissions {
    /// Delegated, work or school account.
    pub delegated_work: Option<Vec<&'static str>>,
    /// Delegated, personal Microsoft account.
    pub delegated_personal: Option<Vec<&'static str>>,
    /// Application.
    pub application: Option<Vec<&'static str>>,
}

impl OperationInfo {
    /// Who may call it.
    pub fn permissions(&self) -> Permissions {
        Permissions {
            delegated_work: any_of(self.delegated_work),
            delegated_personal: any_of(self.delegated_personal),
            application: any_of(self.application),
        }
    }

    /// The permissions for such an account, from least to most privileged. Any one of them is enough; an empty list means that such an
    /// account cannot call. `None` if the documentation does not say.
    pub fn permissions_of(&self, account: AccountType) -> Option<Vec<&'static str>> {
        any_of(match account {
            AccountType::DelegatedWork => self.delegated_work,
            AccountType::DelegatedPersonal => self.delegated_personal,
            AccountType::Application => self.application,
        })
    }
}

fn any_of(text: &'static str) -> Option<Vec<&'static str>> {
    match text {
        "" => None,
        OperationInfo::NOT_SUPPORTED => Some(Vec::new()),
        text => Some(OperationInfo::list(text).collect()),
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
/// use graphdown_client::{AccountType, OperationInfo, least_permissions};
///
/// static READ: OperationInfo = OperationInfo {
///     delegated_work: "User.Read, User.Read.All",
///     delegated_personal: "User.Read",
///     application: "User.Read.All",
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
    let mut needs: Vec<Vec<&str>> = Vec::new();
    for operation in operations {
        match operation.permissions_of(account) {
            None => least.undocumented.push(operation),
            Some(any_of) if any_of.is_empty() => least.unsupported.push(operation),
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
    use crate::request::OperationInfo;

    const fn operation(application: &'static str) -> OperationInfo {
        OperationInfo {
            delegated_personal: OperationInfo::NOT_SUPPORTED,
            application,
            ..OperationInfo::NOTHING
        }
    }

    static NARROW: OperationInfo = operation("User.Read, User.Read.All");
    static WIDE: OperationInfo = operation("User.Read.All, Directory.Read.All");
    static MAIL: OperationInfo = operation("Mail.Read");
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
