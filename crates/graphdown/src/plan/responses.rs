//! Pass: the type of the answer of an operation.

use super::types::Namer;
use crate::ir::edm::{Operation, Primitive, ResponseBody, TypeTarget, TypeUse};
use crate::ir::rust::{Runtime, Type};

/// The type that a request for `operation` has as its parameter.
pub(super) fn response(operation: &Operation, namer: &mut Namer<'_>) -> Type {
    let answer = answer(operation, namer);
    if operation.response.long_running {
        namer.runtime_of(Runtime::LongRunning, answer)
    } else {
        answer
    }
}

fn answer(operation: &Operation, namer: &mut Namer<'_>) -> Type {
    match operation.response.body {
        ResponseBody::None if operation.response.monitor_answers => declared(operation, namer),
        ResponseBody::None if may_carry(operation) => {
            Type::Option(Box::new(declared(operation, namer)))
        }
        ResponseBody::None => namer.runtime(Runtime::NoContent),
        ResponseBody::Stream => namer.runtime(Runtime::Bytes),
        ResponseBody::Untyped => namer.runtime(Runtime::Json),
        ResponseBody::Single(ty) if !ty.collection => single(ty.target, namer),
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => collection(ty, namer),
    }
}

/// True if the answer is an object or nothing, as the caller wishes.
fn may_carry(operation: &Operation) -> bool {
    let it = &operation.response;
    it.declared.is_some()
        && it.status.contains(&204)
        && it.status.iter().any(|it| matches!(it, 200 | 201))
}

fn declared(operation: &Operation, namer: &mut Namer<'_>) -> Type {
    match operation.response.declared {
        Some(ty) => namer.value(ty.target),
        None => namer.runtime(Runtime::NoContent),
    }
}

fn collection(ty: TypeUse, namer: &mut Namer<'_>) -> Type {
    let element = namer.value(ty.target);
    namer.runtime_of(Runtime::Collection, element)
}

/// Structured values are the answer; others are wrapped by it. Source: OData JSON Format 4.01, section 11.
fn single(target: TypeTarget, namer: &mut Namer<'_>) -> Type {
    match target {
        TypeTarget::Primitive(Primitive::Stream) => namer.runtime(Runtime::Bytes),
        TypeTarget::Primitive(Primitive::Json)
        | TypeTarget::Structured(_)
        | TypeTarget::Untyped => namer.value(target),
        TypeTarget::Primitive(_) | TypeTarget::Enum(_) => {
            let value = namer.value(target);
            namer.runtime_of(Runtime::PropertyValue, value)
        }
    }
}
