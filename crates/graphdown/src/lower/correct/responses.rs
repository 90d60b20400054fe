//! Corrects the answers of operations.

use super::properties::type_use;
use super::{Effect, note};
use crate::corrections::{Correction, OrNone, Response, TypeWords};
use crate::ir::edm::{
    Aspect, Method, Operation, Primitive, ResponseBody, Subject, TypeTarget, TypeUse,
};
use crate::lower::path::{normalized, target};
use crate::lower::world::World;

/// Says what a successful answer carries.
pub(super) fn response(
    world: &mut World<'_>,
    operations: &mut [Operation],
    by: &Correction,
    it: &Response,
) -> Effect {
    let body = it.ty.as_ref().map(|it| body(world, it)).transpose()?;
    let path = target(&it.operation.path).map(|it| normalized(&it.path));
    let method = Method::ALL.into_iter().find(|method| method.as_str() == it.operation.verb);
    let operation = operations
        .iter_mut()
        .find(|it| Some(it.method) == method && Some(normalized(&it.path)) == path)
        .ok_or_else(|| format!("there is no operation `{}`", it.operation))?;
    let subject = Subject::Operation(operation.method, operation.path.to_string());
    let source = operation.sources[0];
    let mut is_changed = false;
    if let Some(body) = body.filter(|it| *it != operation.response.body) {
        let (was, says) = (words(world, operation.response.body), words(world, body));
        operation.response.body = body;
        operation.response.declared = None;
        note(world, by, subject.clone(), Aspect::Response, &says, Some((was, source)));
        is_changed = true;
    }
    if let Some(status) = it.status.filter(|it| operation.response.status != [*it]) {
        let codes: Vec<String> = operation.response.status.iter().map(u16::to_string).collect();
        operation.response.status = vec![status];
        let was = Some((codes.join(", "), source));
        note(world, by, subject, Aspect::Status, &status.to_string(), was);
        is_changed = true;
    }
    Ok(is_changed)
}

fn body(world: &World<'_>, it: &OrNone<TypeWords>) -> Result<ResponseBody, String> {
    let OrNone::Some(words) = it else { return Ok(ResponseBody::None) };
    let ty = type_use(world, words)?;
    let single = TypeUse { collection: false, ..ty };
    Ok(match ty.target {
        TypeTarget::Primitive(Primitive::Stream) => ResponseBody::Stream,
        TypeTarget::Untyped => ResponseBody::Untyped,
        _ if ty.collection => ResponseBody::Collection(single),
        _ => ResponseBody::Single(single),
    })
}

fn words(world: &World<'_>, body: ResponseBody) -> String {
    match body {
        ResponseBody::None => "none".to_owned(),
        ResponseBody::Single(ty) => world.type_words(ty),
        ResponseBody::Collection(ty) => world.type_words(TypeUse { collection: true, ..ty }),
        ResponseBody::Stream => "bytes".to_owned(),
        ResponseBody::Untyped => "any JSON".to_owned(),
    }
}
