//! The types and enums of one version while they are being put together, and the search for what a name means.

mod ancestry;
mod declaring;

use super::index::{LinkWords, NameIndex, Names};
use super::primitives::{is_untyped, primitive};
use crate::characters::is_same_in_lower_case;
use crate::diagnostics::{Code, Diagnostics};
use crate::docset::DocSet;
use crate::ir::Text;
use crate::ir::Trail;
use crate::ir::edm::{
    Aspect, EnumId, EnumType, Evidence, Method, Origin, Primitive, QualifiedName, StructuredType,
    Subject, TypeId, TypeTarget, TypeUse,
};
use crate::ir::page::{Link, Page, TypeExpression};
use crate::span::FileId;
use ancestry::Ancestry;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The namespace of everything that names no other.
pub(super) const ROOT_NAMESPACE: &str = "microsoft.graph";

/// The longest chain of types that inherit from each other; Microsoft's has six.
pub(super) const MOST_BASES: usize = 32;

/// A type or an enum.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Entry {
    Type(TypeId),
    Enum(EnumId),
}

/// What an undocumented name stands for, as far as its surroundings tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Guess {
    Structured,
    Enum,
}

/// One version of the API in the making. Ids are indexes in the order of discovery; [`super::order`] makes them final.
///
/// What is known of the API can be lent to others, who read it with [`World::reader`].
pub(super) struct World<'a> {
    pub(super) docs: &'a DocSet,
    pub(super) pages: &'a [&'a Page],
    pub(super) types: Cow<'a, [StructuredType]>,
    pub(super) enums: Cow<'a, [EnumType]>,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The trail of every fact, if it is kept.
    pub(super) evidence: Vec<Evidence>,
    pub(super) trail: Trail,
    /// Why facts that were noted did not hold in the end, where there is more to say than usual.
    pub(super) reasons: BTreeMap<(Subject, Aspect), &'static str>,
    /// How the API spells the paths of operations, by verb and path as documented; for the trail.
    pub(super) spellings: BTreeMap<(Method, String), String>,
    /// What each page declares, the main thing first.
    pub(super) declared_by: Cow<'a, BTreeMap<FileId, Vec<Entry>>>,
    /// Types of singletons that only paths tell of, by the path's first word in lower case.
    pub(super) singletons: Cow<'a, BTreeMap<String, TypeId>>,
    /// Where properties and members stand in their lists.
    pub(super) known: Cow<'a, NameIndex>,
    /// Where the page of a file stands in the list.
    pub(super) page_at: Cow<'a, BTreeMap<FileId, usize>>,
    /// How often something that is known of the API was changed, or would have been by a reader.
    pub(super) changes: usize,
    /// True for a [`World::reader`].
    pub(super) is_reader: bool,
    /// The simple names that a reader has asked for, in lower case.
    pub(super) asked: Vec<Text>,
    /// The simple names, in lower case, that lead to something since readers were last sent ahead.
    pub(super) fresh: BTreeSet<Text>,
    names: Cow<'a, Names>,
    links: LinkWords<'a>,
}

impl<'a> World<'a> {
    pub(super) fn new(
        docs: &'a DocSet,
        pages: &'a [&'a Page],
        trail: Trail,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let page_at = pages.iter().enumerate().map(|(at, it)| (it.file, at)).collect();
        World {
            docs,
            pages,
            types: Cow::default(),
            enums: Cow::default(),
            diagnostics,
            evidence: Vec::new(),
            trail,
            reasons: BTreeMap::new(),
            spellings: BTreeMap::new(),
            declared_by: Cow::default(),
            singletons: Cow::default(),
            known: Cow::default(),
            page_at: Cow::Owned(page_at),
            changes: 0,
            is_reader: false,
            asked: Vec::new(),
            fresh: BTreeSet::new(),
            names: Cow::default(),
            links: LinkWords::default(),
        }
    }

    /// A world that knows what this one knows, and adds nothing to it: several threads may have one each. Where it would, it counts a
    /// change, and what is made of its answers is of no use.
    pub(super) fn reader<'r>(&'r self, diagnostics: &'r mut Diagnostics) -> World<'r> {
        World {
            pages: self.pages,
            types: Cow::Borrowed(&self.types),
            enums: Cow::Borrowed(&self.enums),
            declared_by: Cow::Borrowed(&self.declared_by),
            singletons: Cow::Borrowed(&self.singletons),
            known: Cow::Borrowed(&self.known),
            page_at: Cow::Borrowed(&self.page_at),
            names: Cow::Borrowed(&self.names),
            is_reader: true,
            ..World::new(self.docs, &[], self.trail, diagnostics)
        }
    }

    /// True for a reader, which is about to change something and must not; that is counted.
    pub(super) fn must_not_change(&mut self) -> bool {
        if self.is_reader {
            self.changes += 1;
        }
        self.is_reader
    }

    pub(super) fn ty(&mut self, id: TypeId) -> &mut StructuredType {
        self.changes += 1;
        &mut self.types.to_mut()[id.0 as usize]
    }

    pub(super) fn en(&mut self, id: EnumId) -> &mut EnumType {
        self.changes += 1;
        &mut self.enums.to_mut()[id.0 as usize]
    }

    pub(super) fn name(&self, entry: Entry) -> &QualifiedName {
        match entry {
            Entry::Type(id) => &self.types[id.0 as usize].name,
            Entry::Enum(id) => &self.enums[id.0 as usize].name,
        }
    }

    /// The entry of exactly this name, whatever the case of its letters.
    pub(super) fn find(&self, name: &QualifiedName) -> Option<Entry> {
        self.names.get(&name.name, &name.namespace)
    }

    /// To be said by who looks for a name whose meaning may change.
    pub(super) fn ask(&mut self, name: &str) {
        if self.is_reader {
            let name = simple_name(name.trim().trim_start_matches('#'));
            self.asked.push(Text::in_lower_case(name));
        }
    }

    /// Lets `name` lead to `entry`.
    pub(super) fn insert(&mut self, name: &QualifiedName, entry: Entry) {
        self.changes += 1;
        self.fresh.insert(Text::in_lower_case(&name.name));
        self.names.to_mut().insert(name, entry);
    }

    /// The namespace that a page speaks of when it names none.
    pub(super) fn namespace<'p>(&self, page: &'p Page) -> &'p str {
        page.namespace.as_ref().map_or(ROOT_NAMESPACE, |it| it.value.trim_end_matches('.'))
    }

    /// What `name` means on a page of `namespace`: a qualified name itself, else one of the page's own namespace, of the root
    /// namespace, or the only one of that name anywhere.
    pub(super) fn lookup(&self, name: &str, namespace: &str) -> Option<Entry> {
        let name = name.trim_start_matches('#');
        let Some((space, simple)) = name.rsplit_once('.') else {
            let root = || self.names.get(name, ROOT_NAMESPACE);
            return self
                .names
                .get(name, namespace)
                .or_else(|| (namespace != ROOT_NAMESPACE).then(root)?)
                .or_else(|| self.names.only(name));
        };
        let is_short = space.eq_ignore_ascii_case("graph") || begins_with(space, "graph.");
        let full = if is_short { Cow::Owned(format!("microsoft.{space}")) } else { space.into() };
        // `callRecords.modality`: a namespace without its root.
        let below_root = || self.names.get(simple, &format!("{ROOT_NAMESPACE}.{space}"));
        let only = || self.names.only(simple).filter(|_| begins_with(&full, ROOT_NAMESPACE));
        self.names.get(simple, &full).or_else(below_root).or_else(only)
    }

    /// What the page behind a link declares: by the link's words if it declares several things.
    pub(super) fn linked(&self, from: FileId, link: &Link, name: &str) -> Option<Entry> {
        let is_here = link.path.is_empty();
        let file = if is_here { Some(from) } else { self.resolve_link(from, &link.path) }?;
        self.declared_at(file, link.anchor.as_deref(), is_here, name)
    }

    /// What the page declares that a link leads to: by the link's words, by its anchor, or the only or first thing. A link that stands on
    /// the page itself leads to what its anchor names, and to nothing else.
    fn declared_at(
        &self,
        file: FileId,
        anchor: Option<&str>,
        is_here: bool,
        name: &str,
    ) -> Option<Entry> {
        let declared = self.declared_by.get(&file)?;
        let wanted = simple_name(name);
        let is_wanted = |it: &&Entry| is_same_in_lower_case(&self.name(**it).name, wanted);
        // A page declares few things: `read::limits` has a number.
        if let Some(entry) = declared.iter().find(is_wanted) {
            return Some(*entry);
        }
        let simple = |entry: &Entry| self.name(*entry).name.to_lowercase();
        if let Some(anchor) = anchor {
            let anchor = anchor.to_lowercase();
            let by_anchor = declared
                .iter()
                .find(|it| anchor == simple(it) || anchor.starts_with(&format!("{}-", simple(it))));
            if by_anchor.is_some() || is_here {
                return by_anchor.copied();
            }
        }
        match declared.as_slice() {
            [only] => Some(*only),
            [first @ Entry::Type(_), ..] if anchor.is_none() => Some(*first),
            _ => None,
        }
    }

    /// The file of a link; links to the published site (`/graph/api/resources/x`) lead to the page of that name.
    fn resolve_link(&self, from: FileId, path: &str) -> Option<FileId> {
        let direct = self.docs.resolve(from, path);
        if direct.is_some() {
            return direct;
        }
        let (_, page) = path.rsplit_once("/resources/")?;
        let stem = page.split(['?', '#']).next()?.trim_end_matches(".md");
        let folder = self.docs.file(from).path.rsplit_once('/')?.0;
        let up = folder.rsplit_once('/').map_or("", |it| it.0);
        self.docs
            .find(&format!("{up}/resources/{stem}.md"))
            .or_else(|| self.docs.find(&format!("resources/{stem}.md")))
    }

    /// The meaning of a type as a page names it. A name that nothing documents becomes a type or enum of its own, by `guess`.
    pub(super) fn resolve(
        &mut self,
        expression: &TypeExpression,
        page: &Page,
        guess: Option<Guess>,
    ) -> TypeUse {
        let mut target = self.target(expression, page, guess);
        for other in &expression.alternatives {
            // Of `a or b` both are meant: their common base, where there is one.
            if let (TypeTarget::Structured(a), TypeTarget::Structured(b)) =
                (target, self.target(other, page, guess))
                && let Some(base) = self.common_base(a, b)
            {
                target = TypeTarget::Structured(base);
            }
        }
        TypeUse { target, collection: expression.collection }
    }

    fn target(
        &mut self,
        expression: &TypeExpression,
        page: &Page,
        guess: Option<Guess>,
    ) -> TypeTarget {
        let namespace = self.namespace(page);
        let file = expression.span.file;
        // Any JSON value, also where a page describes it as a type without properties.
        let spelled = primitive(&expression.name);
        if spelled == Some(Primitive::Json) {
            return TypeTarget::Primitive(Primitive::Json);
        }
        let linked =
            expression.link.as_ref().and_then(|link| self.linked(file, link, &expression.name));
        let same_name = |world: &Self, entry: Entry| {
            world.name(entry).name.eq_ignore_ascii_case(simple_name(&expression.name))
        };
        // The words are the name and the destination only helps to find the page, unless the words name nothing.
        if let Some(entry) = linked.filter(|it| same_name(self, *it)) {
            return target_of(entry);
        }
        // Most rows are of a primitive type without a link, which no look at the names can change.
        if let Some(primitive) = spelled.filter(|_| linked.is_none()) {
            return TypeTarget::Primitive(primitive);
        }
        self.ask(&expression.name);
        let known = self.lookup(&expression.name, namespace);
        if let Some(primitive) = spelled.filter(|_| known.is_none()) {
            return TypeTarget::Primitive(primitive);
        }
        // "[servicePrincipal](provisioningserviceprincipal.md)" leaves out a part of the name.
        let shortened = linked.filter(|it| {
            let (target, words) =
                (self.name(*it).name.to_lowercase(), simple_name(&expression.name).to_lowercase());
            target.len() > words.len() && target.ends_with(&words)
        });
        if let Some(entry) = shortened.or(known).or(linked) {
            return target_of(entry);
        }
        if is_untyped(&expression.name) {
            return TypeTarget::Untyped;
        }
        if let Some(entry) = self.called_by_a_link(page, simple_name(&expression.name)) {
            return target_of(entry);
        }
        self.undocumented(expression, namespace, guess)
    }

    /// What the page calls `name` where it links to it: "a [checklistItem](plannerchecklistitem.md)" leaves out a part of the name, and
    /// so may the samples below it.
    fn called_by_a_link(&mut self, page: &Page, name: &str) -> Option<Entry> {
        let page = self.page(page.file)?;
        let links = self.links.of(page, name).to_vec();
        links.into_iter().find_map(|it| {
            let entry = self.declared_at(it.target, it.anchor.as_deref(), false, name)?;
            let full = self.name(entry).name.to_lowercase();
            full.ends_with(&name.to_lowercase()).then_some(entry)
        })
    }

    /// The type itself and what it inherits from, nearest first.
    pub(super) fn ancestry(&self, id: TypeId) -> Ancestry {
        Ancestry::new(id, |it| self.types[it.0 as usize].base)
    }

    /// True if `target` is a proper subtype of `base`.
    pub(super) fn inherits(&self, target: TypeTarget, base: TypeTarget) -> bool {
        let (TypeTarget::Structured(target), TypeTarget::Structured(base)) = (target, base) else {
            return false;
        };
        target != base && self.ancestry(target).contains(&base)
    }

    /// The nearest type that both are. That both are entities says nothing, unless one of them is no more than that.
    pub(super) fn common_base(&self, a: TypeId, b: TypeId) -> Option<TypeId> {
        let others = self.ancestry(b);
        let shared = self.ancestry(a).into_iter().find(|it| others.contains(it))?;
        let name = &self.types[shared.0 as usize].name;
        let is_root = name.namespace == ROOT_NAMESPACE && name.name == "entity";
        (!is_root || shared == a || shared == b).then_some(shared)
    }

    /// True if the words of a link can be the name of a type: they are those of the destination, not prose like "here".
    pub(super) fn names_its_destination(&self, expression: &TypeExpression) -> bool {
        let Some(link) = &expression.link else { return true };
        let file =
            link.path.rsplit('/').next().unwrap_or("").trim_end_matches(".md").to_lowercase();
        if file.is_empty() {
            return false;
        }
        let words = simple_name(&expression.name).to_lowercase();
        file.ends_with(&words) || words.ends_with(file.rsplit('-').next().unwrap_or(&file))
    }

    fn undocumented(
        &mut self,
        expression: &TypeExpression,
        namespace: &str,
        guess: Option<Guess>,
    ) -> TypeTarget {
        let name = qualified(&expression.name, namespace);
        if !is_type_name(&name.name) {
            self.diagnostics.push(
                Code::UnreadableType,
                expression.span,
                format!("`{}` is no type name", expression.name),
            );
            return TypeTarget::Untyped;
        }
        self.diagnostics.push(
            Code::UndocumentedType,
            expression.span,
            format!("no page describes `{name}`"),
        );
        let is_enum = guess == Some(Guess::Enum)
            || expression.qualifier.as_deref().is_some_and(|it| it.starts_with("enum"));
        let entry = if is_enum {
            self.declare_enum(name, Origin::Reference, expression.span).map(Entry::Enum)
        } else {
            self.declare_type(name, Origin::Reference, expression.span).map(Entry::Type)
        };
        entry.map_or(TypeTarget::Untyped, target_of)
    }
}

pub(super) fn target_of(entry: Entry) -> TypeTarget {
    match entry {
        Entry::Type(id) => TypeTarget::Structured(id),
        Entry::Enum(id) => TypeTarget::Enum(id),
    }
}

/// `microsoft.graph.callRecords.modality` cut at its last dot; a simple name is put into `namespace`.
pub(super) fn qualified(name: &str, namespace: &str) -> QualifiedName {
    let name = name.trim().trim_start_matches('#');
    match name.rsplit_once('.') {
        Some((space, simple)) if space.eq_ignore_ascii_case("graph") => {
            QualifiedName::new(ROOT_NAMESPACE, simple)
        }
        Some((space, simple)) if space.contains('.') => QualifiedName::new(space, simple),
        Some(("microsoft", simple)) => QualifiedName::new(ROOT_NAMESPACE, simple),
        Some((space, simple)) => QualifiedName::new(format!("{ROOT_NAMESPACE}.{space}"), simple),
        None => QualifiedName::new(namespace, name),
    }
}

/// True if `text` begins so, in any case of its letters.
fn begins_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

/// The part behind the last dot.
pub(super) fn simple_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// True for one word that can be the name of a type.
pub(super) fn is_type_name(name: &str) -> bool {
    name.len() <= 128
        && name.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || it == '_')
}

/// Any JSON value: what is left where a page names no type.
pub(super) fn untyped() -> TypeUse {
    TypeUse { target: TypeTarget::Untyped, collection: false }
}

/// A single value of a primitive type.
pub(super) fn single(primitive: Primitive) -> TypeUse {
    TypeUse { target: TypeTarget::Primitive(primitive), collection: false }
}
