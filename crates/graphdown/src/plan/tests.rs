//! Small APIs made by hand, and what is planned for them.

use super::{PlanSettings, plan};
use crate::diagnostics::Diagnostics;
use crate::docset::ApiVersion;
use crate::ir::edm::*;
use crate::ir::rust::{self, Body, Crate, Enum, Item, Model, Node, Runtime, Type};
use crate::span::{FileId, Span};

fn here() -> Span {
    Span::new(FileId(0), 0..0)
}

const STRING: TypeUse =
    TypeUse { target: TypeTarget::Primitive(Primitive::String), collection: false };

fn one(id: u32) -> TypeUse {
    TypeUse { target: TypeTarget::Structured(TypeId(id)), collection: false }
}

fn property(name: &str, ty: TypeUse) -> Property {
    let documentation = Documentation::default();
    let facts = Facts::default();
    Property {
        name: name.into(),
        ty,
        is_navigation: false,
        left_out: None,
        inherited: false,
        nullable: None,
        facts,
        documentation,
        source: here(),
    }
}

fn structured(name: &str, base: Option<u32>, properties: Vec<Property>) -> StructuredType {
    StructuredType {
        name: QualifiedName::new("n.graph", name),
        kind: TypeKind::Entity,
        base: base.map(TypeId),
        is_abstract: false,
        is_open: false,
        key: None,
        properties,
        declared: None,
        methods: Vec::new(),
        origin: Origin::Page,
        documentation: Documentation::default(),
        sources: vec![here()],
    }
}

/// An operation from a line such as `POST /users/{id}/sendMail`; a segment `f(a='{b}')` is a call.
fn operation(kind: OperationKind, line: &str) -> Operation {
    let (method, path) = line.split_once(' ').expect("a verb and a path");
    let mut template = PathTemplate::default();
    for word in path.trim_start_matches('/').split('/') {
        let segment = segment(word, &mut template);
        template.segments.push(segment);
    }
    Operation {
        name: line.into(),
        title: String::new().into(),
        kind,
        method: Method::ALL.into_iter().find(|it| it.as_str() == method).expect("a method"),
        path: template,
        parameters: Vec::new(),
        headers: [].into(),
        query_options: Vec::new(),
        request: RequestBody::None,
        response: Response {
            status: vec![200],
            body: ResponseBody::None,
            declared: None,
            long_running: false,
            location: false,
            monitor_answers: false,
        },
        permissions: None,
        documentation: Documentation::default(),
        examples: [].into(),
        area: None,
        clouds: None,
        sources: vec![here()],
    }
}

fn segment(word: &str, template: &mut PathTemplate) -> Segment {
    let mut parameter = |words: &str| {
        template.parameters.push(PathParameter { documented: words.into() });
        template.parameters.len() - 1
    };
    if let Some(inside) = word.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
        return Segment::Parameter(parameter(inside));
    }
    let Some((name, arguments)) = word.strip_suffix(')').and_then(|it| it.split_once('(')) else {
        return Segment::Literal(word.into());
    };
    let arguments = arguments.split(',').filter_map(|it| it.split_once('='));
    let arguments = arguments.map(|(name, value)| {
        let index = parameter(value.trim_matches(['\'', '{', '}']));
        let value = ArgumentValue::Parameter { index, quoted: value.starts_with('\'') };
        Argument { name: Some(name.into()), value }
    });
    Segment::Call { name: name.into(), arguments: arguments.collect() }
}

fn planned(
    types: Vec<StructuredType>,
    enums: Vec<EnumType>,
    operations: Vec<Operation>,
) -> (Crate, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let edm = Edm {
        apis: vec![Api {
            version: ApiVersion::V1,
            main_namespace: "n.graph".into(),
            types,
            enums,
            operations,
            evidence: Vec::new(),
            areas: Areas::default(),
        }],
        without_api: Vec::new(),
    };
    let it = plan(&edm, &PlanSettings::default(), &mut diagnostics);
    (it, diagnostics.into_sorted().into_iter().map(|it| it.message).collect())
}

fn models(it: &Crate) -> impl Iterator<Item = &Model> {
    it.files
        .iter()
        .flat_map(|it| &it.items)
        .filter_map(|it| if let Item::Model(it) = it { Some(it) } else { None })
}

fn model<'a>(it: &'a Crate, name: &str) -> &'a Model {
    models(it).find(|it| it.name.as_str() == name).expect("the model is there")
}

fn node<'a>(it: &'a Crate, name: &str) -> &'a Node {
    let mut nodes = it
        .files
        .iter()
        .flat_map(|it| &it.items)
        .filter_map(|it| if let Item::Node(it) = it { Some(it) } else { None });
    nodes.find(|it| it.name.as_str() == name).expect("the path is there")
}

fn enums(it: &Crate) -> Vec<&Enum> {
    it.files
        .iter()
        .flat_map(|it| &it.items)
        .filter_map(|it| if let Item::Enum(it) = it { Some(it) } else { None })
        .collect()
}

fn calls(it: &Node) -> Vec<&str> {
    it.calls.iter().map(|it| it.name.as_str()).collect()
}

fn steps(it: &Node) -> Vec<&str> {
    it.steps.iter().map(|it| it.name.as_str()).collect()
}

#[test]
fn inherited_properties_come_first_and_once() {
    let entity = structured("entity", None, vec![property("id", STRING)]);
    let again = Property { inherited: true, ..property("id", one(0)) };
    let user = structured(
        "user",
        Some(0),
        vec![property("name", STRING), again, property("@odata.type", STRING)],
    );
    let (it, messages) = planned(vec![entity, user], Vec::new(), Vec::new());
    let fields: Vec<_> =
        model(&it, "User").fields.iter().map(|it| (it.wire.as_str(), &it.ty)).collect();
    let string = Type::Option(Box::new(Type::String));
    assert_eq!(fields, [("id", &string), ("name", &string)]);
    assert_eq!(messages, Vec::<String>::new());
}

#[test]
fn clashing_names_get_numbers_and_are_reported() {
    let group = structured(
        "group",
        None,
        ["size", "Size", "additional", "type"].map(|it| property(it, STRING)).to_vec(),
    );
    let types = vec![
        structured("Call", None, Vec::new()),
        structured("call", None, Vec::new()),
        group,
        structured("option", None, Vec::new()),
    ];
    let (it, messages) = planned(types, Vec::new(), Vec::new());
    let names: Vec<_> = models(&it).map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Call", "Call2", "Group", "OptionType"]);
    let fields: Vec<_> = model(&it, "Group").fields.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(fields, ["size", "size_2", "additional_2", "r#type"]);
    assert_eq!(messages.len(), 3, "{messages:?}");
}

#[test]
fn rings_are_boxed_and_relationships_are_cut() {
    let parent = Property { is_navigation: true, ..property("parent", one(0)) };
    let left =
        structured("left", None, vec![property("right", one(1)), property("leaf", one(2)), parent]);
    let right = structured("right", None, vec![property("left", one(0))]);
    let (it, _) =
        planned(vec![left, right, structured("leaf", None, Vec::new())], Vec::new(), Vec::new());
    let is_boxed = |ty: &Type| matches!(ty, Type::Option(inner) if matches!(**inner, Type::Box(_)));
    let fields = &model(&it, "Left").fields;
    assert!(is_boxed(&fields[0].ty) && !is_boxed(&fields[1].ty));
    assert!(matches!(fields[2].ty, Type::RuntimeOf(Runtime::Nav, _)));
}

#[test]
fn types_of_other_namespaces_are_in_modules() {
    let mut inner = structured("group", None, Vec::new());
    inner.name.namespace = "n.graph.termStore".into();
    let outer = structured("group", None, vec![property("inner", one(1))]);
    let (it, _) =
        planned(vec![outer, inner, structured("user", None, Vec::new())], Vec::new(), Vec::new());
    let paths: Vec<_> = it
        .files
        .iter()
        .map(|it| it.path.as_str())
        .filter(|it| it.contains("group") || it.contains("term"))
        .collect();
    assert_eq!(
        paths,
        [
            "src/v1_0/models/group.rs",
            "src/v1_0/models/term_store.rs",
            "src/v1_0/models/term_store/group.rs"
        ]
    );
}

#[test]
fn members_are_variants_in_order() {
    let member = |name: &str| Member {
        name: name.into(),
        value: None,
        documentation: Documentation::default(),
        source: here(),
    };
    let members = ["none", "1.1", "JIS B4", "self", "None", "none"].map(member).to_vec();
    let name = QualifiedName::new("n.graph", "kind");
    let it = EnumType {
        name,
        members,
        is_flags: false,
        origin: Origin::Page,
        documentation: Documentation::default(),
        sources: vec![here()],
    };
    let (it, messages) = planned(Vec::new(), vec![it], Vec::new());
    let variants: Vec<_> = enums(&it)[0].variants.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(variants, ["None", "V1_1", "JisB4", "Self_", "None2"]);
    assert_eq!(messages.len(), 1);
}

#[test]
fn a_path_is_a_tree_of_steps() {
    let operations = [
        operation(OperationKind::List, "GET /users"),
        operation(OperationKind::Get, "GET /users/{id | userPrincipalName}"),
        operation(OperationKind::Delete, "DELETE /users/{id}"),
        operation(OperationKind::Action, "POST /users/{id}/sendMail"),
        operation(OperationKind::Get, "GET /users/{id}/list"),
        operation(OperationKind::List, "GET /users/{id}/messages/{id}/$ref"),
    ];
    let (it, _) = planned(Vec::new(), Vec::new(), operations.to_vec());
    assert_eq!(steps(node(&it, "Graph")), ["users"]);
    assert_eq!(
        (steps(node(&it, "Users")), calls(node(&it, "Users"))),
        (vec!["by_id"], vec!["list"])
    );
    let user = node(&it, "UsersById");
    assert_eq!(
        (steps(user), calls(user)),
        (vec!["list_path", "messages"], vec!["get", "delete", "send_mail"])
    );
    assert_eq!(steps(node(&it, "UsersByIdMessagesById")), ["reference"]);
    let key = |name: &str| match &node(&it, name).steps[0].target {
        rust::Target::Key(name) => name.as_str().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(
        (key("Users"), key("UsersByIdMessages")),
        ("user_id".to_owned(), "message_id".to_owned())
    );
}

#[test]
fn overloads_are_told_apart_by_their_arguments() {
    let operations = [
        operation(OperationKind::Function, "GET /users/delta()"),
        operation(OperationKind::Function, "GET /users/delta(token='{token}')"),
        operation(OperationKind::Function, "GET /Users/delta"),
        operation(OperationKind::Action, "POST /users/delete"),
    ];
    let (it, messages) = planned(Vec::new(), Vec::new(), operations.to_vec());
    assert_eq!(calls(node(&it, "Users")), ["delete_action", "delta", "delta_with_token"]);
    assert_eq!(messages.len(), 1, "the third is the first: {messages:?}");
}

#[test]
fn updates_hold_what_the_page_lists_or_what_can_be_written() {
    let read_only = |name: &str| Property {
        facts: Facts { read_only: true, ..Facts::default() },
        ..property(name, STRING)
    };
    let user = structured(
        "user",
        None,
        vec![read_only("id"), property("name", STRING), property("city", STRING)],
    );
    let listed = |names: &[&str]| {
        let parameter = |it: &&str| Parameter {
            name: (*it).into(),
            ty: STRING,
            facts: Facts::default(),
            documentation: Documentation::default(),
            source: here(),
        };
        RequestBody::Resource { ty: one(0), members: names.iter().map(parameter).collect() }
    };
    let update =
        |path: &str, request| Operation { request, ..operation(OperationKind::Update, path) };
    let operations = vec![
        update("PATCH /a", listed(&[])),
        update("PATCH /b", listed(&["city"])),
        // The identity is never sent, whatever the update page lists.
        update("PATCH /c", listed(&["id", "city"])),
    ];
    let (it, _) = planned(vec![user], Vec::new(), operations);
    let wires =
        |name: &str| model(&it, name).fields.iter().map(|it| it.wire.clone()).collect::<Vec<_>>();
    assert_eq!(
        (wires("UserUpdate"), wires("UserUpdate2")),
        (vec!["name".into(), "city".into()], vec!["city".into()])
    );
    assert!(!models(&it).any(|it| it.name.as_str() == "UserUpdate3"), "equal bodies are shared");
    assert!(matches!(model(&it, "UserUpdate").fields[0].ty, Type::RuntimeOf(Runtime::Patch, _)));
}

#[test]
fn answers_have_the_type_of_their_form() {
    let answer = |path: &str, body| Operation {
        response: Response {
            status: vec![200],
            body,
            declared: None,
            long_running: false,
            location: false,
            monitor_answers: false,
        },
        ..operation(OperationKind::Get, path)
    };
    let number = TypeUse { target: TypeTarget::Primitive(Primitive::Int32), collection: false };
    let operations = vec![
        answer("GET /a", ResponseBody::Collection(one(0))),
        answer("GET /b", ResponseBody::Single(number)),
        answer("GET /c", ResponseBody::Stream),
        answer("GET /d", ResponseBody::None),
    ];
    let (it, _) = planned(vec![structured("user", None, Vec::new())], Vec::new(), operations);
    let response = |name: &str| node(&it, name).calls[0].response.clone();
    assert!(matches!(response("A"), Type::RuntimeOf(Runtime::Collection, _)));
    assert_eq!(calls(node(&it, "A")), ["list"]);
    assert_eq!(response("B"), Type::RuntimeOf(Runtime::PropertyValue, Box::new(Type::I32)));
    assert_eq!(
        (response("C"), response("D")),
        (Type::Runtime(Runtime::Bytes), Type::Runtime(Runtime::NoContent))
    );
    assert_eq!(node(&it, "D").calls[0].body, Body::None);
}

/// The example of an update of a user whose page shows `start_line` and `body`.
fn example_lines(start_line: &str, headers: &[(&str, &str)], body: &str) -> Vec<String> {
    let own = |it: &(&str, &str)| (it.0.into(), it.1.into());
    let request = HttpMessage {
        start_line: start_line.into(),
        headers: headers.iter().map(own).collect(),
        body: body.into(),
    };
    let example = Example {
        title: None,
        request: Some(crate::span::Spanned { value: request, span: here() }),
        response: None,
    };
    let body = RequestBody::Resource { ty: one(0), members: Vec::new() };
    let update = Operation {
        request: body,
        examples: [example].into(),
        ..operation(OperationKind::Update, "PATCH /users/{id}")
    };
    let user = structured("user", None, vec![property("name", STRING), property("city", STRING)]);
    let (it, _) = planned(vec![user], Vec::new(), vec![update]);
    let docs = &node(&it, "UsersById").calls[0].docs;
    let lines: Vec<String> = docs.lines().map(str::to_owned).collect();
    let start = lines.iter().position(|it| it == "```no_run").expect("there is an example");
    let end = lines.len() - 3;
    assert_eq!(lines[end..], ["# Ok(())", "# }", "```"]);
    lines[start + 2..end].to_vec()
}

#[test]
fn an_example_is_the_documented_request() {
    let lines = example_lines(
        "PATCH https://x/v1.0/users/ab-12?$select=name&x=%7B HTTP/1.1",
        &[("Prefer", "return=representation"), ("Content-Length", "5"), ("X-Own", "\"")],
        r#"{"city": null, "name": "```\n# a\"b", "unknown": {"a": [1, "x"]}}"#,
    );
    let expected = [
        "use graph_bindings::v1_0::requests::UserUpdate;",
        "use graphdown_client::{Additional, Patch};",
        "use graphdown_client::serde_json::json;",
        "let body = UserUpdate {",
        r#"    name: "```\n# a\"b".into(),"#,
        "    city: Patch::Null,",
        r#"    additional: Additional::from_iter([("unknown", json!({"a": [1, "x"]}))]),"#,
        "    ..Default::default()",
        "};",
        "graph",
        "    .users()",
        r#"    .by_id("ab-12")"#,
        "    .update(&body)",
        r#"    .query("$select", "name")"#,
        r#"    .query("x", "{")"#,
        r#"    .prefer("return=representation")"#,
        r#"    .header("X-Own", "\"")"#,
        "    .await?;",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_does_not_fit_gives_a_simple_example() {
    let simple = [
        "use graph_bindings::v1_0::requests::UserUpdate;",
        "let body = UserUpdate {",
        "    city: \"Rome\".into(),",
        "    ..Default::default()",
        "};",
    ];
    let misfit = r#"{"city": "Rome", "name": 5, "unknown": 1}"#;
    let lines = example_lines("PATCH /users/{id}", &[], misfit);
    assert_eq!(lines[..5], simple);
    assert_eq!(lines[5..], ["graph.users().by_id(\"id\").update(&body).await?;"]);
    let lines = example_lines("PATCH /groups/1", &[], r#"{"city": "Rome"}"#);
    assert_eq!(lines[5..], ["graph.users().by_id(\"user-id\").update(&body).await?;"]);
}
