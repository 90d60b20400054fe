//! Paragraphs: includes, namespace lines, and sentences that state facts.

use super::Walk;
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::page::{ItemKind, Place};
use crate::read::heading::Section;
use crate::read::inline::place_of_mark;
use crate::read::limits::{self, INCLUDE_DEPTH, LONGEST_NAMESPACE};
use crate::read::{front_matter, markdown, places, prose};
use crate::span::{Span, Spanned};
use memchr::memchr;

impl Walk<'_> {
    pub(super) fn paragraph(&mut self, span: Span) {
        let docs = self.docs;
        let source = docs.file(span.file).text[span.range()].trim();
        if source.is_empty()
            || source.starts_with("[!div")
            || !limits::admits_text(span, self.diagnostics)
        {
            return;
        }
        let first_link = memchr(b'[', source.as_bytes());
        if let Some(include) = first_link.and_then(|at| include_in(&source[at..])) {
            let place = self.include(span, include);
            self.item(ItemKind::Include, span, place);
            return;
        }
        if let Some(namespace) = self.namespace_line(span, source) {
            if self.sections.is_empty() {
                self.page.namespace.get_or_insert(namespace);
            } else {
                self.enum_namespace = Some(namespace);
            }
            return;
        }
        if first_link.is_some() {
            let definitions = std::mem::take(&mut self.definitions);
            self.link_items(span, &definitions);
            self.definitions = definitions;
        }
        self.sentence(span);
    }

    /// `Namespace: microsoft.graph`, nothing else.
    fn namespace_line(&self, span: Span, source: &str) -> Option<Spanned<Text>> {
        if begins_otherwise(source, "namespace") || !source.contains("amespace") {
            return None;
        }
        let words = self.words(span);
        let name = words
            .strip_prefix("Namespace:")
            .or_else(|| words.strip_prefix("namespace:"))?
            .trim()
            .trim_end_matches('.');
        let is_name = !name.is_empty()
            && name.len() <= LONGEST_NAMESPACE
            && name.chars().all(|it| it.is_alphanumeric() || it == '.' || it == '_');
        is_name.then(|| Spanned::new(name.into(), span))
    }

    /// `folded` is the paragraph in small letters, marks and all.
    fn deprecation(&mut self, span: Span, folded: &str) {
        if self.page.deprecated.is_none()
            && prose::may_be_deprecation(folded)
            && prose::is_deprecation(&self.words(span).to_lowercase())
        {
            self.page.deprecated = Some(self.source(span));
        }
    }

    fn sentence(&mut self, span: Span) {
        let docs = self.docs;
        let text = docs.file(span.file).text.as_str();
        match self.sections.current() {
            Section::Other if self.sections.is_empty() => self.introduction(span, text),
            Section::RequestBody => {
                let types = prose::linked_types(text, span, &self.definitions);
                let says_none = prose::says_no_request_body(&self.words(span).to_lowercase());
                let words = self.source(span);
                let body = &mut self.operation().body;
                body.types.extend(types);
                body.says_none |= says_none;
                body.text.push(words);
            }
            Section::Response => self.response(span, text),
            Section::QueryParameters => {
                let options = prose::query_options(&self.words(span));
                let list = &mut self.operation().query_options;
                for option in options {
                    if !list.iter().any(|it| it.value == option) {
                        list.push(Spanned::new(option.into(), span));
                    }
                }
                list.sort();
            }
            Section::EnumValues { .. } | Section::Members => {
                let folded = self.words(span).to_lowercase();
                if folded.contains("flag") || folded.contains("multi-valued") {
                    self.sections.note_flags();
                }
            }
            Section::Other | Section::Properties | Section::Relationships => {
                self.remark(span, text)
            }
            Section::DerivedTypes => {
                let types = prose::linked_types(text, span, &self.definitions);
                self.page.derived_types.extend(types);
            }
            _ => {}
        }
    }

    /// A remark further down may state the base type too, if it speaks of the page's own type.
    fn remark(&mut self, span: Span, text: &str) {
        let source = text[span.range()].trim();
        let title = self.page.title.as_ref();
        let own = title.and_then(|it| it.value.split_whitespace().next());
        if let Some(own) = own
            && !begins_otherwise(source, own)
            && begins_with(&self.words(span), own)
        {
            let folded = text[span.range()].to_ascii_lowercase();
            self.page.bases.extend(prose::base_statement(text, span, &folded, &self.definitions));
        }
    }

    fn introduction(&mut self, span: Span, text: &str) {
        let folded = text[span.range()].to_ascii_lowercase();
        // What stands in a later section speaks of a part of the page.
        self.deprecation(span, &folded);
        self.page.bases.extend(prose::base_statement(text, span, &folded, &self.definitions));
        let derived = prose::derived_types(text, span, &folded, &self.definitions);
        if let Some((types, goes_on)) = derived {
            self.page.derived_types.extend(types);
            self.in_derived_types = goes_on;
        } else if self.in_derived_types {
            self.page
                .derived_types
                .extend(prose::linked_types(text, span, &self.definitions).into_iter().take(1));
        }
        if span.file == self.page.file {
            let words = self.source(span);
            self.page.introduction.push(words);
        }
    }

    fn response(&mut self, span: Span, text: &str) {
        let folded = self.words(span).to_lowercase();
        let statuses = prose::success_statuses(&folded);
        let types = prose::linked_types(text, span, &self.definitions);
        let says_none = prose::says_no_response_body(&folded);
        let words = self.source(span);
        let response = &mut self.operation().response;
        // Only the words on success count; a paragraph on errors or on something else follows them.
        let is_first = response.statuses.is_empty();
        if is_first {
            response.statuses = statuses;
        } else if response.statuses == [204] && !types.is_empty() && !says_none {
            // "Nothing; with the header `Prefer`, 200 and the object."
            response.statuses.extend(statuses.into_iter().filter(|it| matches!(it, 200 | 201)));
        }
        if is_first || response.types.is_empty() {
            response.types.extend(types);
            response.says_none |= says_none;
        }
        response.text.push(words);
    }

    /// Reads the included file as if its blocks stood here.
    fn include(&mut self, span: Span, include: &str) -> Place {
        let Some(path) = include
            .split_once("](")
            .and_then(|(_, rest)| rest.split_once(')'))
            .map(|(path, _)| path.trim())
        else {
            return Place::Aside("names no file");
        };
        let Some(file) = self.docs.resolve(span.file, path) else {
            if self.sections.current() == Section::Permissions {
                self.operation().permissions.missing_include = true;
            }
            self.page.missing_includes.push(Spanned::new(path.into(), span));
            self.diagnostics.push(
                Code::MissingInclude,
                span,
                format!("the documentation set has no file `{path}`"),
            );
            return Place::Open;
        };
        let text = self.docs.file(file).text.as_str();
        let refusal = if self.including.contains(&file) {
            Some("includes itself")
        } else if self.including.len() >= INCLUDE_DEPTH {
            Some("is included by includes too deep")
        } else if !self.included.admits(text.len()) {
            Some("is one include too many, or too long with the others of this page")
        } else {
            None
        };
        if let Some(why) = refusal {
            self.diagnostics.push(Code::RefusedInclude, span, format!("`{path}` {why}"));
            return Place::Open;
        }
        let matter = front_matter::front_matter(file, text, self.diagnostics);
        let blocks = markdown::blocks(file, text, matter.end, self.diagnostics);
        self.page.included.push(file);
        self.page.anchors.extend(places::named(text));
        self.including.push(file);
        self.blocks(blocks);
        self.including.pop();
        Place::Followed
    }
}

/// The text from the mark of an include on.
fn include_in(text: &str) -> Option<&str> {
    let begin = |mark| place_of_mark(mark, text);
    begin("[!INCLUDE").or_else(|| begin("[!include")).map(|at| &text[at..])
}

/// True if the first letter shows that the words of `source` do not begin with `name`. Behind a mark nothing can be told.
fn begins_otherwise(source: &str, name: &str) -> bool {
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    first(source).is_some_and(|it| it.is_ascii_alphanumeric()) && first(source) != first(name)
}

/// True if `words` begin with `name`, whatever the case of their letters.
fn begins_with(words: &str, name: &str) -> bool {
    let mut letters = words.chars().flat_map(char::to_lowercase);
    name.chars().flat_map(char::to_lowercase).all(|it| letters.next() == Some(it))
}
