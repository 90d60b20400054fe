//! What `graphdown export` writes: that nothing is lost, that every reference leads somewhere, and that foreign tools can read it.

mod foreign;

use graphdown::export::{csdl_json, openapi, permissions_csv, permissions_markdown};
use graphdown::ir::edm::Api;
use graphdown::{Config, Ir};
use graphdown_tests::{given, repository};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The documentation sets that are at hand: always `docs-input`, and a whole one if it is given.
fn sets() -> Vec<PathBuf> {
    let whole = given("GRAPHDOWN_CORPUS").map(|it| it.join("api-reference/v1.0"));
    [repository().join("docs-input")].into_iter().chain(whole).collect()
}

fn load(folder: &Path) -> Ir {
    Config::new().docs(folder).load().unwrap()
}

/// The types of an inventory as the scorer reads CSDL: properties with type, collection and navigation, without what a base type
/// declares already.
fn of_inventory(inventory: &Value, version: &str) -> BTreeMap<String, Value> {
    let lists = [&inventory["types"], &inventory["undocumented_types"]];
    let types = lists.iter().flat_map(|it| it.as_array().unwrap());
    let types: Vec<&Value> = types.filter(|it| it["version"] == version).collect();
    let name = |it: &Value| {
        format!("{}.{}", it["namespace"].as_str().unwrap(), it["name"].as_str().unwrap())
    };
    let by_name: BTreeMap<String, &Value> = types.iter().map(|it| (name(it), *it)).collect();
    let mut found = BTreeMap::new();
    for (full, it) in &by_name {
        let mut properties = serde_json::Map::new();
        for property in it["properties"].as_array().unwrap() {
            let wire = property["name"].as_str().unwrap();
            let is_identifier = wire.chars().all(|it| it.is_alphanumeric() || it == '_')
                && !wire.starts_with(|it: char| it.is_numeric());
            let mut base = it["base"].as_str();
            let mut steps = 0;
            let mut is_inherited = false;
            while let Some(above) = base.and_then(|it| by_name.get(it)).filter(|_| steps < 50) {
                let rows = above["properties"].as_array().unwrap();
                is_inherited |= rows.iter().any(|it| it["name"] == wire);
                base = above["base"].as_str();
                steps += 1;
            }
            if is_identifier && !is_inherited && !properties.contains_key(wire) {
                let ty = property["type"].as_str().unwrap();
                let is_navigation = property["navigation"] == true && by_name.contains_key(ty);
                let value = json!([ty, property["collection"], is_navigation]);
                properties.insert(wire.to_owned(), value);
            }
        }
        found.insert(
            full.clone(),
            json!([it["kind"], it["base"], it["abstract"], it["open"], properties]),
        );
    }
    for it in inventory["enums"].as_array().unwrap().iter().filter(|it| it["version"] == version) {
        let members = it["members"].as_array().unwrap();
        let members: BTreeSet<&str> = members.iter().map(|it| it.as_str().unwrap()).collect();
        let members: Vec<&str> = members.into_iter().filter(|it| is_plain(it)).collect();
        found.insert(name(it), json!([it["flags"], members]));
    }
    found
}

fn is_plain(name: &str) -> bool {
    name.chars().all(|it| it.is_alphanumeric() || it == '_')
        && !name.starts_with(|it: char| it.is_numeric())
}

/// The same of a document in CSDL JSON.
fn of_csdl(document: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let schemas = document.as_object().unwrap().iter().filter(|it| !it.0.starts_with('$'));
    for (namespace, schema) in schemas {
        for (name, it) in schema.as_object().unwrap() {
            let own = |it: &str| !it.contains(['$', '@']);
            let children = it.as_object().into_iter().flatten().filter(|it| own(it.0));
            let is = |it: &Value, key: &str| it[key] == true;
            let value = match it["$Kind"].as_str() {
                Some("EnumType") => {
                    let members: BTreeSet<&String> = children.map(|it| it.0).collect();
                    json!([is(it, "$IsFlags"), members])
                }
                Some(kind @ ("EntityType" | "ComplexType")) => {
                    let properties: serde_json::Map<String, Value> = children
                        .map(|(name, it)| {
                            let is_navigation = it["$Kind"] == "NavigationProperty";
                            let ty = it["$Type"].as_str().unwrap_or("Edm.String");
                            (name.clone(), json!([ty, is(it, "$Collection"), is_navigation]))
                        })
                        .collect();
                    let kind = if kind == "EntityType" { "entity" } else { "complex" };
                    json!([
                        kind,
                        it["$BaseType"],
                        is(it, "$Abstract"),
                        is(it, "$OpenType"),
                        properties
                    ])
                }
                _ => continue,
            };
            found.insert(format!("{namespace}.{name}"), value);
        }
    }
    found
}

#[test]
fn csdl_gives_the_inventory_back() {
    for folder in sets() {
        let ir = load(&folder);
        let inventory = graphdown::inventory(&ir.docs, &ir.edm);
        for api in &ir.edm.apis {
            let mut read = of_csdl(&csdl_json(api));
            let expected = of_inventory(&inventory, api.version.as_str());
            // Graph's own type for any JSON value is declared whether or not a page is about it.
            if !expected.contains_key("microsoft.graph.Json") {
                read.remove("microsoft.graph.Json");
            }
            let names = |it: &BTreeMap<String, Value>| it.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&read), names(&expected));
            for (name, it) in &expected {
                assert_eq!(&read[name], it, "{name}");
            }
        }
    }
}

fn references<'a>(it: &'a Value, found: &mut Vec<&'a str>) {
    match it {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|it| references(it, found));
        }
        Value::Array(list) => list.iter().for_each(|it| references(it, found)),
        _ => {}
    }
}

#[test]
fn every_reference_of_openapi_leads_somewhere_and_no_operation_is_lost() {
    for folder in sets() {
        for api in &load(&folder).edm.apis {
            let document = openapi(api);
            let mut found = Vec::new();
            references(&document["paths"], &mut found);
            references(&document["components"]["schemas"], &mut found);
            assert!(found.len() > 100);
            for it in found {
                let pointer = it.strip_prefix('#').unwrap();
                assert!(document.pointer(pointer).is_some(), "{it}");
            }
            check_operations(api, &document);
        }
    }
}

/// Each verb and path is there, under an id of its own, and every parameter of a path is declared.
fn check_operations(api: &Api, document: &Value) {
    let paths = document["paths"].as_object().unwrap();
    let blank = |path: &str| {
        let mut parts = path.split('{');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, it| text + "{" + it.split_once('}').map_or("", |it| it.1))
    };
    let mut ids = BTreeSet::new();
    let mut there = BTreeSet::new();
    for (path, item) in paths {
        let declared = item["parameters"].as_array().map_or(0, Vec::len);
        assert_eq!(path.matches('{').count(), declared, "{path}");
        for (verb, it) in item.as_object().unwrap().iter().filter(|it| it.0 != "parameters") {
            assert!(ids.insert(it["operationId"].as_str().unwrap()), "{path}");
            there.insert(format!("{} {}", verb.to_uppercase(), blank(path)));
        }
    }
    for it in &api.operations {
        let name = format!("{} {}", it.method, blank(&it.path.to_string()));
        assert!(there.contains(&name), "{name}");
    }
}

#[test]
fn tags_of_openapi_differ_in_more_than_letter_case_and_each_is_listed() {
    let mut apis: Vec<Api> = sets().iter().flat_map(|it| load(it).edm.apis).collect();
    let shouted = apis[0].operations.iter_mut().find(|it| it.area.is_some()).unwrap();
    shouted.area = shouted.area.as_ref().map(|it| it.to_uppercase().into());
    for api in &apis {
        let document = openapi(api);
        let listed = document["tags"].as_array().unwrap().iter();
        let listed: BTreeSet<&str> = listed.map(|it| it["name"].as_str().unwrap()).collect();
        let folded: BTreeSet<String> = listed.iter().map(|it| it.to_lowercase()).collect();
        assert_eq!(folded.len(), listed.len(), "{listed:?}");
        let items = document["paths"].as_object().unwrap().values();
        let operations = items.flat_map(|it| it.as_object().unwrap().values());
        let used = operations.filter_map(|it| it["tags"][0].as_str());
        assert_eq!(used.collect::<BTreeSet<&str>>(), listed);
    }
}

#[test]
fn openapi_has_scopes_examples_options_and_calls() {
    let ir = load(&repository().join("docs-input/v1.0"));
    let document = openapi(&ir.edm.apis[0]);
    let user = &document["paths"]["/users/{id-or-userPrincipalName}"];
    for verb in ["get", "patch", "delete"] {
        assert!(user[verb].is_object(), "{verb}");
    }
    let security = user["patch"]["security"].as_array().unwrap();
    assert_eq!(security[0], json!({ "delegatedWork": ["User.ReadWrite"] }));
    assert!(security.contains(&json!({ "application": ["Directory.ReadWrite.All"] })));
    let scheme = &document["components"]["securitySchemes"]["application"];
    assert!(scheme["flows"]["clientCredentials"]["scopes"]["Directory.ReadWrite.All"].is_string());
    let users = &document["paths"]["/users"];
    let options = users["get"]["parameters"].as_array().unwrap();
    assert!(options.contains(&json!({ "$ref": "#/components/parameters/filter" })), "{options:?}");
    let body = &users["post"]["requestBody"]["content"]["application/json"];
    assert!(body["examples"]["example-1"]["value"]["displayName"].is_string(), "{body}");
    assert_eq!(body["schema"]["allOf"][0]["$ref"], "#/components/schemas/microsoft.graph.user");
    let created = &users["post"]["responses"]["201"]["content"]["application/json"];
    assert!(created["examples"].is_object(), "{created}");
    let call = "/reports/getOffice365ActiveUserCounts(period='{period_value}')";
    let call = &document["paths"][call];
    assert!(call["parameters"][0]["description"].as_str().unwrap().contains("D180"), "{call}");
    // Examples of a page about several operations go to the one they are of.
    let photo = &document["paths"]["/me/photo/$value"]["get"]["responses"]["200"];
    assert!(photo["content"]["application/octet-stream"]["schema"].is_object(), "{photo}");
}

#[test]
fn actions_and_functions_are_bound_to_what_their_path_leads_to() {
    let ir = load(&repository().join("docs-input/v1.0"));
    let document = csdl_json(&ir.edm.apis[0]);
    let graph = &document["microsoft.graph"];
    let restart = &graph["restart"][0];
    // The path goes through a word that no page documents, so there is nothing to bind it to.
    assert!(restart.is_null(), "{restart}");
    let delta = &graph["delta"][0];
    assert_eq!(delta["$Kind"], "Function");
    let binding = json!({ "$Name": "bindingParameter", "$Collection": true, "$Type": "microsoft.graph.user" });
    assert_eq!(delta["$Parameter"][0], binding);
    let sets = &graph["GraphService"];
    assert_eq!(sets["users"], json!({ "$Collection": true, "$Type": "microsoft.graph.user" }));
    assert_eq!(sets["me"], json!({ "$Type": "microsoft.graph.user" }));
}

#[test]
fn permissions_have_a_line_per_operation_and_account() {
    let ir = load(&repository().join("docs-input/v1.0"));
    let api = &ir.edm.apis[0];
    let csv = permissions_csv(api);
    assert_eq!(csv.lines().count(), 1 + 3 * api.operations.len());
    let line = "PATCH,/me,Delegated (personal Microsoft account),User.ReadWrite,User.ReadWrite";
    assert!(csv.contains(&format!("{line}\r\n")), "{csv}");
    assert!(csv.contains("POST,/users,Delegated (personal Microsoft account),not supported,"));
    // A comma in a path does not end a field.
    for it in csv.lines().filter(|it| it.contains("(a,b)")) {
        assert!(it.contains('"'), "{it}");
    }
    let markdown = permissions_markdown(api);
    assert!(
        markdown.contains("|`PATCH /users/{id \\| userPrincipalName}`|User.ReadWrite, "),
        "{markdown}"
    );
    assert_eq!(markdown.lines().count(), 4 + api.operations.len());
}
