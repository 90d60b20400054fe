//! Who is at fault: the documentation, unless a page says what the example shows and the bindings follow another one.

use super::Fault;
use crate::diagnostics::Code;
use crate::ir::edm::{Api, Aspect, Standing, Subject};
use crate::span::Span;

/// The fault for a finding about `subject`: that of the bindings if something else than the `example` itself was said about it that was
/// not followed.
pub(super) fn fault(api: &Api, code: Code, subject: Option<&Subject>, example: &[Span]) -> Fault {
    let aspects = aspects(code);
    let is_own = |place: Span| {
        example
            .iter()
            .any(|it| it.file == place.file && it.start <= place.start && place.end <= it.end)
    };
    let outvoted = subject.is_some_and(|subject| {
        api.evidence_of(subject).into_iter().any(|it| {
            aspects.contains(&it.aspect)
                && matches!(it.standing, Standing::Lost(_))
                && !is_own(it.span)
        })
    });
    if outvoted { Fault::Bindings } else { Fault::Documentation }
}

/// The sides of a subject that a finding puts in question.
fn aspects(code: Code) -> &'static [Aspect] {
    match code {
        Code::StatusContradiction => &[Aspect::Status],
        Code::UnexpectedBody | Code::MissingBody => &[Aspect::Response, Aspect::RequestType],
        Code::OneOrMany => &[Aspect::Collection, Aspect::Response],
        Code::ValueOfOtherType => &[Aspect::Type, Aspect::Response],
        Code::MalformedValue => &[Aspect::Type],
        Code::ExampleOfUnrelatedType => &[Aspect::Type, Aspect::Response],
        Code::UnknownMember => &[Aspect::Member],
        _ => &[],
    }
}
