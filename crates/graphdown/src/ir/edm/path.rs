//! The path of an operation, with its parameters.

use crate::ir::Text;
use std::fmt;

/// The path below the version segment, for instance `/users/{id | userPrincipalName}/messages`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct PathTemplate {
    /// The segments from left to right.
    pub segments: Vec<Segment>,
    /// The parameters in the order in which they stand in the path; segments refer to them by index.
    pub parameters: Vec<PathParameter>,
}

/// One step of a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Segment {
    /// A fixed word: `users`, `root`, `$ref`, `microsoft.graph.user`.
    Literal(Text),
    /// A whole segment that the caller fills in, mostly a key: index into [`PathTemplate::parameters`].
    Parameter(usize),
    /// OneDrive's addressing by path, written right behind the segment before it: `:/{item-path}:`.
    ItemPath {
        /// Index into [`PathTemplate::parameters`]. The value may hold slashes.
        parameter: usize,
        /// False where the path ends here, without the closing colon.
        closed: bool,
    },
    /// A call with arguments in parentheses: `getOffice365ActiveUserCounts(period='{period_value}')`, `delta()`.
    Call {
        /// The name before the parenthesis, with a namespace if it has one.
        name: Text,
        /// The arguments in documented order.
        arguments: Vec<Argument>,
    },
}

/// An argument of a function call in a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Argument {
    /// The argument's name; `None` for a key in parentheses, `users('{id}')`.
    pub name: Option<Text>,
    /// What stands behind the `=`.
    pub value: ArgumentValue,
}

/// The value of a function argument.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ArgumentValue {
    /// Fixed text, as it goes into the URL: `'reviewer'`, `640`.
    Literal(Text),
    /// Filled in by the caller.
    Parameter {
        /// Index into [`PathTemplate::parameters`].
        index: usize,
        /// True if the documentation puts it into single quotes, so that it is an OData string literal.
        quoted: bool,
    },
}

/// A parameter of a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PathParameter {
    /// The words in the braces, for instance `id | userPrincipalName`.
    pub documented: Text,
}

impl fmt::Display for PathTemplate {
    /// The path as the documentation would write it, white space and quoting made regular.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.segments.is_empty() {
            return f.write_str("/");
        }
        self.segments.iter().try_for_each(|segment| self.write_segment(segment, f))
    }
}

impl PathTemplate {
    fn parameter(&self, index: usize) -> &str {
        self.parameters.get(index).map_or("", |it| it.documented.as_str())
    }

    fn write_segment(&self, segment: &Segment, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match segment {
            Segment::Literal(text) => write!(f, "/{text}"),
            Segment::Parameter(index) => write!(f, "/{{{}}}", self.parameter(*index)),
            Segment::ItemPath { parameter, closed } => {
                write!(f, ":/{{{}}}{}", self.parameter(*parameter), if *closed { ":" } else { "" })
            }
            Segment::Call { name, arguments } => {
                write!(f, "/{name}(")?;
                for (index, argument) in arguments.iter().enumerate() {
                    f.write_str(if index > 0 { "," } else { "" })?;
                    self.write_argument(argument, f)?;
                }
                f.write_str(")")
            }
        }
    }

    fn write_argument(&self, argument: &Argument, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &argument.name {
            write!(f, "{name}=")?;
        }
        match &argument.value {
            ArgumentValue::Literal(text) => f.write_str(text),
            ArgumentValue::Parameter { index, quoted: true } => {
                write!(f, "'{{{}}}'", self.parameter(*index))
            }
            ArgumentValue::Parameter { index, quoted: false } => {
                write!(f, "{{{}}}", self.parameter(*index))
            }
        }
    }
}
