//! What a page says of its operations as far as no type need be known for it: most of what there is to read. A page is read by itself, so
//! pages are read in parallel.

use super::arguments::ways_to_call;
use super::examples::examples;
use super::path::{Target, normalized, target};
use super::permissions::permissions;
use super::request::{Listed, headers, listed};
use super::trail;
use crate::diagnostics::{Code, Diagnostics};
use crate::docset::DocSet;
use crate::ir::Text;
use crate::ir::Trail;
use crate::ir::edm::{
    Aspect, Cloud, Documentation, Evidence, Example, Method, OperationKind, Parameter,
    PathTemplate, Permissions, Segment, Subject,
};
use crate::ir::page::{OperationSection, Page, PageClass, ParameterRow, RequestLine};
use crate::span::Span;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// More request lines than this on one page, and the page is about something that many operations have in common.
const MANY_LINES: usize = 8;

/// The operations of a page.
#[derive(Default)]
pub(super) struct Drafts<'p> {
    pub(super) sections: Vec<Section<'p>>,
    pub(super) operations: Vec<Draft>,
    /// How many request lines the page has.
    pub(super) lines: usize,
    /// How the page spells the paths of operations, with what is the same for all spellings; for the evidence.
    pub(super) spellings: Vec<((Method, String), String)>,
    /// What the page says of them, if that is noted.
    pub(super) evidence: Option<Vec<Evidence>>,
    pub(super) findings: Diagnostics,
}

/// A set of request lines and what is said of them.
pub(super) struct Section<'p> {
    pub(super) said: Cow<'p, OperationSection>,
    pub(super) path_rows: Vec<Listed<'p>>,
    /// Those about options of OData are none: each call may have these.
    pub(super) query_rows: Vec<Listed<'p>>,
    pub(super) body_rows: Vec<Listed<'p>>,
    headers: Arc<[Parameter]>,
    permissions: Option<Permissions>,
    examples: Arc<[Example]>,
}

/// An operation but for the types in it.
pub(super) struct Draft {
    /// Where its section stands in the list.
    pub(super) section: usize,
    /// What the evidence is noted for. Where none is kept, the page stands for all that it is about.
    pub(super) subject: Arc<Subject>,
    pub(super) method: Method,
    pub(super) path: PathTemplate,
    /// The path, equal for all its spellings.
    pub(super) key: String,
    /// The request line.
    pub(super) line: Span,
    /// True if the page is not mainly about this operation: it shows a query option at work, or a trait of many operations.
    pub(super) is_aside: bool,
    pub(super) words: Words,
}

/// What the words around an operation say of it.
pub(super) struct Words {
    pub(super) kind: OperationKind,
    pub(super) name: Text,
    pub(super) title: Text,
    pub(super) headers: Arc<[Parameter]>,
    pub(super) query_options: Vec<Text>,
    pub(super) permissions: Option<Permissions>,
    pub(super) documentation: Documentation,
    pub(super) examples: Arc<[Example]>,
    pub(super) clouds: Option<Vec<Cloud>>,
}

/// Reads the operations of all pages.
pub(super) fn drafts<'p>(docs: &DocSet, pages: &[&'p Page], trail: Trail) -> Vec<Drafts<'p>> {
    pages.par_iter().map(|it| page_drafts(docs, it, trail)).collect()
}

fn page_drafts<'p>(docs: &DocSet, page: &'p Page, trail: Trail) -> Drafts<'p> {
    let evidence = (trail == Trail::Kept).then(Vec::new);
    let mut it = Drafts { evidence, ..Drafts::default() };
    if page.class != PageClass::Api {
        if let Some(evidence) = &mut it.evidence {
            trail::calls_in_passing(evidence, page, "the page is not about operations");
        }
        return it;
    }
    it.lines = page.operations.iter().map(|it| it.request_lines.len()).sum();
    it.sections.reserve_exact(page.operations.len());
    let mut known = BTreeSet::new();
    for section in &page.operations {
        it.sections.push(Section::of(page, section));
        for line in &section.request_lines {
            request_line(docs, page, line, &mut it, &mut known);
        }
    }
    match it.operations.first() {
        Some(first) => {
            // Sections whose request lines were all said before still describe the page's first operation.
            for (at, section) in page.operations.iter().enumerate() {
                let is_said =
                    at == first.section && matches!(it.sections[at].said, Cow::Borrowed(_));
                if let Some(evidence) = it.evidence.as_mut().filter(|_| !is_said) {
                    trail::section(evidence, &first.subject, section);
                }
            }
        }
        None => {
            if let Some(evidence) = &mut it.evidence {
                trail::calls_in_passing(evidence, page, "no operation of the page can be read");
            }
            let place = page.title.as_ref().map_or(Span::new(page.file, 0..0), |it| it.span);
            let message = "this page documents no operation that can be read";
            it.findings.push(Code::NoRequestLine, place, message);
        }
    }
    // Those of all pages are there at once.
    it.operations.shrink_to_fit();
    it.evidence.iter_mut().for_each(Vec::shrink_to_fit);
    it
}

/// Adds what a request line of the last section names, in all ways to call it, as far as the page has not named it before.
fn request_line<'p>(
    docs: &DocSet,
    page: &'p Page,
    line: &RequestLine,
    drafts: &mut Drafts<'p>,
    known: &mut BTreeSet<(Method, String)>,
) {
    let Some((method, target)) = request(line, &mut drafts.findings) else { return };
    let Some(section) = drafts.sections.last() else { return };
    let said = &*section.said;
    let page_itself = Arc::new(Subject::Page(page.file));
    let ways = if method == Method::Get { ways_to_call(target, said) } else { vec![target] };
    for target in ways {
        let key = normalized(&target.path);
        let evidence = &mut drafts.evidence;
        let subject = match evidence {
            Some(it) => {
                let spelling = target.path.to_string();
                drafts.spellings.push(((method, spelling.clone()), key.clone()));
                let subject = Arc::new(Subject::Operation(method, spelling));
                let says = line.target.clone();
                it.push(trail::stated(subject.clone(), Aspect::RequestLine, says, line.span));
                subject
            }
            None => page_itself.clone(),
        };
        if !known.insert((method, key.clone())) {
            continue;
        }
        let is_aside = drafts.lines > MANY_LINES
            || target.query.iter().any(|it| it.eq_ignore_ascii_case("$expand"));
        let words = words(docs, page, section, method, &target);
        if let Some(it) = evidence {
            trail::section(it, &subject, said);
            trail::page(it, &subject, page);
            let title = page.title.as_ref().map_or(line.span, |it| it.span);
            it.push(trail::stated(subject.clone(), Aspect::Kind, words.kind.as_str(), title));
        }
        if words.permissions.is_none() {
            let message = "the documentation set does not say who may call this";
            drafts.findings.push(Code::PermissionsUnknown, line.span, message);
        }
        let (section, line, path) = (drafts.sections.len() - 1, line.span, target.path);
        let draft = Draft { section, subject, method, path, key, line, is_aside, words };
        drafts.operations.push(draft);
    }
}

fn request(line: &RequestLine, findings: &mut Diagnostics) -> Option<(Method, Target)> {
    let method = Method::ALL.into_iter().find(|it| it.as_str() == line.verb);
    let read = method.zip(target(&line.target));
    if read.is_none() {
        let message =
            format!("`{} {}` is no request line that can be read", line.verb, line.target);
        findings.push(Code::UnreadableRequestLine, line.span, message);
    }
    read
}

impl<'p> Section<'p> {
    fn of(page: &'p Page, section: &'p OperationSection) -> Self {
        // What is behind no request line is about nothing.
        let is_about_something = !section.request_lines.is_empty();
        let rows = |rows: &'p [ParameterRow]| rows.iter().filter(move |_| is_about_something);
        let is_option = |it: &&ParameterRow| it.name.value.starts_with('$');
        let said = with_shared_parts(page, section);
        Section {
            headers: headers(&said.headers),
            permissions: permissions(&said.permissions),
            examples: examples(&said.examples),
            said,
            path_rows: listed(rows(&section.path_parameters)),
            query_rows: listed(rows(&section.query_parameters).filter(|it| !is_option(it))),
            body_rows: listed(rows(&section.body.rows)),
        }
    }
}

/// A page with several sets of request lines often says the rest once, in front of them.
fn with_shared_parts<'p>(
    page: &'p Page,
    section: &'p OperationSection,
) -> Cow<'p, OperationSection> {
    // Mostly there is nothing to take over, and then there is no need for a copy.
    let other = |has: fn(&OperationSection) -> bool| {
        if has(section) { None } else { page.operations.iter().find(|it| has(it)) }
    };
    let permissions = other(|it| !it.permissions.tables.is_empty());
    let headers = other(|it| !it.headers.is_empty());
    let response = other(|it| !it.response.text.is_empty());
    let examples = other(|it| !it.examples.is_empty());
    let mut section = Cow::Borrowed(section);
    if let Some(other) = permissions {
        section.to_mut().permissions = other.permissions.clone();
    }
    if let Some(other) = headers {
        section.to_mut().headers = other.headers.clone();
    }
    if let Some(other) = response {
        section.to_mut().response = other.response.clone();
    }
    if let Some(other) = examples {
        section.to_mut().examples = other.examples.clone();
    }
    section
}

fn words(
    docs: &DocSet,
    page: &Page,
    section: &Section<'_>,
    method: Method,
    target: &Target,
) -> Words {
    let said = &*section.said;
    let stem = Text::new(docs.file(page.file).stem());
    let title = page
        .title
        .as_ref()
        .or(page.front_matter.title.as_ref())
        .map_or(stem.clone(), |it| it.value.clone());
    Words {
        kind: kind(method, &target.path, &title, &stem),
        name: stem,
        title,
        headers: section.headers.clone(),
        query_options: query_options(said, target),
        permissions: section.permissions.clone(),
        documentation: Documentation {
            paragraphs: page.introduction.iter().map(|it| it.value.clone()).collect(),
            deprecated: page
                .deprecated
                .as_ref()
                .map(|it| it.value.clone())
                .or_else(|| super::declare::title_says_deprecated(page)),
        },
        examples: section.examples.clone(),
        clouds: page.clouds.as_ref().map(|it| clouds(&it.value)),
    }
}

/// The clouds with a check mark.
fn clouds(columns: &[(Text, bool)]) -> Vec<Cloud> {
    let cloud = |title: &str| match title {
        it if it.contains("global") => Some(Cloud::Global),
        it if it.contains("l4") => Some(Cloud::UsGovL4),
        it if it.contains("l5") || it.contains("dod") => Some(Cloud::UsGovL5),
        it if it.contains("china") => Some(Cloud::China),
        _ => None,
    };
    columns.iter().filter(|it| it.1).filter_map(|it| cloud(&it.0)).collect()
}

fn query_options(section: &OperationSection, target: &Target) -> Vec<Text> {
    let in_rows = section
        .query_parameters
        .iter()
        .map(|it| Text::from(it.name.value.trim_matches('`').to_lowercase()))
        .filter(|it| it.starts_with('$'));
    let in_target = target
        .query
        .iter()
        .map(|it| Text::from(it.to_lowercase()))
        .filter(|it| it.starts_with('$'));
    let mut options: Vec<Text> = section
        .query_options
        .iter()
        .map(|it| it.value.clone())
        .chain(in_rows)
        .chain(in_target)
        .collect();
    options.sort();
    options.dedup();
    options
}

/// The last step of a path that is a word.
pub(super) fn last_word(path: &PathTemplate) -> &str {
    match path.segments.last() {
        Some(Segment::Literal(word)) => word,
        Some(Segment::Call { name, .. }) => name,
        _ => "",
    }
}

/// What sort of operation it is: by verb, by the words of the title, by the form of the file's name.
fn kind(method: Method, path: &PathTemplate, title: &str, stem: &str) -> OperationKind {
    let title = title.to_lowercase();
    let first = title.split_whitespace().next().unwrap_or("");
    let called =
        title.split_once(": ").map(|(_, name)| name.split([' ', '(']).next().unwrap_or(""));
    let last = last_word(path).rsplit('.').next().unwrap_or("").to_lowercase();
    // `drive-recent` is about the function `recent`; a relationship's page would be called `drive-list-recent`.
    let by_file = stem
        .split_once('-')
        .is_some_and(|(_, name)| !name.contains('-') && name.eq_ignore_ascii_case(&last));
    let is_bound = matches!(path.segments.last(), Some(Segment::Call { .. }))
        || title.ends_with(" function")
        || called.is_some_and(|it| !it.is_empty() && it == last)
        || by_file;
    let says = |words: &[&str]| words.contains(&first);
    match method {
        Method::Get if by_file || is_bound && !says(&["list"]) || last == "delta" => {
            OperationKind::Function
        }
        Method::Get if says(&["list"]) || stem.split('-').any(|it| it == "list") => {
            OperationKind::List
        }
        Method::Get => OperationKind::Get,
        Method::Delete => OperationKind::Delete,
        Method::Patch => OperationKind::Update,
        Method::Put if says(&["create"]) => OperationKind::Create,
        Method::Put => OperationKind::Update,
        Method::Post if is_bound || title.ends_with(" action") => OperationKind::Action,
        Method::Post if last == "$ref" => OperationKind::Other,
        Method::Post
            if says(&["create", "add", "post", "new"])
                || stem.split('-').any(|it| it == "post" || it == "create") =>
        {
            OperationKind::Create
        }
        Method::Post
            if matches!(path.segments.last(), Some(Segment::Literal(_))) && says(&["update"]) =>
        {
            OperationKind::Update
        }
        Method::Post => OperationKind::Action,
    }
}
