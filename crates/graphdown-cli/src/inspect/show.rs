//! Types, enums and operations as text for people, each fact with its place.

use super::trail;
use crate::console::Console;
use graphdown::docset::DocSet;
use graphdown::ir::edm::{
    Api, Aspect, Documentation, EnumType, Facts, Member, Operation, Parameter, Property,
    RequestBody, StructuredType, Subject,
};
use graphdown::span::Span;
use std::fmt::Write;

/// One line per type, enum and operation.
pub(super) fn overview(api: &Api) -> String {
    let mut text = String::new();
    for it in &api.types {
        let _ = writeln!(
            text,
            "{} type {} ({} properties)",
            it.kind.as_str(),
            it.name,
            it.properties.len()
        );
    }
    for it in &api.enums {
        let _ = writeln!(text, "enum {} ({} members)", it.name, it.members.len());
    }
    for it in &api.operations {
        let _ = writeln!(text, "{} {} ({})", it.method, it.path, it.kind.as_str());
    }
    text
}

/// The type, what it inherits from, and its properties.
pub(super) fn structured_type(
    docs: &DocSet,
    api: &Api,
    it: &StructuredType,
    console: &Console,
) -> String {
    let mut text = format!(
        "{}\n",
        console.bold(&format!("{} type {} ({})", it.kind.as_str(), it.name, api.version))
    );
    let bases: Vec<_> = it.base.iter().flat_map(|base| api.ancestry(*base)).collect();
    for base in &bases {
        let _ = writeln!(text, "  base    {}", api.structured_type(*base).name);
    }
    let flags = [
        (it.is_abstract, "abstract"),
        (it.is_open, "open"),
        (it.documentation.deprecated.is_some(), "deprecated"),
    ];
    let flags = flags
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, word)| *word)
        .chain(it.origin.words())
        .collect::<Vec<_>>();
    if !flags.is_empty() {
        let _ = writeln!(text, "  is      {}", flags.join(", "));
    }
    if let Some(key) = &it.key {
        let _ = writeln!(text, "  key     {key}");
    }
    sources(&mut text, docs, &it.sources);
    let aspects = [Aspect::Name, Aspect::Kind, Aspect::Base, Aspect::Key, Aspect::Fact];
    text += &trail::brief(docs, api, &Subject::Type(it.name.clone()), &aspects);
    properties(
        &mut text,
        docs,
        api,
        "properties",
        it.properties.iter().filter(|it| !it.is_navigation).collect(),
    );
    properties(
        &mut text,
        docs,
        api,
        "relationships",
        it.properties.iter().filter(|it| it.is_navigation).collect(),
    );
    for base in bases {
        let base = api.structured_type(base);
        let inherited = base
            .properties
            .iter()
            .filter(|of_base| it.properties.iter().all(|own| own.name != of_base.name));
        properties(
            &mut text,
            docs,
            api,
            &format!("inherited from {}", base.name),
            inherited.collect(),
        );
    }
    text.push('\n');
    text
}

fn properties(text: &mut String, docs: &DocSet, api: &Api, title: &str, list: Vec<&Property>) {
    let rows = list.iter().map(|it| {
        let facts = facts(&it.facts, &it.documentation);
        [it.name.to_string(), api.type_name(it.ty), facts, place(docs, it.source)]
    });
    table(text, title, rows.collect());
}

/// The enum and its members.
pub(super) fn enum_type(docs: &DocSet, api: &Api, it: &EnumType, console: &Console) -> String {
    let flags = if it.is_flags { " (flags)" } else { "" };
    let mut text = format!("{}{flags}\n", console.bold(&format!("enum {}", it.name)));
    if let Some(word) = it.origin.words() {
        let _ = writeln!(text, "  is      {word}");
    }
    sources(&mut text, docs, &it.sources);
    let subject = Subject::Enum(it.name.clone());
    text += &trail::brief(docs, api, &subject, &[Aspect::Name, Aspect::Flags]);
    let rows = it.members.iter().map(|it| {
        let value = it.value.map(|it| it.to_string()).unwrap_or_default();
        let deprecated = if it.documentation.deprecated.is_some() { "deprecated" } else { "" };
        [it.name.to_string(), value, deprecated.to_owned(), place(docs, it.source)]
    });
    table(&mut text, "members", rows.collect());
    text.push('\n');
    text
}

/// The property, and all that the pages say of it.
pub(super) fn property(
    docs: &DocSet,
    api: &Api,
    owner: &StructuredType,
    it: &Property,
    console: &Console,
) -> String {
    let name = format!("{}.{}", owner.name, it.name);
    let mut text = format!("{} ({})\n", console.bold(&name), api.version);
    let what = if it.is_navigation { "relationship" } else { "property" };
    let _ = writeln!(text, "  {what} of type {}", api.type_name(it.ty));
    let subject = Subject::Property(owner.name.clone(), it.name.clone());
    text + &trail::whole(docs, api, &subject, console) + "\n"
}

/// The member, and the places that list it.
pub(super) fn member(
    docs: &DocSet,
    api: &Api,
    owner: &EnumType,
    it: &Member,
    console: &Console,
) -> String {
    let name = format!("{}.{}", owner.name, it.name);
    let mut text = format!("{} ({})\n", console.bold(&name), api.version);
    let value = it.value.map(|it| format!(" with the value {it}")).unwrap_or_default();
    let _ = writeln!(text, "  member of an enum{value}");
    let mut evidence = api.evidence_of(&Subject::Enum(owner.name.clone()));
    evidence.retain(|other| {
        other.aspect == Aspect::Member && other.says.eq_ignore_ascii_case(&it.name)
    });
    text + &trail::shown(docs, &evidence, console) + "\n"
}

/// What pages say of a property that the type did not get.
pub(super) fn said(docs: &DocSet, api: &Api, subject: &Subject, console: &Console) -> String {
    let Subject::Property(owner, name) = subject else { return String::new() };
    let title = console.bold(&format!("{owner}.{name}"));
    let text = format!("{title} ({})\n  not a property of the type\n", api.version);
    text + &trail::whole(docs, api, subject, console) + "\n"
}

/// The operation: what goes in, what comes out, who may call it.
pub(super) fn operation(docs: &DocSet, api: &Api, it: &Operation, console: &Console) -> String {
    let mut text = format!("{}\n", console.bold(&format!("{} {}", it.method, it.path)));
    let _ = writeln!(text, "  {} ({}, {})", it.title, it.kind.as_str(), api.version);
    let _ = writeln!(text, "  request   {}", api.request_words(&it.request));
    let _ = writeln!(text, "  response  {}", api.response_words(&it.response));
    if !it.query_options.is_empty() {
        let _ = writeln!(text, "  query     {}", it.query_options.join(", "));
    }
    permissions(&mut text, it);
    sources(&mut text, docs, &it.sources);
    if let RequestBody::Resource { members, .. } | RequestBody::Parameters(members) = &it.request {
        parameters(&mut text, docs, api, "body", members);
    }
    parameters(&mut text, docs, api, "parameters", &it.parameters);
    parameters(&mut text, docs, api, "headers", &it.headers);
    let subject = Subject::Operation(it.method, it.path.to_string());
    text + &trail::whole(docs, api, &subject, console) + "\n"
}

fn permissions(text: &mut String, it: &Operation) {
    let Some(permissions) = &it.permissions else {
        text.push_str("  permissions are not stated\n");
        return;
    };
    let lists = [
        ("delegated, work or school", &permissions.delegated_work),
        ("delegated, personal", &permissions.delegated_personal),
        ("application", &permissions.application),
    ];
    text.push_str("  permissions, from least to most privileged\n");
    for (who, list) in lists {
        let list = match list.as_deref() {
            None => "not stated".to_owned(),
            Some([]) => "not supported".to_owned(),
            Some(list) => list.join(", "),
        };
        let _ = writeln!(text, "    {who:<25}  {list}");
    }
}

fn parameters(text: &mut String, docs: &DocSet, api: &Api, title: &str, list: &[Parameter]) {
    let rows = list.iter().map(|it| {
        let facts = facts(&it.facts, &it.documentation);
        [it.name.to_string(), api.type_name(it.ty), facts, place(docs, it.source)]
    });
    table(text, title, rows.collect());
}

/// Rows in columns that are as wide as they must be. Nothing if there is no row.
fn table(text: &mut String, title: &str, rows: Vec<[String; 4]>) {
    if rows.is_empty() {
        return;
    }
    let width = |column: usize| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or(0);
    let (a, b, c) = (width(0), width(1), width(2));
    let _ = writeln!(text, "  {title}");
    for [name, ty, facts, place] in &rows {
        let line = format!("    {name:<a$}  {ty:<b$}  {facts:<c$}  {place}");
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn sources(text: &mut String, docs: &DocSet, list: &[Span]) {
    let mut places: Vec<String> = list.iter().map(|it| place(docs, *it)).collect();
    places.dedup();
    for it in places {
        let _ = writeln!(text, "  from    {it}");
    }
}

pub(super) fn place(docs: &DocSet, span: Span) -> String {
    let file = docs.file(span.file);
    format!("{}:{}", file.path, file.line_column(span.start as usize).0)
}

fn facts(facts: &Facts, documentation: &Documentation) -> String {
    let deprecated = documentation.deprecated.is_some().then(|| "deprecated".to_owned());
    facts.words().into_iter().chain(deprecated).collect::<Vec<_>>().join(", ")
}
