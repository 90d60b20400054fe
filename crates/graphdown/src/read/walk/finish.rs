//! What can be said of a page once all of it was read.

use super::Walk;
use crate::docset::ApiVersion;
use crate::ir::page::{OperationSection, Page, PageClass};
use crate::span::Span;

impl Walk<'_> {
    pub(super) fn finish(mut self) -> Page {
        self.orphan_annotation();
        self.use_stray_requests();
        self.page.version = self.version();
        self.page.class = self.class();
        self.page.anchors.sort_unstable();
        self.page.anchors.dedup();
        self.page
    }

    /// A page about operations without a section for the request lines has them under headings of their own.
    fn use_stray_requests(&mut self) {
        let has_lines = self.page.operations.iter().any(|it| !it.request_lines.is_empty());
        let says_permissions = |it: &OperationSection| {
            !it.permissions.tables.is_empty() || it.permissions.missing_include
        };
        if has_lines || !self.page.operations.iter().any(says_permissions) {
            let lines: Vec<Span> =
                self.stray_requests.iter().flat_map(|it| &it.1).map(|it| it.span).collect();
            self.set_aside(&lines);
            return;
        }
        for (heading, lines) in std::mem::take(&mut self.stray_requests) {
            if self.page.operations.iter().all(|it| it.request_lines.is_empty()) {
                self.operation().request_lines = lines;
            } else {
                let shared = self.page.operations[0].clone();
                self.page.operations.push(OperationSection {
                    heading,
                    request_lines: lines,
                    ..shared
                });
            }
        }
    }

    /// The version by folder; without one by what the page says of itself.
    fn version(&self) -> ApiVersion {
        self.docs.version_by_folder(self.page.file).unwrap_or_else(|| {
            let text = self.text(self.page.file);
            let is_beta = text.contains("beta-disclaimer")
                || (text.contains("graph.microsoft.com/beta")
                    && !text.contains("graph.microsoft.com/v1.0"));
            if is_beta { ApiVersion::Beta } else { ApiVersion::V1 }
        })
    }

    fn class(&self) -> PageClass {
        let page = &self.page;
        let has_lines = page.operations.iter().any(|it| !it.request_lines.is_empty());
        let title = page.title.as_ref().map_or(String::new(), |it| it.value.to_lowercase());
        let describes_type = !page.representations.is_empty()
            || !page.properties.is_empty()
            || ["resource type", "complex type", " facet", " resource", " entity"]
                .iter()
                .any(|it| title.ends_with(it));
        let in_api_folder = self.docs.file(page.file).path.split('/').rev().nth(1) == Some("api");
        let says_api =
            page.front_matter.doc_type.as_ref().is_some_and(|it| it.value.starts_with("apiPage"));
        if has_lines || (in_api_folder && !describes_type) || (says_api && !describes_type) {
            PageClass::Api
        } else if describes_type {
            PageClass::Resource
        } else if !page.enums.is_empty() {
            PageClass::Enumeration
        } else {
            PageClass::Conceptual
        }
    }
}
