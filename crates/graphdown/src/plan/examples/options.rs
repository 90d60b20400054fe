//! Query options and headers of a documented request, as calls on the request.

use super::asked::Asked;
use super::literal::Literals;
use crate::ir::edm::Operation;
use crate::ir::rust::{Call, Runtime, Type, TypePath};

/// The steps that follow the method. `None` if one cannot be written.
pub(super) fn options(
    literals: &mut Literals<'_>,
    call: &Call,
    operation: &Operation,
    asked: &Asked<'_>,
) -> Option<Vec<String>> {
    let has_level = asked.headers.iter().any(|it| it.0.eq_ignore_ascii_case("ConsistencyLevel"));
    let takes_level =
        operation.headers.iter().any(|it| it.name.trim().eq_ignore_ascii_case("ConsistencyLevel"));
    let has = |name: &str| asked.query.iter().any(|it| it.0 == name);
    let (resource, is_list) = resource(&call.response);
    let mut steps = Vec::new();
    for (name, value) in &asked.query {
        let value = value.trim();
        let list = || value.split(',').map(str::trim);
        let step = match name.as_str() {
            "$select" if resource.is_some() => {
                Some(format!("select([{}])", names(literals, resource, value)))
            }
            "$expand" if resource.is_some() && list().all(is_word) => {
                Some(format!("expand([{}])", quoted(list())))
            }
            "$top" | "$skip" if is_list && value.parse::<u32>().is_ok() => {
                Some(format!("{}({value})", &name[1..]))
            }
            "$count" if is_list && value == "true" && has_level == takes_level => {
                Some("count()".to_owned())
            }
            // With other conditions the runtime adds what the service wants for them.
            "$filter" if is_list && !is_advanced(value) && !has("$orderby") => {
                Some(format!("filter({value:?})"))
            }
            "$orderby" if is_list && !has("$filter") => {
                Some(format!("order_by([{}])", quoted(list())))
            }
            "$search" if is_list && value.contains('"') && has_level && has("$count") => {
                Some(format!("search({value:?})"))
            }
            _ => None,
        };
        steps.push(step.unwrap_or_else(|| format!("query({name:?}, {value:?})")));
    }
    for (name, value) in &asked.headers {
        if name.contains(|it: char| !it.is_ascii_alphanumeric() && it != '-') || !value.is_ascii() {
            return None;
        }
        steps.push(match name.to_ascii_lowercase().as_str() {
            "prefer" => format!("prefer({value:?})"),
            "consistencylevel" => format!("consistency_level({value:?})"),
            "if-match" => format!("if_match({value:?})"),
            "if-none-match" => format!("if_none_match({value:?})"),
            _ => format!("header({name:?}, {value:?})"),
        });
    }
    Some(steps)
}

/// The type whose properties can be chosen, and whether many of them come.
fn resource(response: &Type) -> (Option<&TypePath>, bool) {
    match response {
        Type::Path(it) => (Some(it), false),
        Type::Option(it) => resource(it),
        Type::RuntimeOf(Runtime::Collection, it) => match &**it {
            Type::Path(it) => (Some(it), true),
            _ => (None, true),
        },
        _ => (None, false),
    }
}

/// The properties by their constants, if the type has them all.
fn names(literals: &mut Literals<'_>, resource: Option<&TypePath>, value: &str) -> String {
    let list = || value.split(',').map(str::trim);
    let constants = resource.and_then(|path| literals.constants(path, &list().collect::<Vec<_>>()));
    constants.map_or_else(|| quoted(list()), |it| it.join(", "))
}

fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|it| format!("{it:?}")).collect::<Vec<_>>().join(", ")
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || "_*./".contains(it))
}

/// True if the runtime might take the condition for one of an advanced query.
fn is_advanced(condition: &str) -> bool {
    let mut words = condition.split(|it: char| !it.is_alphanumeric() && it != '$');
    words.any(|it| {
        ["ne", "not", "endswith", "$count"].iter().any(|word| it.eq_ignore_ascii_case(word))
    })
}
