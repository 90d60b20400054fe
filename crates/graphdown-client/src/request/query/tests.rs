//! Query options as they go over the wire.

use super::{Expand, Name};
use crate::request::{OperationInfo, Path, Request};
use crate::response::Collection;

const DISPLAY_NAME: Name = Name::new("displayName");

static DIRECTORY: OperationInfo = OperationInfo {
    path: "/users",
    query_options: "$filter, $search",
    headers: "ConsistencyLevel",
    ..OperationInfo::NOTHING
};
static MAIL: OperationInfo = OperationInfo { path: "/me/messages", ..OperationInfo::NOTHING };

fn list(operation: &'static OperationInfo) -> Request<Collection<String>> {
    Path::root("", None).literal("x").request(operation)
}

/// Query options without encoding, and the level.
fn sent(request: &Request<Collection<String>>) -> (String, Vec<&str>) {
    let options: Vec<_> =
        request.query_pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let levels = request.headers().iter().filter(|it| it.0 == "ConsistencyLevel");
    (options.join("&"), levels.map(|it| it.1.as_str()).collect())
}

#[test]
fn names_and_strings_are_taken() {
    let request = list(&MAIL)
        .select([DISPLAY_NAME, Name::new("id")])
        .expand([Expand::from("a"), Expand::new(DISPLAY_NAME).top(2).order_by(["b desc"])])
        .order_by([DISPLAY_NAME.desc(), DISPLAY_NAME.then("x").asc()]);
    let query = "$select=displayName,id&$expand=a,displayName($top=2;$orderby=b desc)&$orderby=displayName desc,displayName/x";
    assert_eq!(sent(&request).0, query);
    assert_eq!(sent(&list(&MAIL).select(["a", "b"])).0, "$select=a,b");
    assert_eq!(sent(&list(&MAIL).select([String::from("a")])).0, "$select=a");
}

#[test]
fn an_option_is_sent_once_and_the_last_one_counts() {
    let request = list(&MAIL).top(1).select(["a"]).top(2).query("x", "1").query("x", "2");
    assert_eq!(sent(&request).0, "$top=2&$select=a&x=1&x=2");
}

#[test]
fn advanced_conditions_bring_what_they_need() {
    let eventual = vec!["eventual"];
    let filter = |operation| list(operation).filter(DISPLAY_NAME.ne("x"));
    assert_eq!(
        sent(&filter(&DIRECTORY)),
        ("$filter=displayName ne 'x'&$count=true".to_owned(), eventual.clone())
    );
    assert_eq!(sent(&filter(&MAIL)), ("$filter=displayName ne 'x'".to_owned(), eventual.clone()));
    let plain = list(&DIRECTORY).filter("displayName eq 'ne'");
    assert_eq!(sent(&plain), ("$filter=displayName eq 'ne'".to_owned(), Vec::new()));
    assert_eq!(sent(&list(&DIRECTORY).count()), ("$count=true".to_owned(), eventual));
    assert_eq!(sent(&list(&MAIL).count()), ("$count=true".to_owned(), Vec::new()));
}

#[test]
fn a_condition_and_an_order_together_are_advanced_for_directory_objects() {
    for request in [
        list(&DIRECTORY).filter("a eq 1").order_by(["b"]),
        list(&DIRECTORY).order_by(["b"]).filter("a eq 1"),
    ] {
        let (query, level) = sent(&request);
        assert!(query.ends_with("&$count=true"), "{query}");
        assert_eq!(level, ["eventual"]);
    }
    let mail = list(&MAIL).filter("a eq 1").order_by(["b"]);
    assert_eq!(sent(&mail), ("$filter=a eq 1&$orderby=b".to_owned(), Vec::new()));
}

#[test]
fn what_is_set_by_hand_wins() {
    let before = list(&DIRECTORY).query("$count", "false").consistency_level("session");
    let before = before.search("a:b").filter("not(a eq 1)");
    let (query, levels) = sent(&before);
    assert_eq!(query, "$count=false&$search=\"a:b\"&$filter=not(a eq 1)");
    assert_eq!(levels, ["session"]);
    let after = list(&DIRECTORY).search("a:b").query("$count", "false");
    assert_eq!(sent(&after).0, "$search=\"a:b\"&$count=false");
}

#[test]
fn searches_are_quoted_once() {
    let cases = [
        ("displayName:x", "\"displayName:x\""),
        ("\"displayName:x\" OR \"mail:y\"", "\"displayName:x\" OR \"mail:y\""),
        ("a\\b", "\"a\\\\b\""),
    ];
    for (words, sent_words) in cases {
        assert_eq!(sent(&list(&MAIL).search(words)).0, format!("$search={sent_words}"));
    }
}
