//! What a request carries beside its path: query options, headers and the body.

use super::Part;
use super::body;
use super::checking::Check;
use super::formats;
use crate::diagnostics::Code;
use crate::ir::edm::{Operation, Parameter, RequestBody, Segment};
use crate::ir::page::{ExampleBlock, Json};
use crate::span::Span;

/// Query options of OData and of the service that every operation may take. Source: OData 4.01 part 2, section 5, and the
/// documentation's page on query parameters.
const OPTIONS: &[&str] = &[
    "$apply",
    "$compute",
    "$count",
    "$deltatoken",
    "$expand",
    "$filter",
    "$format",
    "$levels",
    "$orderby",
    "$search",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
];

/// Request headers of HTTP, of OData and of the service as a whole.
const HEADERS: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "client-request-id",
    "connection",
    "consistencylevel",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "odata-maxversion",
    "odata-version",
    "prefer",
    "range",
    "sdkversion",
    "transfer-encoding",
    "user-agent",
];

/// Checks headers and body of `request`.
pub(super) fn check(check: &mut Check<'_>, operation: &Operation, request: &ExampleBlock) {
    check.part = Part::Headers;
    headers(check, operation, request);
    check.part = Part::RequestBody;
    if let Some(json) = body::json(check, request) {
        sent(check, operation, request.body_span, json);
    } else if request.body.is_empty() && needs_body(&operation.request) {
        check.find(Code::MissingBody, request.start, "this request sends no body".to_owned());
    }
}

/// Query options are those of OData, those that the page lists, and parameters.
pub(super) fn query(
    check: &mut Check<'_>,
    operation: &Operation,
    options: &[(String, String)],
    place: Span,
) {
    for (name, _) in options {
        let is = |it: &str| {
            it.trim_start_matches('$').eq_ignore_ascii_case(name.trim_start_matches('$'))
        };
        let is_parameter = operation.parameters.iter().any(|it| is(&it.name));
        let is_known = OPTIONS.iter().any(|it| is(it))
            || operation.query_options.iter().any(|it| is(it))
            || is_parameter
            || name.starts_with('@')
            || call_takes(operation, name);
        if !is_known {
            let message = format!("nothing is known of a query option `{name}`");
            check.find(Code::UnknownQueryOption, place, message);
        }
    }
}

/// True if the path calls a function with an argument of that name; it may be given as an option too.
fn call_takes(operation: &Operation, name: &str) -> bool {
    operation.path.segments.iter().any(|it| match it {
        Segment::Call { arguments, .. } => arguments.iter().any(|it| {
            it.name.as_deref().is_some_and(|argument| argument.eq_ignore_ascii_case(name))
        }),
        _ => false,
    })
}

fn headers(check: &mut Check<'_>, operation: &Operation, request: &ExampleBlock) {
    for ((name, _), span) in request.headers.iter().zip(&request.header_spans) {
        let folded = name.to_lowercase();
        // Some tables list `Prefer: outlook.timezone` as the name.
        let is_listed = operation.headers.iter().any(|it| {
            it.name.split(':').next().is_some_and(|it| it.trim().eq_ignore_ascii_case(name))
        });
        if !HEADERS.contains(&folded.as_str()) && !is_listed {
            check.find(Code::UnknownHeader, *span, format!("the page lists no header `{name}`"));
        }
    }
    missing_headers(check, operation, request);
}

/// Headers that the page requires; that of the body only where there is one. Nobody shows the one with the token.
fn missing_headers(check: &mut Check<'_>, operation: &Operation, request: &ExampleBlock) {
    let has = |name: &str| request.headers.iter().any(|it| it.0.eq_ignore_ascii_case(name));
    for it in operation.headers.iter().filter(|it| it.facts.required) {
        let name = it.name.split(':').next().unwrap_or_default().trim();
        let is_of_body = name.to_ascii_lowercase().starts_with("content-");
        if !name.is_empty() && !has(name) && !is_of_body {
            let message = format!("this request lacks the header `{name}`, which is required");
            check.find(Code::MissingHeader, request.start, message);
        }
    }
    if begins_with_header(&request.body) {
        let message = "an empty line stands in front of this header, so that it is read as a body";
        let line = request.body.lines().next().map_or(0, str::len) as u32;
        let place = Span { end: request.body_span.start + line, ..request.body_span };
        check.find(Code::MissingHeader, place, message.to_owned());
    } else if !request.body.is_empty() && !has("content-type") {
        let message = "this request has a body, and no `Content-Type` says what it is".to_owned();
        check.find(Code::MissingHeader, request.start, message);
    }
}

/// True if the first line is the name of a header that everybody knows, and a value.
fn begins_with_header(body: &str) -> bool {
    let first = body.lines().next().and_then(|it| it.split_once(':'));
    first.is_some_and(|(name, _)| HEADERS.contains(&name.trim().to_lowercase().as_str()))
}

fn needs_body(request: &RequestBody) -> bool {
    match request {
        RequestBody::Resource { .. } | RequestBody::Reference => true,
        RequestBody::Parameters(all) => all.iter().any(|it| it.facts.required),
        RequestBody::None | RequestBody::Stream { .. } | RequestBody::Untyped => false,
    }
}

/// Checks a body of JSON. `place` is where it stands.
pub(super) fn sent(check: &mut Check<'_>, operation: &Operation, place: Span, json: &Json) {
    match &operation.request {
        RequestBody::None if json.members().is_empty() && json.as_array().is_none() => {}
        RequestBody::None => {
            let message = "the page documents no body for this request".to_owned();
            check.find(Code::UnexpectedBody, place, message);
        }
        RequestBody::Resource { ty, members } => check.resource(json, *ty, members),
        RequestBody::Parameters(all) => parameters(check, json, all),
        RequestBody::Reference => {
            if json.get("@odata.id").is_none() && json.get("odata.id").is_none() {
                let message = "this reference has no `@odata.id`".to_owned();
                check.find(Code::ValueOfOtherType, json.span, message);
            }
        }
        RequestBody::Stream { .. } | RequestBody::Untyped => {}
    }
}

fn parameters(check: &mut Check<'_>, json: &Json, all: &[Parameter]) {
    if json.as_array().is_some() {
        let message = "parameters are the members of an object".to_owned();
        return check.find(Code::OneOrMany, json.span, message);
    }
    for (key, value) in json.members() {
        check.path.push(key.value.to_string());
        let is = |it: &&Parameter| it.name == key.value;
        let folded = |it: &&Parameter| it.name.eq_ignore_ascii_case(&key.value);
        match all.iter().find(is).or_else(|| all.iter().find(folded)) {
            Some(it) => {
                check.letter_case(key, &it.name);
                check.value(value, it.ty);
            }
            None if formats::is_annotation(&key.value) => {}
            None => {
                let message = format!("the action has no parameter `{}`", key.value);
                check.find(Code::UnknownProperty, key.span, message);
            }
        }
        check.path.pop();
    }
}
