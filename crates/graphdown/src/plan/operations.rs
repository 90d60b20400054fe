//! Pass: what several passes ask of an operation is found out once.

use super::docs::{self, Links};
use crate::ir::Text;
use crate::ir::edm::{Api, AreaId, Operation};
use crate::span::FileId;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// Headers that the client sends by itself.
const OF_EVERY_REQUEST: [&str; 2] = ["Authorization", "Content-Type"];

/// An operation and what was found out about it.
#[derive(Debug)]
pub(super) struct Described<'a> {
    operation: &'a Operation,
    /// The path as the documentation would write it.
    pub(super) written_path: Text,
    /// Where its page is published.
    pub(super) page: Option<Text>,
    /// What its page says of it.
    pub(super) prose: Text,
    /// The area it belongs to.
    pub(super) area: Option<AreaId>,
    /// The headers that the page lists, but for those that every request has.
    pub(super) own_headers: Vec<Text>,
}

impl Deref for Described<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.operation
    }
}

impl Described<'_> {
    /// Verb and path.
    pub(super) fn call(&self) -> String {
        [self.method.as_str(), " ", self.written_path.as_str()].concat()
    }
}

/// All operations, in their order.
pub(super) fn described<'a>(api: &'a Api, links: &Links<'_>) -> Vec<Described<'a>> {
    // The operations of a page mostly have the same words.
    let prose = |it: &Operation| Text::from(docs::prose(links, &it.documentation, page(it)));
    let mut firsts = BTreeMap::new();
    for it in &api.operations {
        firsts.entry(page(it)).or_insert(it);
    }
    let firsts: BTreeMap<FileId, (&Operation, Text)> =
        firsts.into_par_iter().map(|(page, it)| (page, (it, prose(it)))).collect();
    let known = |it: &Operation| {
        let (first, prose) = firsts.get(&page(it))?;
        (first.documentation == it.documentation).then(|| prose.clone())
    };
    let one = |it: &'a Operation| {
        let key = (it.method, it.path.to_string());
        Described {
            operation: it,
            prose: known(it).unwrap_or_else(|| prose(it)),
            area: api.areas.operations.get(&key).copied(),
            written_path: key.1.into(),
            page: links.page(page(it)).map(Text::from),
            own_headers: own_headers(it),
        }
    };
    api.operations.par_iter().map(one).collect()
}

fn page(it: &Operation) -> FileId {
    it.sources[0].file
}

fn own_headers(it: &Operation) -> Vec<Text> {
    let mut headers: Vec<Text> = Vec::new();
    let mut seen = BTreeSet::new();
    for name in it.headers.iter().map(|it| it.name.trim()) {
        let is_known = !seen.insert(name.to_ascii_lowercase());
        let is_of_all = OF_EVERY_REQUEST.iter().any(|it| it.eq_ignore_ascii_case(name));
        // The list is one text in the bindings; what would tear it apart is no name of a header.
        if !is_known && !is_of_all && !name.is_empty() && !name.contains(',') {
            headers.push(name.into());
        }
    }
    headers
}
