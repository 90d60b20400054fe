//! Arguments of functions that the request line leaves out, or shows with a fixed value, although a table lists them.

use super::path::{Target, target};
use crate::ir::edm::{Argument, ArgumentValue, PathParameter, PathTemplate, Segment};
use crate::ir::page::{Direction, OperationSection};

/// The ways to call what a request line of a GET page names: as it stands, with the arguments that the page's own example gives, or
/// both where all of them are optional.
pub(super) fn ways_to_call(it: Target, section: &OperationSection) -> Vec<Target> {
    let it = Target { path: with_listed_parameters(it.path, section), ..it };
    let Some(called) = by_example(&it.path, section) else { return vec![it] };
    let with_arguments = Target { path: called, query: it.query.clone() };
    if all_optional(section) { vec![it, with_arguments] } else { vec![with_arguments] }
}

fn is_listed(section: &OperationSection, name: &str) -> bool {
    section
        .path_parameters
        .iter()
        .chain(&section.body.rows)
        .any(|it| it.name.value.eq_ignore_ascii_case(name))
}

fn all_optional(section: &OperationSection) -> bool {
    let mut rows = section.path_parameters.iter().chain(&section.body.rows);
    rows.all(|it| it.description.value.to_ascii_lowercase().contains("optional"))
}

/// `f(interval='month')` where a table lists `interval`: the value is an example.
fn with_listed_parameters(mut path: PathTemplate, section: &OperationSection) -> PathTemplate {
    let PathTemplate { segments, parameters } = &mut path;
    for segment in segments {
        let Segment::Call { arguments, .. } = segment else { continue };
        for argument in arguments {
            if let (Some(name), ArgumentValue::Literal(value)) = (&argument.name, &argument.value)
                && is_listed(section, name)
            {
                argument.value = parameter(parameters, name, value);
            }
        }
    }
    path
}

/// The path with the arguments that an example of the page calls its last word with.
fn by_example(path: &PathTemplate, section: &OperationSection) -> Option<PathTemplate> {
    let Some((Segment::Literal(last), before)) = path.segments.split_last() else { return None };
    let requests = section.examples.iter().filter(|it| it.direction == Direction::Request);
    let shown = requests
        .filter_map(|it| it.start_line.split_once(' '))
        // Nearly all of them call nothing.
        .filter(|(_, url)| url.contains('('))
        .filter_map(|(_, url)| target(url.trim()));
    let arguments = shown.filter_map(|it| match it.path.segments.into_iter().last() {
        Some(Segment::Call { name, arguments }) if name.eq_ignore_ascii_case(last) => {
            Some(arguments)
        }
        _ => None,
    });
    let arguments = arguments.into_iter().find(|list| {
        !list.is_empty()
            && list.iter().all(|it| it.name.as_deref().is_some_and(|name| is_listed(section, name)))
    })?;
    let mut parameters = path.parameters.clone();
    let arguments = arguments.iter().map(|it| from_example(it, &mut parameters)).collect();
    let mut segments = before.to_vec();
    segments.push(Segment::Call { name: last.clone(), arguments });
    Some(PathTemplate { segments, parameters })
}

fn from_example(it: &Argument, parameters: &mut Vec<PathParameter>) -> Argument {
    let name = it.name.clone().unwrap_or_default();
    let value = match &it.value {
        ArgumentValue::Literal(value) => parameter(parameters, &name, value),
        ArgumentValue::Parameter { quoted, .. } => {
            parameter(parameters, &name, if *quoted { "'" } else { "" })
        }
    };
    Argument { name: it.name.clone(), value }
}

fn parameter(parameters: &mut Vec<PathParameter>, name: &str, example: &str) -> ArgumentValue {
    parameters.push(PathParameter { documented: name.into() });
    ArgumentValue::Parameter { index: parameters.len() - 1, quoted: example.starts_with('\'') }
}
