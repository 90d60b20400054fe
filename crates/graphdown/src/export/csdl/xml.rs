//! The XML form of a document in the JSON form. Source: OData CSDL XML Representation 4.01.

use serde_json::{Map, Value};
use std::fmt::Write;

pub(super) fn xml(document: &Value) -> String {
    let mut it = Writer::default();
    it.text.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let edmx = "http://docs.oasis-open.org/odata/ns/edmx";
    it.open("edmx:Edmx", &[("Version", "4.01"), ("xmlns:edmx", edmx)]);
    for (url, reference) in members(&document["$Reference"]) {
        it.open("edmx:Reference", &[("Uri", &url.replace(".json", ".xml"))]);
        for include in reference["$Include"].as_array().into_iter().flatten() {
            let (namespace, alias) = (text(include, "$Namespace"), text(include, "$Alias"));
            it.empty("edmx:Include", &[("Namespace", namespace), ("Alias", alias)]);
        }
        it.close("edmx:Reference");
    }
    it.open("edmx:DataServices", &[]);
    for (namespace, schema) in members(document).filter(|it| !it.0.starts_with('$')) {
        let edm = "http://docs.oasis-open.org/odata/ns/edm";
        it.open("Schema", &[("Namespace", namespace), ("xmlns", edm)]);
        for (name, element) in members(schema) {
            match element {
                Value::Array(overloads) => {
                    overloads.iter().for_each(|one| operation(&mut it, name, one))
                }
                one => match text(one, "$Kind") {
                    "EnumType" => enumeration(&mut it, name, one),
                    "EntityContainer" => container(&mut it, name, one),
                    _ => structured(&mut it, name, one),
                },
            }
        }
        it.close("Schema");
    }
    it.close("edmx:DataServices");
    it.close("edmx:Edmx");
    it.text
}

/// XML as it grows.
#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn start(&mut self, element: &str, attributes: &[(&str, &str)], end: &str) {
        let _ = write!(self.text, "{:indent$}<{element}", "", indent = self.depth * 2);
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"{}\"", escaped(value));
        }
        let _ = writeln!(self.text, "{end}");
    }

    fn open(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.start(element, attributes, ">");
        self.depth += 1;
    }

    fn empty(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.start(element, attributes, "/>");
    }

    fn close(&mut self, element: &str) {
        self.depth -= 1;
        let _ = writeln!(self.text, "{:indent$}</{element}>", "", indent = self.depth * 2);
    }
}

/// Line breaks in attributes would become blanks. Characters that XML has no form for are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for it in text.chars() {
        match it {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(escaped, "&#{};", u32::from(it));
            }
            it if it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}') => {}
            it => escaped.push(it),
        }
    }
    escaped
}

fn members(it: &Value) -> impl Iterator<Item = (&String, &Value)> {
    it.as_object().into_iter().flatten()
}

fn text<'a>(it: &'a Value, key: &str) -> &'a str {
    it.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn is(it: &Value, key: &str) -> bool {
    it.get(key).and_then(Value::as_bool) == Some(true)
}

fn structured(xml: &mut Writer, name: &str, it: &Value) {
    let element = text(it, "$Kind");
    let mut attributes = vec![("Name", name)];
    if let Some(base) = it.get("$BaseType").and_then(Value::as_str) {
        attributes.push(("BaseType", base));
    }
    if is(it, "$Abstract") {
        attributes.push(("Abstract", "true"));
    }
    if is(it, "$OpenType") {
        attributes.push(("OpenType", "true"));
    }
    xml.open(element, &attributes);
    if let Some(keys) = it.get("$Key").and_then(Value::as_array) {
        xml.open("Key", &[]);
        keys.iter()
            .filter_map(Value::as_str)
            .for_each(|key| xml.empty("PropertyRef", &[("Name", key)]));
        xml.close("Key");
    }
    // A property's name holds neither.
    for (name, property) in members(it).filter(|it| !it.0.contains(['$', '@'])) {
        let element = match text(property, "$Kind") {
            "" => "Property",
            kind => kind,
        };
        typed(xml, element, Some(("Name", name)), property);
    }
    annotations(xml, it, "");
    xml.close(element);
}

/// An element with a type: a property, a parameter, what an operation returns.
fn typed(xml: &mut Writer, element: &str, name: Option<(&str, &str)>, it: &Value) {
    let ty = text(it, "$Type");
    let is_many = is(it, "$Collection");
    let ty = if is_many { format!("Collection({ty})") } else { ty.to_owned() };
    let length = it.get("$MaxLength").map(Value::to_string);
    let mut attributes: Vec<(&str, &str)> = name.into_iter().collect();
    attributes.push(("Type", &ty));
    // Without the attribute a value may be null, other than in the JSON form. Of navigation to many it says nothing.
    let is_stated = element != "NavigationProperty" || !is_many;
    if is_stated && !is(it, "$Nullable") {
        attributes.push(("Nullable", "false"));
    }
    if let Some(length) = &length {
        attributes.push(("MaxLength", length));
    }
    if has_annotations(it, "") {
        xml.open(element, &attributes);
        annotations(xml, it, "");
        xml.close(element);
    } else {
        xml.empty(element, &attributes);
    }
}

fn enumeration(xml: &mut Writer, name: &str, it: &Value) {
    let mut attributes = vec![("Name", name)];
    if let Some(ty) = it.get("$UnderlyingType").and_then(Value::as_str) {
        attributes.push(("UnderlyingType", ty));
    }
    if is(it, "$IsFlags") {
        attributes.push(("IsFlags", "true"));
    }
    xml.open("EnumType", &attributes);
    for (name, value) in members(it).filter(|it| it.1.is_i64()) {
        let value = value.to_string();
        let attributes = [("Name", name.as_str()), ("Value", value.as_str())];
        if has_annotations(it, name) {
            xml.open("Member", &attributes);
            annotations(xml, it, name);
            xml.close("Member");
        } else {
            xml.empty("Member", &attributes);
        }
    }
    annotations(xml, it, "");
    xml.close("EnumType");
}

fn operation(xml: &mut Writer, name: &str, it: &Value) {
    let element = text(it, "$Kind");
    xml.open(element, &[("Name", name), ("IsBound", "true")]);
    for parameter in it["$Parameter"].as_array().into_iter().flatten() {
        typed(xml, "Parameter", Some(("Name", text(parameter, "$Name"))), parameter);
    }
    if let Some(returns) = it.get("$ReturnType") {
        typed(xml, "ReturnType", None, returns);
    }
    annotations(xml, it, "");
    xml.close(element);
}

fn container(xml: &mut Writer, name: &str, it: &Value) {
    xml.open("EntityContainer", &[("Name", name)]);
    for (name, child) in members(it).filter(|it| !it.0.starts_with('$')) {
        if is(child, "$Collection") {
            xml.empty("EntitySet", &[("Name", name), ("EntityType", text(child, "$Type"))]);
        } else {
            xml.empty("Singleton", &[("Name", name), ("Type", text(child, "$Type"))]);
        }
    }
    xml.close("EntityContainer");
}

fn has_annotations(it: &Value, of: &str) -> bool {
    let prefix = format!("{of}@");
    it.as_object()
        .is_some_and(|it: &Map<String, Value>| it.keys().any(|key| key.starts_with(&prefix)))
}

fn annotations(xml: &mut Writer, it: &Value, of: &str) {
    let prefix = format!("{of}@");
    for (key, value) in members(it) {
        let Some(term) = key.strip_prefix(&prefix) else { continue };
        match (term, value) {
            ("Core.Permissions", Value::String(value)) => {
                xml.open("Annotation", &[("Term", term)]);
                let _ = writeln!(
                    xml.text,
                    "{:indent$}<EnumMember>Core.Permission/{}</EnumMember>",
                    "",
                    escaped(value),
                    indent = xml.depth * 2
                );
                xml.close("Annotation");
            }
            (_, Value::String(value)) => {
                xml.empty("Annotation", &[("Term", term), ("String", value)]);
            }
            (_, Value::Array(records)) => {
                xml.open("Annotation", &[("Term", term)]);
                xml.open("Collection", &[]);
                records.iter().for_each(|it| revision(xml, it));
                xml.close("Collection");
                xml.close("Annotation");
            }
            _ => {}
        }
    }
}

fn revision(xml: &mut Writer, it: &Value) {
    xml.open("Record", &[]);
    let kind = format!("Core.RevisionKind/{}", text(it, "Kind"));
    xml.empty("PropertyValue", &[("Property", "Kind"), ("EnumMember", &kind)]);
    let words = text(it, "Description");
    xml.empty("PropertyValue", &[("Property", "Description"), ("String", words)]);
    xml.close("Record");
}
