//! From what a person types to what the documentation has.

use graphdown::ir::edm::{Api, EnumType, Method, Operation, QualifiedName, StructuredType};

/// Something of the API that has a name.
#[derive(Debug)]
pub(super) enum Found<'a> {
    Type(&'a StructuredType),
    Enum(&'a EnumType),
    Operation(&'a Operation),
}

/// All that `name` may mean: a type or enum with or without its namespace, a path, a verb and a path, a page's operation. Case and the
/// words in braces do not matter.
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
    types.chain(enums).chain(operations).collect()
}

/// Up to five names that look like `name`, the most alike first.
pub(super) fn similar(api: &Api, name: &str) -> Vec<String> {
    let types = api.types.iter().map(|it| it.name.name.clone());
    let enums = api.enums.iter().map(|it| it.name.name.clone());
    let (_, path) = verb_and_path(name);
    let paths = api.operations.iter().map(|it| it.path.to_string());
    let wanted = path.to_lowercase();
    let likeness = |it: &String| strsim::jaro_winkler(&it.to_lowercase(), &wanted);
    let mut all: Vec<(f64, String)> =
        types.chain(enums).chain(paths).map(|it| (likeness(&it), it)).collect();
    all.retain(|(likeness, _)| *likeness > 0.85);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    all.dedup();
    all.into_iter().take(5).map(|(_, it)| format!("`{it}`")).collect()
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
