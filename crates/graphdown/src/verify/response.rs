//! What comes back: the status line and the body.

use super::Part;
use super::body;
use super::checking::Check;
use super::examples::Match;
use super::formats::is_annotation;
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{Operation, Primitive, ResponseBody, TypeTarget, TypeUse};
use crate::ir::page::{ExampleBlock, Json, JsonValue};
use crate::span::Spanned;

/// Checks a response to `operation`.
pub(super) fn check(
    check: &mut Check<'_>,
    operation: &Operation,
    called: &Match,
    response: &ExampleBlock,
) {
    check.part = Part::Status;
    let status = status(response);
    let is_error = status.is_some_and(|it| it >= 400);
    match status {
        // The service answers any request with an error that it has to.
        Some(_) if is_error => {}
        Some(it) if operation.response.status.contains(&it) => {}
        // The file behind the address of a redirection.
        Some(200) if operation.response.status == [302] => {}
        Some(it) => {
            let documented: Vec<String> =
                operation.response.status.iter().map(ToString::to_string).collect();
            let message = format!("the status is {it}, documented is {}", documented.join(" or "));
            check.find(Code::StatusContradiction, response.start, message);
        }
        None => {
            let message = "this status line has no status code".to_owned();
            check.find(Code::StatusContradiction, response.start, message);
        }
    }
    check.part = Part::ResponseBody;
    let json = body::json(check, response);
    match json {
        Some(json) if is_error => error(check, json),
        Some(json) => came_back(check, operation, called, response, json),
        None if response.body.is_empty() && !is_error => {
            let wants = matches!(
                operation.response.body,
                ResponseBody::Single(_) | ResponseBody::Collection(_)
            );
            // A redirection, "accepted" and "no content" have no body, whatever else the page says.
            if wants && matches!(status, Some(200 | 201)) {
                let message = "this response has no body".to_owned();
                check.find(Code::MissingBody, response.start, message);
            }
        }
        None => {}
    }
}

/// The status code of a status line.
pub(super) fn status(response: &ExampleBlock) -> Option<u16> {
    let code = response.start_line.split_whitespace().nth(1)?;
    code.parse().ok().filter(|it| (100..600).contains(it))
}

/// An error is an object `error` with code and message.
fn error(check: &mut Check<'_>, json: &Json) {
    let error = json.get("error");
    if error.is_none_or(|it| it.get("code").is_none() && it.get("message").is_none()) {
        let message = "this error has no `error` with `code` and `message`".to_owned();
        check.find(Code::UnknownProperty, json.span, message);
    }
}

fn came_back(
    check: &mut Check<'_>,
    operation: &Operation,
    called: &Match,
    response: &ExampleBlock,
    json: &Json,
) {
    let body = match called.cast {
        Some(id) => {
            let ty = TypeUse { target: TypeTarget::Structured(id), collection: false };
            match operation.response.body {
                ResponseBody::Collection(_) => ResponseBody::Collection(ty),
                _ => ResponseBody::Single(ty),
            }
        }
        None => operation.response.body,
    };
    match body {
        ResponseBody::Single(ty) if ty.collection => collection(check, json, ty),
        ResponseBody::Single(ty) => single(check, json, ty),
        ResponseBody::Collection(ty) => collection(check, json, ty),
        ResponseBody::None | ResponseBody::Stream => match operation.response.declared {
            Some(ty) => single(check, json, ty),
            // Bytes may well be JSON, or stand in `value` in the encoding of `Edm.Stream`.
            None if body == ResponseBody::Stream => {}
            None if is_empty(json) => {}
            None => {
                // HTTP has no body for 204, whatever else the pages say.
                let is_impossible = status(response) == Some(204);
                let subject = check.subject.take_if(|_| is_impossible);
                let message = "the page documents no body for this response".to_owned();
                check.find(Code::UnexpectedBody, response.body_span, message);
                check.subject = subject.or(check.subject.take());
            }
        },
        ResponseBody::Untyped => {}
    }
}

/// `{}` and `[]` say as much as no body.
fn is_empty(json: &Json) -> bool {
    json.members().is_empty() && json.as_array().is_none_or(<[Json]>::is_empty)
}

/// One value. What is no object stands in `value`.
fn single(check: &mut Check<'_>, json: &Json, ty: TypeUse) {
    let TypeTarget::Structured(id) = ty.target else {
        let value = json.get("value").unwrap_or(json);
        let is_bare = json.get("value").is_none() && matches!(json.value, JsonValue::Object(_));
        if is_bare && ty.target != TypeTarget::Untyped && !is_any(ty) {
            let message = "this response has no `value`".to_owned();
            return check.find(Code::ValueOfOtherType, json.span, message);
        }
        check.within("value", |check| check.value(value, ty));
        return others(check, json);
    };
    let wrapped = wrapped(json).filter(|_| check.names.property(id, "value").is_none());
    match wrapped.map(|it| (&it.1.value, it)) {
        Some((JsonValue::Array(elements), (key, _))) => {
            let message = "the page documents one, this shows many".to_owned();
            check.find(Code::OneOrMany, key.span, message);
            check.elements("value", elements, ty);
        }
        Some((JsonValue::Object(_), (key, value))) => {
            let message = "this wraps a single object into `value`".to_owned();
            check.find(Code::WrappedObject, key.span, message);
            check.within("value", |check| check.value(value, ty));
        }
        _ => check.value(json, ty),
    }
}

fn is_any(ty: TypeUse) -> bool {
    matches!(ty.target, TypeTarget::Primitive(Primitive::Json | Primitive::Stream))
}

/// The member `value` of an envelope.
fn wrapped(json: &Json) -> Option<&(Spanned<Text>, Json)> {
    json.members().iter().find(|(key, _)| key.value == "value")
}

/// Many values, in `value`.
fn collection(check: &mut Check<'_>, json: &Json, ty: TypeUse) {
    let ty = TypeUse { collection: false, ..ty };
    let Some((key, value)) = wrapped(json) else {
        let message = "the page documents many, this shows no `value` with them".to_owned();
        check.find(Code::OneOrMany, json.span, message);
        return match json.as_array() {
            Some(elements) => check.elements("", elements, ty),
            None => check.value(json, ty),
        };
    };
    others(check, json);
    match &value.value {
        JsonValue::Array(elements) => check.elements("value", elements, ty),
        _ => {
            let message = "the page documents many, this shows one".to_owned();
            check.find(Code::OneOrMany, key.span, message);
            check.within("value", |check| check.value(value, ty));
        }
    }
}

/// Beside `value` an envelope has annotations only.
fn others(check: &mut Check<'_>, json: &Json) {
    for (key, _) in json.members() {
        if key.value != "value" && !is_annotation(&key.value) {
            let message = format!("`{}` is no annotation of a collection", key.value);
            check.within(&key.value, |check| {
                check.find(Code::UnknownProperty, key.span, message);
            });
        }
    }
}
