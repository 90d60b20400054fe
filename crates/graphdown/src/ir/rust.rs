//! What the Rust looks like: a crate of files of items. Nothing is left to decide.

pub use endpoint::{
    Argument, ArgumentForm, ArgumentValue, Body, Call, Documented, Facts, Monitor, Node, Parameter,
    Permissions, Sample, Step, Target,
};
pub use types::{Name, Root, Runtime, Type, TypePath};

use crate::ir::Text;
use std::sync::Arc;

mod endpoint;
mod types;

/// A generated crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Crate {
    /// Its `Cargo.toml`.
    pub manifest: Manifest,
    /// Its build script, if it has one.
    pub build_script: Option<String>,
    /// Its modules, sorted by path.
    pub files: Vec<File>,
}

/// What `Cargo.toml` says.
#[derive(Debug, Clone, PartialEq)]
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
    /// The features, sorted by name; empty for a crate without.
    pub features: Vec<Feature>,
}

/// A feature of the crate: an area of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// What it brings, in words.
    pub brings: String,
}

/// Where a crate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dependency {
    /// A folder, relative to the generated crate.
    Path(String),
    /// A version on the registry.
    Version(String),
    /// The workspace's own entry.
    Workspace,
}

/// When a crate has something that depends on how large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// Where it is worth it; a version of the API with more than a thousand operations is large.
    #[default]
    Auto,
    /// Whatever its size.
    Always,
    /// Never.
    Never,
}

/// A source file, which is a module.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Path below the crate's root, with `/`.
    pub path: String,
    /// The module's documentation.
    pub docs: Vec<String>,
    /// Its items in order.
    pub items: Vec<Item>,
}

/// An item of a module.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `use`.
    Use(Use),
    /// `mod`.
    Module(Module),
    /// What a type is while its features are off.
    StandIn(StandIn),
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

/// The features of which one has to be on for an item to be there. Without any it always is; where the item is inside of another one with
/// the same features, they are not named again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Gate(pub Arc<[Text]>);

/// `use root::modules::{names};`
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// When it is there.
    pub gate: Gate,
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
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// When it is there.
    pub gate: Gate,
    /// The module's name.
    pub name: Name,
    /// True for `pub mod`.
    pub is_public: bool,
}

/// The name of a type as that of an undeclared one, while the features of the type are off.
#[derive(Debug, Clone, PartialEq)]
pub struct StandIn {
    /// The type's name.
    pub name: Name,
    /// When the type itself is there.
    pub gate: Gate,
}

/// The documentation of an item and its deprecation. What is said in several places is shared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Docs {
    /// Rustdoc markdown, without an end of line behind it.
    pub text: Text,
    /// Set if the item is deprecated: the note, empty if there are no words.
    pub deprecated: Option<Text>,
}

impl Docs {
    /// The lines of the text; none if it is empty.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}

/// A struct that implements the runtime's `Model`.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The struct's name.
    pub name: Name,
    /// The qualified name on the wire; empty for bodies that have none.
    pub odata_type: Text,
    /// What is said of it.
    pub docs: Docs,
    /// One field per property, inherited ones first.
    pub fields: Vec<Field>,
    /// The fields that `new` wants; without any there is no `new`.
    pub required: Vec<RequiredField>,
}

/// A field that stands for a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// The property's name.
    pub wire: Text,
    /// The constant that holds the property's name; `None` in bodies, of which nothing is asked for by name.
    pub constant: Option<Name>,
    /// The field's type, with `Option` or `Patch`.
    pub ty: Type,
    /// What is said of it.
    pub docs: Docs,
}

/// A parameter of `new`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequiredField {
    /// The field it fills in.
    pub field: Name,
    /// Its type, without `Option`.
    pub ty: Type,
}

/// An enum that implements the runtime's `OpenEnum`.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// The enum's name.
    pub name: Name,
    /// What is said of it.
    pub docs: Docs,
    /// The members in documented order.
    pub variants: Vec<Variant>,
}

/// A member of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The variant's name.
    pub name: Name,
    /// The member's name.
    pub wire: Text,
    /// What is said of it.
    pub docs: Docs,
}
