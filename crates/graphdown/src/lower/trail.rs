//! Notes where the facts about operations came from, and what was said in vain.

use super::response::{Votes, Witnesses, success_example};
use super::world::World;
use crate::ir::edm::{Aspect, Subject, TypeUse};
use crate::ir::page::{OperationSection, Page, Returns};

/// Rows of Methods tables: about the page's type, or about the page where it has none.
pub(super) fn methods(world: &mut World<'_>, page: &Page) {
    let owner = world.declared_by.get(&page.file).and_then(|it| it.first()).copied();
    let subject =
        owner.map_or(Subject::Page(page.file), |it| Subject::Type(world.name(it).clone()));
    for row in &page.methods {
        world.holds(subject.clone(), Aspect::Method, row.name.value.clone(), row.span);
    }
}

/// What a page says of calls although it documents no operation; `why` it does not.
pub(super) fn calls_in_passing(world: &mut World<'_>, page: &Page, why: &'static str) {
    let subject = Subject::Page(page.file);
    for section in &page.operations {
        for (aspect, says, span) in said(section) {
            world.lost(subject.clone(), aspect, says, span, why);
        }
        for line in &section.request_lines {
            world.lost(subject.clone(), Aspect::RequestLine, line.target.clone(), line.span, why);
        }
    }
}

/// All that a section says beside its request lines.
pub(super) fn section(world: &mut World<'_>, subject: &Subject, section: &OperationSection) {
    for (aspect, says, span) in said(section) {
        world.holds(subject.clone(), aspect, says, span);
    }
}

fn said(section: &OperationSection) -> Vec<(Aspect, String, crate::span::Span)> {
    let mut found = Vec::new();
    for table in &section.permissions.tables {
        found.push((Aspect::Permission, "permissions".to_owned(), table.span));
        found.extend(
            table.rows.iter().map(|it| (Aspect::Permission, it.permissions.join(", "), it.span)),
        );
    }
    let rows = |aspect: Aspect, rows: &[crate::ir::page::ParameterRow]| {
        rows.iter().map(|it| (aspect, it.name.value.clone(), it.span)).collect::<Vec<_>>()
    };
    found.extend(rows(Aspect::Header, &section.headers));
    found.extend(rows(Aspect::QueryOption, &section.query_parameters));
    found.extend(rows(Aspect::Parameter, &section.path_parameters));
    found.extend(rows(Aspect::RequestBody, &section.body.rows));
    found.extend(
        section.examples.iter().map(|it| (Aspect::Example, it.start_line.clone(), it.span)),
    );
    found
}

/// The votes on the type of an answer.
pub(super) fn response(
    world: &mut World<'_>,
    it: &Witnesses<'_>,
    votes: &Votes,
    decided: Option<TypeUse>,
) {
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
    for (vote, span) in witnesses {
        let (Some(vote), Some(span)) = (vote, span) else { continue };
        let says = world.type_words(vote);
        if decided.is_some_and(|it| it.target == vote.target) {
            world.holds(it.subject.clone(), Aspect::Response, says, span);
        } else {
            world.lost(
                it.subject.clone(),
                Aspect::Response,
                says,
                span,
                "other signs agree on another type",
            );
        }
    }
}
