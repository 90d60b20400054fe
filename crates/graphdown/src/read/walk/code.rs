//! Code blocks: request lines, examples, JSON representations.

use super::Walk;
use super::items::place_of_other_code;
use crate::diagnostics::Code;
use crate::ir::page::{Annotation, Direction, ItemKind, JsonBlock, OperationSection, Place};
use crate::read::heading::Section;
use crate::read::{http, json, limits, request_line};
use crate::span::Span;

impl Walk<'_> {
    pub(super) fn code(&mut self, span: Span, info: &str) {
        let docs = self.docs;
        let text = &docs.file(span.file).text;
        let annotation = self.annotation.take();
        let annotated = annotation.as_ref().and_then(|it| it.span);
        let source = &text[span.range()];
        let place = if !limits::admits_code(span, self.diagnostics) {
            Place::Aside("too long to be read")
        } else if let Some(direction) = http::direction(source) {
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
            place_of_other_code(info)
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
        let text = &docs.file(span.file).text;
        let mut lines = request_line::request_lines(text, span, self.diagnostics);
        for line in &lines {
            self.item(ItemKind::RequestLine, line.span, Place::Open);
        }
        self.counted.cut_request_lines(&mut lines, self.diagnostics);
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
        if !self.counted.admits_representation(span, self.diagnostics) {
            return Place::Open;
        }
        let docs = self.docs;
        let parsed = json::parse(span.file, &docs.file(span.file).text, span.range());
        match &parsed {
            Some(it) => {
                if let Some(place) = it.mended {
                    let says = "this JSON is not valid";
                    let fix = it.fix.clone();
                    self.diagnostics.push_fixed(Code::MalformedJson, place, says, fix);
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
}
