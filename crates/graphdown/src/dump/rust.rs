//! The Rust as text: signatures without their bodies.

use crate::ir::Text;
use crate::ir::rust::{Argument, ArgumentValue};
use crate::ir::rust::{
    Body, Call, Crate, Enum, Field, Item, Model, Node, Parameter, Root, Step, Target, Type,
    TypePath,
};

/// Every file that holds more than declarations of modules.
pub(super) fn rust(it: &Crate) -> String {
    let mut text = String::new();
    for file in &it.files {
        let items: String = file.items.iter().map(item).collect();
        if !items.is_empty() {
            text.push_str(&format!("file {}\n{items}", file.path));
        }
    }
    text
}

fn item(it: &Item) -> String {
    match it {
        Item::Use(_) | Item::Module(_) => String::new(),
        Item::StandIn(it) => format!("  stand-in {}\n", it.name),
        Item::Model(it) | Item::DerivedModel(it) => model(it),
        Item::Enum(it) | Item::DerivedEnum(it) => enumeration(it),
        Item::Node(it) => node(it),
    }
}

fn model(it: &Model) -> String {
    let wire =
        if it.odata_type.is_empty() { String::new() } else { format!(" = {}", it.odata_type) };
    let required: Vec<String> =
        it.required.iter().map(|it| format!("{}: {}", it.field, ty(&it.ty))).collect();
    let new = if required.is_empty() {
        String::new()
    } else {
        format!("    new({})\n", required.join(", "))
    };
    let fields: String = it.fields.iter().map(field).collect();
    format!("  struct {}{wire}{}\n{fields}{new}", it.name, deprecated(&it.docs.deprecated))
}

fn field(it: &Field) -> String {
    let wire = if it.name.as_str() == it.wire { String::new() } else { format!(" = {}", it.wire) };
    format!("    {}: {}{wire}{}\n", it.name, ty(&it.ty), deprecated(&it.docs.deprecated))
}

fn enumeration(it: &Enum) -> String {
    let variants = it
        .variants
        .iter()
        .map(|it| format!("    {} = {}{}\n", it.name, it.wire, deprecated(&it.docs.deprecated)));
    format!(
        "  enum {}{}\n{}",
        it.name,
        deprecated(&it.docs.deprecated),
        variants.collect::<String>()
    )
}

fn node(it: &Node) -> String {
    let steps: String = it.steps.iter().map(step).collect();
    let calls: String = it.calls.iter().map(call).collect();
    format!("  path {}\n{steps}{calls}", it.name)
}

fn step(it: &Step) -> String {
    let inputs = parameters(Some(&it.target));
    format!(
        "    {}({}) -> {}{}\n",
        it.name,
        inputs.join(", "),
        type_path(&it.to),
        deprecated(&it.docs.deprecated)
    )
}

fn call(it: &Call) -> String {
    let mut inputs = parameters(it.target.as_ref());
    match &it.body {
        Body::None => {}
        Body::Json(body) => inputs.push(format!("body: {}", ty(body))),
        Body::Reference => inputs.push("body: a reference".to_owned()),
        Body::Bytes(media) => {
            inputs.push(format!("body: bytes of {}", media.as_deref().unwrap_or("any type")))
        }
    }
    let what = format!("{} {}", it.facts.method.as_str().to_uppercase(), it.facts.path);
    format!(
        "    {}({}) -> {} = {what}{}\n",
        it.name,
        inputs.join(", "),
        ty(&it.response),
        deprecated(&it.docs.deprecated)
    )
}

/// The parameters that a segment of the path asks for.
fn parameters(target: Option<&Target>) -> Vec<String> {
    let parameter = |it: &Parameter| format!("{}: {}", it.name, ty(&it.ty));
    let argument = |it: &Argument| match &it.value {
        ArgumentValue::Fixed(_) => None,
        ArgumentValue::Parameter { parameter: it, .. } => Some(parameter(it)),
    };
    match target {
        None | Some(Target::Literal(_)) => Vec::new(),
        Some(Target::Key(name) | Target::ItemPath(name)) => vec![format!("{name}: &str")],
        Some(Target::Function { arguments, .. }) => arguments.iter().filter_map(argument).collect(),
    }
}

fn ty(it: &Type) -> String {
    match it {
        Type::Bool => "bool".to_owned(),
        Type::I8 => "i8".to_owned(),
        Type::U8 => "u8".to_owned(),
        Type::I16 => "i16".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Str => "&str".to_owned(),
        Type::Ref(inner) => format!("&{}", ty(inner)),
        Type::Runtime(it) => it.as_str().to_owned(),
        Type::RuntimeOf(it, inner) => format!("{}<{}>", it.as_str(), ty(inner)),
        Type::Path(it) => type_path(it),
        Type::Option(inner) => format!("Option<{}>", ty(inner)),
        Type::Vec(inner) => format!("Vec<{}>", ty(inner)),
        Type::Box(inner) => format!("Box<{}>", ty(inner)),
    }
}

fn type_path(it: &TypePath) -> String {
    let root = it.root.map(|it| match it {
        Root::Crate => "crate",
        Root::Super => "super",
        Root::Here => "self",
        Root::Client => "graphdown_client",
    });
    let modules = it.modules.iter().map(|it| it.as_str());
    root.into_iter().chain(modules).chain([it.name.as_str()]).collect::<Vec<_>>().join("::")
}

fn deprecated(it: &Option<Text>) -> &'static str {
    if it.is_some() { ", deprecated" } else { "" }
}
