//! Collects what has to be accounted for, and says of each item what its place on the page tells.

use super::Walk;
use crate::diagnostics::{Code, Edit, Fix};
use crate::ir::Text;
use crate::ir::Trail;
use crate::ir::page::{Item, ItemKind, NamingLink, Place, PlaceLink};
use crate::read::block::{Block, BlockKind};
use crate::read::heading::Section;
use crate::read::inline::{Definitions, InlineLink, links, plain};
use crate::read::rows::Rows;
use crate::span::{FileId, Span};

const OUTSIDE: Place = Place::Aside("leads to a place outside of the documentation set");
const FOREIGN_TAB: Place = Place::Aside("in a tab of another language");

/// The path of a link with its names spelled as in the path of the file that it leads to. `None` if it goes down and up again.
fn in_case_of(path: &str, file: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let up = parts.iter().take_while(|it| matches!(**it, "" | "." | "..")).count();
    let names = parts.len() - up;
    let files: Vec<&str> = file.split('/').collect();
    let spelled = files.get(files.len().checked_sub(names)?..)?;
    let is_same =
        parts[up..].iter().zip(spelled).all(|(a, b)| a.to_lowercase() == b.to_lowercase());
    is_same.then(|| [&parts[..up], spelled].concat().join("/"))
}

/// A code block that is neither HTTP nor JSON.
pub(super) fn place_of_other_code(info: &str) -> Place {
    match info.to_ascii_lowercase().as_str() {
        "" | "http" | "json" | "msgraph-interactive" => Place::Aside("neither HTTP nor JSON"),
        _ => Place::Aside("in another language"),
    }
}

impl Walk<'_> {
    pub(super) fn item(&mut self, kind: ItemKind, span: Span, place: Place) {
        if self.trail == Trail::Kept {
            self.page.items.push(Item { kind, span, place });
        }
    }

    /// What stands in a tab that is not ours.
    pub(super) fn foreign(&mut self, block: &Block) {
        match block.kind {
            BlockKind::Code(_) => self.item(ItemKind::CodeBlock, block.span, FOREIGN_TAB),
            BlockKind::Paragraph
                if self.text(block.span.file)[block.span.range()].contains("[!INCLUDE") =>
            {
                self.item(ItemKind::Include, block.span, FOREIGN_TAB);
            }
            _ => {}
        }
    }

    /// Request lines that stand where none are looked for: calls shown in passing.
    pub(super) fn set_aside(&mut self, lines: &[Span]) {
        let within = |item: &Item| {
            lines.iter().any(|it| {
                it.file == item.span.file && it.start >= item.span.start && it.end <= item.span.end
            })
        };
        let kinds = [ItemKind::RequestLine, ItemKind::CodeBlock, ItemKind::Annotation];
        for item in self
            .page
            .items
            .iter_mut()
            .filter(|it| kinds.contains(&it.kind) && it.place == Place::Open)
        {
            if within(item) {
                item.place = Place::Aside("a call shown in passing");
            }
        }
    }

    /// A code block, and the annotation above it, which shares its fate.
    pub(super) fn code_items(&mut self, span: Span, annotation: Option<Span>, place: Place) {
        self.item(ItemKind::CodeBlock, span, place);
        if let Some(it) = annotation {
            let joined = Span { end: span.end.max(it.end), ..it };
            self.item(ItemKind::Annotation, joined, place);
        }
    }

    /// An annotation that no code block follows.
    pub(super) fn orphan_annotation(&mut self) {
        let Some(span) = self.annotation.take().and_then(|it| it.span) else { return };
        let is_for_include = self.sections.current() == Section::Permissions;
        if is_for_include {
            self.item(ItemKind::Annotation, span, Place::Aside("stands above an include"));
            return;
        }
        self.item(ItemKind::Annotation, span, Place::Open);
        self.diagnostics.push(
            Code::OrphanAnnotation,
            span,
            "no code block follows this annotation",
        );
    }

    pub(super) fn row_items(
        &mut self,
        rows: &Rows<'_>,
        definitions: &Definitions,
        known: Option<Place>,
    ) {
        let section = self.sections.current();
        let place = match section {
            _ if known.is_some() => known.unwrap_or(Place::Open),
            Section::InstanceAttributes => Place::Aside("an annotation that any object may carry"),
            Section::Errors | Section::Response | Section::Examples => {
                Place::Aside("a table about answers, not about the API")
            }
            Section::Other
                if !(rows.columns.are_of_properties()
                    || self.sections.is_empty() && rows.columns.are_of_members()) =>
            {
                Place::Aside("a table in prose")
            }
            Section::Properties | Section::Relationships | Section::JsonRepresentation
                if !rows.may_be_properties() && !rows.columns.are_of_members() =>
            {
                Place::Aside("a table of something else than properties")
            }
            Section::JsonRepresentation
                if !rows.columns.are_of_properties() && !rows.columns.are_of_members() =>
            {
                Place::Aside("a table in prose")
            }
            _ => Place::Open,
        };
        for row in &rows.table.rows {
            let span = Span::new(rows.file, row.range.clone());
            let place =
                if row.is_group { Place::Aside("a heading inside of a table") } else { place };
            self.item(ItemKind::TableRow, span, place);
            self.link_items(span, definitions);
        }
    }

    /// The links of a paragraph or row.
    pub(super) fn link_items(&mut self, span: Span, definitions: &Definitions) {
        let docs = self.docs;
        let source = &docs.file(span.file).text[span.range()];
        for link in links(source, definitions) {
            let start = span.start as usize + link.range.start;
            let at = Span::new(span.file, start..span.start as usize + link.range.end);
            let (place, target) = self.place_of_link(at, &link);
            self.item(ItemKind::Link, at, place);
            let Some(target) = target else { continue };
            let name = plain(link.words, definitions);
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                let (name, anchor) = (name.into(), link.anchor.map(Text::new));
                self.page.links.push(NamingLink { name, target, anchor });
            }
        }
    }

    /// A link that is followed although it is spelled otherwise than the file.
    fn link_case(&mut self, span: Span, path: &str, target: FileId) {
        let target = self.docs.file(target).path.as_str();
        // As nearly all are: no need to take it apart.
        let mut below = path;
        while let Some(rest) = below.strip_prefix("../") {
            below = rest;
        }
        if target.ends_with(below) {
            return;
        }
        let Some(path_as_file) = in_case_of(path, target).filter(|it| it != path) else { return };
        let source = &self.text(span.file)[span.range()];
        // Of a link by reference the path stands elsewhere.
        let place = source.rfind(path).map(|at| {
            let start = span.start as usize + at;
            Span::new(span.file, start..start + path.len())
        });
        let fix = place.map(|span| Fix {
            says: format!("write `{path_as_file}`"),
            edits: vec![Edit { span, text: path_as_file.clone() }],
        });
        let message = format!("the file is called `{path_as_file}`, the link says `{path}`");
        self.diagnostics.push_fixed(Code::LinkCase, place.unwrap_or(span), message, fix);
    }

    /// What an included part links to may be on one of the pages only that include it.
    fn link_to_place(&mut self, span: Span, link: &InlineLink<'_>, target: FileId) {
        if let Some(anchor) = link.anchor.filter(|_| span.file == self.page.file) {
            let anchor = anchor.into();
            self.page.links_to_places.push(PlaceLink { target, anchor, span });
        }
    }

    fn place_of_link(&mut self, span: Span, link: &InlineLink<'_>) -> (Place, Option<FileId>) {
        let path = link.path;
        if path.is_empty() {
            self.link_to_place(span, link, self.page.file);
            return (Place::Aside("leads to a place on the same page"), None);
        }
        if path.contains("://") || path.starts_with("mailto:") || path.starts_with('/') {
            return (OUTSIDE, None);
        }
        if let Some(target) = self.docs.resolve(span.file, path) {
            self.link_case(span, path, target);
            self.link_to_place(span, link, target);
            return (Place::Followed, Some(target));
        }
        if !path.ends_with(".md") || self.docs.leads_out(span.file, path) {
            return (OUTSIDE, None);
        }
        self.diagnostics.push(
            Code::BrokenLink,
            span,
            format!("the documentation set has no page `{path}`"),
        );
        (Place::Open, None)
    }
}
