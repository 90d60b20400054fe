//! Pass: calls that are answered with a job are long-running, whatever their pages say.
//!
//! Where an answer without a body names a job, that is what the place at its `Location` tells.
//!
//! A job is a resource with a `status` that tells "not yet", "done" and "failed" apart, and that can be asked for again: some page
//! documents how one is got. (The states of a call's operations come by notification; nothing documents asking for them.)

use super::world::World;
use crate::ir::edm::{
    Aspect, Method, Operation, Property, ResponseBody, Subject, TypeId, TypeTarget, TypeUse,
};
use std::collections::BTreeSet;

/// How the members of such a status begin, without regard to case.
const RUNNING: &[&str] =
    &["notstarted", "inprogress", "running", "pending", "queued", "waiting", "processing"];
const DONE: &[&str] = &["succe", "complete", "finished", "done"];
const FAILED: &[&str] = &["fail", "error", "fault", "cancel", "abort"];

/// Marks them.
pub(super) fn jobs(world: &mut World<'_>, operations: &mut [Operation]) {
    let readable: BTreeSet<TypeId> =
        operations.iter().filter(|it| it.method == Method::Get).filter_map(answer).collect();
    for operation in operations {
        if operation.response.long_running
            && operation.response.body == ResponseBody::None
            && let Some(TypeTarget::Structured(id)) =
                operation.response.declared.map(|it| it.target)
        {
            operation.response.monitor_answers = job_status(world, id).is_some();
        }
        let Some(id) = answer(operation).filter(|it| readable.contains(it)) else { continue };
        if operation.method != Method::Post || operation.response.long_running {
            continue;
        }
        let Some(status) = job_status(world, id) else { continue };
        let span = status.source;
        operation.response.long_running = true;
        let subject = Subject::Operation(operation.method, operation.path.to_string());
        world.holds(subject, Aspect::Fact, "long-running", span);
    }
}

/// The type of a single resource that is the answer.
fn answer(operation: &Operation) -> Option<TypeId> {
    match operation.response.body {
        ResponseBody::Single(TypeUse { target: TypeTarget::Structured(id), collection: false }) => {
            Some(id)
        }
        _ => None,
    }
}

fn job_status<'w>(world: &'w World<'_>, id: TypeId) -> Option<&'w Property> {
    let properties =
        world.ancestry(id).into_iter().flat_map(|it| &world.types[it.0 as usize].properties);
    let status = properties.into_iter().find(|it| it.name == "status")?;
    let TypeTarget::Enum(id) = status.ty.target else { return None };
    let members: Vec<String> =
        world.enums[id.0 as usize].members.iter().map(|it| it.name.to_ascii_lowercase()).collect();
    let has =
        |words: &[&str]| members.iter().any(|it| words.iter().any(|word| it.starts_with(word)));
    (has(RUNNING) && has(DONE) && has(FAILED)).then_some(status)
}
