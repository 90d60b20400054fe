//! Names and types.

use crate::ir::Text;
use std::fmt;
use std::sync::Arc;

/// A Rust identifier that needs no further care. Made by `plan::names` only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Text);

impl Name {
    /// For `plan::names`, which has made sure that it is an identifier.
    pub(crate) fn checked(identifier: impl Into<Text>) -> Self {
        Name(identifier.into())
    }

    /// The identifier, with `r#` if it is raw.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, as file names have it.
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// `crate`.
    Crate,
    /// `super`.
    Super,
    /// `self`.
    Here,
    /// The runtime crate.
    Client,
}

/// A type of the generated crate as a file names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypePath {
    /// Where the path begins; `None` if the name or its first module is in scope.
    pub root: Option<Root>,
    /// The modules on the way; shared by the paths to types of one module.
    pub modules: Arc<[Name]>,
    /// The type's name.
    pub name: Name,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // The names say it.
pub enum Type {
    Bool,
    I8,
    U8,
    I16,
    I32,
    I64,
    F32,
    F64,
    String,
    /// `&str`, for parameters.
    Str,
    /// `&` and the type, for parameters.
    Ref(Box<Type>),
    /// A type of the runtime without parameters, which is in scope.
    Runtime(Runtime),
    /// A type of the runtime with a parameter.
    RuntimeOf(Runtime, Box<Type>),
    /// A generated type.
    Path(TypePath),
    Option(Box<Type>),
    Vec(Box<Type>),
    Box(Box<Type>),
}

macro_rules! runtime {
    ($($name:ident)+) => {
        /// An item of the runtime that generated code names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)] // They are documented where they are.
        pub enum Runtime { $($name),+ }

        impl Runtime {
            /// All of them, by name.
            pub const ALL: &'static [Runtime] = &[$(Runtime::$name),+];

            /// The name in the runtime crate.
            pub fn as_str(self) -> &'static str {
                match self { $(Runtime::$name => stringify!($name)),+ }
            }
        }
    };
}

runtime! {
    Additional Binary Bytes Collection Date DateTimeOffset Decimal Duration Entry Flags GraphClient Guid Json Literal LongRunning MapAccess
    Method Model Monitor Nav NavCollection NoContent OpenEnum OperationInfo Patch Path PropertyValue Request RequestContent
    Resource SerializeMap Stream TimeOfDay UnknownMember Writer
}
