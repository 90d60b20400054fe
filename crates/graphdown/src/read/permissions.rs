//! Permission tables of both generations, upright and transposed, in either order of privilege.

use super::inline::{Definitions, plain};
use super::table::{Row, Table};
use crate::characters::in_lower_case;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Text;
use crate::ir::page::{Account, PermissionRow, PermissionTable};
use crate::span::{FileId, Span};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Words that say that there is no permission for an account type.
const NONE: &[&str] = &[
    "not supported",
    "not available",
    "not applicable",
    "none",
    "n/a",
    "not support",
    "not yet supported",
    "unsupported",
];

/// Reads one table of a Permissions section. `None` if it is a table of something else.
pub(super) fn table(
    text: &str,
    file: FileId,
    table: &Table,
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) -> Option<PermissionTable> {
    let header: Vec<String> = table
        .header
        .iter()
        .map(|it| in_lower_case(plain(&text[it.clone()], definitions).into_owned()))
        .collect();
    let cells = Cells { text, file, definitions };
    let most_first = header.iter().any(|it| it.contains("most to least"));
    let accounts: Vec<Option<Account>> = header.iter().map(|it| account(it)).collect();
    let mut rows = if accounts.iter().skip(1).any(Option::is_some) {
        cells.transposed(table, &accounts, diagnostics)
    } else if header.iter().any(|it| it.contains("permission")) {
        cells.upright(table, &header, diagnostics)
    } else {
        return None;
    };
    if most_first {
        rows.iter_mut()
            .filter_map(|it| it.permissions.as_mut())
            .for_each(|it| *it = it.iter().rev().cloned().collect());
    }
    Some(PermissionTable { rows, span: Span::new(file, table.range.clone()) })
}

/// The account type that a row label or column title names, in lower case.
fn account(words: &str) -> Option<Account> {
    if words.contains("delegated") {
        let personal = words.contains("personal");
        // "Delegated (work or school account or personal account)" is for both; the work account is the one to keep.
        let work = words.contains("work") || words.contains("school");
        return Some(if personal && !work {
            Account::DelegatedPersonal
        } else {
            Account::DelegatedWork
        });
    }
    words.contains("application").then_some(Account::Application)
}

struct Cells<'a> {
    text: &'a str,
    file: FileId,
    definitions: &'a Definitions,
}

impl Cells<'_> {
    fn words(&self, range: &Range<usize>) -> Cow<'_, str> {
        plain(&self.text[range.clone()], self.definitions)
    }

    /// One row per account type; the columns behind the label hold the permissions. Rows without an account type of their own are
    /// groups below the one above ("Policy Set"), whose permissions add to it.
    fn upright(
        &self,
        table: &Table,
        header: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Vec<PermissionRow> {
        let columns: Vec<usize> =
            (1..header.len()).filter(|it| !header[*it].contains("description")).collect();
        let mut rows: Vec<PermissionRow> = Vec::new();
        for row in &table.rows {
            let Some(label) = row.cells.first() else { continue };
            let cells = columns.iter().filter_map(|it| row.cells.get(*it));
            let permissions = together(cells.map(|it| self.list(it, diagnostics)).collect());
            match account(&self.words(label).to_lowercase()) {
                Some(account) => self.add(&mut rows, account, permissions, row),
                None => {
                    if let Some(last) = rows.last_mut() {
                        merge(&mut last.permissions, permissions);
                    }
                }
            }
        }
        rows
    }

    /// One row per resource, one column per account type.
    fn transposed(
        &self,
        table: &Table,
        accounts: &[Option<Account>],
        diagnostics: &mut Diagnostics,
    ) -> Vec<PermissionRow> {
        let mut rows = Vec::new();
        for row in &table.rows {
            for (column, account) in accounts.iter().enumerate().skip(1) {
                if let (Some(account), Some(cell)) = (account, row.cells.get(column)) {
                    let permissions = self.list(cell, diagnostics);
                    self.add(&mut rows, *account, permissions, row);
                }
            }
        }
        rows
    }

    fn add(
        &self,
        rows: &mut Vec<PermissionRow>,
        account: Account,
        permissions: Option<Arc<[Text]>>,
        row: &Row,
    ) {
        match rows.iter_mut().find(|it| it.account == account) {
            Some(it) => merge(&mut it.permissions, permissions),
            None => rows.push(PermissionRow {
                account,
                permissions,
                span: Span::new(self.file, row.range.clone()),
            }),
        }
    }

    /// The permissions in a cell, none if it says so. Prose around them is left aside; a cell with words that are neither is reported,
    /// and states nothing.
    fn list(&self, cell: &Range<usize>, diagnostics: &mut Diagnostics) -> Option<Arc<[Text]>> {
        let words = self.words(cell);
        let mut found: Vec<&str> = names(&words).collect();
        if found.len() > 1 {
            let mut seen = BTreeSet::new();
            found.retain(|it| seen.insert(*it));
        }
        if found.is_empty() && !says_none(&words) {
            if !words.trim().is_empty() {
                diagnostics.push(
                    Code::UnreadablePermission,
                    Span::new(self.file, cell.clone()),
                    format!("no permission can be read from \"{words}\""),
                );
            }
            return None;
        }
        Some(found.into_iter().map(Text::new).collect())
    }
}

/// True for words like "Not supported."
fn says_none(words: &str) -> bool {
    let folded = words.to_lowercase();
    NONE.iter().any(|it| folded.contains(it))
}

/// What the cells of a row say together. Where none holds a permission, the first one counts, that of the least privileged.
fn together(cells: Vec<Option<Arc<[Text]>>>) -> Option<Arc<[Text]>> {
    let says_nothing = !cells.iter().flatten().any(|it| !it.is_empty());
    let first = cells.first().cloned().flatten();
    if says_nothing {
        return first;
    }
    let mut list = None;
    cells.into_iter().for_each(|it| merge(&mut list, it));
    list
}

fn merge(list: &mut Option<Arc<[Text]>>, more: Option<Arc<[Text]>>) {
    match (&*list, more) {
        (_, None) => {}
        (None, more) => *list = more,
        (Some(known), Some(more)) => {
            let mut seen = BTreeSet::new();
            let both = known.iter().chain(&*more).filter(|it| seen.insert(*it));
            *list = Some(both.cloned().collect());
        }
    }
}

/// The words that are permissions: `User.Read`, `Sites.Read.All`, `full_access`, `email`: names with a dot, or one of the few without.
fn names(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '(' | ')' | '/'))
        .map(|it| it.trim_matches(['.', '*', ':', '"', '\'', '`']))
        .filter(|it| is_permission(it))
}

fn is_permission(token: &str) -> bool {
    const WITHOUT_DOT: [&str; 5] =
        ["email", "openid", "profile", "offline_access", "full_access_as_user"];
    let Some((first, rest)) = token.split_once('.') else { return WITHOUT_DOT.contains(&token) };
    let part = |it: &str| {
        it.starts_with(char::is_alphabetic)
            && it.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
    };
    let last = rest.rsplit_once('.').map_or(rest, |it| it.1);
    let is_url_like = matches!(last, "com" | "md" | "net");
    !is_url_like
        && !first.eq_ignore_ascii_case("microsoft")
        && part(first)
        && rest.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::super::table::parse;
    use super::*;

    fn read(text: &str) -> (Vec<(Account, Vec<Text>)>, usize) {
        let (rows, findings) = read_all(text);
        (rows.into_iter().map(|(account, list)| (account, list.unwrap())).collect(), findings)
    }

    type Read = (Account, Option<Vec<Text>>);

    fn read_all(text: &str) -> (Vec<Read>, usize) {
        let mut diagnostics = Diagnostics::default();
        let parsed = parse(text, 0..text.len()).unwrap();
        let it =
            table(text, FileId(0), &parsed, &Definitions::default(), &mut diagnostics).unwrap();
        (
            it.rows
                .into_iter()
                .map(|it| (it.account, it.permissions.map(|it| it.to_vec())))
                .collect(),
            diagnostics.into_sorted().len(),
        )
    }

    fn list(names: &[&str]) -> Vec<Text> {
        names.iter().map(|it| (*it).into()).collect()
    }

    #[test]
    fn the_two_column_form_is_read_in_order() {
        let (rows, _) = read(
            "|Permission type|Permissions (from least to most privileged)|\n|-|-|\n|Delegated (work or school account)|A.Read, A.ReadWrite|\n\
             |Delegated (personal Microsoft account)|Not supported.|\n|Application|b-c.Read.All|",
        );
        assert_eq!(rows[0], (Account::DelegatedWork, list(&["A.Read", "A.ReadWrite"])));
        assert_eq!(rows[1], (Account::DelegatedPersonal, Vec::new()));
        assert_eq!(rows[2], (Account::Application, list(&["b-c.Read.All"])));
    }

    #[test]
    fn most_to_least_is_turned_around() {
        let (rows, _) = read(
            "|Permission type|Permissions (from most to least privileged)|\n|-|-|\n|Application|A.ReadWrite, A.Read|",
        );
        assert_eq!(rows[0].1, list(&["A.Read", "A.ReadWrite"]));
    }

    #[test]
    fn the_three_column_form_joins_least_and_higher() {
        let (rows, _) = read(
            "|Permission type|Least privileged permissions|Higher privileged permissions|\n|-|-|-|\n|Application|A.Read|A.ReadWrite, B.Read|\n\
             |Delegated (work or school account)|A.Read|Not available.|",
        );
        assert_eq!(rows[0].1, list(&["A.Read", "A.ReadWrite", "B.Read"]));
        assert_eq!(rows[1].1, list(&["A.Read"]));
    }

    #[test]
    fn transposed_tables_are_turned() {
        let (rows, _) = read(
            "|Supported resource|Delegated (work or school account)|Delegated (personal Microsoft account)|Application|\n|-|-|-|-|\n\
             |[user](u.md)|U.Read|Not supported.|U.Read.All|\n|group|G.Read|None|G.Read.All|",
        );
        assert_eq!(rows[0], (Account::DelegatedWork, list(&["U.Read", "G.Read"])));
        assert_eq!(rows[2].1, list(&["U.Read.All", "G.Read.All"]));
    }

    #[test]
    fn sub_rows_add_to_the_account_above() {
        let (rows, _) = read(
            "|Permission type|Permissions|\n|-|-|\n|Delegated (work or school account)| |\n| &nbsp; &nbsp; **Policy Set** | A.Read |\n|Application|B.Read|",
        );
        assert_eq!(rows[0].1, list(&["A.Read"]));
        assert_eq!(rows[1].1, list(&["B.Read"]));
    }

    #[test]
    fn what_names_no_permission_is_reported() {
        let (rows, findings) =
            read_all("|Permission type|Permissions|\n|-|-|\n|Application|To be announced|");
        assert_eq!((rows, findings), (vec![(Account::Application, None)], 1));
    }
}
