//! The figures of a run.

use super::body::looks_like_json;
use super::{Called, Example, Fault, Finding, Part, Verification};
use crate::diagnostics::{Code, Severity};
use crate::docset::ApiVersion;
use std::collections::{BTreeMap, BTreeSet};

/// The figures, by version of the API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// One entry per version that has examples.
    pub versions: BTreeMap<ApiVersion, VersionStats>,
}

/// The figures of one version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionStats {
    /// Pages with examples.
    pub pages: usize,
    /// Requests.
    pub requests: usize,
    /// ... that call just one documented operation.
    pub matched: usize,
    /// ... of which the operation is one of the page.
    pub matched_on_page: usize,
    /// ... that do not call the API.
    pub elsewhere: usize,
    /// ... that call none, or not just one, and of which a finding says why.
    pub diagnosed: usize,
    /// ... of which nothing is known. There should be none.
    pub unexplained: usize,
    /// Request bodies that are JSON.
    pub request_bodies: usize,
    /// ... that fit without a finding.
    pub request_bodies_fit: usize,
    /// Responses.
    pub responses: usize,
    /// Response bodies that are JSON or should be, of responses whose operation is known.
    pub response_bodies: usize,
    /// ... that fit without a finding.
    pub response_bodies_fit: usize,
    /// ... that fit once a single object is taken out of `value` and members are spelled in the letter case of the enumeration.
    pub response_bodies_mended: usize,
    /// ... with a finding that says what does not fit.
    pub response_bodies_diagnosed: usize,
    /// JSON response bodies that could not be held against a type, for their operation is not known.
    pub response_bodies_unchecked: usize,
    /// Findings by code and fault.
    pub findings: BTreeMap<(Code, Fault), usize>,
}

impl Verification {
    /// The figures.
    pub fn stats(&self) -> Stats {
        let mut stats = Stats::default();
        let mut pages = BTreeSet::new();
        for (index, example) in self.examples.iter().enumerate() {
            let it = stats.versions.entry(example.version).or_default();
            it.pages += usize::from(pages.insert(example.page));
            let own = self.findings_of(index);
            // The request of a second response was counted with the first.
            if example.request.is_some() && example.is_first {
                it.request(example, own);
            }
            it.response(example, own);
            for finding in own {
                *it.findings.entry((finding.diagnostic.code, finding.fault)).or_default() += 1;
            }
        }
        stats
    }

    /// The findings of one example.
    pub fn findings_of(&self, example: usize) -> &[Finding] {
        let start = self.findings.partition_point(|it| it.example < example);
        let end = self.findings.partition_point(|it| it.example <= example);
        &self.findings[start..end]
    }
}

impl VersionStats {
    fn request(&mut self, example: &Example, findings: &[Finding]) {
        self.requests += 1;
        match &example.called {
            Called::Operation(it) => {
                self.matched += 1;
                self.matched_on_page += usize::from(it.is_own);
            }
            Called::Elsewhere(_) => self.elsewhere += 1,
            Called::Unknown if findings.iter().any(|it| it.part == Part::Target) => {
                self.diagnosed += 1;
            }
            Called::Unknown => self.unexplained += 1,
        }
        if example.request.as_ref().is_some_and(|it| it.json.is_some()) {
            self.request_bodies += 1;
            let fits = findings.iter().all(|it| it.part != Part::RequestBody || is_note(it));
            self.request_bodies_fit += usize::from(fits);
        }
    }

    fn response(&mut self, example: &Example, findings: &[Finding]) {
        let Some(response) = &example.response else { return };
        self.responses += 1;
        if !looks_like_json(&response.body) {
            return;
        }
        if !matches!(example.called, Called::Operation(_)) {
            self.response_bodies_unchecked += 1;
            return;
        }
        self.response_bodies += 1;
        let mut about = findings.iter().filter(|it| it.part == Part::ResponseBody).peekable();
        if about.peek().is_none() {
            self.response_bodies_fit += 1;
        } else if about.all(is_note) {
            self.response_bodies_mended += 1;
        } else {
            self.response_bodies_diagnosed += 1;
        }
    }
}

fn is_note(it: &Finding) -> bool {
    it.diagnostic.severity == Severity::Note
}
