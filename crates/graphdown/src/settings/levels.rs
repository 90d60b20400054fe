//! How bad findings are where it is not as their codes say: by settings, by page, and by comments on the pages.

mod comments;

use super::PathPattern;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::docset::DocSet;
use crate::span::FileId;
use comments::Comment;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What becomes of the findings with one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are as bad as this.
    Severity(Severity),
    /// They are not told.
    Off,
}

impl Level {
    /// Reads `error`, `warning`, `note` or `off`.
    pub fn parse(text: &str) -> Option<Level> {
        match text {
            "error" => Some(Level::Severity(Severity::Error)),
            "warning" => Some(Level::Severity(Severity::Warning)),
            "note" => Some(Level::Severity(Severity::Note)),
            "off" => Some(Level::Off),
            _ => None,
        }
    }
}

/// Levels by code, for all pages and for some.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    codes: BTreeMap<Code, Level>,
    pages: Vec<(PathPattern, Code, Level)>,
}

impl Levels {
    /// Sets the level of `code` on all pages.
    pub fn set(&mut self, code: Code, level: Level) {
        self.codes.insert(code, level);
    }

    /// Sets the level of `code` on the pages whose path below the documentation's folder, or below that of the version, fits `pattern`.
    /// Of several patterns that fit a page the longest decides.
    pub fn set_on(&mut self, pattern: PathPattern, code: Code, level: Level) {
        self.pages.push((pattern, code, level));
        // Stable: of two that are equally long the later one decides.
        self.pages.sort_by_key(|it| it.0.to_string().len());
    }

    fn of(&self, docs: &DocSet, it: &Diagnostic) -> Option<Level> {
        let file = docs.file(it.span.file);
        let fits = |pattern: &PathPattern| {
            pattern.matches(&file.path) || pattern.matches(file.path_in_version())
        };
        let on_page =
            self.pages.iter().rev().find(|(pattern, code, _)| *code == it.code && fits(pattern));
        on_page.map(|it| it.2).or_else(|| self.codes.get(&it.code).copied())
    }

    /// Settles `found`: severities are set, what is off or allowed goes, and comments that allow nothing are added. Sorted.
    pub(crate) fn apply(&self, docs: &DocSet, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut judge = Judge::new(self, docs);
        found.retain_mut(|it| judge.keeps(it));
        let mut about_comments = judge.about_comments();
        about_comments.retain_mut(|it| judge.keeps(it));
        found.append(&mut about_comments);
        found.sort();
        found
    }
}

/// Settles one finding after the other.
pub(crate) struct Judge<'a> {
    levels: &'a Levels,
    docs: &'a DocSet,
    comments: BTreeMap<FileId, Vec<Comment>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(levels: &'a Levels, docs: &'a DocSet) -> Self {
        let ids: Vec<FileId> = docs.ids().collect();
        let comments = ids.into_par_iter().map(|it| (it, comments::read(docs, it)));
        let comments = comments.filter(|(_, found)| !found.is_empty()).collect();
        Judge { levels, docs, comments }
    }

    /// Gives a finding its severity. False if it is not to be told.
    pub(crate) fn keeps(&mut self, it: &mut Diagnostic) -> bool {
        match self.levels.of(self.docs, it) {
            Some(Level::Off) => return false,
            Some(Level::Severity(severity)) => it.severity = severity,
            None => {}
        }
        let comments = self.comments.get_mut(&it.span.file).map(Vec::as_mut_slice);
        // Each that fits counts as used, so that none has to go before another.
        let fitting = comments.unwrap_or_default().iter_mut().map(|comment| comment.allow(it));
        fitting.filter(|allows| *allows).count() == 0
    }

    /// The comments about examples that allow nothing, when all findings about examples were told. Sorted.
    pub(crate) fn unused_about_examples(mut self) -> Vec<Diagnostic> {
        let unused = self.comments.values().flatten().flat_map(|it| it.unused(true));
        let mut unused: Vec<Diagnostic> = unused.collect();
        unused.retain_mut(|it| self.keeps(it));
        unused.sort();
        unused
    }

    /// The comments that cannot be read, and those that allow nothing. Whether an example is wrong is not known before all are held
    /// against the pages, so comments about them are left alone.
    fn about_comments(&self) -> Vec<Diagnostic> {
        self.comments.values().flatten().flat_map(Comment::findings).collect()
    }
}
