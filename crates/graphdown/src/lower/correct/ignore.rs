//! Leaves out pages and rows, as if they were not there. What reading found wrong with them is of no interest any more.

use super::{CORRECTED, Effect, Ledger};
use crate::corrections::{Change, Correction, Ignore};
use crate::diagnostics::Diagnostics;
use crate::docset::DocSet;
use crate::ir::edm::{Aspect, Evidence, Standing, Subject};
use crate::ir::page::Page;
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the entries change of a list of pages.
#[derive(Default)]
pub(in crate::lower) struct Ignored {
    /// By their place in the list: the pages without some rows, and `None` for a page that is left out.
    pages: BTreeMap<usize, Option<Page>>,
    /// The trail of what was left out.
    pub(in crate::lower) evidence: Vec<Evidence>,
}

impl Ignored {
    /// The pages without what is left out.
    pub(in crate::lower) fn of<'p>(&'p self, pages: &[&'p Page]) -> Vec<&'p Page> {
        let kept = |(at, page): (usize, &&'p Page)| {
            self.pages.get(&at).map_or(Some(*page), Option::as_ref)
        };
        pages.iter().enumerate().filter_map(kept).collect()
    }
}

/// What the entries leave out of the pages.
pub(in crate::lower) fn ignore(
    docs: &DocSet,
    pages: &[&Page],
    ledger: &mut Ledger<'_>,
    diagnostics: &mut Diagnostics,
) -> Ignored {
    let mut ignored = Ignored::default();
    ledger.run(|by| match &by.change {
        Change::Ignore(it) => Some(apply(docs, pages, &mut ignored, by, it)),
        _ => None,
    });
    let lost = ignored.evidence.iter().filter(|it| it.standing != Standing::Holds);
    lost.for_each(|it| diagnostics.forget(it.span));
    ignored
}

fn apply(
    docs: &DocSet,
    pages: &[&Page],
    ignored: &mut Ignored,
    by: &Correction,
    it: &Ignore,
) -> Effect {
    let is_meant = |page: &Page| {
        let file = docs.file(page.file);
        [file.path.as_str(), file.path_in_version()].contains(&it.page.as_str())
    };
    let is_there = |at: &usize| !matches!(ignored.pages.get(at), Some(None));
    let index = (0..pages.len()).filter(is_there).find(|at| is_meant(pages[*at]));
    let index = index.ok_or_else(|| format!("there is no page `{}`", it.page))?;
    let subject = Arc::new(Subject::Page(pages[index].file));
    let (what, left_out) = match &it.row {
        Some(name) => {
            let page = ignored.pages.entry(index).or_default();
            let page = page.get_or_insert_with(|| pages[index].clone());
            (name.as_str(), rows(page, name))
        }
        None => {
            ignored.pages.insert(index, None);
            ("the whole page", whole(docs, pages[index]))
        }
    };
    if left_out.is_empty() && it.row.is_some() {
        return Err(format!("`{}` has no row `{what}`", it.page));
    }
    let fact = |says: String, span: Span, standing: Standing| Evidence {
        subject: subject.clone(),
        aspect: Aspect::Row,
        says,
        span,
        standing,
    };
    ignored.evidence.extend(
        left_out.into_iter().map(|span| fact(what.to_owned(), span, Standing::Lost(CORRECTED))),
    );
    ignored.evidence.push(fact(format!("not {what} ({})", by.reason), by.span, Standing::Holds));
    Ok(true)
}

/// The page, and what it includes of others.
fn whole(docs: &DocSet, page: &Page) -> Vec<Span> {
    let own = Span::new(page.file, 0..docs.file(page.file).text.len());
    let included = page.items.iter().map(|it| it.span).filter(|it| it.file != page.file);
    std::iter::once(own).chain(included).collect()
}

/// Takes the rows called `name` off all tables of the page.
fn rows(page: &mut Page, name: &str) -> Vec<Span> {
    let mut left_out = Vec::new();
    let mut stays = |row: &str, span: Span| {
        let is_meant = row.trim_matches('"') == name;
        if is_meant {
            left_out.push(span);
        }
        !is_meant
    };
    page.properties.retain(|it| stays(&it.name.value, it.span));
    page.methods.retain(|it| stays(&it.name.value, it.span));
    for table in &mut page.enums {
        table.members.retain(|it| stays(&it.name.value, it.name.span));
    }
    page.enums.retain(|it| !it.members.is_empty());
    for section in &mut page.operations {
        let lists = [
            &mut section.headers,
            &mut section.query_parameters,
            &mut section.path_parameters,
            &mut section.body.rows,
        ];
        for list in lists {
            list.retain(|it| stays(&it.name.value, it.span));
        }
    }
    left_out
}
