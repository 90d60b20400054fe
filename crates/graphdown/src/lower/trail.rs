//! Notes where the facts about operations came from, and what was said in vain.

use super::examples::status;
use super::response::{Votes, Witnesses, success_example};
use super::samples;
use super::settle;
use super::world::World;
use crate::ir::Text;
use crate::ir::Trail;
use crate::ir::edm::{
    Aspect, EnumId, Evidence, Property, Standing, Subject, TypeId, TypeKind, TypeTarget, TypeUse,
};
use crate::ir::page::{Json, JsonValue, OperationSection, Page, PropertyTable, Returns};
use crate::span::{Span, Spanned};
use std::sync::Arc;

impl World<'_> {
    /// True if a fact with these words is noted. What corrections say is so always while the API is put together: they have the last word.
    fn notes(&self, span: Span) -> bool {
        self.trail == Trail::Kept || self.docs.corrections() == Some(span.file)
    }

    /// Notes a fact that was followed.
    pub(super) fn holds(
        &mut self,
        subject: impl Into<Arc<Subject>>,
        aspect: Aspect,
        says: impl Into<String>,
        span: Span,
    ) {
        if self.notes(span) {
            let subject = self.shared(subject.into());
            self.evidence.push(stated(subject, aspect, says, span));
        }
    }

    /// Notes a fact that was not followed, and why.
    pub(super) fn lost(
        &mut self,
        subject: impl Into<Arc<Subject>>,
        aspect: Aspect,
        says: impl Into<String>,
        span: Span,
        why: &'static str,
    ) {
        if self.notes(span) {
            let subject = self.shared(subject.into());
            let standing = Standing::Lost(why);
            self.evidence.push(Evidence { standing, ..stated(subject, aspect, says, span) });
        }
    }

    /// The subject as it stands in the evidence: what is said of one mostly stands together.
    fn shared(&self, subject: Arc<Subject>) -> Arc<Subject> {
        match self.evidence.last().filter(|it| it.subject == subject) {
            Some(last) => Arc::clone(&last.subject),
            None => subject,
        }
    }

    /// The subject of what is said about a type.
    pub(super) fn about(&self, id: TypeId) -> Subject {
        Subject::Type(self.types[id.0 as usize].name.clone())
    }

    /// A type in words: its qualified name, `collection` behind it if there may be many.
    pub(super) fn type_words(&self, ty: TypeUse) -> String {
        let name = match ty.target {
            TypeTarget::Primitive(it) => it.edm_name().to_owned(),
            TypeTarget::Structured(id) => self.types[id.0 as usize].name.to_string(),
            TypeTarget::Enum(id) => self.enums[id.0 as usize].name.to_string(),
            TypeTarget::Untyped => "any JSON".to_owned(),
        };
        if ty.collection { name + " collection" } else { name }
    }

    /// Leaves word why facts that were noted do not hold; [`super::settle`] finds out which.
    pub(super) fn explain(&mut self, subject: &Subject, aspect: Aspect, why: &'static str) {
        if self.trail == Trail::Kept {
            self.reasons.insert((subject.clone(), aspect), why);
        }
    }

    /// The subject of what is said about a property.
    pub(super) fn about_property(&self, id: TypeId, name: &str) -> Subject {
        Subject::Property(self.types[id.0 as usize].name.clone(), name.into())
    }

    /// The subject of what is said about an enumeration.
    pub(super) fn about_enum(&self, id: EnumId) -> Subject {
        Subject::Enum(self.enums[id.0 as usize].name.clone())
    }
}

/// What a page says, as long as nothing speaks against it.
pub(super) fn stated(
    subject: Arc<Subject>,
    aspect: Aspect,
    says: impl Into<String>,
    span: Span,
) -> Evidence {
    Evidence { subject, aspect, says: says.into(), span, standing: Standing::Holds }
}

/// Rows of Methods tables: about the page's type, or about the page where it has none.
pub(super) fn methods(world: &mut World<'_>, page: &Page) {
    if world.trail == Trail::Left {
        return;
    }
    let owner = world.declared_by.get(&page.file).and_then(|it| it.first()).copied();
    let subject =
        owner.map_or(Subject::Page(page.file), |it| Subject::Type(world.name(it).clone()));
    for row in &page.methods {
        world.holds(subject.clone(), Aspect::Method, row.name.value.clone(), row.span);
    }
}

/// What a page says of calls although it documents no operation; `why` it does not.
pub(super) fn calls_in_passing(found: &mut Vec<Evidence>, page: &Page, why: &'static str) {
    let subject = Arc::new(Subject::Page(page.file));
    for it in &page.operations {
        section(found, &subject, it);
        let lines = it.request_lines.iter();
        found.extend(lines.map(|it| {
            stated(Arc::clone(&subject), Aspect::RequestLine, it.target.clone(), it.span)
        }));
    }
    found.iter_mut().for_each(|it| it.standing = Standing::Lost(why));
}

/// What a page says of all its operations: the area, the clouds, that they are deprecated.
pub(super) fn page(found: &mut Vec<Evidence>, subject: &Arc<Subject>, page: &Page) {
    let fact = |says: String, span| stated(Arc::clone(subject), Aspect::Fact, says, span);
    let area = page.front_matter.area.as_ref();
    found.extend(area.map(|it| fact(format!("area {}", it.value), it.span)));
    found.extend(page.clouds.as_ref().map(|it| {
        let checked: Vec<&str> =
            it.value.iter().filter(|it| it.1).map(|it| it.0.as_str()).collect();
        fact(format!("clouds: {}", checked.join(", ")), it.span)
    }));
    found.extend(page.deprecated.as_ref().map(|it| fact("deprecated".to_owned(), it.span)));
}

/// All that a section says beside its request lines.
pub(super) fn section(
    found: &mut Vec<Evidence>,
    subject: &Arc<Subject>,
    section: &OperationSection,
) {
    let mut add = |aspect: Aspect, says: &str, span: Span| {
        found.push(stated(Arc::clone(subject), aspect, says, span))
    };
    for table in &section.permissions.tables {
        add(Aspect::Permission, settle::TABLE, table.span);
        for row in &table.rows {
            match row.permissions.as_deref() {
                None => add(Aspect::Permission, settle::UNSTATED, row.span),
                Some([]) => add(Aspect::Permission, settle::NOBODY, row.span),
                Some(list) => add(Aspect::Permission, &list.join(", "), row.span),
            }
        }
    }
    let lists = [
        (Aspect::Header, &section.headers),
        (Aspect::QueryOption, &section.query_parameters),
        (Aspect::Parameter, &section.path_parameters),
        (Aspect::RequestBody, &section.body.rows),
    ];
    for (aspect, rows) in lists {
        rows.iter().for_each(|it| add(aspect, &it.name.value, it.span));
    }
    section.query_options.iter().for_each(|it| add(Aspect::QueryOption, &it.value, it.span));
    section.examples.iter().for_each(|it| add(Aspect::Example, &it.start_line, it.span));
}

/// The votes on the type of an answer.
pub(super) fn response(world: &mut World<'_>, it: &Witnesses<'_>, votes: &Votes) {
    if world.trail == Trail::Left {
        return;
    }
    for (vote, span) in signs(it, votes) {
        let says = world.type_words(vote);
        // Which of them holds is known when paths and other pages were heard.
        world.holds(it.subject.clone(), Aspect::Response, says, span);
    }
}

/// What names a type for an answer, in the order of trust, each with its place.
pub(super) fn signs(it: &Witnesses<'_>, votes: &Votes) -> Vec<(TypeUse, Span)> {
    let methods = it.methods.iter().find_map(|(_, returns)| match returns {
        Returns::Type(expression) => Some(expression.span),
        _ => None,
    });
    let sentence = it
        .section
        .response
        .types
        .first()
        .map(|it| it.span)
        .or_else(|| it.section.response.text.first().map(|it| it.span));
    let example = success_example(it.section);
    let annotation = example
        .and_then(|it| it.annotation.as_ref())
        .and_then(|it| it.odata_type.as_ref())
        .map(|it| it.span);
    let body = example.and_then(|it| it.json.as_ref()).map(|it| it.span);
    let witnesses = [
        (votes.methods, methods),
        (votes.sentence, sentence),
        (votes.annotation, annotation),
        (votes.body, body),
    ];
    witnesses.into_iter().filter_map(|(vote, span)| vote.zip(span)).collect()
}

/// What the words of a description add to the type of a property.
pub(super) fn description(
    world: &mut World<'_>,
    subject: &Arc<Subject>,
    property: &Property,
    span: Span,
) {
    let flags = [
        (property.nullable == Some(true), "nullable"),
        (property.nullable == Some(false), "not nullable"),
        (property.inherited, "inherited"),
        (property.documentation.deprecated.is_some(), "deprecated"),
    ];
    let flags = flags.iter().filter(|(is, _)| *is).map(|(_, word)| (*word).to_owned());
    for words in property.facts.words().into_iter().chain(flags) {
        world.holds(subject.clone(), Aspect::Fact, words, span);
    }
}

/// One or many, by the table and by the sample, where one of them speaks of many.
pub(super) fn one_or_many(
    world: &mut World<'_>,
    subject: &Arc<Subject>,
    table: Option<(Span, bool)>,
    sample: Option<&(Spanned<Text>, Json)>,
) {
    let shown = sample.and_then(|(_, json)| match &json.value {
        JsonValue::Array(_) => Some((json.span, true)),
        JsonValue::String(text) => Some((json.span, samples::collection_of(text).is_some())),
        JsonValue::Object(_) => Some((json.span, false)),
        _ => None,
    });
    let said = [table, shown];
    if said.iter().flatten().any(|(_, many)| *many) {
        for (span, many) in said.into_iter().flatten() {
            let says = settle::one_or_many(many);
            world.holds(subject.clone(), Aspect::Collection, says, span);
        }
    }
}

/// A property that a sample shows and no table lists.
pub(super) fn only_in_sample(
    world: &mut World<'_>,
    id: TypeId,
    name: &str,
    ty: TypeUse,
    span: Span,
) {
    if world.trail == Trail::Left {
        return;
    }
    let (subject, says) = (world.about_property(id, name), world.type_words(ty));
    world.holds(subject, Aspect::Sample, says, span);
}

/// The status codes of success: what the page says, and what its example shows.
pub(super) fn statuses(world: &mut World<'_>, it: &Witnesses<'_>, decided: &[u16]) {
    if world.trail == Trail::Left {
        return;
    }
    let text = it.section.response.text.first().map(|it| it.span);
    let stated = it.section.response.statuses.iter().filter_map(|code| Some((*code, text?)));
    let shown = success_example(it.section).and_then(|it| Some((status(it)?, it.span)));
    let mut said: Vec<(u16, Span)> = stated.chain(shown).collect();
    if said.is_empty() {
        // Nothing but the verb tells.
        said.extend(decided.iter().map(|code| (*code, it.line)));
    }
    for (code, span) in said {
        world.holds(it.subject.clone(), Aspect::Status, code.to_string(), span);
    }
}

/// Signs that an answer holds no object: the sentence, the Methods table, the verb, the end of the path.
pub(super) fn without_body(world: &mut World<'_>, it: &Witnesses<'_>, says: &str) {
    if world.trail == Trail::Left {
        return;
    }
    let sentence = it.section.response.text.first().map(|it| it.span);
    world.holds(it.subject.clone(), Aspect::Response, says, sentence.unwrap_or(it.line));
}

/// One object or many in an answer.
pub(super) fn pages(
    world: &mut World<'_>,
    it: &Witnesses<'_>,
    votes: &Votes,
    json: Option<&Json>,
    decided: bool,
) {
    if world.trail == Trail::Left {
        return;
    }
    let sentence = it.section.response.text.first().map(|it| it.span);
    let shown = json.map(|it| {
        (it.span, matches!(it.get("value").map(|it| &it.value), Some(JsonValue::Array(_))))
    });
    let said = votes.sentence.zip(sentence).map(|(ty, span)| (span, ty.collection));
    if decided || shown.is_some_and(|it| it.1) || said.is_some_and(|it| it.1) {
        for (span, many) in shown.into_iter().chain(said) {
            let says = settle::one_or_many(many);
            world.holds(it.subject.clone(), Aspect::Collection, says, span);
        }
    }
}

/// Signs of a type's own page that it is an entity type, or that it is none.
pub(super) fn kind(world: &mut World<'_>, subject: &Subject, page: &Page) {
    if world.trail == Trail::Left {
        return;
    }
    let annotations = page.representations.iter().filter_map(|it| it.annotation.as_ref());
    let keys = annotations.filter(|it| it.key_property.is_some()).filter_map(|it| it.span);
    let relationship = page.properties.iter().find(|it| it.table == PropertyTable::Relationships);
    let id = page.properties.iter().find(|it| it.name.value == "id");
    let entity: Vec<Span> = keys.chain(relationship.or(id).map(|it| it.span)).collect();
    let says_complex = |it: &&Spanned<Text>| it.value.to_lowercase().contains("complex type");
    let complex: Vec<Span> = page
        .title
        .iter()
        .chain(&page.introduction)
        .filter(says_complex)
        .map(|it| it.span)
        .collect();
    for (says, spans) in [(TypeKind::Entity, entity), (TypeKind::Complex, complex)] {
        for span in spans {
            world.holds(subject.clone(), Aspect::Kind, says.as_str(), span);
        }
    }
}

/// What annotations and the introduction say of a type as a whole.
pub(super) fn whole_type(world: &mut World<'_>, id: TypeId, page: &Page) {
    if world.trail == Trail::Left {
        return;
    }
    let subject = world.about(id);
    for annotation in page.representations.iter().filter_map(|it| it.annotation.as_ref()) {
        let Some(span) = annotation.span else { continue };
        if let Some(key) = &annotation.key_property {
            world.holds(subject.clone(), Aspect::Key, key.clone(), span);
        }
        let flags = [(annotation.open_type, "open type"), (annotation.is_abstract, "abstract")];
        for (_, says) in flags.iter().filter(|(is, _)| *is) {
            world.holds(subject.clone(), Aspect::Fact, *says, span);
        }
    }
    if let Some(it) = &page.deprecated {
        world.holds(subject.clone(), Aspect::Fact, "deprecated", it.span);
    }
    for it in &page.introduction {
        let folded = it.value.to_lowercase();
        let words =
            ["open type", "opentype", "abstract type", "abstract base type", "is an abstract"];
        for words in words.iter().filter(|words| folded.contains(**words)) {
            world.holds(subject.clone(), Aspect::Fact, *words, it.span);
        }
    }
}
