//! Paths of the API as types, operations as their methods.

use super::types::{Name, Type, TypePath};
use super::{Docs, Gate};
use crate::ir::Text;
use std::sync::Arc;

/// A path, which is a struct around the runtime's `Path`.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// When it is there.
    pub gate: Gate,
    /// The struct's name.
    pub name: Name,
    /// What is said of it.
    pub docs: Docs,
    /// True if the path stands for one resource, so that requests can refer to it.
    pub is_resource: bool,
    /// For the root only: the path it stands for, which `new` makes.
    pub root: Option<String>,
    /// Methods that go one step further.
    pub steps: Vec<Step>,
    /// Methods that make requests.
    pub calls: Vec<Call>,
}

/// A method that makes a longer path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// When it is there, beside its path.
    pub gate: Gate,
    /// The method's name.
    pub name: Name,
    /// What is said of it.
    pub docs: Docs,
    /// What it adds to the path.
    pub target: Target,
    /// The type of the longer path.
    pub to: TypePath,
}

/// One segment of a path as a method adds it.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// A fixed segment.
    Literal(Text),
    /// A key.
    Key(Name),
    /// OneDrive's addressing by path.
    ItemPath(Name),
    /// A function call.
    Function {
        /// The name on the wire.
        function: Text,
        /// The arguments in order.
        arguments: Vec<Argument>,
    },
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// The name on the wire; empty for a key.
    pub wire: Text,
    /// Its value.
    pub value: ArgumentValue,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentValue {
    /// Fixed text.
    Fixed(Text),
    /// A parameter of the method.
    Parameter {
        /// The parameter.
        parameter: Parameter,
        /// How it is written.
        form: ArgumentForm,
    },
}

/// How an argument is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentForm {
    /// As the OData literal of its type.
    Literal,
    /// In quotes, whatever its type.
    Quoted,
    /// As it is.
    Raw,
}

/// A parameter of a method.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The parameter's name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
}

/// A method that makes a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// When it is there, beside its path.
    pub gate: Gate,
    /// The method's name.
    pub name: Name,
    /// The name of the constant that holds what is known.
    pub constant: Name,
    /// What is said of it.
    pub docs: Docs,
    /// The segment that the method itself adds, for actions and functions.
    pub target: Option<Target>,
    /// What the request carries.
    pub body: Body,
    /// The type of the answer.
    pub response: Type,
    /// What is known.
    pub facts: Facts,
    /// Example calls, which the documentation shows as well.
    pub samples: Vec<Sample>,
}

/// An example call.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The lines in front of the call: imports, and the body.
    pub before: Vec<String>,
    /// The calls on `graph` that make the request, one behind the other.
    pub steps: Vec<String>,
    /// True if a line before has a `?` for an error that is not the runtime's.
    pub is_fallible: bool,
    /// The documented request that is made, if it is a documented one.
    pub documented: Option<Documented>,
}

impl Sample {
    /// True if both make the same request.
    pub fn is_same(&self, other: &Sample) -> bool {
        self.before == other.before && self.steps == other.steps
    }
}

/// A request as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documented {
    /// The page's name.
    pub page: Text,
    /// The request line.
    pub start_line: Text,
    /// Header fields.
    pub headers: Vec<(Text, Text)>,
    /// The body, as written.
    pub body: Text,
}

/// The body of a request as a parameter of the method.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// None.
    None,
    /// A value that is written as JSON.
    Json(Type),
    /// The URL of a resource.
    Reference,
    /// Bytes, of this media type if it is known.
    Bytes(Option<Text>),
}

/// What is known of an operation without calling it.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The variant of the runtime's `Method`.
    pub method: Name,
    /// The documented path.
    pub path: Text,
    /// The page.
    pub documentation: Text,
    /// Success codes.
    pub status: Vec<u16>,
    /// True if the answer may come before the work is done.
    pub long_running: bool,
    /// Query options.
    pub query_options: Vec<Text>,
    /// Request headers, but for those of every request.
    pub headers: Vec<Text>,
    /// Who may call it.
    pub permissions: Option<Permissions>,
    /// The path of the job that it begins, if the answer is one.
    pub monitor: Option<Monitor>,
}

/// Permissions from least to most privileged; `None` if they are not stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Permissions {
    /// Delegated, work or school account.
    pub delegated_work: Option<Arc<[Text]>>,
    /// Delegated, personal account.
    pub delegated_personal: Option<Arc<[Text]>>,
    /// Application.
    pub application: Option<Arc<[Text]>>,
}

/// Where the job is got that an operation begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Monitor {
    /// At this path, which has its id as the only parameter.
    Path(Text),
    /// Where the header `Location` of the answer says.
    Location,
}
