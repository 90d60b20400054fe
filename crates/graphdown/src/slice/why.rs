//! Why a type is in the slice, and who uses it.

use super::graph::{Graph, Target, User, Via};
use super::select::{fits, included_types, name_of};
use crate::docset::{ApiVersion, DocSet};
use crate::ir::edm::{Api, Edm, Operation, QualifiedName, TypeTarget};
use crate::settings::{Selector, Settings};
use crate::span::Span;

/// A type, how it comes into the slice, and who uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The version of the API.
    pub version: ApiVersion,
    /// The type, structured or enum.
    pub name: QualifiedName,
    /// The shortest way to it, from an entry of the settings over an operation and the properties of types. Empty if there is none.
    pub chain: Vec<Place>,
    /// Everything in the slice that names it: operations, then properties and derived types.
    pub users: Vec<Place>,
}

/// A step of a way to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `setting`, `operation` or `type`.
    pub kind: &'static str,
    /// The entry, the verb and path, or the type's name.
    pub name: String,
    /// Through what it needs the next one: `answer`, `body`, `property manager`, `base`.
    pub via: String,
    /// Where it stands; `None` if it stands in no file.
    pub place: Option<Span>,
}

/// All types of this name, with or without namespace, in the API that `settings` have cut.
pub(crate) fn why(docs: &DocSet, edm: &Edm, settings: &Settings, name: &str) -> Vec<Why> {
    let mut found = Vec::new();
    for api in &edm.apis {
        let graph = Graph::new(api);
        let it = Asked { docs, graph: &graph, settings };
        for target in graph.all() {
            let Some(own) = name_of(api, target) else { continue };
            let is_meant =
                own.name.eq_ignore_ascii_case(name) || own.to_string().eq_ignore_ascii_case(name);
            if is_meant {
                found.push(Why {
                    version: api.version,
                    name: own.clone(),
                    chain: it.chain(target),
                    users: it.users(target),
                });
            }
        }
    }
    found
}

struct Asked<'a> {
    docs: &'a DocSet,
    graph: &'a Graph<'a>,
    settings: &'a Settings,
}

impl Asked<'_> {
    fn api(&self) -> &Api {
        self.graph.api
    }

    fn chain(&self, target: Target) -> Vec<Place> {
        let mut roots = self.graph.roots(|_| true);
        roots.extend(included_types(self.graph, self.settings));
        let reached = self.graph.reach(roots.into_iter(), |_, _, _| true);
        let mut chain = Vec::new();
        let mut at = target;
        while let Some((user, via)) = reached.steps.get(&at) {
            chain.push(self.place(*user, via));
            match user {
                User::Type(id) => at = TypeTarget::Structured(*id),
                User::Operation(index) => {
                    chain.extend(self.taken_by(&self.api().operations[*index]));
                    break;
                }
                User::Settings(_) => break,
            }
        }
        chain.reverse();
        chain
    }

    /// The first entry of `include` that takes the operation.
    fn taken_by(&self, it: &Operation) -> Option<Place> {
        let entry = self.settings.include.iter().find(|entry| fits(self.api(), it, entry))?;
        Some(self.entry(entry))
    }

    fn entry(&self, it: &Selector) -> Place {
        let place =
            (!it.place.is_empty()).then(|| Span::new(self.docs.settings(), it.place.clone()));
        Place { kind: "setting", name: it.to_string(), via: "include".to_owned(), place }
    }

    fn place(&self, user: User, via: &Via) -> Place {
        let words = match via {
            Via::Settings => "include".to_owned(),
            Via::Answer => "answer".to_owned(),
            Via::Body => "body".to_owned(),
            Via::Parameter(name) => format!("parameter {name}"),
            Via::Path => "path".to_owned(),
            Via::Property(name) => format!("property {name}"),
            Via::Relationship(name) => format!("relationship {name}"),
            Via::Base => "base".to_owned(),
        };
        match user {
            User::Settings(index) => {
                let entry = index.and_then(|it| self.settings.include.get(it));
                entry.map_or_else(
                    || Place { kind: "setting", name: String::new(), via: words, place: None },
                    |it| self.entry(it),
                )
            }
            User::Operation(index) => {
                let it = &self.api().operations[index];
                Place {
                    kind: "operation",
                    name: format!("{} {}", it.method, it.path),
                    via: words,
                    place: it.sources.first().copied(),
                }
            }
            User::Type(id) => {
                let it = self.api().structured_type(id);
                let property = match via {
                    Via::Property(name) | Via::Relationship(name) => {
                        it.properties.iter().find(|of| of.name == *name)
                    }
                    _ => None,
                };
                let place = property.map(|of| of.source).or(it.sources.first().copied());
                Place { kind: "type", name: it.name.to_string(), via: words, place }
            }
        }
    }

    fn users(&self, target: Target) -> Vec<Place> {
        let mut users = Vec::new();
        let roots = self.graph.roots(|_| true).into_iter().filter(|it| it.2 == target);
        users.extend(roots.map(|(user, via, _)| self.place(user, &via)));
        for (id, it) in (0..).zip(&self.api().types) {
            let needs = self.graph.of_type(it).into_iter().filter(|(_, of)| *of == target);
            let user = User::Type(crate::ir::edm::TypeId(id));
            users.extend(needs.map(|(via, _)| self.place(user, &via)));
        }
        users
    }
}
