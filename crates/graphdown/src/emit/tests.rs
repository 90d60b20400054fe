//! Small files, written out.

use super::{Shapes, emit};
use crate::ir::rust::*;

fn emit_file(it: &File) -> String {
    super::emit_file(it, &Shapes::default())
}

fn name(text: &str) -> Name {
    Name::checked(text.to_owned())
}

#[test]
fn a_model() {
    let docs =
        Docs { text: "One `a`.\n\n\"Two\" \\ */".into(), deprecated: Some("Use \"b\".".into()) };
    let ty = Type::Option(Box::new(Type::Vec(Box::new(Type::String))));
    let field = Field {
        name: name("r#type"),
        wire: "type\"".into(),
        constant: Some(name("TYPE")),
        ty,
        docs: Docs::default(),
    };
    let model = Model {
        name: name("Thing"),
        odata_type: "n.thing".into(),
        docs,
        fields: vec![field],
        required: Vec::new(),
    };
    let text = emit_file(&File {
        path: String::new(),
        docs: vec!["Things.".to_owned()],
        items: vec![Item::Model(model)],
    });
    for part in [
        "//! Things.\n\n/// One `a`.\n///\n/// \"Two\" \\ */\n#[deprecated(note = \"Use \\\"b\\\".\")]\n",
        "    pub r#type: Option<Vec<String>>,\n",
        "            \"type\\\"\" => from.read(&mut self.r#type),\n",
        "        to.property(\"type\\\"\", &self.r#type);\n        to.rest(&self.additional);\n",
        "}\n\ngraphdown_client::common_of_model!(Thing);\n",
        "\ngraphdown_client::names! {\n    Thing;\n    TYPE = \"type\\\"\";\n}\n",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}

#[test]
fn every_body_and_target_is_code() {
    let parameter = Parameter { name: name("period"), ty: Type::Str };
    let argument = |value| Argument { wire: "p".into(), value };
    let forms = [ArgumentForm::Literal, ArgumentForm::Quoted, ArgumentForm::Raw];
    let mut arguments: Vec<_> = forms
        .into_iter()
        .map(|form| argument(ArgumentValue::Parameter { parameter: parameter.clone(), form }))
        .collect();
    arguments.push(argument(ArgumentValue::Fixed("'x'".into())));
    let targets = [
        Target::Literal("a".into()),
        Target::Key(name("id")),
        Target::ItemPath(name("path")),
        Target::Function { function: "f".into(), arguments },
    ];
    let bodies = [
        Body::None,
        Body::Json(Type::Bool),
        Body::Reference,
        Body::Bytes(Some("image/png".into())),
    ];
    let facts = Facts {
        method: name("Get"),
        path: "/a".into(),
        documentation: "".into(),
        status: vec![200],
        long_running: false,
        query_options: Vec::new(),
        headers: vec!["If-Match".into()],
        permissions: None,
        monitor: None,
    };
    let calls = targets.into_iter().zip(bodies).map(|(target, body)| Call {
        gate: Gate::default(),
        name: name("get"),
        constant: name("GET"),
        docs: Docs::default(),
        target: Some(target),
        body,
        response: Type::Runtime(Runtime::NoContent),
        facts: facts.clone(),
        samples: Vec::new(),
    });
    let node = Node {
        gate: Gate::default(),
        name: name("A"),
        docs: Docs::default(),
        is_resource: true,
        root: Some("/v1.0".to_owned()),
        steps: Vec::new(),
        calls: calls.collect(),
    };
    let text =
        emit_file(&File { path: String::new(), docs: Vec::new(), items: vec![Item::Node(node)] });
    let flat: String = text.split_whitespace().collect();
    for part in [
        "self.0.literal(\"a\").request(&Self::GET)",
        "self.0.key(id).request_json(&Self::GET,body)",
        "self.0.item_path(path).request_reference(&Self::GET,&target.url())",
        ".argument(\"p\",&period).quoted(\"p\",&period).raw(\"p\",period).raw(\"p\",\"'x'\").end()",
        "Some(\"image/png\")",
        "status:200,",
        "headers:\"If-Match\",",
        "graphdown_client::resource!(A);",
    ] {
        assert!(flat.contains(part), "{part}\n---\n{text}");
    }
}

#[test]
fn a_crate_has_a_manifest() {
    let manifest = Manifest {
        features: vec![Feature { name: "mail".to_owned(), brings: "1 operation".to_owned() }],
        name: "x".to_owned(),
        version: "1.0.0".to_owned(),
        description: String::new(),
        client: Dependency::Path("../client".to_owned()),
        generator: None,
        own_workspace: true,
        is_private: false,
        extra: String::new(),
    };
    let files = emit(&Crate { manifest, build_script: None, files: Vec::new() });
    assert_eq!(files.len(), 1);
    let table: toml::Table = files[0].1.parse().expect("it is TOML");
    assert_eq!(table["dependencies"]["graphdown-client"]["path"].as_str(), Some("../client"));
    assert!(table.contains_key("workspace"));
    assert_eq!(
        table["features"].to_string(),
        "{ default = [\"full\"], full = [\"mail\"], mail = [] }"
    );
    assert_eq!(table["lints"]["rust"]["unused_imports"]["level"].as_str(), Some("allow"));
}

#[test]
fn what_depends_on_features_says_so() {
    let gate = |features: &[&str]| Gate(features.iter().map(|it| (*it).into()).collect());
    let items = vec![
        Item::Module(Module { gate: gate(&["a"]), name: name("m"), is_public: false }),
        Item::Module(Module { gate: gate(&[]), name: name("n"), is_public: false }),
        Item::StandIn(StandIn { gate: gate(&["a", "b"]), name: name("M") }),
    ];
    let text = emit_file(&File { path: String::new(), docs: Vec::new(), items });
    let wanted = "\n#[cfg(feature = \"a\")]\nmod m;\nmod n;\n/// A type whose features are off.\n\
                  #[cfg(not(any(feature = \"a\", feature = \"b\")))]\npub type M = graphdown_client::Undeclared;\n";
    assert!(text.ends_with(wanted), "{text}");
}

#[test]
fn no_line_of_documentation_ends_its_comment() {
    let lines = vec!["a\npub struct Evil;\r\u{85}pub struct Evil;\tb".to_owned()];
    let docs = Docs { text: lines[0].as_str().into(), deprecated: None };
    let it = Enum { name: name("Kind"), docs, variants: Vec::new() };
    let text = emit_file(&File { path: String::new(), docs: lines, items: vec![Item::Enum(it)] });
    let comment = "a pub struct Evil;  pub struct Evil;\tb\n";
    assert!(text.contains(&format!("//! {comment}")), "{text}");
    let lines = comment.replacen(' ', "\n/// ", 1);
    assert!(text.contains(&format!("/// {lines}#[non_exhaustive]")), "{text}");
}

#[test]
fn documentation_comes_to_the_items_it_belongs_to() {
    let docs = |text: &str| Docs { text: text.into(), deprecated: None };
    let to = || TypePath { root: None, modules: [].into(), name: name("Other") };
    let step = |text: &str| Step {
        gate: Gate::default(),
        name: name(text),
        target: Target::Literal(text.into()),
        to: to(),
        docs: docs(&format!("Step {text}, ends in blanks:  ")),
    };
    let node = Node {
        gate: Gate::default(),
        name: name("Root"),
        docs: docs("The root."),
        root: Some("v".to_owned()),
        steps: vec![step("a"), step("b")],
        calls: Vec::new(),
        is_resource: false,
    };
    let member = |text: &str| Variant { name: name(text), wire: text.into(), docs: docs(text) };
    let enumeration = Enum {
        name: name("Kind"),
        docs: Docs::default(),
        variants: vec![
            member("One"),
            Variant { docs: Docs::default(), ..member("Two") },
            member("Three"),
        ],
    };
    let text = emit_file(&File {
        path: String::new(),
        docs: vec!["Ends like a mark: ///@".to_owned()],
        items: vec![Item::Node(node), Item::Enum(enumeration)],
    });
    for part in [
        "//! Ends like a mark: ///@\n\n/// The root.\n#[derive(Debug, Clone)]\npub struct Root",
        "    /// Step a, ends in blanks:\n    #[inline]\n    pub fn a(&self) -> Other {",
        "    /// Step b, ends in blanks:\n    #[inline]\n    pub fn b(&self) -> Other {",
        "pub enum Kind {\n    /// One\n    One,\n    Two,\n    /// Three\n    Three,\n",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}
