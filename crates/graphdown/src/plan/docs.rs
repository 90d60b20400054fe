//! Pass: the documentation's prose becomes rustdoc.

pub(super) use links::Links;

use super::context::Context;
use crate::ir::edm::{
    Documentation, EnumType, Facts, Member, Operation, Origin, Property, StructuredType,
};
use crate::ir::rust::{Docs, Gate};
use crate::span::FileId;

mod links;
mod markdown;
mod permissions;

/// Of a structured type.
pub(super) fn structured_type(context: &Context<'_>, it: &StructuredType) -> Docs {
    let file = it.sources[0].file;
    let mut docs = prose(context, &it.documentation, file);
    or_name(&mut docs, &it.name.to_string());
    note_origin(&mut docs, it.origin);
    link(context, &mut docs, file);
    docs
}

/// Of an enum type.
pub(super) fn enum_type(context: &Context<'_>, it: &EnumType) -> Docs {
    let file = it.sources[0].file;
    let mut docs = prose(context, &it.documentation, file);
    or_name(&mut docs, &it.name.to_string());
    if it.members.is_empty() {
        paragraph(&mut docs.lines, "The documentation does not list its members.");
    }
    link(context, &mut docs, file);
    docs
}

/// Of a member of an enum type.
pub(super) fn member(context: &Context<'_>, it: &Member) -> Docs {
    prose(context, &it.documentation, it.source.file)
}

/// Of a property.
pub(super) fn property(context: &Context<'_>, it: &Property) -> Docs {
    let mut docs = prose(context, &it.documentation, it.source.file);
    or_name(&mut docs, &it.name);
    paragraph(&mut docs.lines, &facts(&it.facts, &it.documentation));
    if let Some(name) = &it.left_out {
        let text = format!(
            "A relationship to {}, a type that this crate leaves out.",
            code(&name.to_string())
        );
        paragraph(&mut docs.lines, &text);
    }
    docs
}

/// Of a member of a body.
pub(super) fn member_of_body(
    context: &Context<'_>,
    documentation: &Documentation,
    it: &Facts,
    file: FileId,
) -> Docs {
    let mut docs = prose(context, documentation, file);
    paragraph(&mut docs.lines, &facts(it, documentation));
    docs
}

/// Of a body: which operation it is for.
pub(super) fn body(context: &Context<'_>, operation: &Operation, what: &str) -> Docs {
    let mut lines =
        vec![format!("{what} {}.", code(&format!("{} {}", operation.method, operation.path)))];
    if let Some(url) = context.links.page(operation.sources[0].file) {
        paragraph(&mut lines, &format!("[Documentation]({url})"));
    }
    Docs { lines, deprecated: None }
}

/// Of an operation.
pub(super) fn operation(context: &Context<'_>, it: &Operation) -> Docs {
    let file = it.sources[0].file;
    let mut docs = prose(context, &it.documentation, file);
    let mut call = code(&format!("{} {}", it.method, it.path));
    if !it.query_options.is_empty() {
        let options: Vec<_> = it.query_options.iter().map(|it| code(it)).collect();
        call += &format!(" with {}", options.join(", "));
    }
    paragraph(&mut docs.lines, &call);
    let headers: Vec<_> = super::calls::headers(it).iter().map(|it| code(it)).collect();
    if !headers.is_empty() {
        paragraph(&mut docs.lines, &format!("Headers: {}.", headers.join(", ")));
    }
    docs.lines.push(String::new());
    docs.lines.extend(permissions::lines(it.permissions.as_ref()));
    if let Gate(features) = context.features.of_operation(it)
        && let Some(feature) = features.first()
    {
        paragraph(&mut docs.lines, &format!("Feature: {}.", code(feature)));
    }
    link(context, &mut docs, file);
    docs
}

fn prose(context: &Context<'_>, it: &Documentation, file: FileId) -> Docs {
    let mut lines = Vec::new();
    for text in &it.paragraphs {
        paragraph(&mut lines, &markdown::safe(text, &|url| context.links.absolute(url, file)));
    }
    // rustdoc shows a note as markdown too, and compilers show it as it is: words, but no links.
    let deprecated = it
        .deprecated
        .as_ref()
        .map(|it| markdown::plain(&markdown::safe(it, &|_| None)).into_owned());
    Docs { lines, deprecated }
}

/// Adds a paragraph, which may have several lines.
fn paragraph(lines: &mut Vec<String>, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(text.lines().map(str::to_owned));
}

fn or_name(docs: &mut Docs, name: &str) {
    if docs.lines.is_empty() {
        docs.lines.push(code(name));
    }
}

fn note_origin(docs: &mut Docs, origin: Origin) {
    match origin {
        Origin::Page => {}
        Origin::Sample => paragraph(
            &mut docs.lines,
            "No page documents this type; its properties are inferred from samples or paths.",
        ),
        Origin::Reference => paragraph(
            &mut docs.lines,
            "The documentation names this type and says nothing of its properties.",
        ),
    }
}

fn link(context: &Context<'_>, docs: &mut Docs, file: FileId) {
    if let Some(url) = context.links.page(file) {
        paragraph(&mut docs.lines, &format!("[Documentation]({url})"));
    }
}

/// Text as a code span.
pub(super) fn code(text: &str) -> String {
    let text = markdown::plain(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// What is known beyond the words: facts that the words state are not said again.
fn facts(it: &Facts, documentation: &Documentation) -> String {
    let said = documentation.paragraphs.join(" ").to_ascii_lowercase();
    let mut facts = Vec::new();
    let mut add = |is_true: bool, word: &str, text: String| {
        if is_true && !said.contains(word) {
            facts.push(text);
        }
    };
    add(it.read_only, "read-only", "Read-only.".to_owned());
    add(it.required, "required", "Required.".to_owned());
    if let Some(value) = &it.default {
        add(true, "default", format!("Default: {}.", code(value)));
    }
    if let Some(length) = it.max_length {
        add(true, "max", format!("At most {length} characters."));
    }
    if let Some(operators) = &it.filter {
        let operators: Vec<_> = operators.iter().map(|it| code(it)).collect();
        let list = if operators.is_empty() {
            String::new()
        } else {
            format!(" ({})", operators.join(", "))
        };
        add(true, "$filter", format!("Supports `$filter`{list}."));
    }
    add(it.only_on_select, "$select", "Returned only on `$select`.".to_owned());
    facts.join(" ")
}
