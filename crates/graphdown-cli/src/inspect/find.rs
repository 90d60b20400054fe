//! From what a person types to what the documentation has.

use graphdown::ir::edm::{
    Api, EnumType, Member, Method, Operation, Property, QualifiedName, StructuredType, Subject,
};

/// Something of the API that has a name.
#[derive(Debug)]
pub(super) enum Found<'a> {
    Type(&'a StructuredType),
    Enum(&'a EnumType),
    Operation(&'a Operation),
    /// A property, and the type that declares it.
    Property(&'a StructuredType, &'a Property),
    Member(&'a EnumType, &'a Member),
    /// Something that pages speak of and that did not get into the API.
    Said(&'a Subject),
}

/// All that `name` may mean: a type or enum with or without its namespace, a property or member behind one of these, a path, a verb
/// and a path, a page's operation. Case and the words in braces do not matter.
pub(super) fn find<'a>(api: &'a Api, name: &str) -> Vec<Found<'a>> {
    let is_named = |it: &QualifiedName| {
        it.name.eq_ignore_ascii_case(name) || it.to_string().eq_ignore_ascii_case(name)
    };
    let types = api.types.iter().filter(|it| is_named(&it.name)).map(Found::Type);
    let enums = api.enums.iter().filter(|it| is_named(&it.name)).map(Found::Enum);
    let (method, path) = verb_and_path(name);
    let is_called = |it: &&Operation| {
        let fits_method = method.is_none_or(|method| method == it.method);
        (fits_method && folded(&it.path.to_string()) == folded(path))
            || it.name.eq_ignore_ascii_case(name)
    };
    let operations = api.operations.iter().filter(is_called).map(Found::Operation);
    let found: Vec<Found<'a>> = types.chain(enums).chain(operations).collect();
    if found.is_empty() { parts(api, name) } else { found }
}

/// Properties and members: `user.displayName`, `microsoft.graph.user.displayName`.
fn parts<'a>(api: &'a Api, name: &str) -> Vec<Found<'a>> {
    let Some((owner, part)) = name.rsplit_once('.') else { return Vec::new() };
    let mut found = Vec::new();
    for it in find(api, owner) {
        match it {
            Found::Type(ty) => found.extend(property(api, ty, part)),
            Found::Enum(en) => {
                let members = en.members.iter().filter(|it| it.name.eq_ignore_ascii_case(part));
                found.extend(members.map(|it| Found::Member(en, it)));
            }
            _ => {}
        }
    }
    found
}

/// The property of the type or of the nearest base that has it, or what pages say of a property that the type did not get.
fn property<'a>(api: &'a Api, ty: &'a StructuredType, name: &str) -> Option<Found<'a>> {
    let bases = ty.base.iter().flat_map(|it| api.ancestry(*it)).map(|it| api.structured_type(it));
    let owner_and_property = std::iter::once(ty).chain(bases).find_map(|owner| {
        let mut properties = owner.properties.iter();
        Some((owner, properties.find(|it| it.name.eq_ignore_ascii_case(name))?))
    });
    if let Some((owner, property)) = owner_and_property {
        return Some(Found::Property(owner, property));
    }
    api.evidence.iter().map(|it| &*it.subject).find_map(|subject| match subject {
        Subject::Property(owner, it) if *owner == ty.name && it.eq_ignore_ascii_case(name) => {
            Some(Found::Said(subject))
        }
        _ => None,
    })
}

/// Up to five names that look like `name`, the most alike first.
pub(crate) fn similar(api: &Api, name: &str) -> Vec<String> {
    if let Some((owner, part)) = name.rsplit_once('.').filter(|_| !name.contains('/')) {
        let parts = find(api, owner).into_iter().flat_map(|it| match it {
            Found::Type(ty) => ty.properties.iter().map(|it| it.name.to_string()).collect(),
            Found::Enum(en) => en.members.iter().map(|it| it.name.to_string()).collect(),
            _ => Vec::new(),
        });
        return most_alike(parts, part).iter().map(|it| format!("`{owner}.{it}`")).collect();
    }
    let types = api.types.iter().map(|it| it.name.name.to_string());
    let enums = api.enums.iter().map(|it| it.name.name.to_string());
    let (_, path) = verb_and_path(name);
    let paths = api.operations.iter().map(|it| it.path.to_string());
    let names = most_alike(types.chain(enums).chain(paths), path);
    names.into_iter().map(|it| format!("`{it}`")).collect()
}

fn most_alike(names: impl Iterator<Item = String>, wanted: &str) -> Vec<String> {
    let wanted = wanted.to_lowercase();
    let likeness = |it: &String| strsim::jaro_winkler(&it.to_lowercase(), &wanted);
    let mut all: Vec<(f64, String)> = names.map(|it| (likeness(&it), it)).collect();
    all.retain(|(likeness, _)| *likeness > 0.85);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    all.dedup();
    all.into_iter().take(5).map(|(_, it)| it).collect()
}

fn verb_and_path(name: &str) -> (Option<Method>, &str) {
    let (verb, path) = name.trim().split_once(' ').unwrap_or(("", name));
    let method = Method::ALL.into_iter().find(|it| it.as_str().eq_ignore_ascii_case(verb));
    if method.is_some() { (method, path.trim()) } else { (None, name) }
}

/// The path in lower case, with nothing in the braces.
fn folded(path: &str) -> String {
    let mut folded = String::new();
    let mut in_braces = false;
    for it in path.trim_end_matches('/').chars() {
        in_braces = in_braces && it != '}';
        if !in_braces {
            folded.extend(it.to_lowercase());
        }
        in_braces = in_braces || it == '{';
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_braces_do_not_matter() {
        assert_eq!(folded("/Users/{id | userPrincipalName}/messages/"), "/users/{}/messages");
        assert_eq!(folded("/a(x='{y}')"), "/a(x='{}')");
        assert_eq!(folded("/a/{never closed"), "/a/{");
    }

    #[test]
    fn a_verb_is_only_what_graph_knows() {
        assert_eq!(verb_and_path("get /users"), (Some(Method::Get), "/users"));
        assert_eq!(verb_and_path("/users"), (None, "/users"));
        assert_eq!(verb_and_path("two words"), (None, "two words"));
    }
}
