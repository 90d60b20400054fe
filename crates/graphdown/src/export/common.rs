//! What several forms need to know of the API.

use crate::ir::Text;
use crate::ir::edm::{
    Api, Documentation, Permissions, Property, StructuredType, TypeId, TypeTarget,
};
use std::collections::BTreeSet;

/// The types of account, as the extensions and schemes call them, and the documentation.
pub(super) const ACCOUNTS: [(&str, &str); 3] = [
    ("delegatedWork", "Delegated (work or school account)"),
    ("delegatedPersonal", "Delegated (personal Microsoft account)"),
    ("application", "Application"),
];

/// The permissions for each of [`ACCOUNTS`], from least to most privileged; `None` where the documentation does not say.
pub(super) fn by_account(it: Option<&Permissions>) -> [Option<&[Text]>; 3] {
    let Some(it) = it else { return [None; 3] };
    [it.delegated_work.as_deref(), it.delegated_personal.as_deref(), it.application.as_deref()]
}

/// The full name of a type as CSDL has it.
pub(super) fn type_name(api: &Api, target: TypeTarget) -> String {
    match target {
        TypeTarget::Primitive(it) => it.edm_name().to_owned(),
        TypeTarget::Structured(id) => api.structured_type(id).name.to_string(),
        TypeTarget::Enum(id) => api.enum_type(id).name.to_string(),
        TypeTarget::Untyped => "Edm.Untyped".to_owned(),
    }
}

/// The properties that a type itself declares, each name once: without rows that repeat what a base type declares, and without
/// annotations of JSON.
pub(super) fn declared(api: &Api, id: TypeId) -> Vec<&Property> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for base in api.ancestry(id).into_iter().skip(1) {
        seen.extend(api.structured_type(base).properties.iter().map(|it| it.name.as_str()));
    }
    let own = api.structured_type(id).properties.iter();
    own.filter(|it| !it.name.contains('@') && seen.insert(&it.name)).collect()
}

/// The property that a type has under this name, in any case, declared by itself or a base type.
pub(super) fn property_of<'a>(api: &'a Api, id: TypeId, name: &str) -> Option<&'a Property> {
    let all = api.ancestry(id).into_iter().flat_map(|it| &api.structured_type(it).properties);
    all.into_iter().find(|it| it.name.eq_ignore_ascii_case(name))
}

/// All types with their ids.
pub(super) fn types(api: &Api) -> impl Iterator<Item = (TypeId, &StructuredType)> {
    api.types.iter().enumerate().map(|(index, it)| (TypeId(index as u32), it))
}

/// The words, if there are any.
pub(super) fn words(it: &Documentation) -> Option<String> {
    let text = it.paragraphs.join("\n\n");
    Some(text).filter(|it| !it.trim().is_empty())
}
