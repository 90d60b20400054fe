//! What of an operation and its values decides how the bindings look: the rules of `plan`, applied to an inventory.

use super::items::{array, text};
use super::properties::Types;
use serde_json::Value;

/// The path with the names of its parameters blanked and in one case, as the tree of paths tells paths apart.
pub(super) fn blanked(path: &str) -> String {
    let mut blanked = String::new();
    let mut depth = 0usize;
    for it in path.chars() {
        match it {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            _ if depth > 0 => continue,
            _ => {}
        }
        if depth == 0 || (it == '{' && depth == 1) {
            blanked.extend(it.to_lowercase());
        }
    }
    blanked.replace("='{}'", "={}").replace("()", "")
}

/// The type as CSDL writes it: `Edm.String`, `Collection(microsoft.graph.user)`.
pub(super) fn written(it: &Value) -> String {
    let ty = text(it, "type");
    if it["collection"].as_bool() == Some(true) {
        format!("Collection({ty})")
    } else {
        ty.to_owned()
    }
}

/// One name for types that are the same in the bindings.
pub(super) fn normal(ty: &str) -> String {
    ty.replace("Edm.Untyped", "microsoft.graph.Json")
}

/// True if the operation is an update that takes a whole type, of which the page lists no properties.
pub(super) fn is_update_of_all(it: &Value) -> bool {
    text(it, "method") == "PATCH"
        && it["request"].is_string()
        && it["request_collection"].as_bool() != Some(true)
        && array(it, "parameters").is_empty()
}

/// True if the operation reads one resource; its path then stands for the resource.
pub(super) fn reads_one(it: &Value) -> bool {
    text(it, "method") == "GET"
        && !matches!(text(it, "kind"), "action" | "function")
        && text(it, "response_body") == "single"
}

/// True if a member of a body tells which thing it is about, so that no update changes it where it is read-only.
pub(super) fn is_identity(it: &Value) -> bool {
    text(it, "name") == "id" || it["facts"]["key"] == true
}

/// What the request carries. `None` if nothing.
pub(super) fn request(it: &Value) -> Option<String> {
    let listed = !array(it, "parameters").is_empty();
    let resource = it["request"].as_str();
    let kind = match (text(it, "request_body"), resource) {
        ("", Some(_)) => "resource",
        ("", None) if listed => "parameters",
        (kind, _) => kind,
    };
    match (kind, resource) {
        ("resource", Some("Edm.Stream")) | ("stream", _) => Some("bytes".to_owned()),
        ("resource", Some(ty)) if it["request_collection"].as_bool() == Some(true) => {
            Some(format!("Collection({})", normal(ty)))
        }
        ("resource", Some(ty)) if is_update_of_all(it) => {
            Some(format!("{} (whatever can be written)", normal(ty)))
        }
        ("resource", Some(ty)) => Some(normal(ty)),
        ("parameters", _) if listed => Some("parameters".to_owned()),
        ("reference", _) => Some("a reference".to_owned()),
        ("untyped", _) => Some(normal("Edm.Untyped")),
        _ => None,
    }
}

/// What the answer carries. `None` if nothing.
pub(super) fn response(it: &Value) -> Option<String> {
    let ty = it["response"].as_str();
    let is_many = it["response_collection"].as_bool() == Some(true);
    let kind = match text(it, "response_body") {
        "" if is_many => "collection",
        "" if ty.is_some() => "single",
        kind => kind,
    };
    match (kind, ty) {
        ("single", Some("Edm.Stream")) | ("stream", _) => Some("bytes".to_owned()),
        ("single", Some(ty)) => Some(normal(ty)),
        ("collection", Some(ty)) => Some(format!("Collection({})", normal(ty))),
        ("untyped", _) => Some(normal("Edm.Untyped")),
        _ => None,
    }
}

/// The type that the page names although the answer is bytes or nothing.
pub(super) fn declared(it: &Value) -> Option<String> {
    let is_other = matches!(text(it, "response_body"), "none" | "stream" | "untyped");
    it["response"].as_str().filter(|it| is_other && *it != "Edm.Stream").map(str::to_owned)
}

/// How the method is called, and the struct with the parameters of an action.
pub(super) fn operation(it: &Value) -> String {
    let (kind, method) = (text(it, "kind"), text(it, "method"));
    let is_many = response(it).is_some_and(|it| it.starts_with("Collection("));
    let is_one = text(it, "response_body") == "single";
    let called = match (method, kind) {
        (_, "action" | "function") => "by its name",
        ("GET", "list") if !is_one => "list",
        ("GET", _) if is_many => "list",
        ("POST", "create") => "create",
        ("POST", _) if text(it, "request_body") == "reference" => "create",
        ("PATCH", "update") => "update",
        _ => method,
    };
    let has_struct = request(it).as_deref() == Some("parameters") && method != "PATCH";
    let title = if has_struct { named_by_title(text(it, "title"), text(it, "path")) } else { "" };
    format!("{called} {title}")
}

/// The type in the title `type: action`, if the action is the last word of the path: the struct is then called by it.
fn named_by_title<'a>(title: &'a str, path: &str) -> &'a str {
    let word = path.rsplit('/').next().unwrap_or_default();
    let word = word.split('(').next().unwrap_or_default();
    let action = word.rsplit('.').next().unwrap_or_default();
    match title.split_once(':') {
        Some((ty, rest)) if rest.trim().eq_ignore_ascii_case(action) => ty.trim(),
        _ => "",
    }
}

/// Whether the bindings have a member of the body as a field, and its form there. A page that creates something lists properties of a
/// type, which has its own struct; what is read-only is no part of an update.
pub(super) fn parameter(types: &Types, operation: &Value, it: &Value) -> (bool, String) {
    let is_update = text(operation, "method") == "PATCH";
    let is_action = operation["request"].is_null() && !is_update;
    let is_required = it["required"].as_bool() == Some(true) && it["facts"]["optional"].is_null();
    let (version, ty) = (text(operation, "version"), text(operation, "request"));
    let is_fixed = it["facts"]["read_only"] == true
        || is_identity(it) && types.is_fixed(version, ty, text(it, "name"));
    let is_left_out = is_update && !operation["request"].is_null() && is_fixed;
    let form = match (is_action && is_required, is_left_out) {
        (_, true) => " left out",
        (true, _) => " of `new`",
        _ => "",
    };
    let is_seen = (is_update || is_action) && !is_left_out && !text(it, "name").contains('@');
    (is_seen, normal(&written(it)) + form)
}

/// Whether an argument that a table describes gets a type of its own by that, and which.
pub(super) fn argument(path: &str, it: &Value) -> (bool, String) {
    let name = text(it, "name").to_lowercase();
    let path = path.to_lowercase();
    let is_used = [format!("({name}="), format!(",{name}="), format!("{{{name}}}")]
        .iter()
        .any(|it| path.contains(it.as_str()));
    let is_call = path.contains('(');
    let ty = written(it);
    let is_text = ["Edm.String", "Edm.Stream", "Edm.Binary", "Edm.Untyped"].contains(&ty.as_str());
    if is_used && is_call && ty.starts_with("Edm.") && !is_text {
        (true, ty)
    } else {
        (false, "text".to_owned())
    }
}
