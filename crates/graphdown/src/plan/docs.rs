//! Pass: the documentation's prose becomes rustdoc.

pub(super) use links::Links;

use super::context::Context;
use super::operations::Described;
use crate::ir::Text;
use crate::ir::edm::{
    Documentation, EnumType, Facts, Member, Origin, Particulars, Property, StructuredType,
};
use crate::ir::rust::{Docs, Gate};
use crate::span::FileId;
use std::fmt::{self, Write};

mod links;
mod markdown;
mod permissions;

/// Of a structured type.
pub(super) fn structured_type(context: &Context<'_>, it: &StructuredType) -> Docs {
    let file = it.sources[0].file;
    let mut text = prose(&context.links, &it.documentation, file);
    or_name(&mut text, &it.name);
    match it.origin {
        Origin::Page => {}
        Origin::Sample => paragraph(
            &mut text,
            "No page documents this type; its properties are inferred from samples or paths.",
        ),
        Origin::Reference => paragraph(
            &mut text,
            "The documentation names this type and says nothing of its properties.",
        ),
    }
    link(&mut text, context.links.page(file).as_deref());
    with_deprecation(text, &it.documentation)
}

/// Of an enum type.
pub(super) fn enum_type(context: &Context<'_>, it: &EnumType) -> Docs {
    let file = it.sources[0].file;
    let mut text = prose(&context.links, &it.documentation, file);
    or_name(&mut text, &it.name);
    if it.members.is_empty() {
        paragraph(&mut text, "The documentation does not list its members.");
    }
    link(&mut text, context.links.page(file).as_deref());
    with_deprecation(text, &it.documentation)
}

/// Of a member of an enum type.
pub(super) fn member(context: &Context<'_>, it: &Member) -> Docs {
    let text = prose(&context.links, &it.documentation, it.source.file);
    with_deprecation(text, &it.documentation)
}

/// Of a property; true if there are words of its page.
pub(super) fn property(links: &Links<'_>, it: &Property) -> (Docs, bool) {
    let mut text = prose(links, &it.documentation, it.source.file);
    let has_words = !text.is_empty();
    or_name(&mut text, &it.name);
    facts(&mut text, &it.facts, &it.documentation);
    if let Some(name) = &it.left_out {
        let name = code(&name.to_string());
        let left_out = format!("A relationship to {name}, a type that this crate leaves out.");
        paragraph(&mut text, &left_out);
    }
    (with_deprecation(text, &it.documentation), has_words)
}

/// Of a member of a body.
pub(super) fn member_of_body(
    links: &Links<'_>,
    documentation: &Documentation,
    it: &Facts,
    file: FileId,
) -> Docs {
    let mut text = prose(links, documentation, file);
    facts(&mut text, it, documentation);
    with_deprecation(text, documentation)
}

/// Of a body: which operation it is for.
pub(super) fn body(it: &Described<'_>, what: &str) -> Docs {
    let mut text = format!("{what} ");
    push_code(&mut text, &it.call());
    text.push('.');
    link(&mut text, it.page.as_deref());
    Docs { text: text.into(), deprecated: None }
}

/// Of an operation, which is there with these features.
pub(super) fn operation(it: &Described<'_>, Gate(features): &Gate) -> Docs {
    let mut text = String::with_capacity(it.prose.len() + 512);
    text.push_str(&it.prose);
    begin_paragraph(&mut text);
    push_code(&mut text, &it.call());
    if !it.query_options.is_empty() {
        text.push_str(" with ");
        push_codes(&mut text, &it.query_options);
    }
    if !it.own_headers.is_empty() {
        text.push_str("\n\nHeaders: ");
        push_codes(&mut text, &it.own_headers);
        text.push('.');
    }
    text.push_str("\n\n");
    permissions::push(&mut text, it.permissions.as_ref());
    if let Some(feature) = features.first() {
        text.push_str("\n\nFeature: ");
        push_code(&mut text, feature);
        text.push('.');
    }
    link(&mut text, it.page.as_deref());
    with_deprecation(text, &it.documentation)
}

/// The paragraphs.
pub(super) fn prose(links: &Links<'_>, it: &Documentation, file: FileId) -> String {
    let mut text = String::with_capacity(it.paragraphs.iter().map(|it| it.len() + 32).sum());
    for words in &it.paragraphs {
        let before = text.len();
        begin_paragraph(&mut text);
        let start = text.len();
        markdown::push_safe(words, &|url| links.absolute(url, file), &mut text);
        if text[start..].trim().is_empty() {
            text.truncate(before);
        }
    }
    text
}

fn with_deprecation(text: String, it: &Documentation) -> Docs {
    // rustdoc shows a note as markdown too, and compilers show it as it is: words, but no links.
    let note = |it| {
        let mut safe = String::new();
        markdown::push_safe(it, &|_| None, &mut safe);
        markdown::plain(&safe).into()
    };
    Docs { text: text.into(), deprecated: it.deprecated.as_ref().map(|it| note(it)) }
}

fn begin_paragraph(text: &mut String) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}

fn paragraph(text: &mut String, words: &str) {
    begin_paragraph(text);
    text.push_str(words);
}

fn or_name(text: &mut String, name: &impl fmt::Display) {
    if text.is_empty() {
        push_code(text, &name.to_string());
    }
}

fn link(text: &mut String, url: Option<&str>) {
    if let Some(url) = url {
        begin_paragraph(text);
        text.extend(["[Documentation](", url, ")"]);
    }
}

/// Text as a code span.
pub(super) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len() + 2);
    push_code(&mut code, text);
    code
}

fn push_code(text: &mut String, words: &str) {
    let words = &*markdown::plain(words);
    let parts = if words.contains('`') { ["`` ", words, " ``"] } else { ["`", words, "`"] };
    text.extend(parts);
}

/// A list of code spans.
fn push_codes(text: &mut String, list: &[Text]) {
    for (at, it) in list.iter().enumerate() {
        text.push_str(if at > 0 { ", " } else { "" });
        push_code(text, it);
    }
}

/// Adds what is known beyond the words: facts that the words state are not said again.
fn facts(text: &mut String, it: &Facts, documentation: &Documentation) {
    let Facts { read_only, required, only_on_select, .. } = it;
    let Particulars { default, max_length, filter, .. } = it.particulars();
    let has_values = default.is_some() || max_length.is_some() || filter.is_some();
    if !(*read_only || *required || *only_on_select || has_values) {
        return;
    }
    let said = documentation.paragraphs.join(" ").to_ascii_lowercase();
    let is_new = |word: &str| !said.contains(word);
    let mut facts = String::new();
    if *read_only && is_new("read-only") {
        facts.push_str(" Read-only.");
    }
    if *required && is_new("required") {
        facts.push_str(" Required.");
    }
    // Writing to a string does not fail.
    if let Some(value) = default.as_ref().filter(|_| is_new("default")) {
        let _ = write!(facts, " Default: {}.", code(value));
    }
    if let Some(length) = max_length.filter(|_| is_new("max")) {
        let _ = write!(facts, " At most {length} characters.");
    }
    if let Some(operators) = filter.as_ref().filter(|_| is_new("$filter")) {
        facts.push_str(" Supports `$filter`");
        if !operators.is_empty() {
            facts.push_str(" (");
            push_codes(&mut facts, operators);
            facts.push(')');
        }
        facts.push('.');
    }
    if *only_on_select && is_new("$select") {
        facts.push_str(" Returned only on `$select`.");
    }
    if let Some(facts) = facts.strip_prefix(' ') {
        paragraph(text, facts);
    }
}
