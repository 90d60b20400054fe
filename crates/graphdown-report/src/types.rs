//! A page per structured type, and a list of all of them per version.

use crate::frame::Frame;
use crate::model::{ApiPages, Model};
use crate::prose::paragraph;
use graphdown::ir::edm::{
    Documentation, Evidence, Facts, Origin, Property, Standing, StructuredType, Subject, TypeKind,
    TypeUse,
};
use maud::{Markup, html};

/// The list of the types and enumerations of each version.
pub(crate) fn lists(model: &Model<'_>) -> Vec<(String, String)> {
    let list = |pages: &ApiPages<'_>| {
        let version = pages.api.version.as_str();
        let address = format!("{version}/types.html");
        let frame = Frame::new(model, &address);
        let types = pages.api.types.iter().zip(&pages.types);
        let enums = pages.api.enums.iter().zip(&pages.enums);
        let main = html! {
            h2 { "Entity types and complex types" }
            ul.columns {
                @for (it, address) in types { (entry(&frame, &it.name.namespace, &it.name.name, address)) }
            }
            h2 { "Enumerations" }
            ul.columns {
                @for (it, address) in enums { (entry(&frame, &it.name.namespace, &it.name.name, address)) }
            }
        };
        frame.page(&format!("Types of {version}"), &main)
    };
    model.apis.iter().map(list).collect()
}

fn entry(frame: &Frame<'_>, namespace: &str, name: &str, address: &str) -> Markup {
    html! {
        li {
            a href=(frame.to(address)) { (name) }
            @if namespace != "microsoft.graph" { " " span.dim { (namespace) } }
        }
    }
}

/// The page of the type with this index.
pub(crate) fn page(model: &Model<'_>, pages: &ApiPages<'_>, index: usize) -> (String, String) {
    let it = &pages.api.types[index];
    let frame = Frame::new(model, &pages.types[index]);
    let (relationships, properties): (Vec<_>, Vec<_>) =
        it.properties.iter().partition(|it| it.is_navigation);
    let main = html! {
        (head(&frame, pages, it))
        (documentation(&it.documentation))
        @if !properties.is_empty() { (table(&frame, pages, "Properties", &properties)) }
        @if !relationships.is_empty() { (table(&frame, pages, "Relationships", &relationships)) }
        (derived(&frame, pages, index))
        (methods(&frame, it))
        (overruled(&frame, pages, &Subject::Type(it.name.clone())))
    };
    frame.page(&it.name.name, &main)
}

fn head(frame: &Frame<'_>, pages: &ApiPages<'_>, it: &StructuredType) -> Markup {
    let kind = if it.kind == TypeKind::Entity { "entity type" } else { "complex type" };
    html! {
        dl.facts {
            div { dt { "Name" } dd { code { (it.name) } } }
            div { dt { "Kind" } dd {
                @if it.is_abstract { "abstract " } @if it.is_open { "open " } (kind) ", " (pages.api.version)
            } }
            @if let Some(base) = it.base {
                div { dt { "Base" } dd { a href=(frame.to(&pages.types[base.0 as usize])) { (pages.api.structured_type(base).name.name) } } }
            }
            @if let Some(key) = &it.key { div { dt { "Key" } dd { code { (key) } } } }
            (stated(frame, it.origin, &it.sources))
        }
    }
}

/// Where something is stated.
pub(crate) fn stated(
    frame: &Frame<'_>,
    origin: Origin,
    sources: &[graphdown::span::Span],
) -> Markup {
    let words = match origin {
        Origin::Page => "Stated at",
        Origin::Sample => "Shown at",
        Origin::Reference => "Only named at",
    };
    html! { div { dt { (words) } dd { @for it in sources { (frame.place(*it)) " " } } } }
}

/// The paragraphs, and a word of caution if it is deprecated.
pub(crate) fn documentation(it: &Documentation) -> Markup {
    html! {
        @if let Some(words) = &it.deprecated { p.deprecated { strong { "Deprecated. " } (paragraph(words)) } }
        @for it in &it.paragraphs { p { (paragraph(it)) } }
    }
}

/// The name of a type as it is used, with a link to its page.
pub(crate) fn type_use(frame: &Frame<'_>, pages: &ApiPages<'_>, it: TypeUse) -> Markup {
    let (name, address) = pages.type_use(it);
    html! {
        @match address {
            Some(address) => a href=(frame.to(address)) { (name) },
            None => code { (name) },
        }
        @if it.collection { " collection" }
    }
}

/// What a description states beside the type, in a few words.
pub(crate) fn facts(it: &Facts) -> String {
    let more = it.particulars();
    let flags = [
        (it.key, "key"),
        (it.read_only, "read-only"),
        (it.required, "required"),
        (it.optional, "optional"),
        (it.only_on_select, "only on $select"),
        (more.filter.is_some(), "$filter"),
    ];
    let mut words: Vec<String> =
        flags.iter().filter(|(holds, _)| *holds).map(|(_, words)| (*words).to_owned()).collect();
    words.extend(more.default.as_ref().map(|it| format!("default {it}")));
    words.extend(more.max_length.map(|it| format!("at most {it} characters")));
    words.join(", ")
}

fn table(frame: &Frame<'_>, pages: &ApiPages<'_>, title: &str, rows: &[&Property]) -> Markup {
    let id = title.to_lowercase();
    html! {
        h2 id=(id) { (title) }
        div.wide tabindex="0" role="region" aria-labelledby=(id) {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Type" } th scope="col" { "Description" } th scope="col" { "Stated at" } } }
                tbody { @for it in rows { (row(frame, pages, it)) } }
            }
        }
    }
}

fn row(frame: &Frame<'_>, pages: &ApiPages<'_>, it: &Property) -> Markup {
    let mut facts = facts(&it.facts);
    if it.inherited {
        facts =
            if facts.is_empty() { "inherited".to_owned() } else { format!("inherited, {facts}") };
    }
    html! {
        tr id={ "p-" (it.name) } {
            th scope="row" { code { (it.name) } }
            td { (type_use(frame, pages, it.ty)) }
            td.prose {
                @if !facts.is_empty() { p.dim { (facts) } }
                (documentation(&it.documentation))
            }
            td { (frame.place(it.source)) }
        }
    }
}

fn derived(frame: &Frame<'_>, pages: &ApiPages<'_>, index: usize) -> Markup {
    let is_derived =
        |at: &usize| pages.api.types[*at].base.is_some_and(|it| it.0 as usize == index);
    let derived: Vec<usize> = (0..pages.types.len()).filter(is_derived).collect();
    html! {
        @if !derived.is_empty() {
            h2 { "Derived types" }
            ul.columns {
                @for at in derived { li { a href=(frame.to(&pages.types[at])) { (pages.api.types[at].name.name) } } }
            }
        }
    }
}

fn methods(frame: &Frame<'_>, it: &StructuredType) -> Markup {
    html! {
        @if !it.methods.is_empty() {
            h2 { "Methods" }
            ul.columns {
                @for row in &it.methods {
                    li {
                        @match row.page.and_then(|it| frame.model.page(it)) {
                            Some(page) => a href=(frame.to(&page.address)) { (row.name) },
                            None => (row.name),
                        }
                    }
                }
            }
        }
    }
}

/// What pages say of a subject and was not followed.
pub(crate) fn overruled(frame: &Frame<'_>, pages: &ApiPages<'_>, subject: &Subject) -> Markup {
    let mut lost: Vec<(&Evidence, &str)> = Vec::new();
    for it in pages.api.evidence_of(subject) {
        if let Standing::Lost(why) = it.standing {
            lost.push((it, why));
        }
    }
    html! {
        @if !lost.is_empty() {
            h2 { "Said, but not followed" }
            ul {
                @for (it, why) in lost {
                    li { (it.aspect.as_str()) ": " code { (it.says) } " at " (frame.place(it.span)) ": " (why) }
                }
            }
        }
    }
}
