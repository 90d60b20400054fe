//! JSON as Rust: struct literals of the generated types, with the values that a page shows.

use super::Known;
use crate::ir::rust::{Field, Model, Runtime, Type, TypePath};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Longer lists are broken into lines.
const WIDTH: usize = 72;

/// Writes values and notes what they need.
pub(super) struct Literals<'a> {
    known: &'a Known<'a>,
    /// What must be imported: the path behind each name.
    uses: BTreeMap<String, String>,
    /// True if an expression has a `?` for an error that is not the runtime's.
    pub(super) is_fallible: bool,
    /// True if a value that does not fit is left out instead of giving up.
    is_lenient: bool,
}

impl<'a> Literals<'a> {
    pub(super) fn new(known: &'a Known<'a>, is_lenient: bool) -> Self {
        Literals { known, uses: BTreeMap::new(), is_fallible: false, is_lenient }
    }

    /// The `use` lines.
    pub(super) fn uses(&self) -> Vec<String> {
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (module, name) in self.uses.values().filter_map(|it| it.rsplit_once("::")) {
            modules.entry(module).or_default().push(name);
        }
        let mut lines = Vec::new();
        for (module, names) in modules {
            match names.as_slice() {
                [name] => lines.push(format!("use {module}::{name};")),
                names => {
                    let names: Vec<_> = names.iter().map(|it| (*it).to_owned()).collect();
                    let text = format!("use {module}::{};", list("{", &names));
                    lines.extend(text.lines().map(str::to_owned));
                }
            }
        }
        lines
    }

    /// A whole body.
    pub(super) fn body(&mut self, shown: &Value, ty: &Type) -> Option<String> {
        self.value(shown, ty, "")
    }

    /// The name under which `path` can be used: alone, unless something else has that name.
    fn import(&mut self, path: String) -> String {
        let name = path.rsplit("::").next().unwrap_or_default().to_owned();
        let known = self.uses.entry(name.clone()).or_insert_with(|| path.clone());
        if *known == path { name } else { path }
    }

    fn runtime(&mut self, item: Runtime) -> String {
        self.import(format!("graphdown_client::{}", item.as_str()))
    }

    /// The constants of the properties of these names, if the struct has them all.
    pub(super) fn constants(&mut self, path: &TypePath, wires: &[&str]) -> Option<Vec<String>> {
        let known = self.known;
        let (modules, model) = known.model(path, "")?;
        let constant = |wire: &&str| {
            let field = model.fields.iter().find(|it| it.wire == **wire)?;
            field.constant.as_ref()
        };
        let constants: Vec<_> = wires.iter().map(constant).collect::<Option<_>>()?;
        let owner = self.import(known.full(&modules, model.name.as_str()));
        Some(constants.iter().map(|it| format!("{owner}::{it}")).collect())
    }

    fn value(&mut self, it: &Value, ty: &Type, home: &str) -> Option<String> {
        match (ty, it) {
            (Type::Option(inner), it) => {
                self.value(it, inner, home).map(|it| format!("Some({it})"))
            }
            (Type::Box(inner), it) => {
                self.value(it, inner, home).map(|it| format!("Box::new({it})"))
            }
            (Type::RuntimeOf(Runtime::Patch, inner), it) => self.patch(it, inner, home),
            (Type::Vec(inner), Value::Array(elements)) => {
                let elements: Option<Vec<_>> =
                    elements.iter().map(|it| self.value(it, inner, home)).collect();
                Some(list("vec![", &elements?))
            }
            (Type::Bool, Value::Bool(it)) => Some(it.to_string()),
            (Type::I8, Value::Number(it)) => integer::<i8>(it),
            (Type::U8, Value::Number(it)) => integer::<u8>(it),
            (Type::I16, Value::Number(it)) => integer::<i16>(it),
            (Type::I32, Value::Number(it)) => integer::<i32>(it),
            (Type::I64, Value::Number(it)) => integer::<i64>(it),
            (Type::F32 | Type::F64, Value::Number(it)) => {
                it.as_f64().filter(|it| it.is_finite()).map(|it| format!("{it:?}"))
            }
            (Type::String, Value::String(it)) => Some(format!("{it:?}.to_owned()")),
            (Type::Runtime(Runtime::Json), it) => Some(self.json(it)),
            (Type::Runtime(item), Value::String(text)) => self.parsed(*item, text),
            (Type::RuntimeOf(Runtime::Flags, inner), Value::String(text)) => {
                self.flags(inner, text, home)
            }
            (Type::Path(path), Value::Object(members)) => self.model(path, members, home),
            (Type::Path(path), Value::String(text)) => self.member(path, text, home),
            _ => None,
        }
    }

    fn patch(&mut self, it: &Value, inner: &Type, home: &str) -> Option<String> {
        match (it, inner) {
            (Value::Null, _) => Some(format!("{}::Null", self.runtime(Runtime::Patch))),
            (Value::String(text), Type::String) => Some(format!("{text:?}.into()")),
            (Value::Bool(is), Type::Bool) => Some(format!("{is}.into()")),
            _ => {
                let value = self.value(it, inner, home)?;
                Some(format!("{}::Set({value})", self.runtime(Runtime::Patch)))
            }
        }
    }

    /// Values with a form of their own are read from text.
    fn parsed(&mut self, item: Runtime, text: &str) -> Option<String> {
        let first = |it: &str| text.starts_with(|first: char| it.contains(first));
        let looks_right = match item {
            Runtime::Date => text.len() == 10 && first("0123456789"),
            Runtime::DateTimeOffset => text.len() >= 17 && first("0123456789"),
            Runtime::TimeOfDay => text.len() >= 5 && first("0123456789"),
            Runtime::Duration => first("P-"),
            Runtime::Guid => {
                text.len() == 36 && text.chars().all(|it| it == '-' || it.is_ascii_hexdigit())
            }
            Runtime::Binary => text.len().is_multiple_of(4) && !text.contains([' ', '.', '-', '{']),
            _ => false,
        };
        self.is_fallible |= looks_right;
        looks_right.then(|| format!("{text:?}.parse()?"))
    }

    fn flags(&mut self, inner: &Type, text: &str, home: &str) -> Option<String> {
        let Type::Path(path) = inner else { return None };
        let words = text.split(',').map(str::trim);
        let members: Option<Vec<_>> = words.map(|it| self.member(path, it, home)).collect();
        match members?.as_slice() {
            // A member that is not documented is taken as text, and so are all.
            all if all.iter().any(|it| it.ends_with(".into()")) => Some(format!("{text:?}.into()")),
            [one] => Some(format!("{one}.into()")),
            [] => None,
            several => Some(format!("{}.into_iter().collect()", list("[", several))),
        }
    }

    /// The member of an enumeration.
    fn member(&mut self, path: &TypePath, text: &str, home: &str) -> Option<String> {
        let (modules, it) = self.known.enumeration(path, home)?;
        match it.variants.iter().find(|it| it.wire == text) {
            Some(variant) => {
                let full = self.known.full(&modules, it.name.as_str());
                Some(format!("{}::{}", self.import(full), variant.name))
            }
            None => Some(format!("{text:?}.into()")),
        }
    }

    fn model(
        &mut self,
        path: &TypePath,
        members: &Map<String, Value>,
        home: &str,
    ) -> Option<String> {
        let known = self.known;
        let (modules, model) = known.model(path, home)?;
        let full = known.full(&modules, model.name.as_str());
        let name = self.import(full);
        let mut lines = Vec::new();
        let mut rest: Vec<(&str, &Value)> = Vec::new();
        for field in &model.fields {
            let bound = members.get(&format!("{}@odata.bind", field.wire));
            if let Some(url) = bound
                && let Some(expression) = self.bound(field, url)
            {
                lines.push(format!("    {}: {expression},", field.name));
                continue;
            }
            let Some(shown) = members.get(field.wire.as_str()) else { continue };
            match self.field(field, shown, &modules) {
                Some(expression) => {
                    let expression = expression.replace('\n', "\n    ");
                    lines.push(format!("    {}: {expression},", field.name));
                }
                None if shown.is_null() => rest.push((&field.wire, shown)),
                None if self.is_lenient => {}
                None => return None,
            }
        }
        rest.extend(undeclared(model, members));
        if !rest.is_empty() && !self.is_lenient {
            lines.push(format!(
                "    additional: {},",
                self.additional(&rest).replace('\n', "\n    ")
            ));
        }
        if lines.is_empty() {
            return Some(format!("{name}::default()"));
        }
        lines.push("    ..Default::default()".to_owned());
        Some(format!("{name} {{\n{}\n}}", lines.join("\n")))
    }

    fn field(&mut self, field: &Field, shown: &Value, modules: &str) -> Option<String> {
        match (&field.ty, shown) {
            (
                Type::Option(_) | Type::RuntimeOf(Runtime::Nav | Runtime::NavCollection, _),
                Value::Null,
            ) => None,
            (Type::RuntimeOf(Runtime::Nav, inner), shown) => {
                let value = self.value(shown, inner, modules)?;
                self.is_fallible = true;
                Some(format!("{}::new(&{value})?", self.runtime(Runtime::Nav)))
            }
            (Type::RuntimeOf(Runtime::NavCollection, inner), Value::Array(elements)) => {
                let elements: Option<Vec<_>> =
                    elements.iter().map(|it| self.value(it, inner, modules)).collect();
                self.is_fallible = true;
                let name = self.runtime(Runtime::NavCollection);
                Some(format!("{name}::new({})?", list("&[", &elements?)))
            }
            (ty, shown) => self.value(shown, ty, modules),
        }
    }

    /// A relationship to what exists.
    fn bound(&mut self, field: &Field, to: &Value) -> Option<String> {
        match (&field.ty, to) {
            (Type::RuntimeOf(Runtime::Nav, _), Value::String(url)) => {
                Some(format!("{}::bind({url:?})", self.runtime(Runtime::Nav)))
            }
            (Type::RuntimeOf(Runtime::NavCollection, _), Value::Array(urls)) => {
                let urls: Option<Vec<_>> =
                    urls.iter().map(|it| it.as_str().map(|it| format!("{it:?}"))).collect();
                let urls = list("[", &urls?).replace('\n', "\n    ");
                Some(format!("{}::bind({urls})", self.runtime(Runtime::NavCollection)))
            }
            _ => None,
        }
    }

    fn additional(&mut self, pairs: &[(&str, &Value)]) -> String {
        let entries: Vec<String> =
            pairs.iter().map(|(name, it)| format!("({name:?}, {})", self.json(it))).collect();
        format!("{}::from_iter({})", self.runtime(Runtime::Additional), list("[", &entries))
    }

    fn json(&mut self, it: &Value) -> String {
        let json = self.import("graphdown_client::serde_json::json".to_owned());
        format!("{json}!({})", tokens(it))
    }
}

/// What the type does not declare; a reference that became a field is no such thing.
fn undeclared<'v>(model: &Model, members: &'v Map<String, Value>) -> Vec<(&'v str, &'v Value)> {
    let fields: BTreeMap<&str, &Type> =
        model.fields.iter().map(|it| (it.wire.as_str(), &it.ty)).collect();
    let is_declared = |key: &str| {
        let (name, is_reference) = match key.strip_suffix("@odata.bind") {
            Some(name) => (name, true),
            None => (key, false),
        };
        fields.get(name).is_some_and(|it| {
            !is_reference || matches!(it, Type::RuntimeOf(Runtime::Nav | Runtime::NavCollection, _))
        })
    };
    members
        .iter()
        .filter(|(key, _)| !is_declared(key))
        .map(|(key, it)| (key.as_str(), it))
        .collect()
}

fn integer<T: TryFrom<i64>>(it: &serde_json::Number) -> Option<String> {
    let number = it.as_i64()?;
    T::try_from(number).ok().map(|_| number.to_string())
}

/// Elements in brackets or braces, in one line if that is short.
fn list(open: &str, elements: &[String]) -> String {
    let line = elements.join(", ");
    let close = if open == "{" { '}' } else { ']' };
    if line.len() <= WIDTH && !line.contains('\n') {
        return format!("{open}{line}{close}");
    }
    let lines: Vec<String> =
        elements.iter().map(|it| format!("    {},", it.replace('\n', "\n    "))).collect();
    format!("{open}\n{}\n{close}", lines.join("\n"))
}

/// The argument of `json!`: JSON, with strings as Rust writes them.
fn tokens(it: &Value) -> String {
    match it {
        Value::String(text) => format!("{text:?}"),
        Value::Array(elements) => list("[", &elements.iter().map(tokens).collect::<Vec<_>>()),
        Value::Object(members) => {
            let entry = |(key, it): (&String, &Value)| format!("{key:?}: {}", tokens(it));
            list("{", &members.iter().map(entry).collect::<Vec<_>>())
        }
        other => other.to_string(),
    }
}
