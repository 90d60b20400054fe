//! What a request carries.

use super::facts::Description;
use super::world::{Entry, Guess, World, target_of, untyped};
use crate::ir::Text;
use crate::ir::edm::{
    Aspect, Method, OperationKind, Parameter, Primitive, RequestBody, Response, ResponseBody,
    Subject, TypeTarget, TypeUse,
};
use crate::ir::page::{Direction, ExampleBlock, OperationSection, Page, ParameterRow};
use crate::span::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What decides on the body, beside the section on it.
pub(super) struct Circumstances<'p> {
    pub(super) page: &'p Page,
    pub(super) section: &'p OperationSection,
    /// The rows of its table on the body.
    pub(super) rows: &'p [Listed<'p>],
    pub(super) method: Method,
    pub(super) kind: OperationKind,
    /// True if the path ends in `$ref`.
    pub(super) is_reference: bool,
    /// True if the path ends in bytes: `$value`, `content`.
    pub(super) is_content: bool,
    /// What the evidence is noted for.
    pub(super) subject: &'p Arc<Subject>,
}

/// Decides on the body of a request.
pub(super) fn body(
    world: &mut World<'_>,
    it: &Circumstances<'_>,
    response: &Response,
) -> RequestBody {
    let body = &it.section.body;
    let example = it
        .section
        .examples
        .iter()
        .find(|it| it.direction == Direction::Request && !it.body.is_empty());
    if matches!(it.method, Method::Get | Method::Delete) {
        return RequestBody::None;
    }
    let members: Vec<Parameter> = parameters(world, it.page, it.rows)
        .into_iter()
        .filter(|it| !it.name.starts_with('@'))
        .collect();
    if it.is_reference {
        return if members.is_empty() {
            RequestBody::Reference
        } else {
            RequestBody::Parameters(members)
        };
    }
    if body.says_none && body.rows.is_empty() && example.is_none() {
        if let Some(sentence) = body.text.first() {
            world.holds(it.subject.clone(), Aspect::RequestType, "nothing", sentence.span);
        }
        return RequestBody::None;
    }
    if let Some(media_type) = media_type(it, example) {
        return RequestBody::Stream { media_type: Some(media_type) };
    }
    if it.is_content {
        return RequestBody::Stream { media_type: None };
    }
    let words = body.text.first().map(|it| it.span).or(body.rows.first().map(|it| it.span));
    if let Some(span) = words.filter(|_| !members.is_empty()) {
        world.holds(it.subject.clone(), Aspect::RequestType, "parameters", span);
        world.explain(it.subject, Aspect::RequestType, "a type is named for the body");
    }
    if it.kind == OperationKind::Action {
        return action_body(world, it, members, example);
    }
    match resource(world, it, response, example) {
        Some(ty) => RequestBody::Resource { ty, members },
        None if !members.is_empty() => RequestBody::Parameters(members),
        None if example.is_some() => RequestBody::Untyped,
        None => RequestBody::None,
    }
}

fn action_body(
    world: &mut World<'_>,
    it: &Circumstances<'_>,
    members: Vec<Parameter>,
    example: Option<&ExampleBlock>,
) -> RequestBody {
    if !members.is_empty() {
        return RequestBody::Parameters(members);
    }
    match stated(world, it, example) {
        Some(ty) => RequestBody::Resource { ty, members },
        None if example.is_some_and(|it| it.json.is_some()) => RequestBody::Untyped,
        None => RequestBody::None,
    }
}

/// The type that the section links to, or the annotation of the example names.
fn stated(
    world: &mut World<'_>,
    it: &Circumstances<'_>,
    example: Option<&ExampleBlock>,
) -> Option<TypeUse> {
    let namespace = world.namespace(it.page);
    let structured = |entry: &Entry| matches!(entry, Entry::Type(_));
    for expression in &it.section.body.types {
        let linked = || {
            let link = expression.link.as_ref()?;
            world.linked(expression.span.file, link, &expression.name)
        };
        let entry = world.lookup(&expression.name, namespace).or_else(linked);
        if let Some(entry) = entry.filter(structured) {
            let ty = TypeUse { target: target_of(entry), collection: expression.collection };
            note(world, it, ty, expression.span);
            return Some(ty);
        }
    }
    let annotated =
        example.and_then(|it| it.annotation.as_ref()).and_then(|it| it.odata_type.as_ref())?;
    let entry = world.lookup(&annotated.value, namespace).filter(structured)?;
    let ty = TypeUse { target: target_of(entry), collection: false };
    note(world, it, ty, annotated.span);
    Some(ty)
}

fn note(world: &mut World<'_>, it: &Circumstances<'_>, ty: TypeUse, span: Span) {
    let says = world.type_words(ty);
    world.holds(it.subject.clone(), Aspect::RequestType, says, span);
}

/// What is created or updated: as stated, else what comes back.
fn resource(
    world: &mut World<'_>,
    it: &Circumstances<'_>,
    response: &Response,
    example: Option<&ExampleBlock>,
) -> Option<TypeUse> {
    if let Some(ty) = stated(world, it, example) {
        // A type that lacks the listed members is only mentioned, if the page's name leads to one that has them.
        let better = by_file_name(world, it)
            .filter(|named| !has_members(world, it, ty) && has_members(world, it, *named));
        if let (Some(named), Some(row)) = (better, it.section.body.rows.first()) {
            note(world, it, named, row.span);
        }
        return better.or(Some(ty));
    }
    if let ResponseBody::Single(ty) = response.body
        && matches!(ty.target, TypeTarget::Structured(_))
    {
        // What is created or updated comes back.
        if let Some(sentence) = it.section.response.text.first() {
            note(world, it, ty, sentence.span);
        }
        return Some(ty);
    }
    let ty = by_file_name(world, it)?;
    if let Some(line) = it.section.request_lines.first() {
        note(world, it, ty, line.span);
    }
    Some(ty)
}

/// True if the type has a property for each row of the body's table.
fn has_members(world: &World<'_>, it: &Circumstances<'_>, ty: TypeUse) -> bool {
    let TypeTarget::Structured(id) = ty.target else { return false };
    let known: BTreeSet<String> = world
        .ancestry(id)
        .into_iter()
        .flat_map(|it| &world.types[it.0 as usize].properties)
        .map(|it| it.name.to_ascii_lowercase())
        .collect();
    let mut rows = it.section.body.rows.iter();
    rows.all(|row| known.contains(&row.name.value.to_ascii_lowercase()))
}

/// The page `thing-update` is about things, also where an include holds the sentence that would say so.
fn by_file_name(world: &World<'_>, it: &Circumstances<'_>) -> Option<TypeUse> {
    let stem = world.docs.file(it.page.file).stem().to_lowercase();
    let (name, _) = stem.split_once("-update").filter(|_| it.kind == OperationKind::Update)?;
    let name = name.rsplit('-').next().unwrap_or(name);
    match world.lookup(name, world.namespace(it.page)) {
        Some(entry @ Entry::Type(_)) => {
            Some(TypeUse { target: target_of(entry), collection: false })
        }
        _ => None,
    }
}

/// A media type other than JSON, in the example's headers or in the header table.
fn media_type(it: &Circumstances<'_>, example: Option<&ExampleBlock>) -> Option<Text> {
    let is_bytes =
        |value: &str| value.contains('/') && !value.contains("json") && !value.contains(['{', ' ']);
    let in_example = example
        .into_iter()
        .flat_map(|it| &it.headers)
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value);
    if let Some(value) = in_example {
        let value = value.split(';').next().unwrap_or("").trim();
        return (is_bytes(value) && it.section.body.rows.is_empty()).then(|| value.into());
    }
    let row =
        it.section.headers.iter().find(|it| it.name.value.eq_ignore_ascii_case("content-type"))?;
    let value =
        row.description.value.split(['.', ' ', ',', ';']).next().unwrap_or("").trim_matches('`');
    (is_bytes(value) && it.is_content).then(|| value.into())
}

/// A row of a table as a parameter, but for its type.
pub(super) struct Listed<'p> {
    pub(super) row: &'p ParameterRow,
    parameter: Parameter,
}

impl Listed<'_> {
    /// The values that its description lists.
    pub(super) fn values(&self) -> &[Text] {
        &self.parameter.facts.particulars().allowed_values
    }
}

/// Rows of a table, each with all that can be read of it without knowing any type.
pub(super) fn listed<'p>(rows: impl Iterator<Item = &'p ParameterRow>) -> Vec<Listed<'p>> {
    rows.map(|row| Listed { row, parameter: parameter(row, untyped()) }).collect()
}

/// Rows of tables as parameters; of several with one name the first.
pub(super) fn parameters<'l>(
    world: &mut World<'_>,
    page: &Page,
    rows: impl IntoIterator<Item = &'l Listed<'l>>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    let mut seen = BTreeSet::new();
    for Listed { row, parameter } in rows {
        if !seen.insert(row.name.value.as_str()) {
            continue;
        }
        let ty = row
            .ty
            .as_ref()
            .map_or(untyped(), |it| world.resolve(it, page, Some(Guess::Structured)));
        found.push(Parameter { ty, ..parameter.clone() });
    }
    // Those of all operations are there at once.
    found.shrink_to_fit();
    found
}

/// Rows of a header table.
pub(super) fn headers(rows: &[ParameterRow]) -> Arc<[Parameter]> {
    let text = TypeUse { target: TypeTarget::Primitive(Primitive::String), collection: false };
    let mut found: Vec<Parameter> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows.iter().filter(|it| !it.name.value.eq_ignore_ascii_case("authorization")) {
        if seen.insert(row.name.value.to_ascii_lowercase()) {
            found.push(parameter(row, text));
        }
    }
    found.into()
}

fn parameter(row: &ParameterRow, ty: TypeUse) -> Parameter {
    let description = Description::new(&row.description.value);
    let mut facts = description.facts();
    if let Some(required) = row.required {
        facts.required = required;
        facts.optional = !required;
    }
    if let Some(qualifier) = row.ty.as_ref().and_then(|it| it.qualifier.as_deref()) {
        facts.optional |= qualifier == "optional";
        facts.required |= qualifier == "required";
    }
    Parameter {
        name: row.name.value.clone(),
        ty,
        facts,
        documentation: description.documentation(false),
        source: row.span,
    }
}
