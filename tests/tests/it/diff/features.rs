//! What each feature of a generated crate brings, taken from its sources: an item is there if one of the features before it is on, and
//! one of those before each module around it.

use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, File, ImplItem, Item, Type};

/// One of these features has to be on; `None` if none has to.
type Gate = Option<BTreeSet<String>>;

/// `feature: item` for each item behind gates, `item` for the others.
pub(super) fn surface(files: &[(String, String)]) -> BTreeSet<String> {
    let files: BTreeMap<&str, &str> =
        files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let mut found = BTreeSet::new();
    module("src/lib.rs", "src", "", &None, &files, &mut found);
    assert!(found.iter().any(|it| it.starts_with("users: ")), "no gates");
    found
}

fn module(
    path: &str,
    folder: &str,
    name: &str,
    outer: &Gate,
    files: &BTreeMap<&str, &str>,
    found: &mut BTreeSet<String>,
) {
    let Some(text) = files.get(path) else { return };
    let file: File = syn::parse_str(text).unwrap();
    for it in &file.items {
        let mut add = |attributes: &[Attribute], inner: &str| {
            let gate = both(outer, &gate(attributes));
            found.extend(named(&gate, &format!("{name}::{inner}")));
            gate
        };
        match it {
            // A stand-in has the name of what it stands for.
            Item::Type(it) if is_stand_in(&it.attrs) => {}
            Item::Type(it) => drop(add(&it.attrs, &it.ident.to_string())),
            Item::Struct(it) => drop(add(&it.attrs, &it.ident.to_string())),
            Item::Enum(it) => drop(add(&it.attrs, &it.ident.to_string())),
            Item::Const(it) => drop(add(&it.attrs, &it.ident.to_string())),
            Item::Impl(it) if it.trait_.is_none() => {
                let Type::Path(of) = &*it.self_ty else { continue };
                let of = of.path.segments.last().unwrap().ident.to_string();
                let outer = both(outer, &gate(&it.attrs));
                for it in &it.items {
                    let ImplItem::Fn(it) = it else { continue };
                    let gate = both(&outer, &gate(&it.attrs));
                    found.extend(named(&gate, &format!("{name}::{of}::{}", it.sig.ident)));
                }
            }
            Item::Mod(it) => {
                let word = it.ident.to_string().trim_start_matches("r#").to_owned();
                let gate = both(outer, &gate(&it.attrs));
                let (path, folder) = (format!("{folder}/{word}.rs"), format!("{folder}/{word}"));
                module(&path, &folder, &format!("{name}::{word}"), &gate, files, found);
            }
            _ => {}
        }
    }
}

fn named(gate: &Gate, item: &str) -> Vec<String> {
    match gate {
        None => vec![item.to_owned()],
        Some(features) => features.iter().map(|it| format!("{it}: {item}")).collect(),
    }
}

fn both(a: &Gate, b: &Gate) -> Gate {
    match (a, b) {
        (Some(a), Some(b)) => Some(a & b),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// The features that a `#[cfg]` names.
fn gate(attributes: &[Attribute]) -> Gate {
    let words = cfg(attributes)?;
    Some(words.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

fn is_stand_in(attributes: &[Attribute]) -> bool {
    cfg(attributes).is_some_and(|it| it.starts_with("not"))
}

fn cfg(attributes: &[Attribute]) -> Option<String> {
    let found = attributes.iter().find(|it| it.path().is_ident("cfg"))?;
    Some(found.meta.require_list().unwrap().tokens.to_string())
}
