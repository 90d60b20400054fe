//! Other ways to write a path, for which the documentation mostly lists one only.

use super::url::Piece;

/// Starts of paths that mean the same, the `{}` standing for any one segment.
const ALIASES: &[(&[&str], &[&str])] = &[
    (&["me"], &["users", "{}"]),
    (&["users", "{}"], &["me"]),
    (&["drive"], &["me", "drive"]),
    (&["me", "drive"], &["drive"]),
    (&["me", "drive"], &["drives", "{}"]),
    (&["drive"], &["drives", "{}"]),
    (&["users", "{}", "drive"], &["drives", "{}"]),
    (&["groups", "{}", "drive"], &["drives", "{}"]),
    (&["sites", "{}", "drive"], &["drives", "{}"]),
    (&["drives", "{}"], &["me", "drive"]),
    (&["sites", "root"], &["sites", "{}"]),
    (&["sites", "{}", "{path}"], &["sites", "{}"]),
];

/// The same request in other words, nearest first.
pub(super) fn spellings(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut found: Vec<Vec<Piece>> = Vec::new();
    for (from, to) in ALIASES {
        if pieces.len() >= from.len() && from.iter().zip(pieces).all(|(word, it)| is(word, it)) {
            let head = to.iter().map(|it| Piece::Word((*it).to_owned()));
            found.push(head.chain(pieces[from.len()..].iter().cloned()).collect());
        }
    }
    // An item may be addressed by its id, by its path or as the root.
    let by_id = by_id(pieces);
    let again: Vec<Vec<Piece>> = found.iter().filter_map(|it| by_id_if_changed(it)).collect();
    found.extend((by_id != pieces).then_some(by_id));
    found.extend(again);
    found
}

fn is(word: &str, piece: &Piece) -> bool {
    match piece {
        Piece::Word(it) => word == "{}" || it.eq_ignore_ascii_case(word),
        Piece::ItemPath { .. } => word == "{path}",
        Piece::Call { .. } => false,
    }
}

fn by_id_if_changed(pieces: &[Piece]) -> Option<Vec<Piece>> {
    let by_id = by_id(pieces);
    (by_id != pieces).then_some(by_id)
}

/// `root:/a/b:` and `root` as `items/{}`.
fn by_id(pieces: &[Piece]) -> Vec<Piece> {
    let item = ["items", "{}"].map(|it| Piece::Word(it.to_owned()));
    let mut found: Vec<Piece> = Vec::new();
    let mut rest = pieces;
    while let [piece, tail @ ..] = rest {
        match (piece, tail) {
            (Piece::Word(word), [Piece::ItemPath { .. }, ..]) if word == "root" => {
                found.extend(item.clone());
                rest = &tail[1..];
                continue;
            }
            (Piece::Word(word), _) if word == "root" => found.extend(item.clone()),
            (Piece::ItemPath { .. }, _) => {}
            _ => found.push(piece.clone()),
        }
        rest = tail;
    }
    found
}
