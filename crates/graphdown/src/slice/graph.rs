//! What needs which types: operations and types as a graph, and what can be reached in it.

use crate::ir::Text;
use crate::ir::edm::{
    Api, EnumId, Operation, Parameter, RequestBody, ResponseBody, Segment, StructuredType, TypeId,
    TypeTarget,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Something that needs types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum User {
    /// The settings themselves: an entry of `include` that names types, by its place in the list, or a type that no operation needs.
    Settings(Option<usize>),
    /// An operation, by its place in the list.
    Operation(usize),
    /// A type.
    Type(TypeId),
}

/// Through what a type is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// An entry of the settings, or that nothing is left out.
    Settings,
    /// What an operation answers.
    Answer,
    /// What it is sent.
    Body,
    /// A parameter, a header or a member of the body, by its name.
    Parameter(Text),
    /// A cast in the path.
    Path,
    /// A property, by its name.
    Property(Text),
    /// A navigation property, by its name.
    Relationship(Text),
    /// Inheritance: it is the base.
    Base,
}

/// A type of the API: a structured type or an enum type.
pub(crate) type Target = TypeTarget;

/// An API version as a graph.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    pub(crate) api: &'a Api,
    /// Types by their qualified names in lower case.
    names: BTreeMap<String, TypeTarget>,
}

/// How each type is reached first, with the least number of steps.
#[derive(Debug, Default, Clone)]
pub(crate) struct Reached {
    /// By type, the one that needs it and through what.
    pub(crate) steps: BTreeMap<TypeTarget, (User, Via)>,
}

impl<'a> Graph<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let types = (0..).map(TypeId).zip(&api.types);
        let types = types.map(|(id, it)| (it.name.folded(), TypeTarget::Structured(id)));
        Graph { api, names: types.collect() }
    }

    /// All types and enums.
    pub(crate) fn all(&self) -> impl Iterator<Item = Target> + use<> {
        let types = (0..self.api.types.len() as u32).map(|it| TypeTarget::Structured(TypeId(it)));
        types.chain((0..self.api.enums.len() as u32).map(|it| TypeTarget::Enum(EnumId(it))))
    }

    /// What an operation needs, each type once.
    pub(crate) fn of_operation(&self, it: &Operation) -> Vec<(Via, Target)> {
        let mut needs = Vec::new();
        match it.response.body {
            ResponseBody::Single(ty) | ResponseBody::Collection(ty) => {
                needs.push((Via::Answer, ty.target));
            }
            ResponseBody::None | ResponseBody::Stream | ResponseBody::Untyped => {}
        }
        needs.extend(it.response.declared.map(|ty| (Via::Answer, ty.target)));
        let parameter = |it: &Parameter| (Via::Parameter(it.name.clone()), it.ty.target);
        match &it.request {
            RequestBody::Resource { ty, members } => {
                needs.push((Via::Body, ty.target));
                needs.extend(members.iter().map(parameter));
            }
            RequestBody::Parameters(list) => needs.extend(list.iter().map(parameter)),
            RequestBody::None
            | RequestBody::Reference
            | RequestBody::Stream { .. }
            | RequestBody::Untyped => {}
        }
        needs.extend(it.parameters.iter().chain(it.headers.iter()).map(parameter));
        for segment in &it.path.segments {
            if let Segment::Literal(word) | Segment::Call { name: word, .. } = segment {
                // A qualified name has a full stop, most words have none.
                let cast = word.contains('.').then(|| self.names.get(&word.to_lowercase()));
                needs.extend(cast.flatten().map(|it| (Via::Path, *it)));
            }
        }
        only_types(needs)
    }

    /// What a type needs.
    pub(crate) fn of_type(&self, it: &StructuredType) -> Vec<(Via, Target)> {
        let base = it.base.map(|base| (Via::Base, TypeTarget::Structured(base)));
        let properties = it.properties.iter();
        let properties = properties.map(|it| {
            let via = if it.is_navigation { Via::Relationship } else { Via::Property };
            (via(it.name.clone()), it.ty.target)
        });
        only_types(base.into_iter().chain(properties).collect())
    }

    /// All that is needed by `roots`, with `is_open` asked for each step.
    pub(crate) fn reach(
        &self,
        roots: impl Iterator<Item = (User, Via, Target)>,
        is_open: impl Fn(User, &Via, Target) -> bool,
    ) -> Reached {
        let mut reached = Reached::default();
        let mut next = VecDeque::new();
        let mut step = |user, via: Via, target, next: &mut VecDeque<Target>| {
            if is_open(user, &via, target) && !reached.steps.contains_key(&target) {
                reached.steps.insert(target, (user, via));
                next.push_back(target);
            }
        };
        for (user, via, target) in roots {
            step(user, via, target, &mut next);
        }
        while let Some(target) = next.pop_front() {
            if let TypeTarget::Structured(id) = target {
                for (via, target) in self.of_type(self.api.structured_type(id)) {
                    step(User::Type(id), via, target, &mut next);
                }
            }
        }
        reached
    }

    /// What the operations for which `takes` is true begin with.
    pub(crate) fn roots(&self, takes: impl Fn(usize) -> bool) -> Vec<(User, Via, Target)> {
        let operations = self.api.operations.iter().enumerate().filter(|(index, _)| takes(*index));
        let needs = operations.flat_map(|(index, it)| {
            let needs = self.of_operation(it);
            needs.into_iter().map(move |(via, target)| (User::Operation(index), via, target))
        });
        needs.collect()
    }
}

impl Reached {
    /// The types.
    pub(crate) fn targets(&self) -> BTreeSet<Target> {
        self.steps.keys().copied().collect()
    }
}

fn only_types(mut needs: Vec<(Via, Target)>) -> Vec<(Via, Target)> {
    needs.retain(|(_, it)| matches!(it, TypeTarget::Structured(_) | TypeTarget::Enum(_)));
    needs
}
