//! The accounts: every row, request line, code block, annotation, include and link of every page is used, reported, or recognised as
//! none of ours. Nothing may be left over.

use crate::corrections::Corrections;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::docset::DocSet;
use crate::generate::{self, Understood};
use crate::ir::edm::Edm;
use crate::ir::page::{Item, ItemKind, Place};
use crate::settings::Settings;
use crate::span::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What became of the items of one kind. What a page includes counts on that page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Items that hold facts of the API, followed or outvoted by others.
    pub used: usize,
    /// Items that a diagnostic is about.
    pub reported: usize,
    /// Items that hold no fact of ours, by reason.
    pub aside: BTreeMap<&'static str, usize>,
    /// Items that nothing is known of. There should be none.
    pub unaccounted: Vec<Span>,
}

impl Account {
    /// How many items there are.
    pub fn total(&self) -> usize {
        self.used + self.reported + self.aside.values().sum::<usize>() + self.unaccounted.len()
    }
}

/// The accounts of a documentation set, by kind.
pub type Accounts = BTreeMap<ItemKind, Account>;

/// Reads `docs` and closes the accounts. Corrections of the set that cannot be read are left aside; [`Config`](crate::Config) refuses
/// these.
pub fn accounts(docs: &DocSet) -> Accounts {
    let corrections = Corrections::read(docs).unwrap_or_default();
    let mut diagnostics = Diagnostics::default();
    let settings = Settings { corrections, ..Settings::default() };
    let Understood { edm, items, .. } = generate::understand(docs, &settings, &mut diagnostics);
    close(&items, &edm, &diagnostics.into_sorted())
}

/// The accounts of a run that was made already. Every kind has one, also if there is nothing of it.
pub(crate) fn close(items: &[Item], edm: &Edm, diagnostics: &[Diagnostic]) -> Accounts {
    let (used, reported) = places(edm, diagnostics);
    let mut accounts: Accounts = ItemKind::ALL.iter().map(|it| (*it, Account::default())).collect();
    for item in items {
        enter(accounts.entry(item.kind).or_default(), item, &used, &reported);
    }
    for account in accounts.values_mut() {
        account.unaccounted.sort();
        account.unaccounted.dedup();
    }
    accounts
}

/// The same by the file in which an item stands. An item that several pages include counts once.
pub(crate) fn by_file(
    items: &[Item],
    edm: &Edm,
    diagnostics: &[Diagnostic],
) -> BTreeMap<FileId, Account> {
    let (used, reported) = places(edm, diagnostics);
    let mut accounts: BTreeMap<FileId, Account> = BTreeMap::new();
    let once: BTreeSet<&Item> = items.iter().collect();
    for item in once {
        enter(accounts.entry(item.span.file).or_default(), item, &used, &reported);
    }
    accounts
}

/// The places of evidence, and those of diagnostics.
fn places(edm: &Edm, diagnostics: &[Diagnostic]) -> (Places, Places) {
    let evidence = edm.apis.iter().flat_map(|it| &it.evidence).chain(&edm.without_api);
    let reported = diagnostics
        .iter()
        .flat_map(|it| std::iter::once(it.span).chain(it.related.iter().map(|it| it.0)));
    (Places::new(evidence.map(|it| it.span)), Places::new(reported))
}

fn enter(account: &mut Account, item: &Item, used: &Places, reported: &Places) {
    match item.place {
        Place::Followed => account.used += 1,
        Place::Aside(why) => *account.aside.entry(why).or_default() += 1,
        Place::Open if used.touch(item.span) => account.used += 1,
        Place::Open if reported.touch(item.span) => account.reported += 1,
        Place::Open => account.unaccounted.push(item.span),
    }
}

/// Places by file, to ask whether one of them lies in an item.
struct Places {
    /// By start, each with how far it and all before it reach.
    by_file: BTreeMap<FileId, Vec<(Span, u32)>>,
}

impl Places {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut by_file: BTreeMap<FileId, Vec<(Span, u32)>> = BTreeMap::new();
        // A place without a byte shares none.
        for span in spans.filter(|it| it.start < it.end) {
            by_file.entry(span.file).or_default().push((span, span.end));
        }
        for list in by_file.values_mut() {
            list.sort();
            list.dedup();
            let mut reach = 0;
            for (span, end) in list {
                reach = reach.max(span.end);
                *end = reach;
            }
        }
        Places { by_file }
    }

    /// True if one of the places shares a byte with the item. A place that is empty, or a whole page, does not count.
    fn touch(&self, item: Span) -> bool {
        let Some(list) = self.by_file.get(&item.file) else { return false };
        let before = list.partition_point(|(it, _)| it.start < item.end);
        before > 0 && list[before - 1].1 > item.start
    }
}
