//! Who may call: the tables of a section put together, and what several pages say of one operation.

use crate::ir::Text;
use crate::ir::edm::Permissions;
use crate::ir::page::{Account, PermissionSection};
use std::sync::Arc;

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
        add(list, row.permissions.as_ref());
    }
    Some(it)
}

/// Adds what a second page says. Either page's permissions let a caller in, so the operation has those of both. Where one of them says
/// "not supported" and the other lists permissions, the first page is right; the accounts of which that is so are given back.
pub(super) fn unite(
    known: &mut Option<Permissions>,
    other: Option<&Permissions>,
) -> Vec<&'static str> {
    let Some(other) = other else { return Vec::new() };
    let known = known.get_or_insert_default();
    let lists = [
        ("work or school accounts", &mut known.delegated_work, &other.delegated_work),
        ("personal accounts", &mut known.delegated_personal, &other.delegated_personal),
        ("applications", &mut known.application, &other.application),
    ];
    let mut contradicted = Vec::new();
    for (account, known, other) in lists {
        match (known.as_deref(), other.as_deref()) {
            (Some([]), Some([_, ..])) | (Some([_, ..]), Some([])) => contradicted.push(account),
            _ => add(known, other.as_ref()),
        }
    }
    contradicted
}

/// Adds a list to what is known. One list alone, which is the rule, is shared with the page.
fn add(known: &mut Option<Arc<[Text]>>, more: Option<&Arc<[Text]>>) {
    let Some(more) = more else { return };
    *known = Some(match known.as_deref() {
        None => more.clone(),
        Some(known) => united(known, more).into(),
    });
}

/// `list` with `more` put into it so that the order of privilege of both is kept: a newcomer stands behind the name that both have and that
/// it stood behind, or in front of the first that both have. Where the two orders contradict each other, that of `list` is kept; where
/// they share nothing, `more` comes last.
fn united(list: &[Text], more: &[Text]) -> Vec<Text> {
    let mut list = list.to_vec();
    let first_shared = more.iter().find_map(|it| list.iter().position(|known| known == it));
    let mut at = first_shared.unwrap_or(list.len());
    for name in more {
        match list.iter().position(|known| known == name) {
            Some(known) => at = at.max(known + 1),
            None => {
                list.insert(at, name.clone());
                at += 1;
            }
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn united(list: &str, more: &str) -> String {
        let words = |it: &str| it.split_whitespace().map(Text::new).collect::<Arc<[Text]>>();
        let mut list = Some(words(list));
        add(&mut list, Some(&words(more)));
        list.unwrap().join(" ")
    }

    #[test]
    fn both_orders_are_kept() {
        assert_eq!(united("a c e", "a b c d"), "a b c d e");
        assert_eq!(united("c d", "a b c"), "a b c d");
        assert_eq!(united("a b", "x y"), "a b x y");
        assert_eq!(united("", "x y"), "x y");
        assert_eq!(united("a b", ""), "a b");
    }

    #[test]
    fn the_first_order_wins() {
        assert_eq!(united("a b c", "c x a y"), "a b c x y");
    }

    #[test]
    fn what_is_not_stated_stays_so() {
        let mut list = None;
        add(&mut list, None);
        assert_eq!(list, None);
        add(&mut list, Some(&[].into()));
        assert_eq!(list.as_deref(), Some(&[][..]));
    }
}
