//! Pass 1: every documented type gets its id, so that later passes can refer forward.

use super::primitives::primitive;
use super::world::{Entry, World, is_type_name, qualified, simple_name};
use crate::ir::Text;
use crate::ir::edm::{
    Aspect, Documentation, Origin, Primitive, QualifiedName, Subject, TypeMethod,
};
use crate::ir::page::{JsonBlock, Page, PageClass, Returns};
use crate::span::{FileId, Span, Spanned};
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// Words behind a type's name in the title of its page.
const TITLE_SUFFIXES: &[&str] = &[
    "resource type",
    "complex type",
    "complextype",
    "resource",
    "facet",
    "entity type",
    "entity",
    "type",
];

/// Declares the types of all pages that describe types.
pub(super) fn types(world: &mut World<'_>) {
    let mentions = mentions(world);
    let pages = world.pages;
    // Only a page without a title asks for them.
    let spellings = LazyCell::new(|| spellings(pages));
    for &page in pages {
        for name in names(world, page, &mentions, &spellings) {
            // A page may explain a primitive type; `Json` alone is a type of its own.
            if primitive(&name.value.name).is_some_and(|it| it != Primitive::Json) {
                continue;
            }
            let source = name.span;
            let (subject, says) = (Subject::Type(name.value.clone()), name.value.to_string());
            let Some(id) = world.declare_type(name.value, Origin::Page, source) else {
                world.lost(subject, Aspect::Name, says, source, "an enumeration has that name");
                continue;
            };
            world.holds(subject, Aspect::Name, says, source);
            let declared = world.declared_by.to_mut().entry(page.file).or_default();
            if !declared.contains(&Entry::Type(id)) {
                declared.push(Entry::Type(id));
            }
            describe(world, page, id);
        }
    }
}

/// The names of the types that a page describes: from the annotations of its JSON blocks, else from the JSON itself, else from title
/// and namespace line.
fn names(
    world: &World<'_>,
    page: &Page,
    mentions: &[Mention<'_>],
    spellings: &impl Deref<Target = Spellings>,
) -> Vec<Spanned<QualifiedName>> {
    let namespace = world.namespace(page);
    let mut names: Vec<Spanned<QualifiedName>> = Vec::new();
    let mut seen = BTreeSet::new();
    for block in &page.representations {
        if let Some(name) = name_of_block(block, namespace)
            && seen.insert(name.value.to_string().to_ascii_lowercase())
        {
            names.push(name);
        }
    }
    if let [name] = names.as_mut_slice() {
        by_mentions(world, page, name, mentions);
    }
    if names.is_empty() && page.class == PageClass::Resource {
        names.extend(name_by_title(world, page, namespace, spellings));
    }
    names
}

/// A page, and a name under which another one links to it.
type Mention<'p> = (FileId, &'p str);

/// All of them, each once and in order.
fn mentions<'p>(world: &World<'p>) -> Vec<Mention<'p>> {
    let docs = world.docs;
    let of_page = |page: &&'p Page| {
        let in_rows = page.properties.iter().filter_map(|it| it.ty.as_ref());
        in_rows.chain(page.bases.iter().map(|it| &it.base)).filter_map(|it| {
            let file = docs.resolve(it.span.file, &it.link.as_ref()?.path)?;
            Some((file, simple_name(&it.name)))
        })
    };
    let mut all: Vec<Mention<'p>> = world.pages.par_iter().flat_map_iter(of_page).collect();
    all.par_sort_unstable();
    all.dedup();
    all
}

/// An annotation whose name nobody uses, on a page whose file and links agree on another one, is a slip.
fn by_mentions(
    world: &World<'_>,
    page: &Page,
    name: &mut Spanned<QualifiedName>,
    mentions: &[Mention<'_>],
) {
    let annotated = &name.value.name;
    let stem = world.docs.file(page.file).stem().rsplit('-').next().unwrap_or("");
    if stem.eq_ignore_ascii_case(annotated) {
        return;
    }
    let start = mentions.partition_point(|it| it.0 < page.file);
    let mentions = mentions[start..].iter().take_while(|it| it.0 == page.file).map(|it| it.1);
    if mentions.clone().any(|it| it.eq_ignore_ascii_case(annotated)) {
        return;
    }
    let mut used = mentions.filter(|it| {
        it.eq_ignore_ascii_case(stem) && stem.to_lowercase().ends_with(&annotated.to_lowercase())
    });
    if let Some(used) = used.next() {
        name.value.name = used.into();
    }
}

fn name_of_block(block: &JsonBlock, namespace: &str) -> Option<Spanned<QualifiedName>> {
    let annotated = block.annotation.as_ref().and_then(|it| it.odata_type.clone());
    let written = annotated.or_else(|| {
        let value = block.json.as_ref()?.get("@odata.type")?;
        Some(Spanned::new(value.as_str()?.into(), value.span))
    })?;
    let name = qualified(&written.value, namespace);
    is_type_name(&name.name).then(|| Spanned::new(name, written.span))
}

fn name_by_title(
    world: &World<'_>,
    page: &Page,
    namespace: &str,
    spellings: &impl Deref<Target = Spellings>,
) -> Option<Spanned<QualifiedName>> {
    let by_title = page
        .title
        .as_ref()
        .or(page.front_matter.title.as_ref())
        .and_then(|it| Some(Spanned::new(title_name(&it.value)?, it.span)));
    if page.properties.is_empty() && page.representations.is_empty() && page.methods.is_empty() {
        return None;
    }
    let is_untitled = page.title.is_none() && page.front_matter.title.is_none();
    let name =
        by_title.or_else(|| is_untitled.then(|| file_name(world, page, spellings)).flatten())?;
    let name_in = qualified(&name.value, namespace);
    // Titles often begin with a capital letter, types never do; a page of the sample-less kind has no better source.
    let simple = lower_first(&name_in.name);
    Some(Spanned::new(QualifiedName::new(name_in.namespace, simple), name.span))
}

/// `callRecord resource type (deprecated)` → `callRecord`. `None` if the title is a sentence.
fn title_name(title: &str) -> Option<Text> {
    let title = title.split(" (").next().unwrap_or(title).trim();
    let folded = title.to_lowercase();
    let head = TITLE_SUFFIXES
        .iter()
        .find_map(|it| folded.strip_suffix(it))
        .map_or(title.len(), |it| it.trim_end().len());
    let name = title.get(..head)?.trim().trim_matches('`');
    let suffixed = head < title.len();
    let is_name = is_type_name(simple_name(name))
        && name.chars().all(|it| it.is_alphanumeric() || it == '.' || it == '_');
    (is_name && (suffixed || name.chars().next().is_some_and(char::is_lowercase)))
        .then(|| name.into())
}

/// The last resort: the page's file name, without the area in front of a dash.
fn file_name(
    world: &World<'_>,
    page: &Page,
    spellings: &impl Deref<Target = Spellings>,
) -> Option<Spanned<Text>> {
    let stem = world.docs.file(page.file).stem();
    let name = stem.rsplit('-').next().unwrap_or(stem);
    let spelled = spellings.get(&name.to_lowercase()).map_or(name, String::as_str);
    is_type_name(name).then(|| Spanned::new(spelled.into(), Span::new(page.file, 0..0)))
}

/// How pages spell the names of types, by lower case. Files are named in lower case only.
type Spellings = BTreeMap<String, String>;

fn spellings(pages: &[&Page]) -> Spellings {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for page in pages {
        let in_rows = page.properties.iter().filter_map(|it| it.ty.as_ref());
        let in_methods = page.methods.iter().filter_map(|it| match &it.returns {
            Returns::Type(expression) => Some(expression),
            _ => None,
        });
        for expression in in_rows.chain(in_methods).chain(page.bases.iter().map(|it| &it.base)) {
            let name = simple_name(&expression.name);
            *counts.entry(name.to_lowercase()).or_default().entry(name.to_owned()).or_default() +=
                1;
        }
    }
    // Types never begin with a capital letter, and the most used spelling is the right one.
    let rank = |(name, count): &(String, usize)| (name.starts_with(char::is_lowercase), *count);
    counts
        .into_iter()
        .filter_map(|(folded, names)| Some((folded, names.into_iter().max_by_key(rank)?.0)))
        .collect()
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// What the page says of its type as a whole.
fn describe(world: &mut World<'_>, page: &Page, id: crate::ir::edm::TypeId) {
    let paragraphs = page.introduction.iter().map(|it| it.value.clone()).collect();
    let methods: Vec<TypeMethod> = page
        .methods
        .iter()
        .map(|row| TypeMethod {
            name: row.name.value.clone(),
            page: row.link.as_ref().and_then(|link| world.docs.resolve(row.span.file, &link.path)),
            source: row.span,
        })
        .collect();
    let deprecated =
        page.deprecated.as_ref().map(|it| it.value.clone()).or_else(|| title_says_deprecated(page));
    let ty = world.ty(id);
    ty.methods.extend(methods);
    if ty.documentation == Documentation::default() {
        ty.documentation = Documentation { paragraphs, deprecated };
    }
    super::trail::whole_type(world, id, page);
    let ty = world.ty(id);
    for annotation in page.representations.iter().filter_map(|it| it.annotation.as_ref()) {
        ty.is_open |= annotation.open_type;
        ty.is_abstract |= annotation.is_abstract;
        ty.key = ty.key.take().or_else(|| annotation.key_property.clone());
    }
    let opening =
        page.introduction.iter().map(|it| it.value.to_lowercase()).collect::<Vec<_>>().join(" ");
    ty.is_open |= opening.contains("open type") || opening.contains("opentype");
    ty.is_abstract |= opening.contains("abstract type")
        || opening.contains("abstract base type")
        || opening.contains("is an abstract");
}

pub(super) fn title_says_deprecated(page: &Page) -> Option<Text> {
    let title = page.title.as_ref()?;
    title.value.to_lowercase().contains("(deprecated)").then(Text::default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_types_unless_they_are_sentences() {
        assert_eq!(title_name("user resource type").as_deref(), Some("user"));
        assert_eq!(title_name("Drive facet").as_deref(), Some("Drive"));
        assert_eq!(
            title_name("microsoft.graph.termStore.group resource type (deprecated)").as_deref(),
            Some("microsoft.graph.termStore.group")
        );
        assert_eq!(title_name("searchRequest").as_deref(), Some("searchRequest"));
        assert_eq!(title_name("Working with users in Microsoft Graph"), None);
        assert_eq!(title_name("Use the search API entity"), None);
    }
}
