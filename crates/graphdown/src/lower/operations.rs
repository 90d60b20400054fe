//! Pass 6: operations, one per verb and path, merged over all pages that document them.

use super::arguments::ways_to_call;
use super::examples::examples;
use super::path::{Target, normalized, target};
use super::permissions::permissions;
use super::request::{Circumstances, body, headers, parameters};
use super::response::{Witnesses, response};
use super::world::World;
use crate::diagnostics::Code;
use crate::ir::edm::{
    Aspect, Cloud, Documentation, Method, Operation, OperationKind, Parameter, PathTemplate,
    RequestBody, ResponseBody, Segment, Subject, TypeTarget, TypeUse,
};
use crate::ir::page::{OperationSection, Page, PageClass, RequestLine, Returns};
use crate::span::{FileId, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of Methods tables that lead to each API page.
type MethodIndex<'p> = BTreeMap<FileId, Vec<(&'p Page, &'p Returns)>>;

/// More request lines than this on one page, and the page is about something that many operations have in common.
const MANY_LINES: usize = 8;

/// An operation as one page documents it.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) operation: Operation,
    /// How many request lines the page has.
    lines: usize,
    /// True if the page is not mainly about this operation: it shows a query option at work, or a trait of many operations.
    pub(super) is_aside: bool,
}

/// Reads the operations of all API pages.
pub(super) fn operations(world: &mut World<'_>) -> Vec<Operation> {
    let pages = world.pages.clone();
    let methods = method_index(world, &pages);
    let mut all = Vec::new();
    for page in &pages {
        super::trail::methods(world, page);
        if page.class != PageClass::Api {
            super::trail::calls_in_passing(world, page, "the page is not about operations");
            continue;
        }
        let found =
            page_operations(world, page, methods.get(&page.file).map_or(&[], Vec::as_slice));
        if found.is_empty() {
            super::trail::calls_in_passing(world, page, "no operation of the page can be read");
            let place = page.title.as_ref().map_or(Span::new(page.file, 0..0), |it| it.span);
            world.diagnostics.push(
                Code::NoRequestLine,
                place,
                "this page documents no operation that can be read",
            );
        }
        all.extend(found);
    }
    super::singletons::types(world, &all);
    super::navigation::correct_responses(world, &mut all);
    super::parents::bases(world, &all);
    super::variants::join(world, &mut all);
    super::bodies::properties(world, &all);
    super::sent::properties(world, &all);
    super::shown::spell(world, &all);
    super::overloads::tell_apart(world, &mut all);
    // Pages that are about an operation come before those that mention it, so that they win; among these the page that is named for
    // what the operation is about, then the one with the fewest request lines.
    all.sort_by_cached_key(|it| {
        (it.is_aside, !is_named_for_its_type(world, &it.operation), it.lines)
    });
    let mut merged: BTreeMap<(String, Method), Found> = BTreeMap::new();
    for found in all {
        let key = (normalized(&found.operation.path), found.operation.method);
        match merged.entry(key) {
            std::collections::btree_map::Entry::Vacant(it) => {
                it.insert(found);
            }
            std::collections::btree_map::Entry::Occupied(mut it) => {
                merge(world, it.get_mut(), found)
            }
        }
    }
    for ((method, _), spelling) in &mut world.spellings {
        if let Some(it) = merged.get(&(spelling.clone(), *method)) {
            *spelling = it.operation.path.to_string();
        }
    }
    merged.into_values().map(|it| it.operation).collect()
}

fn method_index<'p>(world: &World<'_>, pages: &[&'p Page]) -> MethodIndex<'p> {
    let mut index = MethodIndex::new();
    for page in pages {
        for row in &page.methods {
            let Some(link) = &row.link else { continue };
            if let Some(file) = world.docs.resolve(row.span.file, &link.path) {
                index.entry(file).or_default().push((page, &row.returns));
            }
        }
    }
    index
}

fn page_operations(
    world: &mut World<'_>,
    page: &Page,
    methods: &[(&Page, &Returns)],
) -> Vec<Found> {
    let lines: usize = page.operations.iter().map(|it| it.request_lines.len()).sum();
    let mut found: Vec<Found> = Vec::new();
    let mut known = BTreeSet::new();
    for section in &page.operations {
        let shared = with_shared_parts(page, section);
        for line in &section.request_lines {
            let Some((method, target)) = request(world, line) else { continue };
            let ways =
                if method == Method::Get { ways_to_call(target, &shared) } else { vec![target] };
            for target in ways {
                let key = normalized(&target.path);
                let spelling = target.path.to_string();
                world.spellings.insert((method, spelling.clone()), key.clone());
                let subject = Subject::Operation(method, spelling);
                world.holds(subject.clone(), Aspect::RequestLine, line.target.clone(), line.span);
                if known.contains(&(method, key)) {
                    continue;
                }
                let is_aside = lines > MANY_LINES
                    || target.query.iter().any(|it| it.eq_ignore_ascii_case("$expand"));
                super::trail::section(world, &subject, &shared);
                super::trail::page(world, &subject, page);
                let operation = operation(world, page, &shared, methods, method, target, line.span);
                known.insert((method, normalized(&operation.path)));
                found.push(Found { operation, lines, is_aside });
            }
        }
    }
    // Sections whose request lines were all said before still describe the page's first operation.
    if let Some(subject) = found
        .first()
        .map(|it| Subject::Operation(it.operation.method, it.operation.path.to_string()))
    {
        page.operations.iter().for_each(|it| super::trail::section(world, &subject, it));
    }
    found
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

fn request(world: &mut World<'_>, line: &RequestLine) -> Option<(Method, Target)> {
    let method = Method::ALL.into_iter().find(|it| it.as_str() == line.verb);
    let read = method.zip(target(&line.target));
    if read.is_none() {
        let message =
            format!("`{} {}` is no request line that can be read", line.verb, line.target);
        world.diagnostics.push(Code::UnreadableRequestLine, line.span, message);
    }
    read
}

fn operation(
    world: &mut World<'_>,
    page: &Page,
    section: &OperationSection,
    methods: &[(&Page, &Returns)],
    method: Method,
    target: Target,
    line: Span,
) -> Operation {
    let stem = world.docs.file(page.file).stem().to_owned();
    let title = page
        .title
        .as_ref()
        .or(page.front_matter.title.as_ref())
        .map_or(stem.clone(), |it| it.value.clone());
    let last = last_word(&target.path).to_owned();
    let is_content = matches!(last.as_str(), "$value" | "content" | "contentStream");
    let kind = kind(method, &target.path, &title, &stem);
    let subject = Subject::Operation(method, target.path.to_string());
    let witnesses =
        Witnesses { page, section, methods, method, kind, is_content, line, subject: &subject };
    let response = response(world, &witnesses);
    let circumstances = Circumstances {
        page,
        section,
        method,
        kind,
        is_reference: last == "$ref",
        is_content,
        subject: &subject,
    };
    let words = page.title.as_ref().map_or(line, |it| it.span);
    world.holds(subject.clone(), Aspect::Kind, kind.as_str(), words);
    if permissions(&section.permissions).is_none() {
        world.diagnostics.push(
            Code::PermissionsUnknown,
            line,
            "the documentation set does not say who may call this",
        );
    }
    let request = body(world, &circumstances, &response);
    let mut rows = section.path_parameters.clone();
    rows.extend(
        section.query_parameters.iter().filter(|it| !it.name.value.starts_with('$')).cloned(),
    );
    if method == Method::Get {
        // Some pages list the arguments of a function as its request body.
        rows.extend(section.body.rows.iter().cloned());
    }
    Operation {
        name: stem,
        title,
        kind,
        method,
        parameters: parameters(world, page, &rows),
        headers: headers(&section.headers),
        query_options: query_options(section, &target),
        path: target.path,
        request,
        response,
        permissions: permissions(&section.permissions),
        documentation: Documentation {
            paragraphs: page.introduction.iter().map(|it| it.value.clone()).collect(),
            deprecated: page
                .deprecated
                .as_ref()
                .map(|it| it.value.clone())
                .or_else(|| super::declare::title_says_deprecated(page)),
        },
        examples: examples(&section.examples),
        area: page.front_matter.area.as_ref().map(|it| it.value.clone()),
        clouds: page.clouds.as_ref().map(|it| clouds(&it.value)),
        sources: vec![line],
    }
}

/// The clouds with a check mark.
fn clouds(columns: &[(String, bool)]) -> Vec<Cloud> {
    let cloud = |title: &str| match title {
        it if it.contains("global") => Some(Cloud::Global),
        it if it.contains("l4") => Some(Cloud::UsGovL4),
        it if it.contains("l5") || it.contains("dod") => Some(Cloud::UsGovL5),
        it if it.contains("china") => Some(Cloud::China),
        _ => None,
    };
    columns.iter().filter(|it| it.1).filter_map(|it| cloud(&it.0)).collect()
}

fn query_options(section: &OperationSection, target: &Target) -> Vec<String> {
    let in_rows = section
        .query_parameters
        .iter()
        .map(|it| it.name.value.trim_matches('`').to_lowercase())
        .filter(|it| it.starts_with('$'));
    let in_target =
        target.query.iter().map(|it| it.to_lowercase()).filter(|it| it.starts_with('$'));
    let mut options: Vec<String> = section
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
fn last_word(path: &PathTemplate) -> &str {
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

/// Puts what a second page says of an operation to what is known. Where pages of several subtypes document one path, the answer is of
/// the type that all of them share.
fn merge(world: &mut World<'_>, known: &mut Found, other: Found) {
    let aside = other.is_aside && !known.is_aside;
    let (known, other) = (&mut known.operation, other.operation);
    known.sources.extend(other.sources.iter().copied());
    merge_response(world, known, &other, aside);
    if matches!(known.request, RequestBody::None | RequestBody::Untyped) && !aside {
        known.request = other.request;
    } else if let (RequestBody::Resource { ty: a, members }, RequestBody::Resource { ty: b, .. }) =
        (&mut known.request, &other.request)
        && let Some(ty) = common(world, *a, *b)
        && !aside
    {
        if ty.target != a.target {
            keep_known_members(world, ty, members);
        }
        *a = ty;
    }
    // A page that mentions the operation in passing speaks of its own subject.
    if !aside || known.permissions.is_none() {
        let contradicted =
            super::permissions::unite(&mut known.permissions, other.permissions.as_ref());
        if !contradicted.is_empty() {
            let message = format!(
                "`{} {}` can be called by {} on one page and not on the other",
                known.method,
                known.path,
                contradicted.join(" and by ")
            );
            world.diagnostics.push_related(
                Code::OperationContradiction,
                other.sources[0],
                message,
                known.sources[0],
                "documented here first",
            );
        }
    }
}

fn merge_response(world: &mut World<'_>, known: &mut Operation, other: &Operation, aside: bool) {
    let joined = match (known.response.body, other.response.body) {
        (a, b) if a == b => return,
        // That nothing comes back is something that a page about the operation says; another one may say when something does.
        (ResponseBody::None, body) => {
            if let (ResponseBody::Single(ty), false) = (body, aside)
                && matches!(ty.target, TypeTarget::Structured(_))
                && known.response.status == [204]
                && known.method == Method::Patch
                && !ty.collection
            {
                known.response.declared = Some(ty);
                known.response.status.extend(other.response.status.iter().filter(|it| **it != 204));
            }
            return;
        }
        (ResponseBody::Untyped, b) => Some(b),
        (_, ResponseBody::None | ResponseBody::Untyped) => return,
        _ if aside => return,
        (ResponseBody::Single(a), ResponseBody::Single(b)) => {
            common(world, a, b).map(ResponseBody::Single)
        }
        (ResponseBody::Collection(a), ResponseBody::Collection(b)) => {
            common(world, a, b).map(ResponseBody::Collection)
        }
        _ => None,
    };
    match joined {
        Some(body) => known.response.body = body,
        None => {
            let message = format!(
                "`{} {}` is documented elsewhere with another answer",
                known.method, known.path
            );
            world.diagnostics.push_related(
                Code::OperationContradiction,
                other.sources[0],
                message,
                known.sources[0],
                "documented here first",
            );
        }
    }
}

/// What the pages of subtypes list beyond the properties of the common type is no part of its request.
fn keep_known_members(world: &World<'_>, ty: TypeUse, members: &mut Vec<Parameter>) {
    let TypeTarget::Structured(id) = ty.target else { return };
    let known: BTreeSet<&str> = world
        .ancestry(id)
        .into_iter()
        .flat_map(|it| &world.types[it.0 as usize].properties)
        .map(|it| it.name.as_str())
        .collect();
    members.retain(|it| known.contains(it.name.as_str()));
}

/// True if the first word of the page's file name is the type that comes back or is sent.
fn is_named_for_its_type(world: &World<'_>, it: &Operation) -> bool {
    let first = it.name.split('-').next().unwrap_or("");
    let is_called = |ty: TypeUse| match ty.target {
        TypeTarget::Structured(id) => {
            world.types[id.0 as usize].name.name.eq_ignore_ascii_case(first)
        }
        _ => false,
    };
    let answers = match it.response.body {
        ResponseBody::Single(ty) | ResponseBody::Collection(ty) => is_called(ty),
        _ => false,
    };
    let takes = matches!(&it.request, RequestBody::Resource { ty, .. } if is_called(*ty));
    answers || takes
}

/// The nearest type that both are.
pub(super) fn common(world: &World<'_>, a: TypeUse, b: TypeUse) -> Option<TypeUse> {
    if a.target == b.target {
        return Some(a);
    }
    let (TypeTarget::Structured(x), TypeTarget::Structured(y)) = (a.target, b.target) else {
        return None;
    };
    world.common_base(x, y).map(|it| TypeUse { target: TypeTarget::Structured(it), ..a })
}
