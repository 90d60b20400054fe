//! Which operations the settings take, and which types come along.

use super::graph::{Graph, Target, User, Via};
use crate::ir::Text;
use crate::ir::edm::{Api, Operation, QualifiedName, RequestBody, ResponseBody, TypeTarget};
use crate::settings::{Selector, Settings};
use std::collections::BTreeSet;

/// What is in a slice.
#[derive(Debug)]
pub(super) struct Selection {
    /// For each operation whether it is taken.
    pub(super) operations: Vec<bool>,
    /// The types and enums.
    pub(super) types: BTreeSet<Target>,
}

/// The name of a structured type or an enum type.
pub(super) fn name_of(api: &Api, target: Target) -> Option<&QualifiedName> {
    match target {
        TypeTarget::Structured(id) => Some(&api.structured_type(id).name),
        TypeTarget::Enum(id) => Some(&api.enum_type(id).name),
        TypeTarget::Primitive(_) | TypeTarget::Untyped => None,
    }
}

/// True if the operation is what the entry speaks of.
pub(super) fn fits(api: &Api, it: &Operation, entry: &Selector) -> bool {
    entry.fits_call(it.method, &it.path.to_string())
        && entry.fits_area(it.area.as_deref())
        && entry.fits_permissions(permissions(it))
        && (!entry.names_types()
            || about(it).filter_map(|it| name_of(api, it)).any(|it| entry.fits_type(it)))
}

/// The permissions of which one is enough.
pub(super) fn permissions(it: &Operation) -> impl Iterator<Item = &str> {
    let lists = it.permissions.iter();
    let lists = lists.flat_map(|it| [&it.delegated_work, &it.delegated_personal, &it.application]);
    lists.flatten().flat_map(|it| it.iter()).map(Text::as_str)
}

/// The types that the operation sends and answers.
fn about(it: &Operation) -> impl Iterator<Item = Target> {
    let answer = match it.response.body {
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => Some(ty.target),
        ResponseBody::None | ResponseBody::Stream | ResponseBody::Untyped => None,
    };
    let body = match &it.request {
        RequestBody::Resource { ty, .. } => Some(ty.target),
        _ => None,
    };
    answer.into_iter().chain(body)
}

/// The types that are left out by name.
pub(super) fn excluded_types(api: &Api, settings: &Settings) -> BTreeSet<Target> {
    let entries: Vec<&Selector> =
        settings.exclude.iter().filter(|it| it.is_about_types()).collect();
    named(&Graph::new(api), &entries).map(|it| it.1).collect()
}

/// The types that entries name, each with the place of the entry in the list.
fn named<'a>(
    graph: &'a Graph<'_>,
    entries: &'a [&Selector],
) -> impl Iterator<Item = (usize, Target)> + 'a {
    graph.all().flat_map(move |target| {
        let name = name_of(graph.api, target);
        let fits = move |it: &Selector| name.is_some_and(|name| it.fits_type(name));
        let entries = entries.iter().enumerate().filter(move |(_, it)| fits(it));
        entries.map(move |(index, _)| (index, target))
    })
}

/// The types that `include` names by themselves.
pub(super) fn included_types(graph: &Graph<'_>, settings: &Settings) -> Vec<(User, Via, Target)> {
    let mut found = Vec::new();
    for (index, entry) in settings.include.iter().enumerate().filter(|(_, it)| it.is_about_types())
    {
        let types = named(graph, &[entry]).map(|it| it.1).collect::<Vec<_>>();
        let root = |it| (User::Settings(Some(index)), Via::Settings, it);
        found.extend(types.into_iter().map(root));
    }
    found
}

/// What the settings take of the API, of which the excluded types are no properties any more.
pub(super) fn select(
    graph: &Graph<'_>,
    settings: &Settings,
    excluded: &BTreeSet<Target>,
) -> Selection {
    let api = graph.api;
    let takes = |it: &Operation| {
        let any = |list: &[Selector]| list.iter().any(|entry| fits(api, it, entry));
        (settings.include.is_empty() || any(&settings.include))
            && !any(&settings.exclude)
            && !graph.of_operation(it).iter().any(|(_, it)| excluded.contains(it))
    };
    let operations: Vec<bool> = api.operations.iter().map(takes).collect();
    let mut roots = graph.roots(|index| operations[index]);
    roots.extend(included_types(graph, settings));
    if settings.include.is_empty() {
        // What no operation needs at all is not a matter of operations that are left out.
        let needed = graph.reach(graph.roots(|_| true).into_iter(), |_, _, _| true).targets();
        let free = graph.all().filter(|it| !needed.contains(it) && !excluded.contains(it));
        roots.extend(free.map(|it| (User::Settings(None), Via::Settings, it)));
    }
    let is_open = |_: User, via: &Via, target: Target| match via {
        Via::Base => true,
        Via::Relationship(_)
            if settings.leaves_relationships() && matches!(target, TypeTarget::Structured(_)) =>
        {
            false
        }
        _ => !excluded.contains(&target),
    };
    let types = graph.reach(roots.into_iter(), is_open).targets();
    Selection { operations, types }
}
