//! The API as text.

use super::line;
use crate::docset::DocSet;
use crate::ir::edm::{
    Api, Documentation, Edm, EnumType, Facts, Member, Operation, Parameter, Property, RequestBody,
    StructuredType,
};
use crate::span::Span;

pub(super) fn edm(docs: &DocSet, edm: &Edm) -> String {
    edm.apis.iter().map(|it| api(docs, it)).collect()
}

fn api(docs: &DocSet, api: &Api) -> String {
    let types = api.types.iter().map(|it| structured_type(docs, api, it));
    let enums = api.enums.iter().map(|it| enum_type(docs, it));
    let operations = api.operations.iter().map(|it| operation(docs, api, it));
    format!("api {}\n{}", api.version, types.chain(enums).chain(operations).collect::<String>())
}

fn structured_type(docs: &DocSet, api: &Api, it: &StructuredType) -> String {
    let mut words = vec![format!("{} {}", it.kind.as_str(), it.name)];
    words.extend(it.base.map(|base| format!("based on {}", api.structured_type(base).name)));
    words.extend(it.key.as_ref().map(|key| format!("key {key}")));
    words.extend(it.is_abstract.then(|| "abstract".to_owned()));
    words.extend(it.is_open.then(|| "open".to_owned()));
    words.extend(it.origin.words().map(str::to_owned));
    words.extend(deprecated(&it.documentation));
    let rows = it.properties.iter().map(|it| property(docs, api, it));
    format!("{}{}\n{}", words.join(", "), sources(docs, &it.sources), rows.collect::<String>())
}

fn property(docs: &DocSet, api: &Api, it: &Property) -> String {
    let mut words = vec![api.type_name(it.ty)];
    words.extend(it.is_navigation.then(|| "navigation".to_owned()));
    words.extend(it.inherited.then(|| "inherited".to_owned()));
    words.extend(it.nullable.map(|is| if is { "nullable" } else { "not nullable" }.to_owned()));
    words.extend(facts(&it.facts, &it.documentation));
    format!("  {}: {} @{}\n", it.name, words.join(", "), line(docs, it.source))
}

fn enum_type(docs: &DocSet, it: &EnumType) -> String {
    let mut words = vec![format!("enum {}", it.name)];
    words.extend(it.is_flags.then(|| "flags".to_owned()));
    words.extend(it.origin.words().map(str::to_owned));
    let rows = it.members.iter().map(|it| member(docs, it));
    format!("{}{}\n{}", words.join(", "), sources(docs, &it.sources), rows.collect::<String>())
}

fn member(docs: &DocSet, it: &Member) -> String {
    let value = it.value.map(|it| format!(" = {it}")).unwrap_or_default();
    let deprecated = deprecated(&it.documentation).map(|it| format!(", {it}")).unwrap_or_default();
    format!("  {}{value}{deprecated} @{}\n", it.name, line(docs, it.source))
}

fn operation(docs: &DocSet, api: &Api, it: &Operation) -> String {
    let mut text = format!(
        "{} {} ({} {}){}\n",
        it.method,
        it.path,
        it.kind.as_str(),
        it.name,
        sources(docs, &it.sources)
    );
    let mut say = |key: &str, value: &str| text.push_str(&format!("  {key} {value}\n"));
    say("request", &api.request_words(&it.request));
    say("response", &api.response_words(&it.response));
    if !it.query_options.is_empty() {
        say("query", &it.query_options.join(" "));
    }
    match &it.permissions {
        None => say("permissions", "unknown"),
        Some(permissions) => {
            let lists = [
                &permissions.delegated_work,
                &permissions.delegated_personal,
                &permissions.application,
            ];
            for (who, list) in ["work", "personal", "application"].iter().zip(lists) {
                match list.as_deref() {
                    None => say(who, "not stated"),
                    Some([]) => say(who, "not supported"),
                    Some(list) => say(who, &list.join(" ")),
                }
            }
        }
    }
    if let Some(clouds) = &it.clouds {
        say("clouds", &clouds.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" "));
    }
    if let Some(words) = deprecated(&it.documentation) {
        say("is", &words);
    }
    if !it.examples.is_empty() {
        say("examples", &it.examples.len().to_string());
    }
    text + &members(docs, api, it)
}

fn members(docs: &DocSet, api: &Api, it: &Operation) -> String {
    let body: &[Parameter] = match &it.request {
        RequestBody::Resource { members, .. } | RequestBody::Parameters(members) => members,
        _ => &[],
    };
    let lists = [("body", body), ("parameter", &it.parameters), ("header", &it.headers)];
    let rows = lists.iter().flat_map(|(key, list)| list.iter().map(move |it| (key, it)));
    let row = |(key, it): (&&str, &Parameter)| {
        let words: Vec<String> =
            [api.type_name(it.ty)].into_iter().chain(facts(&it.facts, &it.documentation)).collect();
        format!("  {key} {}: {} @{}\n", it.name, words.join(", "), line(docs, it.source))
    };
    rows.map(row).collect()
}

fn facts(facts: &Facts, documentation: &Documentation) -> Vec<String> {
    facts.words().into_iter().chain(deprecated(documentation)).collect()
}

fn deprecated(it: &Documentation) -> Option<String> {
    it.deprecated.is_some().then(|| "deprecated".to_owned())
}

/// ` @path:line` for each place, without the path where it is that of the place before.
fn sources(docs: &DocSet, list: &[Span]) -> String {
    let mut text = String::new();
    for (index, it) in list.iter().enumerate() {
        let is_same_file = index > 0 && list[index - 1].file == it.file;
        let path = if is_same_file { "" } else { docs.file(it.file).path.as_str() };
        text.push_str(&format!(" @{path}:{}", line(docs, *it)));
    }
    text
}
