//! What the Rust looks like: a crate of files of items. Nothing is left to decide.

pub use endpoint::{
    Argument, ArgumentForm, ArgumentValue, Body, Call, Documented, Facts, Monitor, Node, Parameter,
    Permissions, Sample, Step, Target,
};
pub use types::{Name, Root, Runtime, Type, TypePath};

mod endpoint;
mod types;

/// A generated crate.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Crate {
    /// Its `Cargo.toml`.
    pub manifest: Manifest,
    /// Its build script, if it has one.
    pub build_script: Option<String>,
    /// Its modules, sorted by path.
    pub files: Vec<File>,
}

/// What `Cargo.toml` says.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Manifest {
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// One sentence.
    pub description: String,
    /// Where the runtime comes from.
    pub client: Dependency,
    /// What the build script needs: the build-time crate.
    pub generator: Option<Dependency>,
    /// True if the package takes part in a workspace of its own only.
    pub own_workspace: bool,
    /// True if a dependency is a folder, which no registry takes.
    pub is_private: bool,
    /// Further lines, taken as they are.
    pub extra: String,
}

/// Where a crate comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dependency {
    /// A folder, relative to the generated crate.
    Path(String),
    /// A version on the registry.
    Version(String),
    /// The workspace's own entry.
    Workspace,
}

/// Which versions of the API get example calls in their documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Examples {
    /// Those with at most a thousand operations: of larger ones it would take longer to test than it is worth.
    #[default]
    Auto,
    /// All.
    Always,
    /// None.
    Never,
}

/// A source file, which is a module.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct File {
    /// Path below the crate's root, with `/`.
    pub path: String,
    /// The module's documentation.
    pub docs: Vec<String>,
    /// Its items in order.
    pub items: Vec<Item>,
}

/// An item of a module.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum Item {
    /// `use`.
    Use(Use),
    /// `mod`.
    Module(Module),
    /// A structured type.
    Model(Model),
    /// An enum type.
    Enum(Enum),
    /// A path.
    Node(Node),
    /// For benches: a structured type with serde's derives.
    DerivedModel(Model),
    /// For benches: an enum type with serde's derives.
    DerivedEnum(Enum),
}

/// `use root::modules::{names};`
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Use {
    /// True for `pub use`.
    pub is_public: bool,
    /// Where the path begins.
    pub root: Root,
    /// The modules on the way.
    pub modules: Vec<Name>,
    /// What is named, sorted.
    pub names: Vec<Name>,
}

/// `mod name;`
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Module {
    /// The module's name.
    pub name: Name,
    /// True for `pub mod`.
    pub is_public: bool,
}

/// The documentation of an item and its deprecation.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct Docs {
    /// Lines of rustdoc markdown.
    pub lines: Vec<String>,
    /// Set if the item is deprecated: the note, empty if there are no words.
    pub deprecated: Option<String>,
}

/// A struct that implements the runtime's `Model`.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Model {
    /// The struct's name.
    pub name: Name,
    /// The qualified name on the wire; empty for bodies that have none.
    pub odata_type: String,
    /// What is said of it.
    pub docs: Docs,
    /// One field per property, inherited ones first.
    pub fields: Vec<Field>,
    /// The fields that `new` wants; without any there is no `new`.
    pub required: Vec<RequiredField>,
}

/// A field that stands for a property.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// The property's name.
    pub wire: String,
    /// The constant that holds the property's name; `None` in bodies, of which nothing is asked for by name.
    pub constant: Option<Name>,
    /// The field's type, with `Option` or `Patch`.
    pub ty: Type,
    /// What is said of it.
    pub docs: Docs,
}

/// A parameter of `new`.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct RequiredField {
    /// The field it fills in.
    pub field: Name,
    /// Its type, without `Option`.
    pub ty: Type,
}

/// An enum that implements the runtime's `OpenEnum`.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Enum {
    /// The enum's name.
    pub name: Name,
    /// What is said of it.
    pub docs: Docs,
    /// The members in documented order.
    pub variants: Vec<Variant>,
}

/// A member of an enum.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Variant {
    /// The variant's name.
    pub name: Name,
    /// The member's name.
    pub wire: String,
    /// What is said of it.
    pub docs: Docs,
}
