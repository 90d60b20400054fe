//! Pass 6: operations, one per verb and path, merged over all pages that document them.

use super::drafts::{Draft, Drafts};
use super::typed::{self, Typed};
use super::world::World;
use crate::diagnostics::Code;
use crate::ir::edm::{
    Method, Operation, Parameter, RequestBody, ResponseBody, TypeTarget, TypeUse,
};
use crate::ir::page::Page;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// An operation as one page documents it.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) operation: Operation,
    /// The path, equal for all its spellings.
    pub(super) key: String,
    /// How many request lines the page has.
    lines: usize,
    /// True if the page is not mainly about this operation: it shows a query option at work, or a trait of many operations.
    pub(super) is_aside: bool,
}

/// Puts the operations of all pages together.
pub(super) fn operations<'a>(world: &mut World<'a>, mut drafts: Vec<Drafts<'a>>) -> Vec<Operation> {
    let mut all = typed::of_pages(world, &mut drafts);
    let noted = drafts.iter().filter_map(|it| Some(it.evidence.as_ref()?.len())).sum();
    world.evidence.reserve(noted);
    for (page, drafts) in world.pages.iter().zip(&mut drafts) {
        super::trail::methods(world, page);
        world.evidence.extend(drafts.evidence.take().into_iter().flatten());
        world.spellings.extend(drafts.spellings.drain(..));
        world.diagnostics.append(std::mem::take(&mut drafts.findings));
    }
    drop(drafts);
    super::singletons::types(world, &all);
    super::navigation::correct_responses(world, &mut all);
    super::parents::bases(world, &all);
    super::variants::join(world, &mut all);
    super::bodies::properties(world, &all);
    super::sent::properties(world, &all);
    super::shown::spell(world, &all);
    super::overloads::tell_apart(world, &mut all);
    // Pages that are about an operation come before those that mention it, so that they win; among these the page that is named for
    // what the operation is about, then the one with the fewest request lines.
    all.par_sort_by_cached_key(|it| {
        let rank = (it.is_aside, !is_named_for_its_type(world, &it.operation), it.lines);
        (it.key.clone(), it.operation.method, rank)
    });
    all.dedup_by(|other, known| {
        let is_known = other.operation.method == known.operation.method && other.key == known.key;
        if is_known {
            merge(world, known, other);
        }
        is_known
    });
    for ((method, _), spelling) in &mut world.spellings {
        let wanted = (spelling.as_str(), *method);
        let at = all.binary_search_by(|it| (it.key.as_str(), it.operation.method).cmp(&wanted));
        if let Ok(at) = at {
            *spelling = all[at].operation.path.to_string();
        }
    }
    all.into_iter().map(|it| it.operation).collect()
}

/// An operation of a page with `lines` request lines.
pub(super) fn found(page: &Page, lines: usize, (draft, typed): (Draft, Typed)) -> Found {
    let Draft { method, path, key, line, is_aside, words, .. } = draft;
    let Typed { response, request, parameters } = typed;
    let operation = Operation {
        name: words.name,
        title: words.title,
        kind: words.kind,
        method,
        parameters,
        headers: words.headers,
        query_options: words.query_options,
        path,
        request,
        response,
        permissions: words.permissions,
        documentation: words.documentation,
        examples: words.examples,
        area: page.front_matter.area.as_ref().map(|it| it.value.clone()),
        clouds: words.clouds,
        sources: vec![line],
    };
    Found { operation, key, lines, is_aside }
}

/// Puts what a second page says of an operation to what is known. Where pages of several subtypes document one path, the answer is of
/// the type that all of them share.
fn merge(world: &mut World<'_>, known: &mut Found, other: &mut Found) {
    let aside = other.is_aside && !known.is_aside;
    let (known, other) = (&mut known.operation, &mut other.operation);
    known.sources.extend(other.sources.iter().copied());
    merge_response(world, known, other, aside);
    if matches!(known.request, RequestBody::None | RequestBody::Untyped) && !aside {
        known.request = std::mem::replace(&mut other.request, RequestBody::None);
    } else if let (RequestBody::Resource { ty: a, members }, RequestBody::Resource { ty: b, .. }) =
        (&mut known.request, &other.request)
        && let Some(ty) = common(world, *a, *b)
        && !aside
    {
        if ty.target != a.target {
            keep_known_members(world, ty, members);
        }
        *a = ty;
    }
    // A page that mentions the operation in passing speaks of its own subject.
    if !aside || known.permissions.is_none() {
        let contradicted =
            super::permissions::unite(&mut known.permissions, other.permissions.as_ref());
        if !contradicted.is_empty() {
            let message = format!(
                "`{} {}` can be called by {} on one page and not on the other",
                known.method,
                known.path,
                contradicted.join(" and by ")
            );
            world.diagnostics.push_related(
                Code::OperationContradiction,
                other.sources[0],
                message,
                known.sources[0],
                "documented here first",
            );
        }
    }
}

fn merge_response(world: &mut World<'_>, known: &mut Operation, other: &Operation, aside: bool) {
    let joined = match (known.response.body, other.response.body) {
        (a, b) if a == b => return,
        // That nothing comes back is something that a page about the operation says; another one may say when something does.
        (ResponseBody::None, body) => {
            if let (ResponseBody::Single(ty), false) = (body, aside)
                && matches!(ty.target, TypeTarget::Structured(_))
                && known.response.status == [204]
                && known.method == Method::Patch
                && !ty.collection
            {
                known.response.declared = Some(ty);
                known.response.status.extend(other.response.status.iter().filter(|it| **it != 204));
            }
            return;
        }
        (ResponseBody::Untyped, b) => Some(b),
        (_, ResponseBody::None | ResponseBody::Untyped) => return,
        _ if aside => return,
        (ResponseBody::Single(a), ResponseBody::Single(b)) => {
            common(world, a, b).map(ResponseBody::Single)
        }
        (ResponseBody::Collection(a), ResponseBody::Collection(b)) => {
            common(world, a, b).map(ResponseBody::Collection)
        }
        _ => None,
    };
    match joined {
        Some(body) => known.response.body = body,
        None => {
            let message = format!(
                "`{} {}` is documented elsewhere with another answer",
                known.method, known.path
            );
            world.diagnostics.push_related(
                Code::OperationContradiction,
                other.sources[0],
                message,
                known.sources[0],
                "documented here first",
            );
        }
    }
}

/// What the pages of subtypes list beyond the properties of the common type is no part of its request.
fn keep_known_members(world: &World<'_>, ty: TypeUse, members: &mut Vec<Parameter>) {
    let TypeTarget::Structured(id) = ty.target else { return };
    let known: BTreeSet<&str> = world
        .ancestry(id)
        .into_iter()
        .flat_map(|it| &world.types[it.0 as usize].properties)
        .map(|it| it.name.as_str())
        .collect();
    members.retain(|it| known.contains(it.name.as_str()));
}

/// True if the first word of the page's file name is the type that comes back or is sent.
fn is_named_for_its_type(world: &World<'_>, it: &Operation) -> bool {
    let first = it.name.split('-').next().unwrap_or("");
    let is_called = |ty: TypeUse| match ty.target {
        TypeTarget::Structured(id) => {
            world.types[id.0 as usize].name.name.eq_ignore_ascii_case(first)
        }
        _ => false,
    };
    let answers = match it.response.body {
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => is_called(ty),
        _ => false,
    };
    let takes = matches!(&it.request, RequestBody::Resource { ty, .. } if is_called(*ty));
    answers || takes
}

/// The nearest type that both are.
pub(super) fn common(world: &World<'_>, a: TypeUse, b: TypeUse) -> Option<TypeUse> {
    if a.target == b.target {
        return Some(a);
    }
    let (TypeTarget::Structured(x), TypeTarget::Structured(y)) = (a.target, b.target) else {
        return None;
    };
    world.common_base(x, y).map(|it| TypeUse { target: TypeTarget::Structured(it), ..a })
}
