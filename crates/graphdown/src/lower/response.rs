//! What a successful answer carries: a vote of all that the pages say.
//!
//! Order of trust for the type: what the Methods table and one more witness agree on; what two other witnesses agree on; the Methods
//! table; the sentence; the annotation; the body itself. For one or many: an annotation that denies it; the body; the annotation; the
//! sentence; the Methods table. `"isCollection": false` is written on purpose, for it may be left out.

use super::examples::status;
use super::samples;
use super::world::{Entry, Guess, World, target_of, untyped};
use crate::diagnostics::Code;
use crate::ir::edm::{
    Aspect, Method, OperationKind, Origin, Primitive, Response, ResponseBody, Subject, TypeTarget,
    TypeUse,
};
use crate::ir::page::{
    Direction, ExampleBlock, Form, Json, JsonValue, OperationSection, Page, Returns, TypeExpression,
};
use crate::span::Span;
use std::sync::Arc;

/// Headers that say where a resource is, or how far a long-running operation.
const LOCATIONS: &[&str] = &["location", "operation-location"];

/// All that a page and the Methods tables say about one answer.
pub(super) struct Witnesses<'p> {
    pub(super) page: &'p Page,
    pub(super) section: &'p OperationSection,
    /// Rows of Methods tables that lead to the page, each with the page it stands on.
    pub(super) methods: &'p [(&'p Page, &'p Returns)],
    pub(super) method: Method,
    pub(super) kind: OperationKind,
    /// True if the path ends in bytes: `$value`, `content`.
    pub(super) is_content: bool,
    /// The request line that is answered.
    pub(super) line: Span,
    /// What the evidence is noted for.
    pub(super) subject: &'p Arc<Subject>,
}

/// Decides on status and body.
pub(super) fn response(world: &mut World<'_>, it: &Witnesses<'_>) -> Response {
    let example = success_example(it.section);
    let status = statuses(it, example);
    super::trail::statuses(world, it, &status);
    let (body, declared) = body(world, it, &status, example);
    let folded = it
        .section
        .response
        .text
        .iter()
        .map(|it| it.value.to_lowercase())
        .collect::<Vec<_>>()
        .join(" ");
    let is_location = |name: &str| LOCATIONS.iter().any(|it| it.eq_ignore_ascii_case(name));
    let has_location =
        example.is_some_and(|it| it.headers.iter().any(|(name, _)| is_location(name)));
    let location = has_location
        || names_location(&folded)
        || it.section.response.headers.iter().any(|it| is_location(it));
    // With the resource in the answer, `Location` says where that is, not how far the work is.
    let is_accepted = status.contains(&202)
        && !(status.first() == Some(&202) && matches!(body, ResponseBody::Single(_)));
    let long_running = is_accepted && location || folded.contains("long-running");
    let sentence = it.section.response.text.first().map(|it| it.span);
    let words = [(long_running, "long-running"), (location, "with Location")];
    for (_, says) in words.iter().filter(|(is, _)| *is) {
        let shown = example.map(|it| it.span);
        if let Some(span) = if has_location { shown.or(sentence) } else { sentence.or(shown) } {
            world.holds(it.subject.clone(), Aspect::Fact, *says, span);
        }
    }
    Response { status, body, declared, long_running, location, monitor_answers: false }
}

/// True if prose, in lower case, names one of these headers.
fn names_location(prose: &str) -> bool {
    // Most prose ends here.
    prose.contains("location")
        && (prose.contains("location header")
            || LOCATIONS.iter().any(|it| prose.contains(&format!("`{it}`"))))
}

/// The first response of the examples that is no error.
pub(super) fn success_example(section: &OperationSection) -> Option<&ExampleBlock> {
    let responses = || section.examples.iter().filter(|it| it.direction == Direction::Response);
    responses().find(|it| status(it).is_some_and(|it| (200..400).contains(&it)))
}

fn statuses(it: &Witnesses<'_>, example: Option<&ExampleBlock>) -> Vec<u16> {
    if !it.section.response.statuses.is_empty() {
        return it.section.response.statuses.clone();
    }
    if let Some(code) = example.and_then(status) {
        return vec![code];
    }
    vec![match (it.method, it.kind) {
        (Method::Post, OperationKind::Create) => 201,
        (Method::Delete, _) => 204,
        _ => 200,
    }]
}

/// The body, and the type that is named for an answer without one.
fn body(
    world: &mut World<'_>,
    it: &Witnesses<'_>,
    status: &[u16],
    example: Option<&ExampleBlock>,
) -> (ResponseBody, Option<TypeUse>) {
    let json = example.and_then(|it| it.json.as_ref());
    // A page may show metadata as JSON beside the bytes that this path leads to.
    if it.is_content && it.method == Method::Get {
        super::trail::without_body(world, it, "bytes");
        return (ResponseBody::Stream, None);
    }
    if it.method == Method::Delete && json.is_none() {
        super::trail::without_body(world, it, "nothing");
        return (ResponseBody::None, None);
    }
    let votes = votes(world, it, example);
    let decided = decide(world, it, &votes);
    super::trail::response(world, it, &votes);
    if status.first() == Some(&302) && json.is_none() {
        // A redirection to a file: the bytes are what the caller wants, the named type only says what they hold.
        super::trail::without_body(world, it, "bytes");
        let named = [votes.methods, votes.sentence, votes.annotation].into_iter().flatten();
        return (
            ResponseBody::Stream,
            named.into_iter().find(|it| matches!(it.target, TypeTarget::Structured(_))),
        );
    }
    // With `Prefer: return=representation` a page may show a body that usually does not come.
    let mentions_preference = it.section.response.text.iter().any(|it| it.value.contains("refer"));
    let is_empty = status == [204] && !mentions_preference;
    // "204; with `Prefer: return=representation` 200 and the object."
    let may_come = it.method == Method::Patch
        && status.contains(&204)
        && status.iter().any(|it| matches!(it, 200 | 201));
    let says_none = status == [204] || it.section.response.says_none;
    if is_empty || may_come || says_none && json.is_none() {
        world.explain(it.subject, Aspect::Response, "the answer carries nothing");
        super::trail::without_body(world, it, "nothing");
        let named = decided.filter(|it| may_come && matches!(it.target, TypeTarget::Structured(_)));
        return (ResponseBody::None, named);
    }
    if status == [202] && example.is_some_and(|it| it.body.is_empty()) {
        // Accepted, and nothing yet: the type that is named is what the monitor at `Location` will show.
        return (
            ResponseBody::None,
            decided.filter(|it| matches!(it.target, TypeTarget::Structured(_))),
        );
    }
    let Some(ty) = decided else { return (unnamed(world, it, json), None) };
    if ty.target == TypeTarget::Primitive(Primitive::Stream) {
        return (ResponseBody::Stream, None);
    }
    if let (TypeTarget::Structured(id), Some(json)) = (ty.target, json)
        && world.types[id.0 as usize].origin != Origin::Page
    {
        samples::fill_from_example(world, it.page, id, element(json).unwrap_or(json));
    }
    let single = TypeUse { collection: false, ..ty };
    let is_collection = !denies_many(world, it, example) && is_collection(it, &votes, json);
    super::trail::pages(world, it, &votes, json, is_collection);
    let body =
        if is_collection { ResponseBody::Collection(single) } else { ResponseBody::Single(single) };
    (body, None)
}

/// The body where no witness names a type.
fn unnamed(world: &mut World<'_>, it: &Witnesses<'_>, json: Option<&Json>) -> ResponseBody {
    if let Some(json) = json {
        let (subject, says) = (it.subject.clone(), world.type_words(untyped()));
        world.holds(subject, Aspect::Response, says, json.span);
        return ResponseBody::Untyped;
    }
    if it.method != Method::Get {
        super::trail::without_body(world, it, "nothing");
        return ResponseBody::None;
    }
    world.diagnostics.push(
        Code::ResponseUnknown,
        it.line,
        "the page does not say what the answer carries",
    );
    ResponseBody::Untyped
}

/// What each witness names, if it names a type.
#[derive(Default)]
pub(super) struct Votes {
    pub(super) methods: Option<TypeUse>,
    pub(super) sentence: Option<TypeUse>,
    pub(super) annotation: Option<TypeUse>,
    pub(super) body: Option<TypeUse>,
    /// A Methods table says that nothing comes back.
    methods_say_nothing: bool,
}

fn votes(world: &mut World<'_>, it: &Witnesses<'_>, example: Option<&ExampleBlock>) -> Votes {
    let mut votes = Votes::default();
    for (page, returns) in it.methods {
        match returns {
            Returns::Type(expression) if votes.methods.is_none() => {
                votes.methods = meaning(world, page, expression)
            }
            Returns::Nothing => votes.methods_say_nothing = true,
            _ => {}
        }
    }
    votes.sentence = sentence(world, it);
    let annotation = example.and_then(|it| it.annotation.as_ref());
    votes.annotation = annotation.and_then(|annotation| {
        let name = annotation.odata_type.as_ref()?;
        let expression = TypeExpression {
            collection: annotation.is_collection == Some(true),
            ..TypeExpression::new(name.value.clone(), name.span)
        };
        // A name that nothing else knows counts only if nobody else names a type.
        let is_known = world.lookup(&name.value, world.namespace(it.page)).is_some()
            || super::primitives::primitive(&name.value).is_some();
        if !is_known && (votes.methods.is_some() || votes.sentence.is_some()) {
            return None;
        }
        meaning(world, it.page, &expression)
    });
    votes.body = example.and_then(|it| it.json.as_ref()).and_then(|json| {
        let entry = samples::stated_type(world, it.page, element(json).unwrap_or(json))?;
        Some(TypeUse { target: target_of(entry), collection: false })
    });
    votes
}

fn meaning(world: &mut World<'_>, page: &Page, expression: &TypeExpression) -> Option<TypeUse> {
    let known = world.resolve(expression, page, Some(Guess::Structured));
    (known.target != TypeTarget::Untyped).then_some(known)
}

/// The type that the sentence on success names: by a link that leads to a type's page, or in rendered text by its name.
fn sentence(world: &mut World<'_>, it: &Witnesses<'_>) -> Option<TypeUse> {
    let namespace = world.namespace(it.page);
    for expression in &it.section.response.types {
        let linked = || {
            let link = expression.link.as_ref()?;
            world.linked(expression.span.file, link, &expression.name)
        };
        // Words that are prose name nothing, but their destination does.
        let entry = world.lookup(&expression.name, namespace).or_else(linked);
        if let Some(entry) = entry {
            return Some(TypeUse { target: target_of(entry), collection: expression.collection });
        }
        let looks_like_type = expression.name.chars().next().is_some_and(char::is_lowercase)
            && !expression.name.contains(' ');
        if looks_like_type && expression.link.is_some() && world.names_its_destination(expression) {
            return meaning(world, it.page, expression);
        }
    }
    if it.page.form == Form::Rendered { by_words(world, it, namespace) } else { by_primitive(it) }
}

/// "... and an Int32 in the response body": the name of a primitive type behind an article, as the tables spell it.
fn by_primitive(it: &Witnesses<'_>) -> Option<TypeUse> {
    const NAMES: [&str; 6] = ["Boolean", "Double", "Guid", "Int32", "Int64", "String"];
    let text = &it.section.response.text.first()?.value;
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let name = words
        .windows(2)
        .find(|it| matches!(it[0], "a" | "an" | "An" | "A") && NAMES.contains(&it[1]))?[1];
    super::primitives::primitive(name).map(super::world::single)
}

/// Rendered text has no links: the last word in front of "in the response body" (or "object", "collection") that is a type's name.
fn by_words(world: &mut World<'_>, it: &Witnesses<'_>, namespace: &str) -> Option<TypeUse> {
    let text = &it.section.response.text.first()?;
    let words: Vec<&str> = text
        .value
        .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_'))
        .map(|it| it.trim_matches('.'))
        .collect();
    let start = words
        .iter()
        .position(|it| it.len() == 3 && it.parse::<u16>().is_ok())
        .map_or(0, |it| it + 1);
    const PROSE: [&str; 14] = [
        "ok",
        "response",
        "code",
        "and",
        "a",
        "an",
        "the",
        "in",
        "body",
        "object",
        "collection",
        "of",
        "list",
        "created",
    ];
    for (at, word) in words.iter().enumerate().skip(start) {
        if word.is_empty() || PROSE.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let collection = words[at + 1..]
            .iter()
            .take(2)
            .any(|it| matches!(it.to_lowercase().as_str(), "collection" | "objects"))
            || words[..at]
                .windows(2)
                .any(|it| it[0].eq_ignore_ascii_case("collection") && it[1] == "of");
        if let Some(Entry::Type(id)) = world.lookup(word, namespace) {
            return Some(TypeUse { target: TypeTarget::Structured(id), collection });
        }
        let is_camel = word.starts_with(char::is_lowercase) && word.chars().any(char::is_uppercase);
        if is_camel {
            let expression = TypeExpression { collection, ..TypeExpression::new(*word, text.span) };
            return meaning(world, it.page, &expression);
        }
    }
    None
}

fn decide(world: &mut World<'_>, it: &Witnesses<'_>, votes: &Votes) -> Option<TypeUse> {
    let order = [votes.methods, votes.sentence, votes.annotation, votes.body];
    let named: Vec<TypeUse> = order.into_iter().flatten().collect();
    let agreed = named
        .iter()
        .enumerate()
        .find(|(at, it)| named[at + 1..].iter().any(|other| other.target == it.target));
    let winner = agreed.map(|(_, it)| *it).or(named.first().copied());
    let signs = super::trail::signs(it, votes);
    let is_winner = |sign: &&(TypeUse, Span)| winner.is_some_and(|it| it.target == sign.0.target);
    if let Some((winner, followed)) = signs.iter().find(is_winner)
        && let Some((loser, place)) = signs.iter().find(|sign| !is_winner(sign))
        && let (TypeTarget::Structured(a), TypeTarget::Structured(b)) =
            (winner.target, loser.target)
    {
        let (a, b) = (&world.types[a.0 as usize].name, &world.types[b.0 as usize].name);
        let message =
            format!("the answer is `{a}` by one sign and `{b}` by another; `{a}` was taken");
        // At the sign that lost: that is what to look at, and all request lines of the page share it.
        world.diagnostics.push_related(
            Code::ResponseContradiction,
            *place,
            message,
            *followed,
            "the sign that was followed",
        );
    }
    // "None" in the Methods table and nothing else but a sample of unclear kind.
    winner.filter(|_| {
        !(votes.methods_say_nothing
            && votes.sentence.is_none()
            && votes.annotation.is_none()
            && votes.body.is_none())
    })
}

/// True if the annotation says that the answer is one object. A body that shows many is reported.
fn denies_many(world: &mut World<'_>, it: &Witnesses<'_>, example: Option<&ExampleBlock>) -> bool {
    let Some(annotation) = example.and_then(|it| it.annotation.as_ref()) else { return false };
    if annotation.is_collection != Some(false) {
        return false;
    }
    let value = example.and_then(|it| it.json.as_ref()).and_then(|it| it.get("value"));
    if let Some(value) = value.filter(|it| it.as_array().is_some()) {
        let span = annotation.span.unwrap_or(it.line);
        world.explain(it.subject, Aspect::Collection, "the annotation denies it");
        world.diagnostics.push_related(
            Code::ResponseContradiction,
            span,
            "the answer is one object by its annotation and many by its body; one was taken",
            value.span,
            "the body",
        );
    }
    true
}

fn is_collection(it: &Witnesses<'_>, votes: &Votes, json: Option<&Json>) -> bool {
    if let Some(json) = json
        && let Some(value) = json.get("value")
    {
        match value.value {
            JsonValue::Array(_) => return true,
            // An object in `value` is how one area of the documentation writes a single object.
            JsonValue::Object(_) => return false,
            _ => {}
        }
    } else if json.is_some_and(|it| !it.members().is_empty()) {
        return false;
    }
    if it.kind == OperationKind::List {
        return true;
    }
    [votes.annotation, votes.sentence, votes.methods].into_iter().flatten().any(|it| it.collection)
}

/// The first element of a collection, or the object in `value`.
fn element(json: &Json) -> Option<&Json> {
    let value = json.get("value")?;
    match &value.value {
        JsonValue::Array(elements) => elements.first(),
        JsonValue::Object(_) => Some(value),
        _ => None,
    }
}
