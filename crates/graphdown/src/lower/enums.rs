//! Pass 2: enumerations, from their pages, from "x values" sections, and from descriptions that list values.

use super::declare::title_says_deprecated;
use super::drafts::Drafts;
use super::primitives::primitive;
use super::properties::Described;
use super::values::values;
use super::world::{Entry, World, is_type_name, qualified, simple_name};
use crate::diagnostics::Code;
use crate::ir::Text;
use crate::ir::edm::{
    Aspect, Documentation, EnumId, Member, Origin, Primitive, Property, QualifiedName,
    StructuredType, Subject, TypeTarget,
};
use crate::ir::page::{EnumTable, Page, PageClass, ParameterRow, PropertyRow, TypeExpression};
use crate::span::{Span, Spanned};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Words behind an enumeration's name in the title of its page.
const TITLE_SUFFIXES: &[&str] =
    &["enum type", "enumeration type", "enumeration", "enum", "values", "resource type", "type"];

/// The member that every evolvable enumeration has, which says nothing about which enumeration it is.
const UNKNOWN_FUTURE_VALUE: &str = "unknownFutureValue";

/// Declares the enumerations that tables describe.
pub(super) fn tables(world: &mut World<'_>) {
    for &page in world.pages {
        let rows = rows_by_name(page);
        for table in &page.enums {
            let Some(name) = table_name(world, page, &rows, table) else {
                without_name(world, page, table);
                continue;
            };
            let Some(id) = world.declare_enum(name.value.clone(), Origin::Page, name.span) else {
                let message = format!(
                    "`{}` is a structured type elsewhere; these members were left out",
                    name.value
                );
                world.diagnostics.push(Code::EnumContradiction, table.span, message);
                continue;
            };
            let declared = world.declared_by.to_mut().entry(page.file).or_default();
            if !declared.contains(&Entry::Enum(id)) {
                declared.push(Entry::Enum(id));
            }
            let subject = world.about_enum(id);
            world.holds(subject.clone(), Aspect::Name, name.value.to_string(), name.span);
            let members = table.members.iter().map(member).collect();
            add_members(world, id, members, table.span);
            let is_flags = table.says_flags || has_flag_values(table) || says_flags(page);
            if is_flags {
                world.holds(subject, Aspect::Flags, "flags", table.span);
            }
            let it = world.en(id);
            it.is_flags |= is_flags;
            if page.class == PageClass::Enumeration && table.name.is_none() {
                let paragraphs = page.introduction.iter().map(|it| it.value.clone()).collect();
                it.documentation =
                    Documentation { paragraphs, deprecated: title_says_deprecated(page) };
            }
        }
    }
}

/// Values of a string property belong to the property; members of nothing are reported.
fn without_name(world: &mut World<'_>, page: &Page, table: &EnumTable) {
    let owner = world.declared_by.get(&page.file).and_then(|it| it.first()).copied();
    match (&table.name, owner) {
        (Some(heading), Some(owner)) => {
            let subject = Subject::Property(world.name(owner).clone(), heading.value.clone());
            for row in &table.members {
                world.holds(subject.clone(), Aspect::Member, row.name.value.clone(), row.name.span);
            }
        }
        _ => world.diagnostics.push(
            Code::UnnamedEnumeration,
            table.span,
            "nothing says which enumeration has these members",
        ),
    }
}

fn member(row: &crate::ir::page::MemberRow) -> Member {
    let description = row.description.value.trim();
    let paragraphs = if description.is_empty() { Vec::new() } else { vec![description.into()] };
    Member {
        name: row.name.value.clone(),
        value: row.value,
        documentation: Documentation { paragraphs, deprecated: None },
        source: row.name.span,
    }
}

/// The enumeration that a table is about. A section named after a property of the page tells the values of that property: of its type,
/// if that is an enumeration; a string stays a string.
fn table_name(
    world: &World<'_>,
    page: &Page,
    rows: &BTreeMap<String, &PropertyRow>,
    table: &EnumTable,
) -> Option<Spanned<QualifiedName>> {
    let namespace =
        table.namespace.as_ref().map_or_else(|| world.namespace(page), |it| it.value.as_str());
    let Some(heading) = &table.name else {
        return (page.class == PageClass::Enumeration)
            .then(|| title_name(page, namespace))
            .flatten();
    };
    if let Some(row) = rows.get(&heading.value.to_ascii_lowercase()) {
        let ty = row.ty.as_ref()?;
        if primitive(&ty.name).is_some() {
            return None;
        }
        let name = qualified(&ty.name, namespace);
        return is_type_name(&name.name).then(|| Spanned::new(name, heading.span));
    }
    let name = qualified(&heading.value, namespace);
    is_type_name(&name.name).then(|| Spanned::new(name, heading.span))
}

/// The first row of each name, where a page has sections that may be about rows.
fn rows_by_name(page: &Page) -> BTreeMap<String, &PropertyRow> {
    let mut rows = BTreeMap::new();
    for row in page.properties.iter().filter(|_| !page.enums.is_empty()) {
        rows.entry(row.name.value.to_ascii_lowercase()).or_insert(row);
    }
    rows
}

fn title_name(page: &Page, namespace: &str) -> Option<Spanned<QualifiedName>> {
    let title = page.title.as_ref().or(page.front_matter.title.as_ref())?;
    let words = title.value.split(" (").next().unwrap_or("").trim();
    let folded = words.to_lowercase();
    let head = TITLE_SUFFIXES
        .iter()
        .find_map(|it| folded.strip_suffix(it))
        .map_or(words.len(), |it| it.trim_end().len());
    let name = words.get(..head)?.trim().trim_matches('`');
    let full = qualified(name, namespace);
    (is_type_name(simple_name(name)) && !name.contains(' ')).then(|| Spanned::new(full, title.span))
}

/// Adds what is new in `members`. Lists that share nothing are of different enumerations: the first one stays, which is reported.
fn add_members(world: &mut World<'_>, id: EnumId, members: Vec<Member>, source: Span) {
    world.index_members(id);
    let shared = members
        .iter()
        .any(|new| new.name != UNKNOWN_FUTURE_VALUE && world.member(id, &new.name).is_some());
    let it = world.en(id);
    if !it.members.is_empty() && !members.is_empty() && !shared {
        let (name, first) = (it.name.clone(), it.members[0].source);
        for member in &members {
            world.lost(
                Subject::Enum(name.clone()),
                Aspect::Member,
                member.name.clone(),
                member.source,
                "the list shares no member with the one read first",
            );
        }
        let message =
            format!("this list of members of `{name}` shares none with the one read before");
        world.diagnostics.push_related(
            Code::EnumContradiction,
            source,
            message,
            first,
            "the list read before",
        );
        return;
    }
    let name = it.name.clone();
    let said: Vec<(Text, Span)> = members.iter().map(|it| (it.name.clone(), it.source)).collect();
    for (member, span) in said {
        world.holds(Subject::Enum(name.clone()), Aspect::Member, member, span);
    }
    for new in members {
        world.index_members(id);
        let Some(at) = world.member(id, &new.name) else {
            world.en(id).members.push(new);
            continue;
        };
        let old = &mut world.en(id).members[at];
        if old.documentation.paragraphs.is_empty() {
            old.documentation = new.documentation;
            old.value = old.value.or(new.value);
        }
    }
}

/// Numbers that can only be meant to be combined: 1, 2, 4 and so on, with a possible 0 and without 3.
fn has_flag_values(table: &EnumTable) -> bool {
    let values: Vec<i64> = table
        .members
        .iter()
        .filter(|it| it.name.value != UNKNOWN_FUTURE_VALUE)
        .filter_map(|it| it.value)
        .collect();
    let all_given = values.len() + 1 >= table.members.len();
    let single_bits = values.iter().filter(|it| **it > 0 && it.count_ones() == 1).count();
    let others = values.iter().filter(|it| **it != 0 && it.count_ones() != 1).count();
    let skips = values.contains(&4) && !values.contains(&3);
    all_given && others <= 1 && single_bits >= 3 && skips
}

fn says_flags(page: &Page) -> bool {
    page.class == PageClass::Enumeration
        && page.introduction.iter().any(|it| {
            let folded = it.value.to_lowercase();
            folded.contains("multi-valued")
                || folded.contains("multivalued")
                || folded.contains("flags enum")
                || folded.contains("flagged enum")
        })
}

/// Declares the enumerations that only descriptions list, and adds what descriptions know beyond the tables.
pub(super) fn descriptions(world: &mut World<'_>, read: &[Vec<Described>], drafts: &[Drafts<'_>]) {
    // Which rows of requests list values is found out in parallel: few do.
    let pages = world.pages.par_iter().zip(drafts);
    let in_requests: Vec<Vec<(&ParameterRow, Vec<Text>)>> =
        pages.map(|(page, drafts)| listed_in_requests(page, drafts)).collect();
    for ((page, read), in_requests) in world.pages.iter().zip(read).zip(in_requests) {
        for (row, read) in page.properties.iter().zip(read) {
            let listed = &read.facts.particulars().allowed_values;
            if let Some(ty) = row.ty.as_ref().filter(|_| !listed.is_empty()) {
                described(world, page, ty, &row.description, listed);
            }
        }
        for (row, listed) in in_requests {
            if let Some(ty) = &row.ty {
                described(world, page, ty, &row.description, &listed);
            }
        }
    }
}

/// The rows of requests of which the descriptions list values, and these.
fn listed_in_requests<'p>(
    page: &'p Page,
    drafts: &Drafts<'p>,
) -> Vec<(&'p ParameterRow, Vec<Text>)> {
    let mut found = Vec::new();
    for (at, section) in page.operations.iter().enumerate() {
        // What stands below request lines was read with them.
        let read = drafts.sections.get(at).filter(|_| !section.request_lines.is_empty());
        if let Some(read) = read {
            let rows = read.body_rows.iter().chain(&read.path_rows);
            let listing = rows.filter(|it| !it.values().is_empty());
            found.extend(listing.map(|it| (it.row, it.values().to_vec())));
        } else {
            let rows = section.body.rows.iter().chain(&section.path_parameters);
            found.extend(rows.map(|it| (it, values(&it.description.value))));
        }
    }
    found.retain(|(row, listed)| !listed.is_empty() && row.ty.as_ref().is_some_and(may_be_enum));
    found
}

/// False for a type that is known without a look at any page.
fn may_be_enum(ty: &TypeExpression) -> bool {
    primitive(&ty.name).is_none() || ty.link.is_some()
}

fn described(
    world: &mut World<'_>,
    page: &Page,
    ty: &TypeExpression,
    description: &Spanned<Text>,
    listed: &[Text],
) {
    if !may_be_enum(ty) {
        return;
    }
    // `null` among the values says that there may be none.
    let listed: Vec<Text> = listed.iter().filter(|it| *it != "null").cloned().collect();
    if listed.is_empty() {
        return;
    }
    let namespace = world.namespace(page);
    let linked = ty.link.as_ref().and_then(|link| world.linked(ty.span.file, link, &ty.name));
    let entry = linked.or_else(|| world.lookup(&ty.name, namespace));
    let id = match entry {
        Some(Entry::Enum(id)) => id,
        Some(Entry::Type(_)) => return,
        None if primitive(&ty.name).is_some() || !is_type_name(simple_name(&ty.name)) => return,
        None => {
            let name = qualified(&ty.name, namespace);
            let says = name.to_string();
            let Some(id) = world.declare_enum(name, Origin::Page, ty.span) else { return };
            world.holds(world.about_enum(id), Aspect::Name, says, ty.span);
            id
        }
    };
    let slips = slips(&listed, &world.enums[id.0 as usize].members);
    let members: Vec<Member> = listed
        .iter()
        .filter(|it| !slips.contains(it.as_str()))
        .cloned()
        .map(|name| Member {
            name,
            value: None,
            documentation: Documentation::default(),
            source: description.span,
        })
        .collect();
    world.index_members(id);
    let shares = members.iter().any(|new| world.member(id, &new.name).is_some());
    let it = world.en(id);
    if !it.members.is_empty() && !shares {
        // The description speaks of this very property; a list elsewhere that has nothing in common is the wrong one.
        let name = it.name.clone();
        let first = it.members[0].source;
        let said: Vec<Text> = members.iter().map(|it| it.name.clone()).collect();
        it.members = members;
        world.forget_members(id);
        let subject = Subject::Enum(name.clone());
        const WHY: &str = "the description of a property lists others";
        world.explain(&subject, Aspect::Member, WHY);
        for member in said {
            world.holds(subject.clone(), Aspect::Member, member, description.span);
        }
        let message = format!(
            "this list of members of `{name}` shares none with the one elsewhere, which was dropped"
        );
        world.diagnostics.push_related(
            Code::EnumContradiction,
            description.span,
            message,
            first,
            "the other list",
        );
        return;
    }
    add_members(world, id, members, description.span);
}

/// True if the words of a description say that one value holds several members.
pub(super) fn says_combined(description: &str) -> bool {
    let folded = description.to_ascii_lowercase();
    ["comma-separated", "comma separated", "multi-valued", "multivalued", "flags", "combination of"]
        .iter()
        .any(|it| folded.contains(it))
}

/// A string is of an enumeration type if its documented values are exactly the members of that one and of no other, or if they are
/// among the members of one that is called like the property, alone or behind the name of its type.
pub(super) fn strings(world: &mut World<'_>) {
    let mut by_members: BTreeMap<BTreeSet<String>, Vec<EnumId>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, EnumId> = BTreeMap::new();
    for (index, it) in world.enums.iter().enumerate() {
        let id = EnumId(index as u32);
        by_members
            .entry(member_set(it.members.iter().map(|it| it.name.as_str())))
            .or_default()
            .push(id);
        by_name.insert(it.name.folded(), id);
    }
    let reader = &*world;
    let of_type = |(at, ty): (usize, &StructuredType)| {
        let ids = ty.properties.iter().enumerate().filter_map(|(index, property)| {
            let id = called_by_values(reader, &by_members, &by_name, ty, property)?;
            Some((at, index, id))
        });
        ids.collect::<Vec<_>>()
    };
    let found = reader.types.par_iter().enumerate().flat_map_iter(of_type);
    for (at, index, id) in found.collect::<Vec<_>>() {
        let ty = &mut world.types.to_mut()[at];
        let owner = ty.name.clone();
        let property = &mut ty.properties[index];
        property.ty.target = TypeTarget::Enum(id);
        let (subject, source) = (Subject::Property(owner, property.name.clone()), property.source);
        let says = world.enums[id.0 as usize].name.to_string();
        world.explain(&subject, Aspect::Type, "its values are the members of an enumeration");
        world.holds(subject, Aspect::Type, says, source);
    }
}

/// The enumeration that a string is of, by the values that are documented for it.
fn called_by_values(
    world: &World<'_>,
    by_members: &BTreeMap<BTreeSet<String>, Vec<EnumId>>,
    by_name: &BTreeMap<String, EnumId>,
    ty: &StructuredType,
    property: &Property,
) -> Option<EnumId> {
    let values = &property.facts.particulars().allowed_values;
    if property.ty.target != TypeTarget::Primitive(Primitive::String) || values.is_empty() {
        return None;
    }
    let set = member_set(values.iter().map(Text::as_str));
    let same = by_members.get(&set).filter(|it| set.len() >= 2 && it.len() == 1).map(|it| it[0]);
    let (namespace, name) = (ty.name.namespace.to_lowercase(), ty.name.name.to_lowercase());
    let property_name = property.name.to_lowercase();
    let named =
        [format!("{namespace}.{property_name}"), format!("{namespace}.{name}{property_name}")];
    let called = || {
        named.iter().filter_map(|it| by_name.get(it)).copied().find(|id| {
            let members = &world.enums[id.0 as usize].members;
            let members = member_set(members.iter().map(|it| it.name.as_str()));
            !set.is_empty() && set.is_subset(&members)
        })
    };
    same.or_else(called)
}

fn member_set<'m>(names: impl Iterator<Item = &'m str>) -> BTreeSet<String> {
    names
        .filter(|it| !it.eq_ignore_ascii_case(UNKNOWN_FUTURE_VALUE))
        .map(str::to_lowercase)
        .collect()
}

/// Last words of names that stand for several things at once.
const PLURALS: &[&str] =
    &["types", "entities", "parts", "rights", "capabilities", "kinds", "flags"];

/// An enumeration with a plural for a name, of which properties hold one value and never a collection, is a set of its members.
pub(super) fn plural_names(world: &mut World<'_>) {
    let mut single: BTreeMap<EnumId, bool> = BTreeMap::new();
    for property in world.types.iter().flat_map(|it| &it.properties) {
        if let TypeTarget::Enum(id) = property.ty.target {
            *single.entry(id).or_insert(true) &= !property.ty.collection;
        }
    }
    for (id, is_single) in single {
        let it = world.en(id);
        let (name, source) = (it.name.name.to_lowercase(), it.sources[0]);
        if is_single && PLURALS.iter().any(|plural| name.ends_with(plural)) {
            it.is_flags = true;
            world.holds(
                world.about_enum(id),
                Aspect::Flags,
                "flags, by a name in the plural",
                source,
            );
        }
    }
}

/// An enumeration with more members is not searched for what its descriptions spell wrong: each word would be held against each member.
const MOST_MEMBERS: usize = 1000;

/// The listed words that are members of the table with a slip.
fn slips<'l>(listed: &'l [Text], tabled: &[Member]) -> BTreeSet<&'l str> {
    if tabled.len() > MOST_MEMBERS {
        return BTreeSet::new();
    }
    let words: BTreeSet<&str> = listed.iter().map(Text::as_str).collect();
    let unlisted: Vec<&str> =
        tabled.iter().map(|it| it.name.as_str()).filter(|it| !words.contains(it)).collect();
    let is_slip = |word: &&str| unlisted.iter().any(|it| is_misspelt(word, it));
    words.into_iter().filter(is_slip).collect()
}

/// True if `word` is `member` with one letter changed, too many or too few: a slip, in names long enough to tell.
fn is_misspelt(word: &str, member: &str) -> bool {
    const MIN_LENGTH: usize = 8;
    if word.eq_ignore_ascii_case(member)
        || word.len() < MIN_LENGTH
        || word.chars().any(|it| it.is_ascii_digit())
    {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), member.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().abs_diff(b.len()) <= 1 && same_start + same_end + 1 >= a.len().max(b.len())
}

/// The values that sections of the page list for string properties, by the property's name in lower case: they are no types, but worth
/// knowing.
pub(super) fn value_sections(page: &Page) -> BTreeMap<String, Vec<&str>> {
    let mut sections: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for table in &page.enums {
        let Some(name) = &table.name else { continue };
        let values = table.members.iter().map(|it| it.name.value.as_str());
        sections.entry(name.value.to_ascii_lowercase()).or_default().extend(values);
    }
    sections
}
