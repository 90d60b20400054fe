//! What holds for every name, whatever it is made of: random ones, and those that were chosen to break it.

use super::*;
use std::collections::BTreeSet;

/// Pieces that names are made of.
const PIECES: &[&str] = &[
    "a", "B", "id", "ID", "Id", "type", "self", "Self", "crate", "super", "async", "gen", "union",
    "try", "_", "__", "-", ".", " ", "@", "$", "1", "2", "02", "_2", "é", "É", "ß", "ẞ", "İ", "ı",
    "а", "ａ", "日本", "\u{301}", "\u{200b}", "\u{202e}", "\u{0}", "\n", "\"", "\\", "r#", "mod",
    "con", "Option", "Vec", "Json", "None", "Type", "x2", "V1", "n1", "u61", "ua9", "e\u{301}",
];

/// A number that looks random and is the same for the same seed.
fn random(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn word(state: &mut u64) -> String {
    (0..random(state) % 5).map(|_| PIECES[random(state) % PIECES.len()]).collect()
}

fn makers() -> [fn(&str) -> String; 4] {
    [type_name, variant_name, snake_name, path_part]
}

#[test]
fn every_name_is_an_identifier_and_no_keyword() {
    let mut state = 1;
    for _ in 0..20_000 {
        let wire = word(&mut state);
        for make in makers() {
            let name = identifier(&make(&wire));
            let text = name.as_str();
            assert!(syn::parse_str::<syn::Ident>(text).is_ok(), "{wire:?} gives {text:?}");
            let bare = text.strip_prefix("r#").unwrap_or(text);
            assert!(bare.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_'), "{text:?}");
            assert!(!["self", "Self", "super", "crate", "_", "gen"].contains(&text), "{wire:?}");
        }
        for name in [type_name(&wire), path_type_name(path_part(&wire))] {
            assert!(!PRELUDE.contains(&name.as_str()), "{wire:?} hides {name}");
        }
    }
}

#[test]
fn no_two_names_of_a_scope_clash_and_a_later_one_changes_none_before() {
    for (seed, make) in (1..).zip(makers().into_iter().cycle().take(40)) {
        let mut state = seed;
        let wires: Vec<String> = (0..200).map(|_| word(&mut state)).collect();
        let claims = |wires: &[String]| {
            let mut scope = Scope::new();
            let all = wires.iter().map(|it| scope.claim(&make(it)).0.as_str().to_owned());
            all.collect::<Vec<_>>()
        };
        let names = claims(&wires);
        let distinct: BTreeSet<String> = names.iter().map(|it| it.to_lowercase()).collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
        assert_eq!(claims(&wires[..100]), names[..100]);
    }
}

#[test]
fn every_file_name_is_one_on_every_system() {
    let mut state = 7;
    let mut scope = module_scope();
    for _ in 0..3000 {
        let wire = word(&mut state).repeat(1 + random(&mut state) % 40);
        for name in [scope.claim(&snake_name(&wire)).0, namespace_name(&word(&mut state))] {
            let bare = name.bare();
            assert!(!RESERVED_FILES.contains(&bare), "{wire:?} gives {bare}");
            assert!(
                bare.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_'),
                "{bare}"
            );
        }
    }
}

#[test]
fn the_keywords_are_those_of_syn() {
    assert!(KEYWORDS.is_sorted());
    let letters = || (b'a'..=b'z').map(|it| char::from(it).to_string());
    let longer = |words: &[String]| -> Vec<String> {
        words.iter().flat_map(|it| letters().map(move |letter| format!("{it}{letter}"))).collect()
    };
    let two = longer(&letters().collect::<Vec<_>>());
    let three = longer(&two);
    let known = KEYWORDS.iter().map(|it| (*it).to_owned());
    for word in letters().chain(two).chain(three).chain(known) {
        let is_keyword =
            syn::parse_str::<syn::Ident>(&word).is_err() || NEWER_KEYWORDS.contains(&&*word);
        assert_eq!(is_keyword, !is_no_keyword(&word), "{word}");
    }
}
