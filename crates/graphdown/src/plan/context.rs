//! What all passes over one API version want to know.

use super::docs::Links;
use super::features::Features;
use super::layout::Layout;
use super::monitors::{Jobs, jobs};
use super::operations::{self, described};
use super::properties::Properties;
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
    /// The properties of all types.
    pub(super) properties: Properties<'a>,
    /// The operations, in the order of the API.
    pub(super) operations: Vec<operations::Described<'a>>,
    /// Where the states of long-running operations are got.
    pub(super) monitors: Jobs,
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
        let links = Links::new(api.version, &settings.pages);
        let (layout, (properties, operations)) = rayon::join(
            || Layout::new(api, &version, &features, diagnostics),
            || rayon::join(|| Properties::new(api, &links), || described(api, &links)),
        );
        let names = api.types.iter().map(|it| &it.name);
        Context {
            api,
            version,
            layout,
            features,
            links,
            boxed: boxing::boxed(api, &properties),
            properties,
            monitors: jobs(&operations),
            operations,
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

/// True if the property refers to something that has an identity of its own, so that its value is there only if it was asked for.
pub(super) fn is_relationship(property: &Property) -> bool {
    property.is_navigation
        && (property.left_out.is_some() || matches!(property.ty.target, TypeTarget::Structured(_)))
}

/// Notes that `wire` has letters that may look like others. An identifier has their numbers.
pub(super) fn report_look_alike(diagnostics: &mut Diagnostics, span: Span, wire: &str) {
    if wire.is_ascii() {
        return;
    }
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
