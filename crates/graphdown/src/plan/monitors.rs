//! Where the state of a long-running operation can be read if its answer names no place: where the job that it answers is got by its id.

use super::operations::Described;
use crate::ir::Text;
use crate::ir::edm::{Method, Operation, ResponseBody, Segment, TypeId, TypeTarget, TypeUse};
use crate::ir::rust::Monitor;
use std::collections::BTreeMap;

/// By the type of a job, the one path where it is got by its id; `None` if there are several.
pub(super) type Jobs = BTreeMap<TypeId, Option<Text>>;

/// All that is got by its id.
pub(super) fn jobs(operations: &[Described<'_>]) -> Jobs {
    let mut jobs = Jobs::new();
    for it in operations.iter().filter(|it| it.method == Method::Get && is_by_id(it)) {
        if let Some(job) = answer(it) {
            let path = Some(it.written_path.clone());
            jobs.entry(job).and_modify(|it| *it = None).or_insert(path);
        }
    }
    jobs
}

/// Where the job is got that `operation` begins: where its answer says, or at the one path that has its id as the only parameter.
pub(super) fn monitor(jobs: &Jobs, operation: &Operation) -> Option<Monitor> {
    if !operation.response.long_running {
        return None;
    }
    if operation.response.monitor_answers {
        return Some(Monitor::Location);
    }
    jobs.get(&answer(operation)?)?.clone().map(Monitor::Path)
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
