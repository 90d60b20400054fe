//! Walks the blocks of a page, keeps track of the section, and collects what each block says.

mod items;
mod sections;

use super::annotation::annotation;
use super::block::{Block, BlockKind, Blocks};
use super::heading::Section;
use super::inline::{Definitions, plain, with_inline_links};
use super::rows::Rows;
use super::{
    front_matter, http, json, markdown, permissions, prose, rendered, request_line, table,
};
use crate::diagnostics::{Code, Diagnostics};
use crate::docset::{ApiVersion, DocSet};
use crate::ir::page::{
    Annotation, Direction, EnumTable, Form, FrontMatter, ItemKind, JsonBlock, OperationSection,
    Page, PageClass, Place, PropertyTable, RequestLine,
};
use crate::span::{FileId, Span, Spanned};
use sections::Sections;

/// Includes inside of includes end here.
const MAX_INCLUDE_DEPTH: usize = 8;

/// Reads the page of `file`.
pub(super) fn walk(docs: &DocSet, file: FileId, diagnostics: &mut Diagnostics) -> Page {
    let source = docs.file(file);
    let matter = front_matter::front_matter(file, &source.text, diagnostics);
    let (form, blocks) = if matter.end == 0 && rendered::is_rendered(&source.text) {
        (Form::Rendered, rendered::blocks(file, &source.text))
    } else {
        (Form::Markdown, markdown::blocks(file, &source.text, matter.end, diagnostics))
    };
    let mut walk = Walk {
        docs,
        page: empty_page(file, form, matter),
        definitions: Definitions::default(),
        diagnostics,
        sections: Sections::default(),
        annotation: None,
        in_foreign_tab: false,
        including: vec![file],
        stray_requests: Vec::new(),
        request_heading: None,
        enum_namespace: None,
        in_derived_types: false,
    };
    walk.blocks(blocks);
    walk.finish()
}

fn empty_page(file: FileId, form: Form, front_matter: FrontMatter) -> Page {
    Page {
        file,
        form,
        version: ApiVersion::V1,
        class: PageClass::Conceptual,
        front_matter,
        title: None,
        namespace: None,
        introduction: Vec::new(),
        bases: Vec::new(),
        derived_types: Vec::new(),
        properties: Vec::new(),
        methods: Vec::new(),
        enums: Vec::new(),
        representations: Vec::new(),
        operations: Vec::new(),
        deprecated: None,
        missing_includes: Vec::new(),
        included: Vec::new(),
        items: Vec::new(),
    }
}

struct Walk<'a> {
    docs: &'a DocSet,
    page: Page,
    definitions: Definitions,
    diagnostics: &'a mut Diagnostics,
    sections: Sections,
    /// The annotation that waits for its code block.
    annotation: Option<Annotation>,
    /// Inside of a tab that shows another language than HTTP.
    in_foreign_tab: bool,
    /// The files being read, to meet includes that include each other.
    including: Vec<FileId>,
    /// Request lines outside of any section for them, with their heading.
    stray_requests: Vec<(Option<String>, Vec<RequestLine>)>,
    /// The heading that the current operation stands under, where a page has several.
    request_heading: Option<String>,
    /// A namespace line between enumeration tables.
    enum_namespace: Option<Spanned<String>>,
    /// A paragraph of the introduction has announced a list of subtypes.
    in_derived_types: bool,
}

impl Walk<'_> {
    fn text(&self, file: FileId) -> &str {
        &self.docs.file(file).text
    }

    fn words(&self, span: Span) -> String {
        plain(&self.text(span.file)[span.range()], &self.definitions).into_owned()
    }

    /// The words as written, links made inline, for places where marks matter.
    fn source(&self, span: Span) -> Spanned<String> {
        Spanned::new(
            with_inline_links(self.text(span.file)[span.range()].trim(), &self.definitions),
            span,
        )
    }

    fn blocks(&mut self, blocks: Blocks) {
        let outer = std::mem::replace(&mut self.definitions, blocks.definitions);
        for block in blocks.list {
            self.block(&block);
        }
        self.definitions = outer;
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(level) => self.heading(*level, block.span),
            BlockKind::Rule => self.in_foreign_tab = false,
            _ if self.in_foreign_tab => self.foreign(block),
            BlockKind::Comment => self.comment(block.span),
            BlockKind::Code(info) => self.code(block.span, info),
            BlockKind::Table | BlockKind::Paragraph => self.text_or_table(block.span),
            BlockKind::Html => {}
        }
    }

    fn heading(&mut self, level: u8, span: Span) {
        let source = &self.text(span.file)[span.range()];
        if let Some((_, tab)) = source.split_once("(#tab/") {
            self.in_foreign_tab = !tab.to_ascii_lowercase().starts_with("http");
            return;
        }
        self.in_foreign_tab = false;
        self.orphan_annotation();
        let words = self.words(span);
        if level == 1 && self.page.title.is_none() && self.sections.is_empty() {
            self.page.title = Some(Spanned::new(words, span));
            return;
        }
        self.sections.open(level.max(2), words, span);
        if self.sections.current() == Section::HttpRequest {
            self.request_heading = self.sections.own_heading();
        }
    }

    fn comment(&mut self, span: Span) {
        let text = &self.docs.file(span.file).text;
        if let Some(it) = annotation(text, span, self.diagnostics) {
            self.orphan_annotation();
            self.annotation = Some(it);
        }
    }

    fn code(&mut self, span: Span, info: &str) {
        let docs = self.docs;
        let text = docs.file(span.file).text.as_str();
        let annotation = self.annotation.take();
        let annotated = annotation.as_ref().and_then(|it| it.span);
        let source = &text[span.range()];
        let place = if let Some(direction) = http::direction(source) {
            if direction == Direction::Request && self.is_request_block(annotation.as_ref()) {
                self.request_lines(span)
            } else {
                let heading = self.sections.example_heading();
                let example =
                    http::message(text, span, direction, heading, annotation, self.diagnostics);
                self.operation().examples.push(example);
                Place::Open
            }
        } else if source.trim_start().starts_with(['{', '[']) {
            self.json_block(span, annotation)
        } else if self.sections.current() == Section::HttpRequest {
            self.request_lines(span)
        } else {
            items::place_of_other_code(info)
        };
        self.code_items(span, annotated, place);
    }

    /// Request lines stand in their own section; a block of samples, or one below the permissions, is one too.
    fn is_request_block(&self, annotation: Option<&Annotation>) -> bool {
        let block_type = annotation.and_then(|it| it.block_type.as_deref());
        match self.sections.current() {
            Section::HttpRequest => true,
            Section::Permissions => {
                self.page.operations.iter().all(|it| it.request_lines.is_empty())
            }
            Section::Other => {
                !self.sections.in_examples()
                    && matches!(block_type, None | Some("ignored" | "samples"))
            }
            _ => false,
        }
    }

    fn request_lines(&mut self, span: Span) -> Place {
        let docs = self.docs;
        let lines = request_line::request_lines(&docs.file(span.file).text, span, self.diagnostics);
        for line in &lines {
            self.item(ItemKind::RequestLine, line.span, Place::Open);
        }
        if lines.is_empty() {
            return Place::Aside("holds no request line");
        }
        if self.sections.current() == Section::Other {
            self.stray_requests.push((self.sections.heading(), lines));
            return Place::Open;
        }
        let heading = self.request_heading.clone();
        let has_other_lines = self
            .page
            .operations
            .last()
            .is_some_and(|it| !it.request_lines.is_empty() && it.heading != heading);
        if has_other_lines {
            self.page
                .operations
                .push(OperationSection { heading: heading.clone(), ..OperationSection::default() });
        }
        let operation = self.operation();
        operation.heading = heading;
        operation.request_lines.extend(lines);
        Place::Open
    }

    fn json_block(&mut self, span: Span, annotation: Option<Annotation>) -> Place {
        let block_type = annotation.as_ref().and_then(|it| it.block_type.as_deref());
        let is_resource = block_type == Some("resource");
        let in_section = self.sections.current() == Section::JsonRepresentation
            && matches!(block_type, None | Some("ignored" | "example"));
        if !is_resource && !in_section {
            return Place::Aside("a sample of a part, or of an instance");
        }
        let docs = self.docs;
        let parsed = json::parse(span.file, &docs.file(span.file).text, span.range());
        match &parsed {
            Some(it) => {
                if let Some(place) = it.mended {
                    self.diagnostics.push(Code::MalformedJson, place, "this JSON is not valid");
                }
            }
            None => self.diagnostics.push(Code::UnreadableJson, span, "this JSON cannot be read"),
        }
        self.page.representations.push(JsonBlock {
            annotation,
            json: parsed.map(|it| it.json),
            span,
        });
        Place::Open
    }

    /// The operation that what follows belongs to.
    fn operation(&mut self) -> &mut OperationSection {
        if self.page.operations.is_empty() {
            self.page.operations.push(OperationSection::default());
        }
        let last = self.page.operations.len() - 1;
        &mut self.page.operations[last]
    }

    /// A paragraph may hold a table that markdown does not recognise, and a table may have prose glued to it.
    fn text_or_table(&mut self, span: Span) {
        let docs = self.docs;
        let text = docs.file(span.file).text.as_str();
        let mut range = span.range();
        while text[range.clone()].contains('|') {
            let Some(found) = table::parse(text, range.clone()) else { break };
            if !found.before.is_empty() {
                self.paragraph(Span::new(span.file, found.before.clone()));
            }
            self.table(span.file, &found);
            let after = found.after.clone();
            if after.is_empty() || after.start <= range.start {
                return;
            }
            range = after.start..span.range().end.max(after.end);
        }
        self.paragraph(Span::new(span.file, range));
    }

    fn table(&mut self, file: FileId, found: &table::Table) {
        let docs = self.docs;
        let text = docs.file(file).text.as_str();
        let definitions = std::mem::take(&mut self.definitions);
        let rows = Rows::new(file, text, found, &definitions);
        let section = self.sections.current();
        let permissions = (section == Section::Permissions)
            .then(|| permissions::table(text, file, found, &definitions, self.diagnostics));
        self.row_items(&rows, &definitions, matches!(permissions, Some(None)));
        match permissions {
            Some(table) => self.operation().permissions.tables.extend(table),
            None => self.rows(section, &rows),
        }
        self.definitions = definitions;
    }

    fn rows(&mut self, section: Section, rows: &Rows<'_>) {
        let heading = self.sections.own_heading();
        let diagnostics = &mut *self.diagnostics;
        match section {
            Section::Members | Section::EnumValues { .. } => self.enum_table(&section, rows),
            Section::Properties | Section::JsonRepresentation | Section::Relationships
                if rows.columns.are_of_members() =>
            {
                self.enum_table(&section, rows);
            }
            Section::Properties => {
                self.page.properties.extend(rows.properties(
                    PropertyTable::Properties,
                    heading.as_deref(),
                    diagnostics,
                ));
            }
            Section::Relationships => {
                self.page.properties.extend(rows.properties(
                    PropertyTable::Relationships,
                    heading.as_deref(),
                    diagnostics,
                ));
            }
            Section::InstanceAttributes => {
                self.page.properties.extend(rows.properties(
                    PropertyTable::InstanceAttributes,
                    heading.as_deref(),
                    diagnostics,
                ));
            }
            Section::Methods => self.page.methods.extend(rows.methods(diagnostics)),
            Section::DerivedTypes => self.page.derived_types.extend(rows.named_types()),
            Section::Headers => self.parameters(rows, |it| &mut it.headers),
            Section::QueryParameters => self.parameters(rows, |it| &mut it.query_parameters),
            Section::PathParameters | Section::HttpRequest => {
                self.parameters(rows, |it| &mut it.path_parameters)
            }
            Section::RequestBody => self.parameters(rows, |it| &mut it.body.rows),
            Section::JsonRepresentation | Section::Other if rows.columns.are_of_properties() => {
                self.page.properties.extend(rows.properties(
                    PropertyTable::Properties,
                    heading.as_deref(),
                    diagnostics,
                ));
            }
            Section::Other if self.sections.is_empty() && rows.columns.are_of_members() => {
                self.enum_table(&section, rows)
            }
            _ => {}
        }
    }

    fn parameters(
        &mut self,
        rows: &Rows<'_>,
        list: impl Fn(&mut OperationSection) -> &mut Vec<crate::ir::page::ParameterRow>,
    ) {
        let found = rows.parameters(self.diagnostics);
        list(self.operation()).extend(found);
    }

    fn enum_table(&mut self, section: &Section, rows: &Rows<'_>) {
        let members = rows.members(self.diagnostics);
        let (name, flags) = match section {
            Section::EnumValues { name, flags } => {
                (Some(Spanned::new(name.clone(), self.sections.span())), *flags)
            }
            _ => (None, false),
        };
        let table = Span::new(rows.file, rows.table.range.clone());
        let says_flags = flags || self.sections.says_flags();
        let namespace = self.enum_namespace.clone();
        self.page.enums.push(EnumTable { name, namespace, members, says_flags, span: table });
    }

    fn paragraph(&mut self, span: Span) {
        let source = self.text(span.file)[span.range()].trim();
        if source.is_empty() || source.starts_with("[!div") {
            return;
        }
        if let Some(at) = source.find("[!INCLUDE").or_else(|| source.find("[!include")) {
            let include = source[at..].to_owned();
            let place = self.include(span, &include);
            self.item(ItemKind::Include, span, place);
            return;
        }
        if let Some(namespace) = self.namespace_line(span) {
            if self.sections.is_empty() {
                self.page.namespace.get_or_insert(namespace);
            } else {
                self.enum_namespace = Some(namespace);
            }
            return;
        }
        let definitions = std::mem::take(&mut self.definitions);
        self.link_items(span, &definitions);
        self.definitions = definitions;
        let folded = self.words(span).to_lowercase();
        self.deprecation(span, &folded);
        self.sentence(span, &folded);
    }

    /// `Namespace: microsoft.graph`, nothing else.
    fn namespace_line(&self, span: Span) -> Option<Spanned<String>> {
        let words = self.words(span);
        let name = words
            .strip_prefix("Namespace:")
            .or_else(|| words.strip_prefix("namespace:"))?
            .trim()
            .trim_end_matches('.');
        let is_name = !name.is_empty()
            && name.chars().all(|it| it.is_alphanumeric() || it == '.' || it == '_');
        is_name.then(|| Spanned::new(name.to_owned(), span))
    }

    fn deprecation(&mut self, span: Span, folded: &str) {
        // What stands in a later section speaks of a part of the page.
        if self.sections.is_empty()
            && self.page.deprecated.is_none()
            && prose::is_deprecation(folded)
        {
            self.page.deprecated = Some(self.source(span));
        }
    }

    fn sentence(&mut self, span: Span, folded: &str) {
        let docs = self.docs;
        let text = docs.file(span.file).text.as_str();
        match self.sections.current() {
            Section::Other if self.sections.is_empty() => self.introduction(span, text),
            Section::RequestBody => {
                let types = prose::linked_types(text, span, &self.definitions);
                let says_none = prose::says_no_request_body(folded);
                let words = self.source(span);
                let body = &mut self.operation().body;
                body.types.extend(types);
                body.says_none |= says_none;
                body.text.push(words);
            }
            Section::Response => self.response(span, text, folded),
            Section::QueryParameters => {
                let options = prose::query_options(folded);
                let list = &mut self.operation().query_options;
                list.extend(options);
                list.sort();
                list.dedup();
            }
            Section::EnumValues { .. } | Section::Members
                if folded.contains("flag") || folded.contains("multi-valued") =>
            {
                self.sections.note_flags();
            }
            Section::Other | Section::Properties | Section::Relationships => {
                self.remark(span, text, folded)
            }
            Section::DerivedTypes => {
                let types = prose::linked_types(text, span, &self.definitions);
                self.page.derived_types.extend(types);
            }
            _ => {}
        }
    }

    /// A remark further down may state the base type too, if it speaks of the page's own type.
    fn remark(&mut self, span: Span, text: &str, folded: &str) {
        let own = self
            .page
            .title
            .as_ref()
            .and_then(|it| it.value.split_whitespace().next())
            .unwrap_or("")
            .to_lowercase();
        if !own.is_empty()
            && folded.starts_with(&own)
            && let Some(base) = prose::base_statement(text, span, &self.definitions)
        {
            self.page.bases.push(base);
        }
    }

    fn introduction(&mut self, span: Span, text: &str) {
        if let Some(base) = prose::base_statement(text, span, &self.definitions) {
            self.page.bases.push(base);
        }
        if let Some((types, goes_on)) = prose::derived_types(text, span, &self.definitions) {
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

    fn response(&mut self, span: Span, text: &str, folded: &str) {
        let statuses = prose::success_statuses(folded);
        let types = prose::linked_types(text, span, &self.definitions);
        let says_none = prose::says_no_response_body(folded);
        let words = self.source(span);
        let response = &mut self.operation().response;
        // Only the words on success count; a paragraph on errors or on something else follows them.
        let is_first = response.statuses.is_empty();
        if is_first {
            response.statuses = statuses;
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
            self.page.missing_includes.push(Spanned::new(path.to_owned(), span));
            self.diagnostics.push(
                Code::MissingInclude,
                span,
                format!("the documentation set has no file `{path}`"),
            );
            return Place::Open;
        };
        if self.including.contains(&file) || self.including.len() >= MAX_INCLUDE_DEPTH {
            self.diagnostics.push(
                Code::MissingInclude,
                span,
                format!("`{path}` is included by itself, or too deep"),
            );
            return Place::Open;
        }
        let text = self.docs.file(file).text.as_str();
        let matter = front_matter::front_matter(file, text, self.diagnostics);
        let blocks = markdown::blocks(file, text, matter.end, self.diagnostics);
        self.page.included.push(file);
        self.including.push(file);
        self.blocks(blocks);
        self.including.pop();
        Place::Followed
    }

    fn finish(mut self) -> Page {
        self.orphan_annotation();
        self.use_stray_requests();
        self.page.version = self.version();
        self.page.class = self.class();
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
