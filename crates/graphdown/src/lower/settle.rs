//! Brings the trail in line with what was decided in the end: names as the API spells them, and for each fact whether it holds.
//!
//! The passes note what the pages say when they read it. What a later pass decides otherwise is settled here, in one place, by a
//! comparison with the finished API; the passes only leave word of the reason.

use super::correct::CORRECTED;
use super::index::SHORT;
use super::world::{Entry, World, untyped};
use crate::ir::Trail;
use crate::ir::edm::{
    Aspect, EnumId, Evidence, Operation, Parameter, Permissions, Property, RequestBody,
    ResponseBody, Standing, Subject, TypeId, TypeUse,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Settles all evidence.
pub(super) fn settle(world: &mut World<'_>, operations: &[Operation]) {
    if world.trail == Trail::Left {
        world.evidence.clear();
        return;
    }
    world.index_all_properties();
    world.index_all_members();
    let mut evidence = std::mem::take(&mut world.evidence);
    let reasons: BTreeMap<(Subject, Aspect), &'static str> = std::mem::take(&mut world.reasons)
        .into_iter()
        .map(|((subject, aspect), why)| ((spelled(world, subject), aspect), why))
        .collect();
    let operations: BTreeMap<Subject, Known<'_>> = operations
        .iter()
        .map(|it| (Subject::Operation(it.method, it.path.to_string()), Known::new(it)))
        .collect();
    let world_as_is = &*world;
    evidence.par_chunks_mut(CHUNK).for_each(|it| chunk(world_as_is, it, &operations, &reasons));
    world.evidence = evidence;
}

/// How much evidence is settled in one go.
const CHUNK: usize = 4096;

fn chunk(
    world: &World<'_>,
    evidence: &mut [Evidence],
    operations: &BTreeMap<Subject, Known<'_>>,
    reasons: &BTreeMap<(Subject, Aspect), &'static str>,
) {
    // What is said of one subject mostly stands together.
    let mut last: Option<(Arc<Subject>, Arc<Subject>, About<'_>)> = None;
    for it in evidence {
        let (spelling, about) = match &last {
            Some((subject, spelling, about)) if *subject == it.subject => (spelling, about),
            _ => {
                let spelling = Arc::new(spelled(world, (*it.subject).clone()));
                let about = About::of(world, operations, &spelling);
                let (_, spelling, about) = last.insert((it.subject.clone(), spelling, about));
                (&*spelling, &*about)
            }
        };
        it.subject = Arc::clone(spelling);
        // A correction has the last word, on what it says and on what it replaces.
        let is_correction = world.docs.corrections() == Some(it.span.file);
        if is_correction || it.standing == Standing::Lost(CORRECTED) {
            continue;
        }
        let Some((holds, why)) = verdict(world, about, it) else { continue };
        it.standing = match (holds, it.standing) {
            (true, _) => Standing::Holds,
            (false, Standing::Lost(why)) => Standing::Lost(why),
            (false, Standing::Holds) => {
                let key = ((*it.subject).clone(), it.aspect);
                Standing::Lost(reasons.get(&key).copied().unwrap_or(why))
            }
        };
    }
}

/// What of the finished API evidence is about.
enum About<'w> {
    Type(TypeId),
    Enum(EnumId),
    Property(&'w Property),
    Operation(&'w Known<'w>),
    Nothing,
}

impl<'w> About<'w> {
    fn of(
        world: &'w World<'_>,
        operations: &'w BTreeMap<Subject, Known<'w>>,
        subject: &Subject,
    ) -> Self {
        let found = match subject {
            Subject::Type(name) => match world.find(name) {
                Some(Entry::Type(id)) => Some(About::Type(id)),
                _ => None,
            },
            Subject::Enum(name) => match world.find(name) {
                Some(Entry::Enum(id)) => Some(About::Enum(id)),
                _ => None,
            },
            Subject::Property(owner, name) => world
                .find(owner)
                .and_then(|owner| property(world, owner, name))
                .map(About::Property),
            Subject::Operation(..) => operations.get(subject).map(About::Operation),
            Subject::Page(_) => None,
        };
        found.unwrap_or(About::Nothing)
    }
}

/// The subject as the API spells it.
fn spelled(world: &World<'_>, subject: Subject) -> Subject {
    match subject {
        Subject::Type(name) => match world.find(&name) {
            Some(entry @ Entry::Type(_)) => Subject::Type(world.name(entry).clone()),
            Some(entry @ Entry::Enum(_)) => Subject::Enum(world.name(entry).clone()),
            None => Subject::Type(name),
        },
        Subject::Enum(name) => match world.find(&name) {
            Some(entry @ Entry::Enum(_)) => Subject::Enum(world.name(entry).clone()),
            _ => Subject::Enum(name),
        },
        Subject::Property(owner, name) => {
            let Some(entry) = world.find(&owner) else { return Subject::Property(owner, name) };
            let spelling = property(world, entry, &name).map(|it| it.name.clone());
            Subject::Property(world.name(entry).clone(), spelling.unwrap_or(name))
        }
        Subject::Operation(method, path) => match world.spellings.get(&(method, path.clone())) {
            Some(spelling) => Subject::Operation(method, spelling.clone()),
            None => Subject::Operation(method, path),
        },
        Subject::Page(_) => subject,
    }
}

fn property<'w>(world: &'w World<'_>, owner: Entry, name: &str) -> Option<&'w Property> {
    let Entry::Type(id) = owner else { return None };
    world.property(id, name).map(|at| &world.types[id.0 as usize].properties[at])
}

/// Whether the API is as the evidence says, and why it might not be; `None` where that does not change behind the pass that noted it.
fn verdict(world: &World<'_>, about: &About<'_>, it: &Evidence) -> Option<(bool, &'static str)> {
    match about {
        About::Type(id) => {
            let ty = &world.types[id.0 as usize];
            match it.aspect {
                Aspect::Base => {
                    let base = ty.base.map(|it| world.types[it.0 as usize].name.to_string());
                    Some((
                        base.as_ref() == Some(&it.says),
                        "a stronger statement names another base",
                    ))
                }
                Aspect::Kind => Some((
                    ty.kind.as_str() == it.says,
                    "other signs are stronger, or this one alone is too weak",
                )),
                _ => None,
            }
        }
        About::Enum(id) => {
            let is_member = || world.member(*id, &it.says).is_some();
            (it.aspect == Aspect::Member)
                .then(|| (is_member(), "another list of members was followed"))
        }
        About::Property(property) => match it.aspect {
            Aspect::Type => Some((
                element(&it.says) == world.type_words(single(property.ty)),
                "another statement about the type was followed",
            )),
            Aspect::Collection => Some((
                one_or_many(property.ty.collection) == it.says,
                "the sample is surer of one or many than the table",
            )),
            _ => None,
        },
        About::Operation(known) => about_operation(world, known, it),
        About::Nothing => None,
    }
}

fn about_operation(
    world: &World<'_>,
    known: &Known<'_>,
    it: &Evidence,
) -> Option<(bool, &'static str)> {
    let operation = known.operation;
    let response = &operation.response;
    match it.aspect {
        Aspect::Response => {
            let declared = response.declared.map(|it| world.type_words(single(it)));
            let says = element(&it.says);
            let holds =
                says == body_words(world, response.body) || declared.as_deref() == Some(says);
            Some((holds, "other signs agree on another type"))
        }
        Aspect::Collection => {
            let is_collection = matches!(response.body, ResponseBody::Collection(_));
            Some((one_or_many(is_collection) == it.says, "a surer sign tells otherwise"))
        }
        Aspect::Status => {
            let holds = response.status.iter().any(|status| status.to_string() == it.says);
            Some((holds, "another statement about the status was followed"))
        }
        Aspect::RequestType => Some((
            element(&it.says) == request_words(world, &operation.request),
            "another statement about the request was followed",
        )),
        Aspect::Permission => {
            let permissions = operation.permissions.as_ref()?;
            let is_list = ![TABLE, NOBODY, UNSTATED].contains(&it.says.as_str());
            let holds = it.says.split(", ").any(|name| grants(permissions, name));
            is_list.then_some((holds, "the permissions of another page were followed"))
        }
        Aspect::Header if it.says.eq_ignore_ascii_case("authorization") => {
            Some((false, "every request carries it"))
        }
        Aspect::Header => Some((known.headers.have(&it.says), OTHER_LIST)),
        Aspect::Parameter => Some((known.parameters.have(&it.says), OTHER_LIST)),
        Aspect::QueryOption => {
            let name = it.says.trim_matches('`').to_lowercase();
            let holds = operation.query_options.iter().any(|it| *it == name)
                || known.parameters.have(&it.says);
            Some((holds, OTHER_LIST))
        }
        Aspect::RequestBody => {
            let members = known.members.as_ref().unwrap_or(&known.parameters);
            Some((members.have(&it.says), OTHER_LIST))
        }
        _ => None,
    }
}

/// What the evidence on a whole permission table says.
pub(super) const TABLE: &str = "a table";

/// What the evidence on a row without permissions says.
pub(super) const NOBODY: &str = "not supported";

/// What the evidence on a row says that is neither.
pub(super) const UNSTATED: &str = "not stated";

const OTHER_LIST: &str = "not in the list that was followed";

/// An operation with what its lists name.
struct Known<'o> {
    operation: &'o Operation,
    headers: Names<'o>,
    parameters: Names<'o>,
    /// The members of the body, if it has a list.
    members: Option<Names<'o>>,
}

impl<'o> Known<'o> {
    fn new(operation: &'o Operation) -> Self {
        let members = match &operation.request {
            RequestBody::Resource { members, .. } | RequestBody::Parameters(members) => {
                Some(Names::new(members))
            }
            _ => None,
        };
        Known {
            operation,
            headers: Names::new(&operation.headers),
            parameters: Names::new(&operation.parameters),
            members,
        }
    }
}

/// The names of a list: most have few.
enum Names<'o> {
    Few(&'o [Parameter]),
    Many(BTreeSet<String>),
}

impl<'o> Names<'o> {
    fn new(list: &'o [Parameter]) -> Self {
        if list.len() < SHORT {
            return Names::Few(list);
        }
        Names::Many(list.iter().map(|it| it.name.to_ascii_lowercase()).collect())
    }

    fn have(&self, name: &str) -> bool {
        match self {
            Names::Few(list) => list.iter().any(|it| it.name.eq_ignore_ascii_case(name)),
            Names::Many(names) => names.contains(&name.to_ascii_lowercase()),
        }
    }
}

fn grants(it: &Permissions, name: &str) -> bool {
    let lists = [&it.delegated_work, &it.delegated_personal, &it.application];
    lists.into_iter().flatten().flat_map(|it| it.iter()).any(|it| it == name)
}

/// Words on a type without those on one or many.
fn element(says: &str) -> &str {
    says.strip_suffix(" collection").unwrap_or(says)
}

fn single(ty: TypeUse) -> TypeUse {
    TypeUse { collection: false, ..ty }
}

/// One or many, in words.
pub(super) fn one_or_many(collection: bool) -> &'static str {
    if collection { "a collection" } else { "a single value" }
}

/// The body of an answer, in words.
pub(super) fn body_words(world: &World<'_>, body: ResponseBody) -> String {
    match body {
        ResponseBody::None => "nothing".to_owned(),
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => world.type_words(single(ty)),
        ResponseBody::Stream => "bytes".to_owned(),
        ResponseBody::Untyped => world.type_words(untyped()),
    }
}

/// The body of a request, in words.
pub(super) fn request_words(world: &World<'_>, body: &RequestBody) -> String {
    match body {
        RequestBody::None => "nothing".to_owned(),
        RequestBody::Resource { ty, .. } => world.type_words(single(*ty)),
        RequestBody::Parameters(_) => "parameters".to_owned(),
        RequestBody::Reference => "a reference".to_owned(),
        RequestBody::Stream { .. } => "bytes".to_owned(),
        RequestBody::Untyped => world.type_words(untyped()),
    }
}
