//! Which documented operation a URL calls.
//!
//! Every operation that fits is ranked segment by segment from the left: a literal beats a parameter. The best one must be the only one.

use super::url::Piece;
use crate::ir::Text;
use crate::ir::edm::{Api, Argument, ArgumentValue, Method, Operation, Segment};
use crate::span::FileId;

/// The operations of an API, to look for the one that a URL calls.
pub(super) struct Paths<'a> {
    api: &'a Api,
}

/// How a piece of a URL fits a segment, best first when compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Rank {
    /// A call whose arguments are not those that are documented.
    OtherArguments,
    /// A parameter takes anything.
    Parameter,
    /// The same word, one of the two with a namespace, or with parentheses.
    Nearly,
    /// The same word.
    Literal,
}

/// An operation that fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    pub(super) operation: usize,
    pub(super) ranks: Vec<Rank>,
    pub(super) is_own: bool,
}

impl<'a> Paths<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Paths { api }
    }

    /// The operations that fit best, mostly one. `page` is preferred among equals.
    pub(super) fn best(&self, method: Option<Method>, pieces: &[Piece], page: FileId) -> Vec<Fit> {
        let mut found: Vec<Fit> = Vec::new();
        for (operation, it) in self.api.operations.iter().enumerate() {
            if method.is_some_and(|method| method != it.method) {
                continue;
            }
            if let Some(ranks) = fit(it, pieces) {
                let is_own = it.sources.iter().any(|it| it.file == page);
                found.push(Fit { operation, ranks, is_own });
            }
        }
        let Some(best) = found.iter().map(|it| it.ranks.clone()).max() else { return Vec::new() };
        found.retain(|it| it.ranks == best);
        if found.iter().any(|it| it.is_own) {
            found.retain(|it| it.is_own);
        }
        found
    }
}

/// How the pieces fit the path of an operation; `None` if they do not.
fn fit(operation: &Operation, pieces: &[Piece]) -> Option<Vec<Rank>> {
    let path = &operation.path;
    // Most operations begin with another word.
    if let (Some(Segment::Literal(first)), Some(Piece::Word(word))) =
        (path.segments.first(), pieces.first())
        && !first.eq_ignore_ascii_case(word)
    {
        return None;
    }
    let mut ranks = Vec::new();
    let (mut segments, mut pieces) = (path.segments.as_slice(), pieces);
    while let [segment, ..] = segments {
        let (used_segments, used_pieces, rank) = step(operation, segments, pieces)?;
        ranks.push(rank);
        if let (Segment::Literal(_), 2) = (segment, used_segments) {
            ranks.push(Rank::Parameter);
        }
        (segments, pieces) = (&segments[used_segments..], &pieces[used_pieces..]);
    }
    pieces.is_empty().then_some(ranks)
}

/// How many segments and pieces fit each other at the start.
pub(super) fn step(
    operation: &Operation,
    segments: &[Segment],
    pieces: &[Piece],
) -> Option<(usize, usize, Rank)> {
    let rank = match (&segments[0], pieces.first()?) {
        (Segment::Literal(literal), Piece::Word(word)) => literal_rank(literal, word)?,
        (Segment::Literal(literal), Piece::Call { name, arguments }) => {
            let rank = literal_rank(literal, name)?;
            let is_key = matches!(arguments.as_slice(), [(None, _)]);
            if is_key && matches!(segments.get(1), Some(Segment::Parameter(_))) {
                return Some((2, 1, rank));
            }
            // Some request lines leave out the arguments that a table below lists.
            let is_listed = |name: &str| {
                operation.parameters.iter().any(|it| it.name.eq_ignore_ascii_case(name))
            };
            let listed = arguments.iter().all(|(name, _)| name.as_deref().is_some_and(is_listed));
            if listed { Rank::Parameter } else { Rank::OtherArguments }
        }
        (Segment::Parameter(_), Piece::Word(word)) if !word.starts_with('$') => Rank::Parameter,
        (Segment::ItemPath { closed, .. }, Piece::ItemPath { closed: other, .. }) => {
            // At the end of a path the closing colon makes no difference.
            let at_end = segments.len() == 1 && pieces.len() == 1;
            (closed == other || at_end).then_some(Rank::Parameter)?
        }
        (Segment::Call { name, arguments }, piece) => {
            return call(operation, name, arguments, piece, pieces);
        }
        _ => return None,
    };
    Some((1, 1, rank))
}

fn call(
    operation: &Operation,
    name: &str,
    arguments: &[Argument],
    piece: &Piece,
    pieces: &[Piece],
) -> Option<(usize, usize, Rank)> {
    match piece {
        Piece::Call { name: called, arguments: given } => {
            let rank = literal_rank(name, called)?;
            let rank = rank.min(arguments_rank(operation, arguments, given)?);
            Some((1, 1, rank))
        }
        Piece::Word(word) => {
            let rank = literal_rank(name, word)?;
            match arguments {
                [] => Some((1, 1, rank.min(Rank::Nearly))),
                [Argument { name: None, value: ArgumentValue::Parameter { .. } }]
                    if matches!(pieces.get(1), Some(Piece::Word(_))) =>
                {
                    Some((1, 2, rank.min(Rank::Nearly)))
                }
                _ => Some((1, 1, Rank::OtherArguments)),
            }
        }
        Piece::ItemPath { .. } => None,
    }
}

/// How the given arguments fit the documented ones. `None` if a documented one is fixed and another is given: that is another operation.
fn arguments_rank(
    operation: &Operation,
    documented: &[Argument],
    given: &[(Option<String>, String)],
) -> Option<Rank> {
    let same = |a: &Option<String>, b: &Option<Text>| match (a, b) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        (None, None) => true,
        _ => false,
    };
    let mut rank = Rank::Literal;
    for argument in documented {
        let value = given.iter().find(|(name, _)| same(name, &argument.name)).map(|(_, it)| it);
        match (&argument.value, value) {
            (_, None) => rank = Rank::OtherArguments,
            (ArgumentValue::Parameter { .. }, Some(_)) => rank = rank.min(Rank::Nearly),
            (ArgumentValue::Literal(literal), Some(value)) => {
                let bare = |it: &str| it.trim_matches(['\'', '"']).to_lowercase();
                if bare(literal) != bare(value) && !value.contains('{') {
                    return None;
                }
            }
        }
    }
    for (name, _) in given {
        let is_documented = documented.iter().any(|it| same(name, &it.name));
        let is_listed = name.as_ref().is_some_and(|name| {
            operation.parameters.iter().any(|it| it.name.eq_ignore_ascii_case(name))
        });
        if !is_documented && !is_listed {
            rank = Rank::OtherArguments;
        }
    }
    Some(rank)
}

/// A word against a literal: letter case does not count, and either may have a namespace in front.
fn literal_rank(literal: &str, word: &str) -> Option<Rank> {
    if literal.eq_ignore_ascii_case(word) {
        return Some(Rank::Literal);
    }
    let bare = |it: &str| {
        let is_qualified =
            it.get(..16).is_some_and(|head| head.eq_ignore_ascii_case("microsoft.graph."));
        let name = if is_qualified { it.rsplit('.').next().unwrap_or(it) } else { it };
        name.to_lowercase()
    };
    (bare(literal) == bare(word)).then_some(Rank::Nearly)
}
