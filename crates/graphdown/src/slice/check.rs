//! Entries of the settings that fit nothing: most are slips, so the nearest name is proposed.

use super::graph::Graph;
use super::properties::is_about;
use super::select::{fits, name_of, permissions};
use crate::diagnostics::{Code, Diagnostics};
use crate::docset::DocSet;
use crate::ir::Text;
use crate::ir::edm::{Api, Edm, Operation, QualifiedName};
use crate::settings::pattern::{PathPattern, segments};
use crate::settings::{PropertyList, Selector, Settings};
use crate::span::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// Reports what of the settings fits nothing in any version.
pub(super) fn entries(
    docs: &DocSet,
    edm: &Edm,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) {
    let mut report = |place: &Range<usize>, message: String| {
        diagnostics.push(Code::UnusedSetting, Span::new(docs.settings(), place.clone()), message);
    };
    for entry in settings.include.iter().chain(&settings.exclude) {
        let faults = faults(edm, entry);
        for it in &faults {
            report(&entry.place, it.clone());
        }
        let operations =
            edm.apis.iter().flat_map(|api| api.operations.iter().map(move |it| (api, it)));
        let is_used =
            entry.is_about_types() || operations.into_iter().any(|(api, it)| fits(api, it, entry));
        if faults.is_empty() && !is_used {
            report(&entry.place, format!("no operation is all of `{entry}`"));
        }
    }
    for list in &settings.properties {
        properties(edm, list, &mut report);
    }
}

/// What of an entry is unknown by itself.
fn faults(edm: &Edm, entry: &Selector) -> Vec<String> {
    let operations = || edm.apis.iter().flat_map(|it| &it.operations);
    let mut faults = Vec::new();
    for it in &entry.paths {
        if !operations().any(|of| it.matches(&of.path.to_string())) {
            let hint = hint(path(operations(), it));
            faults.push(format!("`{it}` fits the path of no operation{hint}"));
        }
    }
    let names: Vec<&QualifiedName> = edm.apis.iter().flat_map(names).collect();
    for it in &entry.types {
        let alone = Selector { types: vec![it.clone()], ..Selector::default() };
        if !names.iter().any(|name| alone.fits_type(name)) {
            let plain = |name: &&QualifiedName| match it.contains('.') {
                true => name.to_string(),
                false => name.name.to_string(),
            };
            faults.push(format!(
                "there is no type `{it}`{}",
                hint(alike(names.iter().map(plain), it))
            ));
        }
    }
    for it in &entry.namespaces {
        let alone = Selector { namespaces: vec![it.clone()], ..Selector::default() };
        if !names.iter().any(|name| alone.fits_type(name)) {
            let all = names.iter().map(|it| it.namespace.to_string());
            faults.push(format!("there is no namespace `{it}`{}", hint(alike(all, it))));
        }
    }
    for it in &entry.areas {
        let alone = Selector { areas: vec![it.clone()], ..Selector::default() };
        if !operations().any(|of| alone.fits_area(of.area.as_deref())) {
            let all = operations().filter_map(|it| it.area.as_ref().map(|it| it.to_string()));
            faults.push(format!(
                "no page of an operation belongs to the area `{it}`{}",
                hint(alike(all, it))
            ));
        }
    }
    for it in &entry.permissions {
        let alone = Selector { permissions: vec![it.clone()], ..Selector::default() };
        if !operations().any(|of| alone.fits_permissions(permissions(of))) {
            let all = operations().flat_map(permissions).map(str::to_owned);
            faults.push(format!(
                "no operation can be called with the permission `{it}`{}",
                hint(alike(all, it))
            ));
        }
    }
    faults
}

fn properties(edm: &Edm, list: &PropertyList, report: &mut impl FnMut(&Range<usize>, String)) {
    let mut known = BTreeSet::new();
    let mut is_there = false;
    for api in &edm.apis {
        for (id, _) in (0..).zip(&api.types).filter(|(_, it)| is_about(list, it)) {
            is_there = true;
            let all = api.ancestry(crate::ir::edm::TypeId(id));
            let all = all.iter().flat_map(|it| &api.structured_type(*it).properties);
            known.extend(all.map(|it| it.name.clone()));
        }
    }
    if !is_there {
        let types = edm.apis.iter().flat_map(|it| &it.types).map(|it| &it.name);
        let plain = |name: &QualifiedName| match list.ty.contains('.') {
            true => name.to_string(),
            false => name.name.to_string(),
        };
        let hint = hint(alike(types.map(plain), &list.ty));
        report(&list.place, format!("there is no type `{}`{hint}", list.ty));
        return;
    }
    for (name, place) in &list.names {
        if !known.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            let hint = hint(alike(known.iter().map(Text::to_string), name));
            report(place, format!("`{}` has no property `{name}`{hint}", list.ty));
        }
    }
}

fn names(api: &Api) -> impl Iterator<Item = &QualifiedName> {
    Graph::new(api).all().filter_map(|it| name_of(api, it))
}

/// The pattern with the beginning of the path that is most like its own.
fn path<'a>(operations: impl Iterator<Item = &'a Operation>, it: &PathPattern) -> Option<String> {
    let fixed = it.fixed_segments();
    let beginnings: BTreeSet<String> = operations
        .map(|it| segments(&it.path.to_string()))
        .filter(|it| it.len() >= fixed.len())
        .map(|it| it[..fixed.len()].join("/"))
        .collect();
    let best = alike(beginnings.into_iter(), &fixed.join("/"))?;
    Some(it.with_fixed_segments(&segments(&best)))
}

/// The name that is most like `wanted`, if one is.
fn alike(names: impl Iterator<Item = String>, wanted: &str) -> Option<String> {
    let folded = wanted.to_lowercase();
    let names: BTreeSet<String> = names.collect();
    let likeness = |it: &String| strsim::jaro_winkler(&it.to_lowercase(), &folded);
    let names = names.into_iter().map(|it| (likeness(&it), it)).filter(|it| it.0 > 0.85);
    names.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1))).map(|it| it.1)
}

fn hint(alike: Option<String>) -> String {
    alike.map(|it| format!("; is it `{it}`?")).unwrap_or_default()
}
