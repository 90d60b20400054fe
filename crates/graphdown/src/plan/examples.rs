//! Pass: the methods that make requests get example calls, which are compiled as tests of the documentation.
//!
//! A documented request whose URL has the form of the path becomes the call that makes this very request: keys, query options, headers
//! and body are its own. Where none does, or where its values are not of the documented types, the call is a simple one.

mod asked;
mod literal;
mod options;
mod text;

use super::context::Context;
use crate::ir::edm::Operation;
use crate::ir::rust::{
    Argument, ArgumentValue, Body, Call, Documented, Enum, File, Item, Model, Node, Sample, Step,
    Target, Type, TypePath,
};
use asked::{Asked, Given, asked};
use literal::Literals;
use serde_json::Value;
use std::collections::BTreeMap;

/// The most documented requests that one method shows.
const MOST_SAMPLES: usize = 4;
/// Longer calls are left out, or simplified: nobody reads them.
const MOST_LINES: usize = 100;

/// What the examples of an API version are made of.
struct Known<'a> {
    context: &'a Context<'a>,
    /// The crate's name as Rust has it.
    krate: String,
    /// The struct before each path, and the step.
    before: BTreeMap<String, (String, Step)>,
    /// Structs by their modules below the version and their name.
    models: BTreeMap<(String, String), Model>,
    /// Enums likewise.
    enums: BTreeMap<(String, String), Enum>,
    operations: BTreeMap<String, &'a Operation>,
}

/// Adds the examples to the files of one version.
pub(super) fn add(files: &mut [File], context: &Context<'_>, crate_name: &str) {
    let known = known(files, context, crate_name);
    for item in files.iter_mut().flat_map(|it| &mut it.items) {
        let Item::Node(node) = item else { continue };
        let name = node.name.as_str().to_owned();
        for call in &mut node.calls {
            call.samples = known.samples(&name, call);
            for sample in &call.samples {
                let lines = text::lines(&known, sample, &call.response);
                call.docs.text =
                    [call.docs.text.as_str(), "\n\n", &lines.join("\n")].concat().into();
            }
        }
    }
}

fn known<'a>(files: &[File], context: &'a Context<'a>, crate_name: &str) -> Known<'a> {
    let mut it = Known {
        context,
        krate: crate_name.replace('-', "_"),
        before: BTreeMap::new(),
        models: BTreeMap::new(),
        enums: BTreeMap::new(),
        operations: BTreeMap::new(),
    };
    let below = format!("{}/", context.folder());
    for file in files {
        let folder = file.path.strip_prefix(&below).and_then(|it| it.rsplit_once('/'));
        let modules = folder.map_or("", |it| it.0).replace('/', "::");
        for item in &file.items {
            match item {
                Item::Node(Node { name, steps, .. }) => {
                    it.before.extend(steps.iter().map(|step| {
                        (step.to.name.as_str().to_owned(), (name.as_str().to_owned(), step.clone()))
                    }))
                }
                Item::Model(model) => {
                    let key = (modules.clone(), model.name.as_str().to_owned());
                    it.models.insert(key, model.clone());
                }
                Item::Enum(found) => {
                    let key = (modules.clone(), found.name.as_str().to_owned());
                    it.enums.insert(key, found.clone());
                }
                _ => {}
            }
        }
    }
    let operations = context.api.operations.iter();
    it.operations = operations.map(|it| (format!("{} {}", it.method, it.path), it)).collect();
    it
}

impl Known<'_> {
    /// The examples of the method `call` of the struct `node`; none where an argument is hard to make up.
    fn samples(&self, node: &str, call: &Call) -> Vec<Sample> {
        let method = call.facts.method.as_str().to_ascii_uppercase();
        let key = format!("{method} {}", call.facts.path);
        let Some(operation) = self.operations.get(&key) else { return Vec::new() };
        let documented: Vec<_> =
            operation.examples.iter().filter_map(|it| it.request.as_ref()).collect();
        let mut samples: Vec<Sample> = Vec::new();
        for message in &documented {
            if samples.len() == MOST_SAMPLES {
                break;
            }
            let sample = asked(operation, &message.value)
                .and_then(|asked| self.documented(node, call, operation, &asked));
            let is_new = |it: &Sample| samples.iter().all(|other| !other.is_same(it));
            samples.extend(sample.filter(is_new));
        }
        if samples.is_empty() {
            let first = documented.iter().find_map(|it| asked(operation, &it.value));
            let values = first.map(|it| it.values).unwrap_or_default();
            let shown = documented
                .iter()
                .find_map(|it| serde_json::from_str(&it.value.body).ok().filter(Value::is_object));
            samples.extend(self.simple(node, call, values, shown));
        }
        samples
    }

    /// The call that makes a documented request.
    fn documented(
        &self,
        node: &str,
        call: &Call,
        operation: &Operation,
        asked: &Asked<'_>,
    ) -> Option<Sample> {
        let mut literals = Literals::new(self, false);
        let mut before = Vec::new();
        let body = match (&call.body, &asked.body) {
            (Body::None, None) if asked.message.body.trim().is_empty() => None,
            (Body::None, Some(Value::Object(it))) if it.is_empty() => None,
            (Body::None, _) => return None,
            (Body::Json(ty), Some(shown)) => {
                let value = literals.body(shown, ty)?;
                before.extend(format!("let body = {value};").lines().map(str::to_owned));
                Some("&body".to_owned())
            }
            (Body::Reference, Some(Value::Object(it))) if it.len() == 1 => {
                let url = it.get("@odata.id")?.as_str()?;
                Some(format!("{url:?}"))
            }
            (Body::Bytes(_), _) => Some(format!("{:?}", asked.message.body.trim())),
            _ => return None,
        };
        let mut steps = self.steps(node, call, asked.values.clone(), true, body)?;
        steps.extend(options::options(&mut literals, call, operation, asked)?);
        before.splice(0..0, literals.uses());
        let message = asked.message;
        let documented = Documented {
            page: operation.name.clone(),
            start_line: message.start_line.clone(),
            headers: message.headers.clone(),
            body: message.body.clone(),
        };
        let is_short = before.len() + steps.len() <= MOST_LINES;
        let is_fallible = literals.is_fallible;
        is_short.then_some(Sample { before, steps, is_fallible, documented: Some(documented) })
    }

    /// A call with what fits of a documented body.
    fn simple(
        &self,
        node: &str,
        call: &Call,
        values: Vec<Given>,
        shown: Option<Value>,
    ) -> Option<Sample> {
        let mut literals = Literals::new(self, true);
        let mut before = Vec::new();
        let body = match &call.body {
            Body::None => None,
            Body::Json(ty) => {
                let shown = shown.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
                let mut value = literals.body(&shown, ty)?;
                if value.lines().count() > MOST_LINES {
                    literals = Literals::new(self, true);
                    value = literals.body(&Value::Object(serde_json::Map::new()), ty)?;
                }
                before.extend(format!("let body = {value};").lines().map(str::to_owned));
                Some("&body".to_owned())
            }
            Body::Reference => {
                Some("\"https://graph.microsoft.com/v1.0/directoryObjects/id\"".to_owned())
            }
            Body::Bytes(_) => Some("\"content\"".to_owned()),
        };
        let steps = self
            .steps(node, call, values, true, body.clone())
            .or_else(|| self.steps(node, call, Vec::new(), false, body))?;
        before.splice(0..0, literals.uses());
        Some(Sample { before, steps, is_fallible: literals.is_fallible, documented: None })
    }

    /// The steps of the path and the method. `is_given`: every value must be among `values`.
    fn steps(
        &self,
        node: &str,
        call: &Call,
        values: Vec<Given>,
        is_given: bool,
        body: Option<String>,
    ) -> Option<Vec<String>> {
        let mut way = Vec::new();
        let mut at = node;
        while let Some((parent, step)) = self.before.get(at) {
            way.insert(0, step);
            at = parent;
        }
        let mut values = values.into_iter();
        let mut steps = Vec::new();
        for step in way {
            let arguments = arguments(&step.target, &mut values, is_given)?.join(", ");
            steps.push(format!("{}({arguments})", step.name));
        }
        let mut own = match &call.target {
            Some(target) => arguments(target, &mut values, is_given)?,
            None => Vec::new(),
        };
        own.extend(body);
        steps.push(format!("{}({})", call.name, own.join(", ")));
        Some(steps)
    }

    /// The struct behind `path` as a file in the modules `home` names it, and its modules below the version.
    fn model(&self, path: &TypePath, home: &str) -> Option<(String, &Model)> {
        let modules = self.modules(path, home);
        let key = (modules.replace("r#", ""), path.name.as_str().to_owned());
        self.models.get(&key).map(|it| (modules, it))
    }

    /// The enum likewise.
    fn enumeration(&self, path: &TypePath, home: &str) -> Option<(String, &Enum)> {
        let modules = self.modules(path, home);
        let key = (modules.replace("r#", ""), path.name.as_str().to_owned());
        self.enums.get(&key).map(|it| (modules, it))
    }

    fn modules(&self, path: &TypePath, home: &str) -> String {
        if path.root.is_none() && path.modules.is_empty() {
            return home.to_owned();
        }
        let modules = path.modules.iter().filter(|it| **it != self.context.version);
        modules.map(|it| it.as_str()).collect::<Vec<_>>().join("::")
    }

    /// The whole path of an item of the version.
    fn full(&self, modules: &str, name: &str) -> String {
        format!("{}::{}::{modules}::{name}", self.krate, self.context.version)
    }
}

/// The arguments of a step.
fn arguments(
    it: &Target,
    values: &mut std::vec::IntoIter<Given>,
    is_given: bool,
) -> Option<Vec<String>> {
    let made_up = match it {
        Target::Literal(_) => return Some(Vec::new()),
        Target::Key(name) => name.bare().replace('_', "-"),
        Target::ItemPath(_) => "folder/file.txt".to_owned(),
        Target::Function { arguments, .. } => {
            let given = match values.next() {
                Some(Given::Call(given)) => Some(given),
                Some(Given::Key(_)) => return None,
                None if is_given => return None,
                None => None,
            };
            return call_arguments(arguments, given);
        }
    };
    match values.next() {
        Some(Given::Key(value)) => Some(vec![format!("{value:?}")]),
        Some(Given::Call(_)) => None,
        None => (!is_given).then(|| vec![format!("{made_up:?}")]),
    }
}

/// The arguments of a call that the caller gives. `None` if the documented call has others.
fn call_arguments(
    arguments: &[Argument],
    given: Option<Vec<(Option<String>, String)>>,
) -> Option<Vec<String>> {
    if given.as_ref().is_some_and(|it| it.len() != arguments.len()) {
        return None;
    }
    let value = |wire: &str| {
        let is_it =
            |name: &Option<String>| name.as_deref().unwrap_or_default().eq_ignore_ascii_case(wire);
        given.as_ref().map(|it| it.iter().find(|it| is_it(&it.0)).map(|it| it.1.as_str()))
    };
    let mut written = Vec::new();
    for it in arguments {
        match (&it.value, value(&it.wire)) {
            (ArgumentValue::Fixed(fixed), Some(Some(text))) if fixed.trim_matches('\'') == text => {
            }
            (ArgumentValue::Fixed(_), None) => {}
            (ArgumentValue::Parameter { parameter, .. }, Some(Some(text))) => {
                written.push(argument(&parameter.ty, text)?);
            }
            (ArgumentValue::Parameter { parameter, .. }, None) => {
                let name = parameter.name.bare().replace('_', "-");
                written.push(match &parameter.ty {
                    Type::Bool => "true".to_owned(),
                    Type::F32 | Type::F64 => "1.0".to_owned(),
                    ty => argument(ty, &name).or_else(|| argument(ty, "1"))?,
                });
            }
            _ => return None,
        }
    }
    Some(written)
}

/// A value of a parameter.
fn argument(ty: &Type, text: &str) -> Option<String> {
    match ty {
        Type::Str => Some(format!("{text:?}")),
        Type::Bool => text.parse::<bool>().ok().map(|it| it.to_string()),
        Type::U8 => text.parse::<u8>().ok().map(|it| it.to_string()),
        Type::I8 => text.parse::<i8>().ok().map(|it| it.to_string()),
        Type::I16 => text.parse::<i16>().ok().map(|it| it.to_string()),
        Type::I32 => text.parse::<i32>().ok().map(|it| it.to_string()),
        Type::I64 => text.parse::<i64>().ok().map(|it| it.to_string()),
        Type::F32 | Type::F64 => {
            text.parse::<f64>().ok().filter(|it| it.is_finite()).map(|it| format!("{it:?}"))
        }
        _ => None,
    }
}
