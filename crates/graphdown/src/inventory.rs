//! The inventory: what was found, as JSON of a stable and versioned shape.

use crate::docset::DocSet;
use crate::ir::edm::{
    Api, AreaId, Aspect, Documentation, Edm, EnumId, EnumType, Facts, Member, Operation, Origin,
    Parameter, Permissions, RequestBody, ResponseBody, StructuredType, Subject, TypeId, TypeKind,
    TypeTarget, TypeUse,
};
use crate::span::Span;
use serde_json::{Value, json};

/// The version of the shape. It grows when a key changes its meaning or goes away; new keys do not count.
pub const VERSION: u32 = 1;

/// The inventory of `edm`.
pub fn inventory(docs: &DocSet, edm: &Edm) -> Value {
    let mut types = Vec::new();
    // Types that pages name and nothing describes.
    let mut undocumented = Vec::new();
    let mut enums = Vec::new();
    let mut operations = Vec::new();
    for api in &edm.apis {
        let it = Inventory { docs, api };
        let all = (0..).map(TypeId).zip(&api.types);
        let (named_only, described): (Vec<_>, Vec<_>) =
            all.partition(|(_, ty)| ty.origin == Origin::Reference);
        types.extend(described.into_iter().map(|(id, ty)| it.structured_type(id, ty)));
        undocumented.extend(named_only.into_iter().map(|(id, ty)| it.structured_type(id, ty)));
        enums.extend((0..).map(EnumId).zip(&api.enums).map(|(id, en)| it.enum_type(id, en)));
        operations.extend(api.operations.iter().flat_map(|operation| it.operation(operation)));
    }
    json!({ "inventory_version": VERSION, "types": types, "undocumented_types": undocumented, "enums": enums, "operations": operations })
}

struct Inventory<'a> {
    docs: &'a DocSet,
    api: &'a Api,
}

impl Inventory<'_> {
    fn source(&self, span: Span) -> &str {
        self.docs.file(span.file).path_in_version()
    }

    fn sources(&self, spans: &[Span]) -> Vec<&str> {
        spans.iter().map(|it| self.source(*it)).collect()
    }

    /// The whole path below the documentation's root.
    fn file(&self, span: Span) -> &str {
        &self.docs.file(span.file).path
    }

    /// Where the operation's permissions stand, which is often a file of their own.
    fn permissions_at(&self, it: &Operation) -> Value {
        let subject = Subject::Operation(it.method, it.path.to_string());
        let all = self.api.evidence_of(&subject);
        match all.iter().find(|it| it.aspect == Aspect::Permission) {
            Some(it) => json!({ "file": self.file(it.span), "line": self.line(it.span) }),
            None => Value::Null,
        }
    }

    fn line(&self, span: Span) -> usize {
        self.docs.file(span.file).line_column(span.start as usize).0
    }

    fn target(&self, ty: TypeUse) -> String {
        match ty.target {
            TypeTarget::Primitive(it) => it.edm_name().to_owned(),
            TypeTarget::Structured(id) => self.api.structured_type(id).name.to_string(),
            TypeTarget::Enum(id) => self.api.enum_type(id).name.to_string(),
            TypeTarget::Untyped => "Edm.Untyped".to_owned(),
        }
    }

    /// The areas whose features bring something; null where the crate has no features.
    fn areas(&self, it: impl IntoIterator<Item = AreaId>) -> Value {
        let names = &self.api.areas.names;
        if names.is_empty() {
            return Value::Null;
        }
        it.into_iter().filter_map(|AreaId(id)| names.get(id as usize)).cloned().collect()
    }

    fn structured_type(&self, id: TypeId, it: &StructuredType) -> Value {
        let properties: Vec<Value> = it
            .properties
            .iter()
            .map(|property| {
                json!({
                    "name": property.name,
                    "type": self.target(property.ty),
                    "collection": property.ty.collection,
                    "nullable": property.nullable,
                    "navigation": property.is_navigation,
                    "inherited": property.inherited,
                    "facts": facts(&property.facts),
                    "deprecated": property.documentation.deprecated.is_some(),
                    "deprecation": property.documentation.deprecated,
                    "documentation": words(&property.documentation),
                    "file": self.file(property.source),
                    "line": self.line(property.source),
                })
            })
            .collect();
        json!({
            "name": it.name.name,
            "namespace": it.name.namespace,
            "kind": if it.kind == TypeKind::Entity { "entity" } else { "complex" },
            "base": it.base.map(|base| self.api.structured_type(base).name.to_string()),
            "abstract": it.is_abstract,
            "open": it.is_open,
            "key": it.key,
            "origin": format!("{:?}", it.origin).to_lowercase(),
            "deprecated": it.documentation.deprecated.is_some(),
            "deprecation": it.documentation.deprecated,
            "documentation": words(&it.documentation),
            "properties": properties,
            "methods": it.methods.iter().map(|row| json!({ "name": row.name, "page": row.page.map(|it| self.docs.file(it).path_in_version()) })).collect::<Vec<_>>(),
            "source": self.source(it.sources[0]),
            "sources": self.sources(&it.sources),
            "file": self.file(it.sources[0]),
            "line": self.line(it.sources[0]),
            "areas": self.areas(self.api.areas.of_type(id)),
            "version": self.api.version.as_str(),
        })
    }

    fn enum_type(&self, id: EnumId, it: &EnumType) -> Value {
        json!({
            "name": it.name.name,
            "namespace": it.name.namespace,
            "members": it.members.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
            "member_details": it.members.iter().map(|it| self.member(it)).collect::<Vec<_>>(),
            "flags": it.is_flags,
            "origin": format!("{:?}", it.origin).to_lowercase(),
            "deprecated": it.documentation.deprecated.is_some(),
            "deprecation": it.documentation.deprecated,
            "documentation": words(&it.documentation),
            "source": self.source(it.sources[0]),
            "sources": self.sources(&it.sources),
            "file": self.file(it.sources[0]),
            "line": self.line(it.sources[0]),
            "areas": self.areas(self.api.areas.of_enum(id)),
            "version": self.api.version.as_str(),
        })
    }

    fn member(&self, it: &Member) -> Value {
        json!({
            "name": it.name,
            "value": it.value,
            "deprecated": it.documentation.deprecated.is_some(),
            "deprecation": it.documentation.deprecated,
            "documentation": words(&it.documentation),
            "file": self.file(it.source),
            "line": self.line(it.source),
        })
    }

    fn parameter(&self, it: &Parameter) -> Value {
        json!({
            "name": it.name,
            "type": self.target(it.ty),
            "collection": it.ty.collection,
            "required": it.facts.required,
            "facts": facts(&it.facts),
            "documentation": words(&it.documentation),
            "file": self.file(it.source),
            "line": self.line(it.source),
        })
    }

    /// One entry per page that documents the operation.
    fn operation(&self, it: &Operation) -> Vec<Value> {
        let request = match &it.request {
            RequestBody::Resource { ty, .. } => Some(self.target(*ty)),
            _ => None,
        };
        let parameters: Vec<Value> = match &it.request {
            RequestBody::Resource { members, .. } | RequestBody::Parameters(members) => {
                members.iter().map(|it| self.parameter(it)).collect()
            }
            _ => Vec::new(),
        };
        let (response, collection) = match it.response.body {
            ResponseBody::Single(ty) => (Some(self.target(ty)), false),
            ResponseBody::Collection(ty) => (Some(self.target(ty)), true),
            ResponseBody::Stream => (
                Some(it.response.declared.map_or("Edm.Stream".to_owned(), |ty| self.target(ty))),
                false,
            ),
            ResponseBody::None | ResponseBody::Untyped => {
                (it.response.declared.map(|ty| self.target(ty)), false)
            }
        };
        let arguments: Vec<Value> = it.parameters.iter().map(|it| self.parameter(it)).collect();
        let permissions_at = self.permissions_at(it);
        let areas = self.areas(self.api.areas.of_operation(it));
        let entry = |source: &Span| {
            json!({
                "name": it.name,
                "kind": it.kind.as_str(),
                "method": it.method.as_str(),
                "path": it.path.to_string(),
                "title": it.title,
                "documentation": words(&it.documentation),
                "request": request,
                "request_body": request_body(&it.request),
                "request_collection": matches!(&it.request, RequestBody::Resource { ty, .. } if ty.collection),
                "media_type": if let RequestBody::Stream { media_type } = &it.request { media_type.as_deref() } else { None },
                "arguments": arguments,
                "response": response,
                "response_body": response_body(&it.response.body),
                "response_collection": collection,
                "parameters": parameters,
                "status": it.response.status[0],
                "permissions": it.permissions.as_ref().map(permissions),
                "permissions_at": permissions_at,
                "statuses": it.response.status,
                "location": it.response.location,
                "long_running": it.response.long_running,
                "query_options": it.query_options,
                "headers": it.headers.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
                "clouds": it.clouds.as_ref().map(|it| it.iter().map(|it| it.as_str()).collect::<Vec<_>>()),
                "area": it.area,
                "areas": areas,
                "deprecated": it.documentation.deprecated.is_some(),
                "deprecation": it.documentation.deprecated,
                "source": self.source(*source),
                "file": self.file(*source),
                "line": self.line(*source),
                "version": self.api.version.as_str(),
            })
        };
        it.sources.iter().map(entry).collect()
    }
}

fn permissions(it: &Permissions) -> Value {
    json!({ "delegated_work": it.delegated_work.as_deref(), "delegated_personal": it.delegated_personal.as_deref(), "application": it.application.as_deref() })
}

/// The paragraphs, with an empty line between them.
fn words(it: &Documentation) -> String {
    it.paragraphs.join("\n\n")
}

fn request_body(it: &RequestBody) -> &'static str {
    match it {
        RequestBody::None => "none",
        RequestBody::Resource { .. } => "resource",
        RequestBody::Parameters(_) => "parameters",
        RequestBody::Reference => "reference",
        RequestBody::Stream { .. } => "stream",
        RequestBody::Untyped => "untyped",
    }
}

fn response_body(it: &ResponseBody) -> &'static str {
    match it {
        ResponseBody::None => "none",
        ResponseBody::Single(ty) if !ty.collection => "single",
        ResponseBody::Single(_) | ResponseBody::Collection(_) => "collection",
        ResponseBody::Stream => "stream",
        ResponseBody::Untyped => "untyped",
    }
}

/// What descriptions state; only what they do state.
fn facts(it: &Facts) -> Value {
    let mut facts = serde_json::Map::new();
    let flags = [
        ("read_only", it.read_only),
        ("required", it.required),
        ("optional", it.optional),
        ("key", it.key),
        ("only_on_select", it.only_on_select),
    ];
    for (name, _) in flags.iter().filter(|(_, holds)| *holds) {
        facts.insert((*name).to_owned(), Value::Bool(true));
    }
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            facts.insert(name.to_owned(), value);
        }
    };
    let more = it.particulars();
    put("default", more.default.as_ref().map(|it| json!(it)));
    put("max_length", more.max_length.map(|it| json!(it)));
    put("filter", more.filter.as_ref().map(|it| json!(it)));
    put("allowed_values", (!more.allowed_values.is_empty()).then(|| json!(more.allowed_values)));
    put("inherited_from", more.inherited_from.as_ref().map(|it| json!(it)));
    put("deprecated_since", more.deprecated_since.as_ref().map(|it| json!(it)));
    put("needs_headers", (!more.needs_headers.is_empty()).then(|| json!(more.needs_headers)));
    Value::Object(facts)
}
