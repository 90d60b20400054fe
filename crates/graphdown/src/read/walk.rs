//! Walks the blocks of a page, keeps track of the section, and collects what each block says.

mod code;
mod finish;
mod items;
mod sections;
mod tables;
mod text;

use super::annotation::annotation;
use super::block::{Block, BlockKind, Blocks};
use super::heading::Section;
use super::inline::{Definitions, place_of_mark, plain, with_inline_links};
use super::limits::{self, Counted, Included};
use super::{front_matter, markdown, places, rendered};
use crate::diagnostics::Diagnostics;
use crate::docset::{ApiVersion, DocSet};
use crate::ir::Text;
use crate::ir::Trail;
use crate::ir::page::{
    Annotation, Form, FrontMatter, OperationSection, Page, PageClass, RequestLine,
};
use crate::span::{FileId, Span, Spanned};
use sections::Sections;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads the page of `file`.
pub(super) fn walk(
    docs: &DocSet,
    file: FileId,
    trail: Trail,
    diagnostics: &mut Diagnostics,
) -> Page {
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
        trail,
        definitions: Definitions::default(),
        diagnostics,
        sections: Sections::default(),
        annotation: None,
        in_foreign_tab: false,
        including: vec![file],
        included: Included::default(),
        counted: Counted::default(),
        named_properties: 0,
        property_names: BTreeMap::new(),
        stray_requests: Vec::new(),
        request_heading: None,
        enum_namespace: None,
        in_derived_types: false,
    };
    walk.page.anchors.extend(places::named(&source.text));
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
        clouds: None,
        missing_includes: Vec::new(),
        included: Vec::new(),
        links: Vec::new(),
        anchors: Vec::new(),
        links_to_places: Vec::new(),
        items: Vec::new(),
    }
}

struct Walk<'a> {
    docs: &'a DocSet,
    page: Page,
    trail: Trail,
    definitions: Definitions,
    diagnostics: &'a mut Diagnostics,
    sections: Sections,
    /// The annotation that waits for its code block.
    annotation: Option<Annotation>,
    /// Inside of a tab that shows another language than HTTP.
    in_foreign_tab: bool,
    /// The files being read, to meet includes that include each other.
    including: Vec<FileId>,
    included: Included,
    counted: Counted,
    /// The first row of each name in lower case, of so many of the page's properties as were read when it was last asked for.
    property_names: BTreeMap<String, usize>,
    named_properties: usize,
    /// Request lines outside of any section for them, with their heading.
    stray_requests: Vec<(Option<Text>, Vec<RequestLine>)>,
    /// The heading that the current operation stands under, where a page has several.
    request_heading: Option<Text>,
    /// A namespace line between enumeration tables.
    enum_namespace: Option<Spanned<Text>>,
    /// A paragraph of the introduction has announced a list of subtypes.
    in_derived_types: bool,
}

impl Walk<'_> {
    fn text(&self, file: FileId) -> &str {
        &self.docs.file(file).text
    }

    fn words(&self, span: Span) -> Cow<'_, str> {
        plain(&self.text(span.file)[span.range()], &self.definitions)
    }

    /// The words as written, links made inline, for places where marks matter.
    fn source(&self, span: Span) -> Spanned<Text> {
        let page = &self.docs.file(span.file).text;
        let words = page[span.range()].trim();
        Spanned::new(with_inline_links(page, words, &self.definitions), span)
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
        let words = Text::from(self.words(span));
        self.page.anchors.push(places::folded(&words));
        let source = &self.text(span.file)[span.range()];
        let tab_mark = "(#tab/";
        if let Some(at) = place_of_mark(tab_mark, source) {
            let tab = &source[at + tab_mark.len()..];
            self.in_foreign_tab = !tab.to_ascii_lowercase().starts_with("http");
            return;
        }
        self.in_foreign_tab = false;
        self.orphan_annotation();
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
        if !limits::admits_code(span, self.diagnostics) {
            return;
        }
        let text = &self.docs.file(span.file).text;
        if let Some(it) = annotation(text, span, self.diagnostics) {
            self.orphan_annotation();
            self.annotation = Some(it);
        }
    }

    /// The operation that what follows belongs to.
    fn operation(&mut self) -> &mut OperationSection {
        if self.page.operations.is_empty() {
            self.page.operations.push(OperationSection::default());
        }
        let last = self.page.operations.len() - 1;
        &mut self.page.operations[last]
    }
}
