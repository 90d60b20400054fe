//! What all passes over one API version want to know.

use super::docs::Links;
use super::features::Features;
use super::layout::Layout;
use super::{PlanSettings, boxing, names};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::edm::{Api, Property, TypeId, TypeTarget};
use crate::ir::rust::Name;
use crate::span::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// An API version and what was decided about it so far.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    /// The module of the version: `v1_0`.
    pub(super) version: Name,
    /// Modules and names of all types.
    pub(super) layout: Layout,
    /// What is there only with some features.
    pub(super) features: Features<'a>,
    /// How links of the pages become links to the web.
    pub(super) links: Links<'a>,
    /// Pairs of types of which the first must box the second.
    pub(super) boxed: BTreeSet<(TypeId, TypeId)>,
    /// The namespaces of structured types, and their qualified names, in lower case.
    pub(super) namespaces: BTreeSet<String>,
    pub(super) type_names: BTreeSet<String>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        api: &'a Api,
        settings: &'a PlanSettings,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let version = names::identifier(&names::snake_name(api.version.as_str()));
        let features = Features::new(api);
        let layout = Layout::new(api, &features, diagnostics);
        let links = Links::new(api.version, &settings.pages);
        let names = api.types.iter().map(|it| &it.name);
        Context {
            api,
            version,
            layout,
            features,
            links,
            boxed: boxing::boxed(api),
            namespaces: names.clone().map(|it| it.namespace.to_ascii_lowercase()).collect(),
            type_names: names.map(|it| it.to_string().to_ascii_lowercase()).collect(),
        }
    }

    /// The folder of the version's files.
    pub(super) fn folder(&self) -> String {
        format!("src/{}", self.version.bare())
    }
}

/// What `make` makes of each number below `count`, in order; findings are sorted in the end.
pub(super) fn in_parallel<T: Send>(
    count: usize,
    diagnostics: &mut Diagnostics,
    make: impl Fn(usize, &mut Diagnostics) -> T + Sync,
) -> Vec<T> {
    let one = |at: usize| {
        let mut findings = Diagnostics::default();
        (make(at, &mut findings), findings)
    };
    let made: Vec<(T, Diagnostics)> = (0..count).into_par_iter().map(one).collect();
    let each = |(it, findings)| {
        diagnostics.append(findings);
        it
    };
    made.into_iter().map(each).collect()
}

/// The properties of a type with those of its ancestors: base first, each name once, declared by the type nearest to the root.
/// Names with an `@` are annotations, which stay in `additional`, as does what the settings leave out.
pub(super) fn all_properties(api: &Api, id: TypeId) -> Vec<&Property> {
    let mut seen = BTreeSet::new();
    let mut properties = Vec::new();
    let declared = api.structured_type(id).declared.as_ref();
    let is_declared =
        |name: &str| declared.is_none_or(|list| list.contains(name.to_lowercase().as_str()));
    for ancestor in api.ancestry(id).into_iter().rev() {
        for property in &api.structured_type(ancestor).properties {
            if !property.name.contains('@')
                && is_declared(&property.name)
                && seen.insert(property.name.as_str())
            {
                properties.push(property);
            }
        }
    }
    properties
}

/// True if the property refers to something that has an identity of its own, so that its value is there only if it was asked for.
pub(super) fn is_relationship(property: &Property) -> bool {
    property.is_navigation
        && (property.left_out.is_some() || matches!(property.ty.target, TypeTarget::Structured(_)))
}

/// Notes that `wire` has letters that may look like others. An identifier has their numbers.
pub(super) fn report_look_alike(diagnostics: &mut Diagnostics, span: Span, wire: &str) {
    if let Some(letter) = wire.chars().find(|it| !it.is_ascii()) {
        let number = u32::from(letter);
        let message =
            format!("`{wire}` has the character U+{number:04X}, which may look like another");
        diagnostics.push(Code::LookAlikeName, span, message);
    }
}

/// Notes that `wire` did not get its plain name.
pub(super) fn report_clash(diagnostics: &mut Diagnostics, span: Span, wire: &str, name: &Name) {
    diagnostics.push(
        Code::NameClash,
        span,
        format!("`{wire}` is called `{name}` in Rust, since its plain name is taken"),
    );
}
