//! Where the state of a long-running operation can be read if its answer names no place: where the job that it answers is got by its id.

use crate::ir::edm::{Api, Method, Operation, ResponseBody, Segment, TypeId, TypeTarget, TypeUse};
use crate::ir::rust::Monitor;

/// Where the job is got that `operation` begins: where its answer says, or at the one path that has its id as the only parameter.
pub(super) fn monitor(api: &Api, operation: &Operation) -> Option<Monitor> {
    if !operation.response.long_running {
        return None;
    }
    if operation.response.monitor_answers {
        return Some(Monitor::Location);
    }
    let job = answer(operation)?;
    let mut paths = api.operations.iter().filter(|it| it.method == Method::Get && is_by_id(it));
    let path = paths.find(|it| answer(it) == Some(job))?;
    let is_only = paths.all(|it| answer(it) != Some(job));
    is_only.then(|| Monitor::Path(path.path.to_string()))
}

/// The type of the single resource that is the answer.
fn answer(operation: &Operation) -> Option<TypeId> {
    match operation.response.body {
        ResponseBody::Single(TypeUse { target: TypeTarget::Structured(id), collection: false }) => {
            Some(id)
        }
        _ => None,
    }
}

/// Words, and then a key.
fn is_by_id(operation: &Operation) -> bool {
    let Some((Segment::Parameter(_), words)) = operation.path.segments.split_last() else {
        return false;
    };
    words.iter().all(|it| matches!(it, Segment::Literal(_)))
}
