//! Pages as text.

use super::{line, short};
use crate::docset::DocSet;
use crate::ir::Text;
use crate::ir::page::{
    Direction, EnumTable, ExampleBlock, Form, FrontMatter, JsonBlock, OperationSection, Page,
    PageClass, ParameterRow, PermissionSection, PropertyRow, PropertyTable, Returns,
    TypeExpression,
};
use crate::span::{Span, Spanned};

pub(super) fn pages(docs: &DocSet, pages: &[Page]) -> String {
    pages.iter().map(|it| Writer { docs, text: String::new() }.page(it)).collect()
}

/// Collects lines.
struct Writer<'a> {
    docs: &'a DocSet,
    text: String,
}

impl Writer<'_> {
    fn say(&mut self, key: &str, value: &str, span: Span) {
        let line = line(self.docs, span);
        self.text.push_str(&format!("  {key} {value} @{line}\n"));
    }

    fn each(&mut self, key: &str, list: &[Spanned<Text>]) {
        list.iter().for_each(|it| self.say(key, &short(&it.value), it.span));
    }

    fn page(mut self, it: &Page) -> String {
        let class = match it.class {
            PageClass::Resource => "resource",
            PageClass::Enumeration => "enumeration",
            PageClass::Api => "api",
            PageClass::Conceptual => "conceptual",
        };
        let form = if it.form == Form::Rendered { ", rendered" } else { "" };
        self.text =
            format!("page {}: {class}, {}{form}\n", self.docs.file(it.file).path, it.version);
        self.front_matter(&it.front_matter);
        self.each("title", it.title.as_slice());
        self.each("namespace", it.namespace.as_slice());
        self.each("introduction", &it.introduction);
        self.each("deprecated", it.deprecated.as_slice());
        self.each("missing", &it.missing_includes);
        for base in &it.bases {
            self.say(
                "base",
                &format!("{} ({:?})", type_words(&base.base), base.wording),
                base.span,
            );
        }
        it.derived_types.iter().for_each(|it| self.say("derived", &type_words(it), it.span));
        it.properties.iter().for_each(|it| self.property(it));
        for row in &it.methods {
            let returns = match &row.returns {
                Returns::Type(it) => type_words(it),
                Returns::Nothing => "nothing".to_owned(),
                Returns::Unstated => "unstated".to_owned(),
            };
            let link = row.link.as_ref().map(|it| format!(" [{}]", it.path)).unwrap_or_default();
            self.say("method", &format!("{}{link}: {returns}", row.name.value), row.span);
        }
        it.enums.iter().for_each(|it| self.enumeration(it));
        it.representations.iter().for_each(|it| self.representation(it));
        it.operations.iter().for_each(|it| self.operation(it));
        self.text
    }

    fn front_matter(&mut self, it: &FrontMatter) {
        for (key, value) in [("doc_type", &it.doc_type), ("area", &it.area)] {
            self.each(key, value.as_slice());
        }
    }

    fn property(&mut self, it: &PropertyRow) {
        let key = match it.table {
            PropertyTable::Properties => "property",
            PropertyTable::Relationships => "relationship",
            PropertyTable::InstanceAttributes => "attribute",
        };
        let deprecated = if it.deprecated { ", deprecated" } else { "" };
        let ty = it.ty.as_ref().map_or("?".to_owned(), type_words);
        self.say(
            key,
            &format!("{}: {ty}{deprecated}; {}", it.name.value, short(&it.description.value)),
            it.span,
        );
    }

    fn enumeration(&mut self, it: &EnumTable) {
        let name = it.name.as_ref().map_or("(of the page)", |it| it.value.as_str());
        self.say("enum", &format!("{name}{}", if it.says_flags { ", flags" } else { "" }), it.span);
        for row in &it.members {
            let value = row.value.map(|it| format!(" = {it}")).unwrap_or_default();
            self.say("  member", &format!("{}{value}", row.name.value), row.name.span);
        }
    }

    fn representation(&mut self, it: &JsonBlock) {
        let annotation = it.annotation.as_ref();
        let ty =
            annotation.and_then(|it| it.odata_type.as_ref()).map_or("?", |it| it.value.as_str());
        let base = annotation
            .and_then(|it| it.base_type.as_ref())
            .map(|it| format!(" based on {}", it.value))
            .unwrap_or_default();
        let members = it
            .json
            .as_ref()
            .map_or("unreadable".to_owned(), |it| format!("{} members", it.members().len()));
        self.say("json", &format!("{ty}{base}, {members}"), it.span);
    }

    fn operation(&mut self, it: &OperationSection) {
        let heading = it.heading.as_deref().unwrap_or("(of the page)");
        self.text.push_str(&format!("  operation {heading}\n"));
        for request in &it.request_lines {
            self.say("  line", &format!("{} {}", request.verb, request.target), request.span);
        }
        self.permissions(&it.permissions);
        let lists = [
            ("  header", &it.headers),
            ("  query", &it.query_parameters),
            ("  path", &it.path_parameters),
            ("  body", &it.body.rows),
        ];
        lists.iter().for_each(|(key, rows)| rows.iter().for_each(|it| self.parameter(key, it)));
        if !it.query_options.is_empty() {
            let names: Vec<&str> = it.query_options.iter().map(|it| it.value.as_str()).collect();
            self.text.push_str(&format!("    options {}\n", names.join(" ")));
        }
        let types: Vec<String> = it.body.types.iter().map(type_words).collect();
        let none = if it.body.says_none { "none " } else { "" };
        if !types.is_empty() || it.body.says_none {
            self.text.push_str(&format!("    body {none}{}\n", types.join(" ")));
        }
        let types = it.response.types.iter().map(type_words);
        let words: Vec<String> =
            it.response.statuses.iter().map(u16::to_string).chain(types).collect();
        let none = if it.response.says_none { " none" } else { "" };
        self.text.push_str(&format!("    response {}{none}\n", words.join(" ")));
        it.examples.iter().for_each(|it| self.example(it));
    }

    fn permissions(&mut self, it: &PermissionSection) {
        if it.missing_include {
            self.text.push_str("    permissions in an include that is not there\n");
        }
        for row in it.tables.iter().flat_map(|it| &it.rows) {
            let list = match row.permissions.as_deref() {
                None => "not stated".to_owned(),
                Some([]) => "none".to_owned(),
                Some(list) => list.join(" "),
            };
            self.say("  permission", &format!("{:?}: {list}", row.account), row.span);
        }
    }

    fn parameter(&mut self, key: &str, it: &ParameterRow) {
        let required = match it.required {
            Some(true) => ", required",
            Some(false) => ", optional",
            None => "",
        };
        let ty = it.ty.as_ref().map_or("?".to_owned(), type_words);
        self.say(
            key,
            &format!("{}: {ty}{required}; {}", it.name.value, short(&it.description.value)),
            it.span,
        );
    }

    fn example(&mut self, it: &ExampleBlock) {
        let key = if it.direction == Direction::Request { "  request" } else { "  answer" };
        let json = it
            .json
            .as_ref()
            .map_or(if it.body.is_empty() { "no body" } else { "body" }, |_| "json");
        let ty = it
            .annotation
            .as_ref()
            .and_then(|it| it.odata_type.as_ref())
            .map(|it| format!(", {}", it.value))
            .unwrap_or_default();
        self.say(key, &format!("{}; {json}{ty}", short(&it.start_line)), it.span);
    }
}

fn type_words(it: &TypeExpression) -> String {
    let qualifier = it.qualifier.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
    let link = it.link.as_ref().map(|it| {
        format!(
            " [{}{}]",
            it.path,
            it.anchor.as_ref().map(|it| format!("#{it}")).unwrap_or_default()
        )
    });
    let name = if it.collection { format!("Collection({})", it.name) } else { it.name.to_string() };
    format!("{name}{qualifier}{}", link.unwrap_or_default())
}
