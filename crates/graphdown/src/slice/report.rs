//! How much a slice took, and through what it came in.

use super::Whole;
use super::graph::{Graph, Target, User, Via};
use super::select::{fits, included_types};
use crate::docset::ApiVersion;
use crate::error::Error;
use crate::ir::edm::{Api, Edm, Segment, TypeTarget};
use crate::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};

/// The most lines of each list in the message about a budget.
const LINES: usize = 5;

/// How much came in and through what, version by version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The versions that the settings take.
    pub versions: Vec<VersionReport>,
}

/// The same for one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionReport {
    /// The version.
    pub version: ApiVersion,
    /// Operations in the slice and in all.
    pub operations: (usize, usize),
    /// Structured types in the slice and in all.
    pub types: (usize, usize),
    /// Enum types in the slice and in all.
    pub enums: (usize, usize),
    /// By the words for it, how many types and enums are first reached that way: `answer`, `body`, `parameter`, `path`, `property`,
    /// `relationship`, `base`, `settings`.
    pub through: BTreeMap<&'static str, usize>,
    /// What each entry of `include` takes; without any, what stands below each first word of the paths. The largest first.
    pub entries: Vec<Entry>,
    /// Types without which most others would not be there. The largest first.
    pub held_by_types: Vec<Held>,
    /// Properties without which most types would not be there. The largest first.
    pub held_by_properties: Vec<Held>,
}

/// What an entry takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The entry as it is written, or a path.
    pub entry: String,
    /// Its operations.
    pub operations: usize,
    /// The types and enums that they need.
    pub types: usize,
    /// Those of the types that nothing else needs.
    pub only: usize,
}

/// Something that holds types in the slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// A type, or a type and a property of it: `microsoft.graph.user/manager`.
    pub name: String,
    /// How many types and enums come through it alone, itself among them if it is a type.
    pub types: usize,
}

/// The report about an API that `settings` have cut.
pub(crate) fn report(edm: &Edm, whole: &[Whole], settings: &Settings) -> Report {
    let version = |api: &Api| {
        let graph = Graph::new(api);
        let mut roots = graph.roots(|_| true);
        roots.extend(included_types(&graph, settings));
        let reached = graph.reach(roots.clone().into_iter(), |_, _, _| true);
        let mut through: BTreeMap<&'static str, usize> = BTreeMap::new();
        reached.steps.values().for_each(|(_, via)| *through.entry(word(via)).or_default() += 1);
        let free = api.types.len() + api.enums.len() - reached.steps.len();
        if free > 0 {
            *through.entry("settings").or_default() += free;
        }
        let before = whole.iter().find(|it| it.version == api.version);
        let all = |of: fn(&Whole) -> usize, now: usize| (now, before.map_or(now, of));
        let held = Holding::new(&graph, &roots);
        VersionReport {
            version: api.version,
            operations: all(|it| it.operations, api.operations.len()),
            types: all(|it| it.types, api.types.len()),
            enums: all(|it| it.enums, api.enums.len()),
            through,
            entries: entries(&graph, settings),
            held_by_types: held.by_types(),
            held_by_properties: held.by_properties(),
        }
    };
    Report { versions: edm.apis.iter().map(version).collect() }
}

fn word(via: &Via) -> &'static str {
    match via {
        Via::Settings => "settings",
        Via::Answer => "answer",
        Via::Body => "body",
        Via::Parameter(_) => "parameter",
        Via::Path => "path",
        Via::Property(_) => "property",
        Via::Relationship(_) => "relationship",
        Via::Base => "base",
    }
}

/// Each entry of `include`, or each first word of the paths.
fn entries(graph: &Graph<'_>, settings: &Settings) -> Vec<Entry> {
    let api = graph.api;
    let mut groups: Vec<(String, BTreeSet<usize>, BTreeSet<Target>)> = Vec::new();
    for (index, entry) in settings.include.iter().enumerate() {
        let operations = api.operations.iter().enumerate();
        let operations = operations.filter(|(_, it)| fits(api, it, entry)).map(|it| it.0).collect();
        let types = included_types(graph, settings).into_iter();
        let types = types.filter(|it| it.0 == User::Settings(Some(index))).map(|it| it.2).collect();
        groups.push((entry.to_string(), operations, types));
    }
    if groups.is_empty() {
        let mut words: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, it) in api.operations.iter().enumerate() {
            let first = match it.path.segments.first() {
                Some(Segment::Literal(word) | Segment::Call { name: word, .. }) => word.as_str(),
                _ => "",
            };
            words.entry(format!("/{}", first.to_lowercase())).or_default().insert(index);
        }
        groups.extend(words.into_iter().map(|(word, it)| (word, it, BTreeSet::new())));
    }
    let reach = |operations: &BTreeSet<usize>, types: &BTreeSet<Target>| {
        let roots = graph.roots(|it| operations.contains(&it)).into_iter();
        let types = types.iter().map(|it| (User::Settings(None), Via::Settings, *it));
        graph.reach(roots.chain(types), |_, _, _| true).targets()
    };
    let mut entries = Vec::new();
    for (index, (entry, operations, types)) in groups.iter().enumerate() {
        let others = groups.iter().enumerate().filter(|(of, _)| *of != index).map(|it| it.1);
        let (mut other_operations, mut other_types) = (BTreeSet::new(), BTreeSet::new());
        for (_, operations, types) in others {
            other_operations.extend(operations.iter().copied());
            other_types.extend(types.iter().copied());
        }
        let (own, others) = (reach(operations, types), reach(&other_operations, &other_types));
        entries.push(Entry {
            entry: entry.clone(),
            operations: operations.len(),
            types: own.len(),
            only: own.difference(&others).count(),
        });
    }
    entries
        .sort_by(|a, b| (b.types, b.operations, &a.entry).cmp(&(a.types, a.operations, &b.entry)));
    entries
}

/// The graph as lists of numbers, to ask it many times.
struct Holding<'a> {
    graph: &'a Graph<'a>,
    roots: Vec<usize>,
    /// For each type what it needs, with the place of the property in its list.
    needs: Vec<Vec<(Option<usize>, usize)>>,
    all: usize,
}

impl<'a> Holding<'a> {
    fn new(graph: &'a Graph<'a>, roots: &[(User, Via, Target)]) -> Self {
        let types = graph.api.types.len();
        let number = |target: Target| match target {
            TypeTarget::Structured(id) => Some(id.0 as usize),
            TypeTarget::Enum(id) => Some(types + id.0 as usize),
            TypeTarget::Primitive(_) | TypeTarget::Untyped => None,
        };
        let needs = graph.api.types.iter().map(|it| {
            let properties = it.properties.iter().enumerate();
            let properties =
                properties.filter_map(|(at, of)| Some((Some(at), number(of.ty.target)?)));
            it.base.iter().map(|base| (None, base.0 as usize)).chain(properties).collect()
        });
        let mut it = Holding {
            graph,
            roots: roots.iter().filter_map(|it| number(it.2)).collect(),
            needs: needs.collect(),
            all: 0,
        };
        it.all = it.count(|_, _| true, |_| true);
        it
    }

    /// How many can be reached over open steps and types.
    fn count(
        &self,
        is_step_open: impl Fn(usize, Option<usize>) -> bool,
        is_open: impl Fn(usize) -> bool,
    ) -> usize {
        let mut seen = vec![false; self.needs.len() + self.graph.api.enums.len()];
        let mut next: Vec<usize> = self.roots.clone();
        let mut count = 0;
        while let Some(it) = next.pop() {
            if seen[it] || !is_open(it) {
                continue;
            }
            seen[it] = true;
            count += 1;
            let needs = self.needs.get(it).into_iter().flatten();
            next.extend(needs.filter(|(at, _)| is_step_open(it, *at)).map(|(_, to)| *to));
        }
        count
    }

    fn by_types(&self) -> Vec<Held> {
        let name = |it: usize| self.graph.api.types[it].name.to_string();
        let held = (0..self.needs.len())
            .map(|it| (name(it), self.all - self.count(|_, _| true, |of| of != it)));
        largest(held)
    }

    fn by_properties(&self) -> Vec<Held> {
        let types = self.graph.api.types.iter().enumerate();
        let held = types.flat_map(|(id, ty)| {
            let leads = move |at: usize| self.needs[id].iter().any(|(of, _)| *of == Some(at));
            let properties = ty.properties.iter().enumerate().filter(move |(at, _)| leads(*at));
            properties.map(move |(at, property)| {
                let left = self.count(|it, of| (it, of) != (id, Some(at)), |_| true);
                (format!("{}/{}", ty.name, property.name), self.all - left)
            })
        });
        largest(held)
    }
}

/// Those that hold more than one, the largest first.
fn largest(held: impl Iterator<Item = (String, usize)>) -> Vec<Held> {
    let mut held: Vec<Held> =
        held.filter(|it| it.1 > 1).map(|(name, types)| Held { name, types }).collect();
    held.sort_by(|a, b| b.types.cmp(&a.types).then_with(|| a.name.cmp(&b.name)));
    held
}

/// Fails if the slice is larger than the settings allow, and says what brought most in.
///
/// # Errors
/// If there are more types, enums among them, or more operations than allowed.
pub(crate) fn over_budget(edm: &Edm, whole: &[Whole], settings: &Settings) -> Result<(), Error> {
    let operations: usize = edm.apis.iter().map(|it| it.operations.len()).sum();
    let types: usize = edm.apis.iter().map(|it| it.types.len() + it.enums.len()).sum();
    let is_over = |most: Option<usize>, is: usize| most.is_some_and(|most| is > most);
    let mut what = Vec::new();
    if is_over(settings.max_types, types) {
        let most = settings.max_types.unwrap_or_default();
        what.push(format!("{types} types, enums among them, where `max-types` allows {most}"));
    }
    if is_over(settings.max_operations, operations) {
        let most = settings.max_operations.unwrap_or_default();
        what.push(format!("{operations} operations where `max-operations` allows {most}"));
    }
    if what.is_empty() {
        return Ok(());
    }
    let mut text = format!("the slice has {}", what.join(", and "));
    for it in &report(edm, whole, settings).versions {
        text += &format!("\n{}: what brings most in", it.version);
        for it in it.entries.iter().take(LINES) {
            let Entry { entry, operations, types, only } = it;
            text += &format!(
                "\n  {entry}: {operations} operations, {types} types, of which {only} by it alone"
            );
        }
        let held = it.held_by_types.iter().take(LINES).map(|it| ("without the type", it));
        let held = held
            .chain(it.held_by_properties.iter().take(LINES).map(|it| ("without the property", it)));
        for (word, Held { name, types }) in held {
            text += &format!("\n  {word} {name}: {types} fewer");
        }
    }
    Err(Error::new(text).with_help(
        "take fewer operations, leave out a type with `exclude`, give a type a list in `[api.properties]`, or allow more; \
         `graphdown generate --report` shows all",
    ))
}
