//! Values made from types, where the documentation shows none. The same type gives the same values each time.

use graphdown::ir::edm::{
    Api, Facts, Primitive, StructuredType, TypeId, TypeKind, TypeTarget, TypeUse,
};
use serde_json::{Map, Value, json};

/// How deep complex values are nested.
const DEPTH: usize = 3;

/// A value of a type.
pub(crate) fn value(api: &Api, ty: TypeUse) -> Value {
    made(api, ty, "value", &Facts::default(), DEPTH)
}

/// An object of a type. One of an abstract type is of the first type that derives from it, and says so.
pub(crate) fn object(api: &Api, id: TypeId) -> Map<String, Value> {
    structured(api, id, DEPTH)
}

fn structured(api: &Api, id: TypeId, depth: usize) -> Map<String, Value> {
    let concrete = concrete(api, id);
    let ty = api.structured_type(concrete);
    let mut object = Map::new();
    if concrete != id {
        object.insert("@odata.type".to_owned(), format!("#{}", ty.name).into());
    }
    if ty.kind == TypeKind::Entity {
        let key = ty.key.as_deref().unwrap_or("id");
        object.insert(key.to_owned(), guid(&ty.name.to_string()).into());
    }
    for owner in api.ancestry(concrete).into_iter().rev() {
        for it in &api.structured_type(owner).properties {
            let is_stream = it.ty.target == TypeTarget::Primitive(Primitive::Stream);
            if !it.is_navigation && !is_stream && !object.contains_key(it.name.as_str()) {
                let value = made(api, it.ty, &it.name, &it.facts, depth);
                object.insert(it.name.to_string(), value);
            }
        }
    }
    object
}

/// The first type that derives from an abstract one.
fn concrete(api: &Api, id: TypeId) -> TypeId {
    if !api.structured_type(id).is_abstract {
        return id;
    }
    let is_fit = |(at, it): &(usize, &StructuredType)| {
        !it.is_abstract && api.ancestry(TypeId(*at as u32)).contains(&id)
    };
    api.types.iter().enumerate().find(is_fit).map_or(id, |(at, _)| TypeId(at as u32))
}

fn made(api: &Api, ty: TypeUse, name: &str, facts: &Facts, depth: usize) -> Value {
    if ty.collection {
        // What is nested too deep is left out, not cut.
        if depth == 0 && matches!(ty.target, TypeTarget::Structured(_)) {
            return json!([]);
        }
        return json!([made(api, TypeUse { collection: false, ..ty }, name, facts, depth)]);
    }
    match ty.target {
        TypeTarget::Primitive(it) => primitive(it, name, facts),
        TypeTarget::Enum(id) => {
            api.enum_type(id).members.first().map_or(Value::Null, |it| it.name.as_str().into())
        }
        TypeTarget::Structured(_) if depth == 0 => Value::Null,
        TypeTarget::Structured(id) => Value::Object(structured(api, id, depth - 1)),
        TypeTarget::Untyped => Value::Null,
    }
}

fn primitive(it: Primitive, name: &str, facts: &Facts) -> Value {
    match it {
        Primitive::Binary => "Z3JhcGhkb3du".into(),
        Primitive::Boolean => true.into(),
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => 1.into(),
        Primitive::Int64 => 1.into(),
        Primitive::Decimal | Primitive::Double | Primitive::Single => json!(1.5),
        Primitive::Date => "2024-01-31".into(),
        Primitive::DateTimeOffset => "2024-01-31T12:00:00Z".into(),
        Primitive::Duration => "PT1H".into(),
        Primitive::TimeOfDay => "12:00:00.0000000".into(),
        Primitive::Guid => guid(name).into(),
        Primitive::Json => json!({}),
        Primitive::Stream => Value::Null,
        Primitive::String => text(name, facts).into(),
    }
}

fn text(name: &str, facts: &Facts) -> String {
    if let Some(first) = facts.particulars().allowed_values.first() {
        return first.to_string();
    }
    let folded = name.to_lowercase();
    let text = if folded == "id" || folded.ends_with("id") {
        guid(name)
    } else if folded.contains("mail") || folded.ends_with("principalname") {
        "sample@contoso.example".to_owned()
    } else if folded.ends_with("url") || folded.ends_with("uri") {
        format!("https://contoso.example/{name}")
    } else {
        format!("Sample {name}")
    };
    let longest = facts.particulars().max_length.map_or(usize::MAX, |it| it as usize);
    text.chars().take(longest).collect()
}

/// A GUID that depends on `seed` alone.
pub(crate) fn guid(seed: &str) -> String {
    let (high, low) = (hash(seed, 0xcbf2_9ce4_8422_2325), hash(seed, 0x9e37_79b9_7f4a_7c15));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    )
}

/// The id of the object that was created as number `number`.
pub(crate) fn minted(number: u64) -> String {
    format!("{MINTED}{number:012x}")
}

/// True for ids that [`minted`] makes.
pub(crate) fn is_minted(id: &str) -> bool {
    id.starts_with(MINTED)
}

const MINTED: &str = "6d6f636b-0000-4000-8000-";

/// FNV-1a from a given start.
fn hash(text: &str, start: u64) -> u64 {
    text.bytes().fold(start, |hash, it| (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use graphdown::ir::edm::Particulars;

    #[test]
    fn guids_depend_on_the_seed_alone() {
        assert_eq!(guid("user"), guid("user"));
        assert_ne!(guid("user"), guid("group"));
        assert_eq!(guid("user").len(), 36);
        assert_eq!(guid("").split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    }

    #[test]
    fn text_keeps_to_what_the_page_says() {
        let facts = Facts::from(Particulars { max_length: Some(6), ..Particulars::default() });
        assert_eq!(text("displayName", &facts), "Sample");
        let facts = Facts::from(Particulars {
            allowed_values: vec!["low".into()],
            ..Particulars::default()
        });
        assert_eq!(text("level", &facts), "low");
    }
}
