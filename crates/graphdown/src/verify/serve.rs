//! The same matching and the same checks for a program that answers requests instead of reading them on a page.

use super::Finding;
use super::alias;
use super::checking::Check;
use super::matching::{self, Fit, Paths};
use super::names::Names;
use super::request;
use super::url::{Piece, Target};
use crate::ir::Text;
use crate::ir::edm::{Api, Method, Operation, Property, Segment, TypeId};
use crate::ir::page::{Json, JsonValue};
use crate::span::{FileId, Span, Spanned};
use serde_json::{Map, Number, Value};

/// No page: requests that arrive stand nowhere in the documentation.
const NOWHERE: FileId = FileId(u32::MAX);

/// Finds the operation that a request calls, and holds the request against it.
pub struct Matcher<'a> {
    api: &'a Api,
    paths: Paths<'a>,
    names: Names<'a>,
}

/// The operation that a URL calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Index into [`Api::operations`].
    pub operation: usize,
    /// A type cast that the URL adds at its end.
    pub cast: Option<TypeId>,
    /// True if the URL adds `/$count`.
    pub count: bool,
    /// The steps of the URL, words spelled as documented.
    pub steps: Vec<Step>,
}

/// A step of a URL that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A fixed word of the path.
    Word(String),
    /// What stands for a parameter.
    Key {
        /// The words in the braces of the documented path.
        documented: String,
        /// The value, without quotes and escapes.
        value: String,
    },
    /// A path to an item: `a/b.txt`.
    ItemPath(String),
    /// A call: its name, and names and values of its arguments as given.
    Call(String, Vec<(Option<String>, String)>),
}

impl<'a> Matcher<'a> {
    /// A matcher for the operations of `api`.
    pub fn new(api: &'a Api) -> Self {
        Matcher { api, paths: Paths::new(api), names: Names::new(api) }
    }

    /// The operation that `method` calls at `path`, which begins behind the version and has no query. Of several that fit equally well
    /// it is the first. `None` if the documentation has none.
    pub fn find(&self, method: Method, path: &str) -> Option<Found> {
        let pieces = Target::read(&format!("/{}", path.trim_start_matches('/'))).pieces;
        if let Some(found) = self.direct(method, &pieces) {
            return Some(found);
        }
        if method == Method::Get
            && let Some(found) = self.with_ends(&pieces)
        {
            return Some(found);
        }
        alias::spellings(&pieces).iter().find_map(|it| self.direct(method, it))
    }

    /// A type cast and `$count` may stand behind any path that is read.
    fn with_ends(&self, pieces: &[Piece]) -> Option<Found> {
        let last = |pieces: &[Piece]| match pieces.last() {
            Some(Piece::Word(it)) => it.clone(),
            _ => String::new(),
        };
        let without = |pieces: &'_ [Piece]| pieces[..pieces.len() - 1].to_vec();
        let count = last(pieces) == "$count";
        let rest = if count { without(pieces) } else { pieces.to_vec() };
        if count && let Some(found) = self.direct(Method::Get, &rest) {
            return Some(Found { count, ..found });
        }
        let word = last(&rest);
        let cast = self.names.structured(&word).filter(|_| word.contains('.'))?;
        let found = self.direct(Method::Get, &without(&rest))?;
        Some(Found { cast: Some(cast), count, ..found })
    }

    /// The methods with which `path` is documented.
    pub fn methods(&self, path: &str) -> Vec<Method> {
        Method::ALL.into_iter().filter(|it| self.find(*it, path).is_some()).collect()
    }

    fn direct(&self, method: Method, pieces: &[Piece]) -> Option<Found> {
        let fits = self.paths.best(Some(method), pieces, NOWHERE);
        let Fit { operation, .. } = fits.into_iter().next()?;
        let steps = steps(&self.api.operations[operation], pieces)?;
        Some(Found { operation, cast: None, count: false, steps })
    }

    /// What is wrong with the names of the query options.
    pub fn check_query(&self, operation: &Operation, options: &[(String, String)]) -> Vec<Finding> {
        let mut check = Check::new(self.api, &self.names, 0);
        request::query(&mut check, operation, options, nowhere());
        check.findings
    }

    /// What is wrong with a body of JSON. [`Finding::path`] leads to the place in the body; a place on a page it has not.
    pub fn check_body(&self, operation: &Operation, sent: &Value) -> Vec<Finding> {
        let mut check = Check::new(self.api, &self.names, 0);
        check.part = super::Part::RequestBody;
        request::sent(&mut check, operation, nowhere(), &from_value(sent));
        check.findings
    }

    /// The property `name` of a type, declared or inherited.
    pub fn property(&self, id: TypeId, name: &str) -> Option<&'a Property> {
        self.names.property(id, name).map(|(_, it)| it)
    }

    /// The property `name` of a type or of one that derives from it.
    pub fn property_or_derived(&self, id: TypeId, name: &str) -> Option<&'a Property> {
        self.property(id, name).or_else(|| self.names.with_property(id, name).map(|(_, it)| it))
    }

    /// The type with this name; the namespace `microsoft.graph` may be left out, a `#` may stand before it.
    pub fn structured(&self, name: &str) -> Option<TypeId> {
        self.names.structured(name)
    }

    /// True if `id` is `base` or derives from it.
    pub fn is_a(&self, id: TypeId, base: TypeId) -> bool {
        self.names.is_a(id, base)
    }
}

fn nowhere() -> Span {
    Span::new(NOWHERE, 0..0)
}

/// The path and the query options of a request line, the verb in front or not.
pub fn target(start_line: &str) -> (String, Vec<(String, String)>) {
    let line = super::checking::verb(start_line).1;
    let path = line.split('?').next().unwrap_or_default();
    (path.to_owned(), Target::read(line).query)
}

/// The status code of a status line.
pub fn status(block: &crate::ir::page::ExampleBlock) -> Option<u16> {
    super::response::status(block)
}

fn steps(operation: &Operation, pieces: &[Piece]) -> Option<Vec<Step>> {
    let mut found = Vec::new();
    let (mut segments, mut pieces) = (operation.path.segments.as_slice(), pieces);
    while !segments.is_empty() {
        let (used_segments, used_pieces, _) = matching::step(operation, segments, pieces)?;
        let documented = |index: &usize| {
            operation.path.parameters.get(*index).map_or("", |it| it.documented.as_str()).to_owned()
        };
        match (&segments[0], &pieces[0]) {
            (Segment::Literal(word), Piece::Call { arguments, .. }) if used_segments == 2 => {
                found.push(Step::Word(word.to_string()));
                let value = arguments.first().map(|(_, it)| unquoted(it)).unwrap_or_default();
                if let Segment::Parameter(index) = &segments[1] {
                    found.push(Step::Key { documented: documented(index), value });
                }
            }
            (Segment::Literal(_), Piece::Call { name, arguments }) => {
                found.push(Step::Call(name.clone(), arguments.clone()));
            }
            (Segment::Literal(word), _) => found.push(Step::Word(word.to_string())),
            (Segment::Parameter(index), Piece::Word(word)) => {
                found.push(Step::Key { documented: documented(index), value: word.clone() });
            }
            (_, Piece::ItemPath { path, .. }) => found.push(Step::ItemPath(path.clone())),
            (Segment::Call { name, .. }, Piece::Call { arguments, .. }) => {
                found.push(Step::Call(name.to_string(), arguments.clone()));
            }
            (Segment::Call { name, .. }, _) => {
                let argument = pieces.get(1).filter(|_| used_pieces == 2);
                let argument = argument.map(|it| match it {
                    Piece::Word(word) => (None, word.clone()),
                    _ => (None, String::new()),
                });
                found.push(Step::Call(name.to_string(), argument.into_iter().collect()));
            }
            (_, Piece::Word(word)) => found.push(Step::Word(word.clone())),
            (_, Piece::Call { name, .. }) => found.push(Step::Word(name.clone())),
        }
        (segments, pieces) = (&segments[used_segments..], &pieces[used_pieces..]);
    }
    Some(found)
}

/// A key without its quotes, of which doubled ones stand for one.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => text.to_owned(),
    }
}

/// The body of a message of a page as JSON.
pub fn body_of(block: &crate::ir::page::ExampleBlock) -> Option<Value> {
    block.json.as_ref().map(to_value)
}

/// JSON of a page as a plain value. Dots that stand for what was left out are left out.
pub fn to_value(json: &Json) -> Value {
    match &json.value {
        JsonValue::Null => Value::Null,
        JsonValue::Bool(it) => Value::Bool(*it),
        JsonValue::Number(it) => {
            it.parse::<Number>().map_or_else(|_| Value::String(it.to_string()), Value::Number)
        }
        JsonValue::String(it) => Value::String(it.to_string()),
        JsonValue::Array(all) => {
            let is_left_out = |it: &&Json| it.as_str().is_some_and(super::formats::is_ellipsis);
            Value::Array(all.iter().filter(|it| !is_left_out(it)).map(to_value).collect())
        }
        JsonValue::Object(all) => {
            let kept = all.iter().filter(|(key, _)| !super::formats::is_ellipsis(&key.value));
            Value::Object(kept.map(|(key, it)| (key.value.to_string(), to_value(it))).collect())
        }
    }
}

fn from_value(value: &Value) -> Json {
    let value = match value {
        Value::Null => JsonValue::Null,
        Value::Bool(it) => JsonValue::Bool(*it),
        Value::Number(it) => JsonValue::Number(it.to_string().into()),
        Value::String(it) => JsonValue::String(it.as_str().into()),
        Value::Array(all) => JsonValue::Array(all.iter().map(from_value).collect()),
        Value::Object(all) => JsonValue::Object(members(all)),
    };
    Json { value, span: nowhere() }
}

fn members(all: &Map<String, Value>) -> Vec<(Spanned<Text>, Json)> {
    all.iter()
        .map(|(key, it)| (Spanned::new(key.as_str().into(), nowhere()), from_value(it)))
        .collect()
}
