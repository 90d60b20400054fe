//! Actions and functions, bound to the type that their path leads to.

use super::super::common::words;
use super::document::{describe, is_identifier, ty};
use super::walk;
use crate::ir::edm::{
    Api, Argument, Operation, OperationKind, Parameter, Primitive, RequestBody, ResponseBody,
    Segment, TypeTarget, TypeUse,
};
use serde_json::{Map, Value, json};

/// Adds the overloads below their names, unless a type is called so.
pub(super) fn add(api: &Api, schema: &mut Map<String, Value>) {
    let roots = walk::roots(api);
    for it in &api.operations {
        let kind = match it.kind {
            OperationKind::Action => "Action",
            OperationKind::Function => "Function",
            _ => continue,
        };
        let (name, arguments) = match it.path.segments.last() {
            Some(Segment::Literal(name)) => (name, &[][..]),
            Some(Segment::Call { name, arguments }) => (name, arguments.as_slice()),
            _ => continue,
        };
        let name = name.rsplit('.').next().unwrap_or_default();
        let Some(holder) = walk::holder(api, &roots, &it.path.segments) else { continue };
        if !is_identifier(name) {
            continue;
        }
        let mut binding = Map::new();
        binding.insert("$Name".to_owned(), "bindingParameter".into());
        let target = TypeTarget::Structured(holder.ty);
        ty(api, TypeUse { target, collection: holder.collection }, &mut binding);
        let mut parameters = vec![Value::from(binding)];
        if kind == "Function" {
            parameters
                .extend(arguments.iter().filter_map(|argument| of_function(api, it, argument)));
        } else if let RequestBody::Parameters(members) = &it.request {
            parameters.extend(of_action(api, members));
        }
        let mut overload = Map::new();
        overload.insert("$Kind".to_owned(), kind.into());
        overload.insert("$IsBound".to_owned(), true.into());
        overload.insert("$Parameter".to_owned(), parameters.into());
        match (kind, returns(api, it)) {
            (_, Some(returns)) => drop(overload.insert("$ReturnType".to_owned(), returns)),
            // A function returns something; of this one the pages do not say what.
            ("Function", None) => {
                overload.insert(
                    "$ReturnType".to_owned(),
                    json!({ "$Type": "Edm.Untyped", "$Nullable": true }),
                );
            }
            _ => {}
        }
        describe(&mut overload, "", &it.documentation);
        insert(schema, name, overload.into());
    }
}

/// Overloads are told apart by kind, binding and the names of parameters; of two that are the same the first is kept.
fn insert(schema: &mut Map<String, Value>, name: &str, overload: Value) {
    let signature = |it: &Value| -> Vec<String> {
        let parameters = it["$Parameter"].as_array().into_iter().flatten();
        let binding = &it["$Parameter"][0];
        let mut names: Vec<String> = if it["$Kind"] == "Function" {
            parameters.map(|it| it["$Name"].to_string()).collect()
        } else {
            Vec::new()
        };
        names.push(format!("{} {}", binding["$Type"], binding["$Collection"]));
        names
    };
    match schema.get_mut(name) {
        Some(Value::Array(overloads)) => {
            let is_known = overloads.iter().any(|it| signature(it) == signature(&overload));
            let is_other = overloads.iter().any(|it| it["$Kind"] != overload["$Kind"]);
            if !is_known && !is_other {
                overloads.push(overload);
            }
        }
        Some(_) => {}
        None => drop(schema.insert(name.to_owned(), json!([overload]))),
    }
}

fn of_function(api: &Api, operation: &Operation, it: &Argument) -> Option<Value> {
    let name = it.name.as_deref().filter(|it| is_identifier(it))?;
    let stated = operation.parameters.iter().find(|it| it.name.eq_ignore_ascii_case(name));
    let text = TypeUse { target: TypeTarget::Primitive(Primitive::String), collection: false };
    let mut found = Map::new();
    found.insert("$Name".to_owned(), name.into());
    ty(api, stated.map_or(text, |it| it.ty), &mut found);
    if let Some(words) = stated.and_then(|it| words(&it.documentation)) {
        found.insert("@Core.Description".to_owned(), words.into());
    }
    Some(found.into())
}

fn of_action<'a>(api: &'a Api, members: &'a [Parameter]) -> impl Iterator<Item = Value> + 'a {
    let mut seen = vec!["bindingParameter"];
    members.iter().filter_map(move |it| {
        if !is_identifier(&it.name) || seen.contains(&it.name.as_str()) {
            return None;
        }
        seen.push(&it.name);
        let mut found = Map::new();
        found.insert("$Name".to_owned(), it.name.as_str().into());
        ty(api, it.ty, &mut found);
        if !it.ty.collection && (!it.facts.required || it.facts.optional) {
            found.insert("$Nullable".to_owned(), true.into());
        }
        if let Some(words) = words(&it.documentation) {
            found.insert("@Core.Description".to_owned(), words.into());
        }
        Some(found.into())
    })
}

fn returns(api: &Api, it: &Operation) -> Option<Value> {
    let returned = match it.response.body {
        ResponseBody::None => return None,
        ResponseBody::Single(ty) => ty,
        ResponseBody::Collection(ty) => TypeUse { collection: true, ..ty },
        ResponseBody::Stream => {
            TypeUse { target: TypeTarget::Primitive(Primitive::Stream), collection: false }
        }
        ResponseBody::Untyped => TypeUse { target: TypeTarget::Untyped, collection: false },
    };
    let mut found = Map::new();
    ty(api, returned, &mut found);
    if !returned.collection {
        found.insert("$Nullable".to_owned(), true.into());
    }
    Some(found.into())
}
